package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.Cancellation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Short ways to make calls and to look at their failures. */
final class Calls {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(150);

    private static final Map<String, String> HEADERS =
            Map.of("authorization", "Bearer secret-in-header", "content-type", "application/json");

    private Calls() {}

    static HttpAnswer post(Transport transport, URI url) {
        return post(transport, url, LONG);
    }

    static HttpAnswer post(Transport transport, URI url, Duration limit) {
        return post(transport, url, limit, new Cancellation());
    }

    static HttpAnswer post(Transport transport, URI url, Duration limit, Cancellation cancellation) {
        return transport.post(
                new Endpoint(url, HEADERS),
                Map.of(),
                payload("{\"prompt\":\"secret-in-body\"}".getBytes(UTF_8)),
                limit,
                cancellation);
    }

    static Payload payload(byte[] bytes) {
        Payload payload = new Payload();
        payload.write(bytes, 0, bytes.length);
        return payload;
    }

    /** The failure of a call; neither its words nor its causes' tell a secret. */
    static LlmException failure(Runnable call) {
        LlmException failure = catchThrowableOfType(LlmException.class, call::run);
        assertThat(failure).as("a failure").isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("secret");
        return failure;
    }

    static FailureKind kindOf(Runnable call) {
        return failure(call).kind();
    }

    /** Reads the whole stream, a byte at a time from a buffer of the transport. */
    static String readAll(HttpAnswer answer) {
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[1_000];
        for (int got; (got = readSome(answer, some)) >= 0; ) {
            text.append(new String(some, 0, got, UTF_8));
        }
        return text.toString();
    }

    static int readSome(HttpAnswer answer, byte[] into) {
        return answer.read(into, 0, into.length);
    }

    /** A call on a thread of its own, which can be interrupted. */
    static final class OnThread<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        private final Thread thread;

        OnThread(Supplier<T> call) {
            thread = new Thread(() -> {
                try {
                    result.complete(call.get());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                } finally {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        boolean isInterrupted() throws Exception {
            return interrupted.get(20, TimeUnit.SECONDS);
        }

        /** The failure, which must come at once. */
        LlmException failure() throws Exception {
            try {
                result.get(20, TimeUnit.SECONDS);
                throw new AssertionError("the call did not fail");
            } catch (TimeoutException e) {
                throw new AssertionError("the call did not end", e);
            } catch (ExecutionException e) {
                return Calls.failure(() -> {
                    throw (RuntimeException) e.getCause();
                });
            }
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
