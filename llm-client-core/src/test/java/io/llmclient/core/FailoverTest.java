package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.AllProvidersFailedException;
import io.llmclient.Attempt;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.ContentFilteredException;
import io.llmclient.FailureKind;
import io.llmclient.InvalidRequestException;
import io.llmclient.LlmClient;
import io.llmclient.Routing;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LlmTestExtension.class)
class FailoverTest {

    private static Fault fault(FailureKind kind) {
        return switch (kind) {
            case CONNECTION_FAILED -> Fault.refused();
            case TIMED_OUT -> Fault.hang();
            case SERVER_ERROR -> Fault.serverError();
            case OVERLOADED -> Fault.overloaded();
            case RATE_LIMITED -> Fault.rateLimited();
            case QUOTA_EXHAUSTED -> Fault.quotaExhausted();
            case AUTHENTICATION -> Fault.unauthorized();
            case PERMISSION -> Fault.permissionDenied();
            case MODEL_UNAVAILABLE -> Fault.modelNotFound();
            case CONTEXT_TOO_LONG -> Fault.contextTooLong();
            case REQUEST_TOO_LARGE -> Fault.requestTooLarge();
            case CONTENT_FILTERED -> Fault.contentFiltered();
            case INVALID_REQUEST -> Fault.invalidRequest("no");
            case MALFORMED_RESPONSE -> Fault.garbage();
            default -> throw new IllegalArgumentException(kind + " is no fault of a provider");
        };
    }

