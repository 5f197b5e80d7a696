package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.Interceptor;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever goes wrong at whatever moment, nothing stays open and every start gets its end. */
@ExtendWith(LlmTestExtension.class)
class LeakTest {

    /** Closes a stream at the moment its first content arrives, before its reader has it. */
    private static final class ClosesAtFirstToken implements LlmListener {
        private final AtomicReference<@Nullable ChatStream> stream = new AtomicReference<>();

        @Override
        public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
            ChatStream open = stream.getAndSet(null);
            if (open != null) {
                open.close();
            }
        }
    }

    /** Writes down starts and ends, from any thread. */
    private static final class Ends implements LlmListener {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void callStarted(CallInfo call) {
            lines.add("call");
        }

        @Override
        public void attemptStarted(CallInfo call, Candidate candidate) {
            lines.add("try");
        }

        @Override
        public void attemptEnded(CallInfo call, Attempt attempt) {
            lines.add(attempt.outcome().toString());
        }

        @Override
        public void callEnded(
                CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
            lines.add("ended after " + route.attempts().size());
        }
    }

    /** A provider client with bugs: each method of its stream does what the test says. */
    private static final class Buggy implements ProviderClient, ProviderStream {
        private final List<String> closes = new ArrayList<>();
        private @Nullable Error error;
        private @Nullable ChatEvent event;
        private @Nullable RuntimeException onClose;
        private int asks;

        @Override
        public String provider() {
            return "buggy";
        }

        @Override
        public String model() {
            return "bug";
        }

        @Override
        public ProviderStream open(ChatRequest request, ProviderCall call) {
            asks++;
            return this;
        }

        @Override
        @SuppressWarnings("NullAway") // null is one of its bugs
        public ChatEvent next() {
            if (error != null) {
                throw error;
            }
            return event;
        }

        @Override
        public ChatResponse partial() {
            return ChatResponse.builder().build();
        }

        @Override
        public void close() {
            closes.add("closed");
            if (onClose != null) {
                throw onClose;
            }
        }
    }

    private static ResilientLlmClient.Builder clientOf(Stage stage, ProviderClient first, ProviderClient second) {
        return client(stage).provider(first).provider(second);
    }

    @Test
    void a_stream_that_is_closed_as_its_first_token_arrives_leaves_nothing_open(Stage stage) {
        ClosesAtFirstToken closer = new ClosesAtFirstToken();
        FakeProvider first = stage.provider("first").reply(Reply.words(5));
        try (LlmClient client = client(stage, first).listener(closer).build()) {
            ChatStream stream = client.stream("hi");
            closer.stream.set(stream);
            assertThatFailureOf(stream::response).hasKind(FailureKind.CANCELLED);
            assertThat(first.openStreams()).isZero();
        }
    }

    @Test
    void a_probe_that_is_closed_as_its_first_token_arrives_gives_its_permission_back(Stage stage) {
        ClosesAtFirstToken closer = new ClosesAtFirstToken();
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).listener(closer).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(BreakerPolicy.defaults().rest().plusMillis(1));
            ChatStream probe = client.stream("hi");
            closer.stream.set(probe);
            assertThatFailureOf(probe::response).hasKind(FailureKind.CANCELLED);
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void a_call_that_is_closed_by_another_thread_ends_after_its_attempt_did(Stage stage) throws Exception {
        Ends ends = new Ends();
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LlmClient client = client(stage, first).listener(ends).build()) {
            ChatStream stream = client.stream("hi");
            Future<?> reader = threads.submit(() -> {
                assertThatFailureOf(stream::response).hasKind(FailureKind.CANCELLED);
            });
            stage.time().awaitSleepers(1);
            stream.close();
            reader.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ends.lines).containsExactly("call", "try", "CANCELLED", "ended after 1");
    }

    @Test
    void an_error_in_a_provider_client_closes_its_stream_and_ends_its_attempt(Stage stage) {
        Ends ends = new Ends();
        Buggy buggy = new Buggy();
        buggy.error = new StackOverflowError();
        try (LlmClient client = clientOf(stage, buggy, stage.provider("second"))
                        .listener(ends)
                        .build();
                ChatStream stream = client.stream("hi")) {
            assertThatExceptionOfType(StackOverflowError.class).isThrownBy(stream::response);
            assertThat(buggy.closes).isNotEmpty();
        }
        assertThat(ends.lines).containsExactly("call", "try", "FAILED", "ended after 1");
    }

    @Test
    void a_stream_that_ended_in_an_error_does_not_ask_again(Stage stage) {
        Buggy buggy = new Buggy();
        buggy.error = new StackOverflowError();
        try (LlmClient client = clientOf(stage, buggy, stage.provider("second")).build();
                ChatStream stream = client.stream("hi")) {
            assertThatExceptionOfType(StackOverflowError.class).isThrownBy(stream::response);
            assertThatExceptionOfType(StackOverflowError.class).isThrownBy(stream::response);
        }
        assertThat(buggy.asks).isEqualTo(1);
    }

    @Test
    void an_event_that_is_missing_is_a_failure_and_never_the_end_of_an_answer(Stage stage) {
        Buggy buggy = new Buggy();
        FakeProvider second = stage.provider("second").reply("hello");
        try (LlmClient client = clientOf(stage, buggy, second).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response()).hasText("hello").wasServedBy("second");
        }
    }

    @Test
    void an_answer_is_not_lost_when_its_stream_fails_to_close(Stage stage) {
        Buggy buggy = new Buggy();
        buggy.event =
                new ChatEvent.Completed(ChatResponse.builder().text("hello").build());
        buggy.onClose = new IllegalStateException("cannot close");
        try (LlmClient client =
                clientOf(stage, new Streaming(buggy), stage.provider("second")).build()) {
            assertThat(client.chat("hi")).hasText("hello");
        }
    }

    @Test
    void a_failover_goes_on_when_the_broken_stream_fails_to_close(Stage stage) {
        Buggy buggy = new Buggy();
        buggy.onClose = new IllegalStateException("cannot close");
        FakeProvider second = stage.provider("second").reply("hello");
        try (LlmClient client = clientOf(stage, new Streaming(buggy), second).build()) {
            assertThat(client.chat("hi")).hasText("hello");
        }
    }

    /** A sound provider client whose streams have the bugs. */
    private record Streaming(Buggy stream) implements ProviderClient {
        @Override
        public String provider() {
            return "buggy";
        }

        @Override
        public String model() {
            return "bug";
        }

        @Override
        public ProviderStream open(ChatRequest request, ProviderCall call) {
            return stream;
        }
    }

    @Test
    void a_listener_that_throws_an_error_changes_nothing(Stage stage) {
        LlmListener broken = new LlmListener() {
            @Override
            public void attemptEnded(CallInfo call, Attempt attempt) {
                throw new NoClassDefFoundError("metrics");
            }
        };
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second").reply("hello");
        try (LlmClient client = client(stage, first, second).listener(broken).build()) {
            assertThat(client.chat("hi")).hasText("hello");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // null is the interceptor's bug
    void an_interceptor_that_returns_nothing_does_not_lose_the_answer(Stage stage) {
        Interceptor forgetful = new Interceptor() {
            @Override
            public ChatResponse onResponse(ChatResponse response, CallInfo call, @Nullable Candidate candidate) {
                return null;
            }
        };
        FakeProvider first = stage.provider("first").reply("hello");
        try (LlmClient client = client(stage, first).interceptor(forgetful).build()) {
            assertThat(client.chat("hi")).hasText("hello");
        }
    }

    @Test
    void an_executor_that_refuses_ends_the_call(Stage stage) {
        Ends ends = new Ends();
        List<Runnable> tasks = new ArrayList<>();
        try (LlmClient client = client(stage, stage.provider("first"))
                .listener(ends)
                .executor(task -> {
                    tasks.add(task);
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            assertThatThrownBy(() -> client.chatAsync("hi")).isInstanceOf(RejectedExecutionException.class);
            tasks.forEach(Runnable::run);
        }
        assertThat(ends.lines).as("a call that its caller thinks is over").isEmpty();
    }

    @Test
    void every_provider_is_closed_even_when_one_fails_to_close(Stage stage) {
        Buggy buggy = new Buggy();
        buggy.onClose = new IllegalStateException("cannot close");
        FakeProvider second = stage.provider("second");
        LlmClient client = clientOf(stage, buggy, second).build();
        assertThatThrownBy(client::close).hasMessage("cannot close");
        assertThat(second.isClosed()).isTrue();
    }
}
