package io.llmclient.providers.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.Mistral;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiCompatible;
import io.llmclient.providers.OpenAiResponses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded conversations as they go to another provider after a failover: the body must keep that provider's rules.
 * Skipped where there are no recordings.
 */
class RecordingsElsewhereTest {

    private List<Recording> recordings;
    private Replay replay;

    @BeforeEach
    void open() throws IOException {
        Optional<Path> directory = Recordings.directory();
        assumeTrue(directory.isPresent(), "no recordings beside the checkout, nor in " + Recordings.PROPERTY);
        recordings = Recordings.in(directory.get()).stream()
                .filter(recording -> Api.of(recording).isPresent())
                .filter(recording -> recording.canonicalRequest().isObject())
                .toList();
        replay = new Replay();
    }

    @AfterEach
    void close() {
        if (replay != null) {
            replay.close();
        }
    }

    @Test
    void every_conversation_keeps_the_rules_of_open_ai() {
        goTo(OpenAi.withKey(Api.KEY).model("gpt-4.1-nano"), RecordingsElsewhereTest::checkOpenAi);
        goTo(OpenAi.withKey(Api.KEY).model("gpt-5.6-terra"), RecordingsElsewhereTest::checkOpenAi);
        goTo(OpenAiCompatible.at("vllm", replay.baseUrl()).model("qwen"), RecordingsElsewhereTest::checkOpenAi);
    }

    @Test
    void every_conversation_keeps_the_rules_of_open_ais_responses() {
        goTo(OpenAiResponses.withKey(Api.KEY).model("gpt-4.1-nano"), RecordingsElsewhereTest::checkResponses);
        goTo(OpenAiResponses.withKey(Api.KEY).model("gpt-6.1-sol"), RecordingsElsewhereTest::checkResponses);
        goTo(OpenAiResponses.at("xai", replay.baseUrl()).model("grok-5"), RecordingsElsewhereTest::checkResponses);
    }

    @Test
    void every_conversation_keeps_the_rules_of_anthropic() {
        goTo(Anthropic.withKey(Api.KEY).model("claude-3-haiku-20240307"), RecordingsElsewhereTest::checkAnthropic);
        goTo(Anthropic.withKey(Api.KEY).model("claude-fable-5-2"), RecordingsElsewhereTest::checkAnthropic);
    }

    @Test
    void every_conversation_keeps_the_rules_of_gemini() {
        goTo(Gemini.withKey(Api.KEY).model("gemini-2.0-flash-001"), RecordingsElsewhereTest::checkGemini);
        goTo(Gemini.withKey(Api.KEY).model("gemini-3.8-flash"), RecordingsElsewhereTest::checkGemini);
    }

    @Test
    void every_conversation_keeps_the_rules_of_mistral() {
        goTo(Mistral.withKey(Api.KEY).model("mistral-large-latest"), RecordingsElsewhereTest::checkMistral);
        goTo(Mistral.withKey(Api.KEY).model("magistral-medium-2507"), RecordingsElsewhereTest::checkMistral);
    }

