package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.CallCancelledException;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class CancellationTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void no_thread_of_a_caller_is_left_waiting() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static LlmException failureOf(Future<?> call) {
        ExecutionException wrapped =
                catchThrowableOfType(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        return (LlmException) wrapped.getCause();
    }

    @Test
    void closing_a_stream_in_backoff_wakes_its_reader_and_asks_nobody_else(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.serverError());
        FakeProvider second = stage.provider("second");
        stage.time().hold();
        try (LlmClient client = client(stage, first, second).build()) {
            ChatStream stream = client.stream("hi");
            Future<?> reader = threads.submit(stream::response);
            stage.time().awaitSleepers(1);
            stream.close();
            assertThat(failureOf(reader)).hasKind(FailureKind.CANCELLED).failedAfterAttempts(1);
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void closing_a_stream_while_its_provider_is_silent_ends_the_request(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            ChatStream stream = client.stream("hi");
            Future<?> reader = threads.submit(stream::response);
            stage.time().awaitSleepers(1);
            stream.close();
            assertThat(failureOf(reader)).hasKind(FailureKind.CANCELLED);
            assertThat(first.inFlight()).isZero();
        }
    }

    @Test
    void closing_a_stream_in_its_middle_counts_neither_for_nor_against_the_provider(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(10));
        try (LlmClient client = client(stage, first).build()) {
            for (int i = 0; i < 20; i++) {
                try (ChatStream stream = client.stream("hi")) {
                    assertThat(stream.iterator().hasNext()).isTrue();
                }
            }
            assertThat(client.chat("hi")).wasServedBy("first");
        }
        assertThat(first.openStreams()).isZero();
    }

    @Test
    void a_stream_that_was_closed_never_looks_complete(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.words(10));
        try (LlmClient client = client(stage, first).build()) {
            ChatStream stream = client.stream("hi");
            stream.iterator().next();
            stream.close();
            stream.close();
            assertThatFailureOf(stream::response).isInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void interrupting_the_caller_ends_the_call_and_keeps_the_flag(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            Future<Boolean> flag = threads.submit(() -> {
                assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.CANCELLED);
                return Thread.interrupted();
            });
            stage.time().awaitSleepers(1);
            threads.shutdownNow();
            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void interrupting_the_caller_in_backoff_asks_nobody_else(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").fail(Fault.serverError());
        FakeProvider second = stage.provider("second");
        stage.time().hold();
        try (LlmClient client = client(stage, first, second).build()) {
            Future<Boolean> flag = threads.submit(() -> {
                assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.CANCELLED);
                return Thread.interrupted();
            });
            stage.time().awaitSleepers(1);
            threads.shutdownNow();
            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void cancelling_the_future_ends_the_call(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        try (LlmClient client =
                client(stage, first, stage.provider("second")).executor(threads).build()) {
            CompletableFuture<ChatResponse> future = client.chatAsync("hi");
            stage.time().awaitSleepers(1);
            assertThat(future.cancel(false)).isTrue();
            stage.time().awaitSleepers(0);
        }
    }

    @Test
    void a_future_that_times_out_ends_the_call_as_well(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        try (LlmClient client = client(stage, first).executor(threads).build()) {
            CompletableFuture<ChatResponse> future = client.chatAsync("hi");
            stage.time().awaitSleepers(1);
            future.completeExceptionally(new IllegalStateException("enough"));
        }
        assertThat(first.asks()).hasSize(1);
    }

    @Test
    void an_asynchronous_call_gives_the_same_answer(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second").reply("hello");
        try (LlmClient client = client(stage, first, second).build()) {
            ChatResponse answer = client.chatAsync("hi").get(10, TimeUnit.SECONDS);
            assertThat(answer).hasText("hello").wasServedBy("second").afterAttempts(2);
        }
    }

    @Test
    void an_asynchronous_call_fails_with_the_same_exception(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        try (LlmClient client = client(stage, first).build()) {
            CompletionException wrapped = catchThrowableOfType(
                    CompletionException.class, () -> client.chatAsync("hi").join());
            assertThat((LlmException) wrapped.getCause()).hasKind(FailureKind.AUTHENTICATION);
        }
    }

    @Test
    void closing_the_client_ends_the_calls_in_flight(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        stage.time().hold();
        LlmClient client = client(stage, first, stage.provider("second")).build();
        Future<?> call = threads.submit(() -> client.chat("hi"));
        stage.time().awaitSleepers(1);
        client.close();
        assertThat(failureOf(call)).hasKind(FailureKind.CANCELLED);
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void a_cancelled_probe_gives_its_permission_back(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5));
        first.down();
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        ChatRequest request = ChatRequest.of("hi");
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat(request);
            first.recover();
            stage.time().advance(Duration.ofSeconds(31));
            try (ChatStream probe = client.stream(request)) {
                probe.iterator().next();
            }
            assertThat(client.chat(request)).wasServedBy("first");
        }
    }
}
