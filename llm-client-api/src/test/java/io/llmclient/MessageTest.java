package io.llmclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void a_part_in_the_wrong_role_is_refused_with_those_that_fit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.user(new Content.ToolCall("id", "f", "{}")))
                .withMessageContaining("user message cannot hold a ToolCall")
                .withMessageContaining("Image");
    }

    @Test
    void an_empty_user_message_is_refused_but_an_assistant_may_have_said_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Message.user(new Content[0]));
        assertThat(Message.assistant(new Content[0]).content()).isEmpty();
    }

    @Test
    void text_that_no_provider_takes_is_mended() {
        assertThat(Content.text("cut \uD83D").text()).isEqualTo("cut \uFFFD");
        assertThat(Content.text("\uDE00 a\0b \uD83D\uDE00").text()).isEqualTo("\uFFFD ab \uD83D\uDE00");
    }

    @Test
    void a_tool_result_answers_its_call() {
        Content.ToolCall call = new Content.ToolCall("id", "f", "{}");
        assertThat(Message.toolResult(call, "42"))
                .isEqualTo(new Message.ToolResult("id", "f", List.of(Content.text("42")), false));
        assertThat(Message.toolError(call, "no").error()).isTrue();
    }

    @Test
    void blank_arguments_are_an_empty_object() {
        assertThat(new Content.ToolCall("id", "f", " ").arguments()).isEqualTo("{}");
    }

    @Test
    void a_tool_call_needs_an_id_and_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Content.ToolCall("", "f", "{}"))
                .withMessageContaining("toolCall.id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Content.ToolCall("id", " ", "{}"))
                .withMessageContaining("toolCall.name");
    }

    @Test
    void media_keep_their_bytes_to_themselves() {
        byte[] bytes = "pixels".getBytes(StandardCharsets.UTF_8);
        Media media = Media.bytes("image/PNG", bytes);
        bytes[0] = 'X';
        assertThat(media.bytes()).isEqualTo("pixels".getBytes(StandardCharsets.UTF_8));
        assertThat(media).isEqualTo(Media.base64("image/png", "cGl4ZWxz")).hasToString("image/png, 6 bytes");
    }

    @Test
    void the_mime_type_that_everybody_gets_wrong_is_mended() {
        assertThat(Media.bytes("image/jpg", new byte[1]).mimeType()).isEqualTo("image/jpeg");
    }

    @Test
    void media_that_are_none_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Media.bytes("image/png", new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Media.bytes("png", new byte[1]))
                .withMessageContaining("image/png");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Media.url("data:image/png;base64,AAAA"))
                .withMessageContaining("base64(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Media.url("kiwi.jpg"))
                .withMessageContaining("absolute");
    }

    @Test
    void a_signature_is_shown_to_nobody() {
        Origin origin = new Origin("anthropic.messages", "claude", "c2VjcmV0");
        assertThat(origin).hasToString("anthropic.messages/claude (signed)");
        assertThat(origin.matches("anthropic.messages", "claude")).isTrue();
        assertThat(origin.matches("anthropic.messages", "claude-2")).isFalse();
    }

    @Test
    void a_route_tells_its_way() {
        Candidate openai = new Candidate("openai", "gpt", 0);
        Candidate claude = new Candidate("anthropic", "claude", 1);
        LlmException limited =
                LlmException.builder(FailureKind.RATE_LIMITED).status(429).build();
        LlmException silent = LlmException.builder(FailureKind.TIMED_OUT).build();
        Route route = new Route(
                List.of(
                        Attempt.builder(openai)
                                .outcome(Attempt.Outcome.FAILED, limited)
                                .duration(Duration.ofMillis(112))
                                .build(),
                        Attempt.builder(openai)
                                .outcome(Attempt.Outcome.FAILED, silent)
                                .waited(Duration.ofSeconds(1))
                                .duration(Duration.ofSeconds(125))
                                .build(),
                        Attempt.builder(claude)
                                .duration(Duration.ofMillis(1_900))
                                .build()),
                Duration.ofSeconds(128));
        assertThat(route)
                .hasToString(
                        "openai/gpt 429 in 112 ms, waited 1 s, timed out in 2 min 5 s → anthropic/claude ok in 1.9 s");
        assertThat(route.servedBy()).isEqualTo(claude);
        assertThat(route.degraded()).isTrue();
        assertThat(route.requests()).isEqualTo(3);
    }

    @Test
    void usage_adds_up_what_the_provider_left_out_and_nothing_it_did_not_say() {
        assertThat(Usage.builder().input(3L).output(4L).build().total()).isEqualTo(7);
        assertThat(Usage.builder().input(3L).build().total()).isNull();
        assertThat(Usage.builder().input(3L).output(4L).total(9L).build().total())
                .isEqualTo(9);
        assertThat(Usage.unknown().input()).isNull();
    }

    @Test
    void a_failure_has_the_class_of_its_kind() {
        assertThat(LlmException.builder(FailureKind.RATE_LIMITED).build()).isInstanceOf(RateLimitedException.class);
        assertThat(LlmException.builder(FailureKind.AUTHENTICATION).build())
                .isInstanceOf(AuthenticationException.class);
        assertThat(LlmException.builder(FailureKind.SERVER_ERROR).build().getClass())
                .isEqualTo(LlmException.class);
    }
}