    /** Sends each conversation twice, which must give the same bytes, unless it cannot be said there at all. */
    private void goTo(HttpProvider provider, Consumer<Tree> rules) {
        HttpProvider target = provider.baseUrl(replay.baseUrl());
        for (Recording recording : recordings) {
            Optional<ChatRequest> request = conversation(recording);
            if (request.isPresent() && !recording.model().equals(target.model())) {
                Replay.Outcome outcome = replay.ask(recording, target, request.get());
                if (outcome.reachedServer()) {
                    assertThat(replay.ask(recording, target, request.get()).sent())
                            .as(recording.id())
                            .isEqualTo(outcome.sent());
                    assertThat(outcome.sent()).as(recording.id()).satisfies(rules::accept);
                } else {
                    assertThat(outcome.failure())
                            .as(recording.id())
                            .isInstanceOfSatisfying(
                                    LlmException.class,
                                    failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
                }
            }
        }
    }

    /** As its first provider's answers left it; none where the vocabulary cannot say it. */
    private Optional<ChatRequest> conversation(Recording recording) {
        HttpProvider first = Api.of(recording).orElseThrow().provider().apply(recording, replay.baseUrl());
        try {
            return Optional.of(CanonicalRequests.build(recording, first));
        } catch (IllegalArgumentException inexpressible) {
            return Optional.empty();
        }
    }

    private static void checkOpenAi(Tree body) {
        Set<String> ids = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (Tree message : body.get("messages").items()) {
            if ("tool".equals(message.text("role"))) {
                assertThat(open.remove(message.text("tool_call_id"))).isTrue();
            } else {
                assertThat(open).isEmpty();
            }
            for (Tree call : message.get("tool_calls").items()) {
                assertThat(ids.add(call.text("id"))).isTrue();
                assertThat(Tree.lenient(call.get("function").text("arguments")).isObject())
                        .isTrue();
                open.add(call.text("id"));
            }
            boolean empty = message.get("content").isNull() || "".equals(message.text("content"));
            assertThat(empty && message.get("tool_calls").items().isEmpty()).isFalse();
            assertThat(message.fields()).doesNotContainKeys("reasoning", "reasoning_content", "reasoning_details");
        }
        assertThat(open).isEmpty();
        assertThat(body.has("tool_choice") && !body.has("tools")).isFalse();
    }

    private static void checkResponses(Tree body) {
        Set<String> ids = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (Tree item : body.get("input").items()) {
            switch (String.valueOf(item.text("type"))) {
                case "function_call" -> {
                    assertThat(item.text("call_id")).hasSizeBetween(1, 64);
                    assertThat(ids.add(item.text("call_id"))).isTrue();
                    assertThat(Tree.lenient(item.text("arguments")).isObject()).isTrue();
                    open.add(item.text("call_id"));
                }
                case "function_call_output" ->
                    assertThat(open.remove(item.text("call_id"))).isTrue();
                default -> {
                    assertThat(item.text("role")).isIn("system", "developer", "user", "assistant");
                    assertThat(item.get("content").isNull()).isFalse();
                    assertThat(open.isEmpty() || "assistant".equals(item.text("role")))
                            .isTrue();
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(body.get("store").isTrue()).isFalse();
        assertThat(body.has("tool_choice") && !body.has("tools")).isFalse();
        body.get("tools").items().forEach(tool -> assertThat(tool.has("strict")).isTrue());
    }

    private static void checkMistral(Tree body) {
        checkOpenAi(body);
        assertThat(body.fields()).doesNotContainKeys("stream_options", "max_completion_tokens", "seed", "top_k");
        String before = "";
        for (Tree message : body.get("messages").items()) {
            String role = message.text("role");
            assertThat(before.equals("tool") && role.equals("user")).isFalse();
            message.get("tool_calls")
                    .items()
                    .forEach(call -> assertThat(call.text("id")).matches("[a-zA-Z0-9]{9}"));
            before = role;
        }
        assertThat(before).isIn("user", "tool");
    }

    private static void checkAnthropic(Tree body) {
        assertThat(body.get("max_tokens").number()).isPositive();
        Set<String> ids = new HashSet<>();
        Set<String> open = new HashSet<>();
        String before = "assistant";
        for (Tree message : body.get("messages").items()) {
            assertThat(message.text("role")).isIn("user", "assistant").isNotEqualTo(before);
            before = message.text("role");
            List<Tree> blocks = message.get("content").items();
            assertThat(blocks).isNotEmpty();
            List<String> types =
                    blocks.stream().map(block -> block.text("type")).toList();
            assertThat(types).isSubsetOf("text", "image", "document", "tool_use", "tool_result");
            assertThat(types.subList(types.lastIndexOf("tool_result") + 1, types.size()))
                    .hasSize((int) types.stream()
                            .filter(type -> !type.equals("tool_result"))
                            .count());
            for (Tree block : blocks) {
                assertThat(block.has("text") && block.text("text").isBlank()).isFalse();
                if (block.has("tool_use_id")) {
                    assertThat(open.remove(block.text("tool_use_id"))).isTrue();
                } else if (block.has("input")) {
                    assertThat(block.text("id")).matches("[a-zA-Z0-9_-]{1,64}");
                    assertThat(ids.add(block.text("id"))).isTrue();
                    assertThat(block.get("input").isObject()).isTrue();
                    open.add(block.text("id"));
                }
            }
            assertThat(before.equals("user") && !open.isEmpty()).isFalse();
        }
        assertThat(open).isEmpty();
    }

    private static void checkGemini(Tree body) {
        assertThat(body.get("contents").items().get(0).text("role")).isEqualTo("user");
        long calls = 0;
        for (Tree content : body.get("contents").items()) {
            assertThat(content.text("role")).isIn("user", "model");
            List<Tree> parts = content.get("parts").items();
            assertThat(parts).isNotEmpty();
            long results =
                    parts.stream().filter(part -> part.has("functionResponse")).count();
            assertThat(results).isEqualTo(calls).isIn(0L, (long) parts.size());
            calls = parts.stream().filter(part -> part.has("functionCall")).count();
            for (Tree part : parts) {
                assertThat(part.has("thought")).isFalse();
                assertThat(part.has("thoughtSignature") && !part.has("functionCall"))
                        .isFalse();
                assertThat(part.has("functionCall")
                                && !part.get("functionCall", "args").isObject())
                        .isFalse();
                assertThat(part.has("functionResponse")
                                && !part.get("functionResponse", "response").isObject())
                        .isFalse();
            }
        }
        assertThat(calls).isZero();
    }
}