    @Test
    void the_first_choice_answers_when_it_can(Stage stage) {
        FakeProvider first = stage.provider("first").reply("hello");
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer)
                    .hasText("hello")
                    .wasServedBy("first")
                    .isNotDegraded()
                    .afterAttempts(1);
        }
    }

    /** The failure table of the design, as a caller sees it. */
    @ParameterizedTest(name = "{0}: {1} requests to the first, then the second: {2}")
    @CsvSource({
        "CONNECTION_FAILED, 3, true",
        "TIMED_OUT, 1, true",
        "SERVER_ERROR, 3, true",
        "OVERLOADED, 3, true",
        "RATE_LIMITED, 3, true",
        "QUOTA_EXHAUSTED, 1, true",
        "AUTHENTICATION, 1, true",
        "PERMISSION, 1, true",
        "MODEL_UNAVAILABLE, 1, true",
        "CONTEXT_TOO_LONG, 1, true",
        "REQUEST_TOO_LARGE, 1, true",
        "CONTENT_FILTERED, 1, false",
        "INVALID_REQUEST, 1, false",
        "MALFORMED_RESPONSE, 2, true",
    })
    void a_failure_is_retried_and_replaced_as_the_table_says(
            FailureKind kind, int requests, boolean replaced, Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(fault(kind));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("from the second"));
        try (LlmClient client = client(stage, first, second).build()) {
            if (replaced) {
                ChatResponse answer = client.chat("hi");
                assertThat(answer).hasText("from the second").isDegraded().afterAttempts(requests + 1);
                assertThat(answer.route().attempts().get(0).failure()).hasKind(kind);
            } else {
                assertThatFailureOf(() -> client.chat("hi")).hasKind(kind).failedAfterAttempts(requests);
            }
        }
        assertThat(first.asks()).hasSize(requests);
        assertThat(second.asks()).hasSize(replaced ? 1 : 0);
    }

    @Test
    void when_all_fail_the_first_failure_is_the_cause_and_the_route_has_every_attempt(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.overloaded());
        FakeProvider second = stage.provider("second").otherwise(Fault.unauthorized());
        try (LlmClient client = client(stage, first, second).build()) {
            assertThatFailureOf(() -> client.chat("hi"))
                    .isInstanceOf(AllProvidersFailedException.class)
                    .hasKind(FailureKind.OVERLOADED)
                    .failedAfterAttempts(4)
                    .satisfies(failure -> assertThat(failure.getCause())
                            .isSameAs(failure.route().attempts().get(2).failure()))
                    .satisfies(
                            failure -> assertThat(failure.route()).visited("first/first-model", "second/second-model"));
        }
    }

    @Test
    void a_single_provider_throws_its_own_failure(Stage stage) {
        FakeProvider only = stage.provider("only").otherwise(Fault.quotaExhausted());
        try (LlmClient client = client(stage, only).build()) {
            assertThatFailureOf(() -> client.chat("hi"))
                    .isNotInstanceOf(AllProvidersFailedException.class)
                    .hasKind(FailureKind.QUOTA_EXHAUSTED)
                    .failedAfterAttempts(1);
        }
    }

    @Test
    void a_content_filter_is_passed_to_the_next_when_the_application_wants_it(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.contentFiltered());
        FakeProvider second = stage.provider("second").reply("fine with me");
        try (LlmClient client = client(stage, first, second)
                .alsoFailOverOn(FailureKind.CONTENT_FILTERED)
                .build()) {
            assertThat(client.chat("hi")).hasText("fine with me").afterAttempts(2);
        }
    }

    @Test
    void failures_that_end_a_call_have_their_own_class(Stage stage) {
        FakeProvider first =
                stage.provider("first").fail(Fault.contentFiltered()).fail(Fault.invalidRequest("bad"));
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            assertThatFailureOf(() -> client.chat("hi")).isInstanceOf(ContentFilteredException.class);
            assertThatFailureOf(() -> client.chat("hi")).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void a_prompt_too_long_skips_windows_that_are_no_larger(Stage stage) {
        FakeProvider small = stage.provider("small")
                .capabilities(Capabilities.everything().withContextWindow(8_000))
                .fail(Fault.contextTooLong());
        FakeProvider same =
                stage.provider("same").capabilities(Capabilities.everything().withContextWindow(8_000));
        FakeProvider large = stage.provider("large")
                .capabilities(Capabilities.everything().withContextWindow(1_000_000))
                .reply("read it all");
        try (LlmClient client = client(stage, small, same, large).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("large").hasText("read it all");
            assertThat(answer.route().attempts().get(1).outcome()).isEqualTo(Attempt.Outcome.SKIPPED);
        }
        assertThat(same.asks()).isEmpty();
    }

    @Test
    void a_provider_that_cannot_express_the_request_is_skipped_without_a_request(Stage stage) {
        FakeProvider deaf =
                stage.provider("deaf").capabilities(Capabilities.everything().without(Feature.AUDIO));
        FakeProvider hearing = stage.provider("hearing").reply("a bell");
        ChatRequest request = ChatRequest.builder()
                .user(Content.audio("audio/wav", new byte[] {1}))
                .build();
        try (LlmClient client = client(stage, deaf, hearing).build()) {
            ChatResponse answer = client.chat(request);
            assertThat(answer).wasServedBy("hearing");
            assertThat(answer.route().attempts().get(0).outcome()).isEqualTo(Attempt.Outcome.SKIPPED);
            assertThat(answer.route().attempts().get(0).failure()).hasKind(FailureKind.UNSUPPORTED);
            assertThat(answer.route().requests()).isEqualTo(1);
        }
    }

    @Test
    void what_was_dropped_for_a_provider_is_in_its_attempt(Stage stage) {
        FakeProvider cool = stage.provider("cool")
                .capabilities(Capabilities.everything().without(Feature.TEMPERATURE))
                .reply("ok");
        ChatRequest request = ChatRequest.builder().user("hi").temperature(0.5).build();
        try (LlmClient client = client(stage, cool).build()) {
            Attempt attempt = client.chat(request).route().attempts().get(0);
            assertThat(attempt.adjustments()).singleElement().asString().contains("temperature");
        }
        assertThat(cool.lastRequest().temperature()).isNull();
    }

    @Test
    void a_provider_client_with_a_bug_is_replaced(Stage stage) {
        ProviderClient broken = new ProviderClient() {
            @Override
            public String provider() {
                return "broken";
            }

            @Override
            public String model() {
                return "m";
            }

            @Override
            public ProviderStream open(ChatRequest request, ProviderCall call) {
                throw new UnsupportedOperationException();
            }
        };
        FakeProvider second = stage.provider("second").reply("ok");
        try (LlmClient client = ResilientLlmClient.builder()
                .time(stage.time())
                .provider(broken)
                .provider(second)
                .build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second");
            assertThat(answer.route().attempts().get(0).failure()).hasKind(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_request_orders_its_candidates_by_provider_or_by_name(Stage stage) {
        FakeProvider first = stage.provider("first").reply("1");
        FakeProvider second = stage.provider("second").fail(Fault.unauthorized());
        FakeProvider third = stage.provider("third");
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .routing(Routing.order("second", "first/first-model"))
                .build();
        try (LlmClient client = client(stage, first, second, third).build()) {
            ChatResponse answer = client.chat(request);
            assertThat(answer.route()).visited("second/second-model", "first/first-model");
            assertThat(answer).isNotDegraded();
        }
    }

    @Test
    void a_routing_that_names_nobody_says_whom_it_could_name(Stage stage) {
        ChatRequest request =
                ChatRequest.builder().user("hi").routing(Routing.order("frist")).build();
        try (LlmClient client = client(stage, stage.provider("first")).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.chat(request))
                    .withMessageContaining("frist")
                    .withMessageContaining("first/first-model");
        }
    }

    @Test
    void a_conversation_stays_with_who_answered_last(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.contextTooLong());
        FakeProvider second = stage.provider("second").reply("one").reply("two");
        ChatRequest turn = ChatRequest.builder().user("hi").conversationId("c1").build();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat(turn)).wasServedBy("second").afterAttempts(2);
            assertThat(client.chat(turn)).wasServedBy("second").afterAttempts(1);
        }
    }

    @Test
    void the_trail_reads_as_a_sentence(Stage stage) {
        FakeProvider first = stage.provider("openai")
                .model("gpt")
                .fail(Fault.rateLimited().after(Duration.ofMillis(112)))
                .fail(Fault.rateLimited())
                .fail(Fault.rateLimited());
        FakeProvider second = stage.provider("anthropic")
                .model("claude")
                .reply(Reply.text("ok").firstTokenAfter(Duration.ofMillis(1900)));
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat("hi").route().toString())
                    .isEqualTo("openai/gpt 429 in 112 ms, waited 500 ms, 429 in 0 ms, waited 1 s, 429 in 0 ms"
                            + " → anthropic/claude ok in 1.9 s");
        }
    }
}
