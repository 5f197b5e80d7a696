package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.Cancellation;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two threads at one answer, as close together as they get. */
class CloseRaceTest {

    private static final int ROUNDS = 30_000;

    private final OkHttpClient client = new OkHttpClient();
    private final Request request =
            new Request.Builder().url("http://localhost/").build();
    private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicInteger closerIsAt = new AtomicInteger();
    private final AtomicInteger readerIsAt = new AtomicInteger();

    private volatile @Nullable HttpAnswer answer;

    private HttpAnswer answer() {
        Exchange exchange = new Exchange(client, request.newBuilder(), new Cancellation(), inFlight);
        exchange.begin();
        Response response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create("words", null))
                .build();
        return new HttpAnswer(exchange, response, LONG);
    }

    @Test
    void an_answer_that_is_closed_just_as_a_read_ends_is_released() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> closer = threads.submit(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    meet(2 * round, closerIsAt, readerIsAt);
                    Objects.requireNonNull(answer).close();
                    meet(2 * round + 1, closerIsAt, readerIsAt);
                }
            });
            for (int round = 1; round <= ROUNDS; round++) {
                answer = answer();
                meet(2 * round, readerIsAt, closerIsAt);
                readOneByte();
                meet(2 * round + 1, readerIsAt, closerIsAt);
            }
            closer.get(20, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(inFlight).as("calls that nobody ends").isEmpty();
    }

    private void readOneByte() {
        try {
            Calls.readSome(Objects.requireNonNull(answer), new byte[1]);
        } catch (LlmException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED); // the other was faster
        }
    }

    private static void meet(int round, AtomicInteger mine, AtomicInteger other) {
        mine.set(round);
        while (other.get() < round) {
            Thread.onSpinWait();
        }
    }
}
