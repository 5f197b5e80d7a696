package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.Interceptor;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Message;
import io.llmclient.Route;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class ObserversTest {

    /** Writes down what it hears, in the words of the test. */
    private static final class Diary implements LlmListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void callStarted(CallInfo call) {
            lines.add("call");
        }

        @Override
        public void attemptStarted(CallInfo call, Candidate candidate) {
            lines.add(" try " + candidate.provider());
        }

        @Override
        public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
            lines.add(" token");
        }

        @Override
        public void attemptEnded(CallInfo call, Attempt attempt) {
            lines.add(" end " + attempt.candidate().provider() + " " + attempt.outcome());
        }

        @Override
        public void retryScheduled(CallInfo call, Candidate candidate, Duration wait, LlmException cause) {
            lines.add(" wait " + wait.toMillis());
        }

        @Override
        public void failedOver(CallInfo call, Candidate from, Candidate to, LlmException cause) {
            lines.add(" over " + from.provider() + "-" + to.provider());
        }

        @Override
        public void callEnded(
                CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
            lines.add(response != null ? "answered" : failure != null ? "failed" : "left");
        }
    }

    /** Throws from every method. */
    private static final class Grumpy implements LlmListener, Interceptor {
        @Override
        public void callStarted(CallInfo call) {
            throw new IllegalStateException();
        }

        @Override
        public void attemptStarted(CallInfo call, Candidate candidate) {
            throw new IllegalStateException();
        }

        @Override
        public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
            throw new IllegalStateException();
        }

        @Override
        public void attemptEnded(CallInfo call, Attempt attempt) {
            throw new IllegalStateException();
        }

        @Override
        public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
            throw new IllegalStateException();
        }

        @Override
        public void callEnded(
                CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
            throw new IllegalStateException();
        }

        @Override
        public ChatResponse onResponse(ChatResponse response, CallInfo call, @Nullable Candidate candidate) {
            throw new IllegalStateException();
        }

        @Override
        public boolean allowFailover(LlmException failure, CallInfo call, Candidate candidate) {
            throw new IllegalStateException();
        }
    }

    @Test
    void a_listener_hears_a_call_as_a_tree_in_which_every_start_has_its_end(Stage stage) {
        Diary diary = new Diary();
        FakeProvider first = stage.provider("first").fail(Fault.serverError()).fail(Fault.hang());
        FakeProvider second = stage.provider("second").reply("hello");
        try (LlmClient client = client(stage, first, second).listener(diary).build()) {
            client.chat("hi");
        }
        assertThat(diary.lines)
                .containsExactly(
                        "call",
                        " try first",
                        " end first FAILED",
                        " wait 500",
                        " try first",
                        " end first FAILED",
                        " over first-second",
                        " try second",
                        " end second SUCCEEDED",
                        "answered");
    }

    @Test
    void a_stream_that_is_left_early_ends_for_its_listener_too(Stage stage) {
        Diary diary = new Diary();
        FakeProvider first = stage.provider("first").reply(Reply.words(5));
        try (LlmClient client = client(stage, first).listener(diary).build();
                ChatStream stream = client.stream("hi")) {
            stream.iterator().next();
        }
        assertThat(diary.lines).containsExactly("call", " try first", " token", " end first CANCELLED", "left");
    }

    @Test
    void a_stream_that_was_never_pulled_is_no_call(Stage stage) {
        Diary diary = new Diary();
        try (LlmClient client =
                client(stage, stage.provider("first")).listener(diary).build()) {
            client.stream("hi").close();
        }
        assertThat(diary.lines).isEmpty();
    }

    @Test
    void a_listener_that_throws_changes_nothing(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.words(3));
        try (LlmClient client =
                        client(stage, first, second).listener(new Grumpy()).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response()).wasServedBy("second");
            assertThat(client.chat("hi")).wasServedBy("second");
        }
    }

    @Test
    void an_interceptor_that_throws_on_an_answer_does_not_lose_it(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second").reply("hello");
        Grumpy grumpy = new Grumpy();
        try (LlmClient client = client(stage, first, second)
                .interceptor(grumpy)
                .candidateInterceptor(grumpy)
                .build()) {
            assertThat(client.chat("hi")).hasText("hello").afterAttempts(2);
        }
    }

    @Test
    void interceptors_lead_requests_in_and_answers_out(Stage stage) {
        FakeProvider first = stage.provider("first").reply("answer");
        try (LlmClient client = client(stage, first)
                .interceptor(marker("outer"))
                .interceptor(marker("inner"))
                .candidateInterceptor(marker("lane"))
                .build()) {
            assertThat(client.chat("hi")).hasText("answer+lane+inner+outer");
        }
        assertThat(first.lastRequest().messages())
                .extracting(Message::text)
                .containsExactly("hi", "outer null", "inner null", "lane first/first-model");
    }

    private static Interceptor marker(String name) {
        return new Interceptor() {
            @Override
            public ChatRequest onRequest(ChatRequest request, CallInfo call, @Nullable Candidate candidate) {
                return request.toBuilder().user(name + " " + candidate).build();
            }

            @Override
            public ChatResponse onResponse(ChatResponse response, CallInfo call, @Nullable Candidate candidate) {
                return response.toBuilder().text(response.text() + "+" + name).build();
            }
        };
    }

    @Test
    void a_streams_completed_answer_goes_through_the_interceptors_as_well(Stage stage) {
        FakeProvider first = stage.provider("first").reply("answer");
        try (LlmClient client =
                        client(stage, first).interceptor(marker("outer")).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response()).hasText("answer+outer");
        }
    }

    @Test
    void candidate_interceptors_run_afresh_for_each_candidate(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second").reply("answer");
        try (LlmClient client = client(stage, first, second)
                .candidateInterceptor(marker("lane"))
                .build()) {
            client.chat("hi");
        }
        assertThat(second.lastRequest().messages())
                .extracting(Message::text)
                .containsExactly("hi", "lane second/second-model");
    }

    @Test
    void an_interceptor_may_veto_a_failover(Stage stage) {
        Interceptor strict = new Interceptor() {
            @Override
            public boolean allowFailover(LlmException failure, CallInfo call, Candidate candidate) {
                return failure.kind() != FailureKind.AUTHENTICATION;
            }
        };
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second");
        try (LlmClient client =
                client(stage, first, second).candidateInterceptor(strict).build()) {
            assertThatFailureOf(() -> client.chat("hi"))
                    .hasKind(FailureKind.AUTHENTICATION)
                    .failedAfterAttempts(1);
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void an_interceptor_that_refuses_a_request_ends_the_call_with_its_own_exception(Stage stage) {
        Interceptor guard = new Interceptor() {
            @Override
            public ChatRequest onRequest(ChatRequest request, CallInfo call, @Nullable Candidate candidate) {
                if (request.messages().get(0).text().contains("secret")) {
                    throw new IllegalStateException("not with my data");
                }
                return request;
            }
        };
        FakeProvider first = stage.provider("first").reply("hello");
        try (LlmClient client = client(stage, first).candidateInterceptor(guard).build()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> client.chat("my secret"))
                    .withMessage("not with my data");
            assertThat(client.chat("hi")).hasText("hello");
        }
    }
}
