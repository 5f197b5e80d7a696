package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests of {@link ProviderContract} stand on: a server, a client for it, and short ways to make one call. */
@ExtendWith(LlmTestExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@Timeout(30)
abstract class ContractFixture {

    static final String KEY = "sk-contract-0123456789abcdef";
    static final String OTHER_KEY = "sk-contract-fedcba9876543210";
    static final ChatRequest HELLO = ChatRequest.of("Hello there");

    /** Long enough for a busy machine where a test does not wait for a limit. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Short limits for tests that wait for them. */
    static final Duration LIMIT = Duration.ofMillis(250);

    /** Short, but long enough for some events on a busy machine. */
    static final Duration STREAM_LIMIT = LIMIT.multipliedBy(2);

    /** What may pass until a limit of {@link #LIMIT} has shown its effect. */
    static final Duration LIMIT_WITH_SLACK = Duration.ofSeconds(5);

    private static final Timeouts PATIENT = of(PATIENCE);
    private static final Timeouts SHORT = of(LIMIT);

    private static final Timeouts SHORT_STREAM = PATIENT.withStream(STREAM_LIMIT);

    final Cancellation cancellation = new Cancellation();
    ProviderServer server = ProviderServer.openAi();
    ProviderClient client = FakeProvider.named("not open yet");

    abstract ProviderServer openServer();

    abstract ProviderClient openClient(String baseUrl, String apiKey);

    abstract ProviderClient openClient(String baseUrl, List<String> apiKeys);

    @BeforeEach
    void open() {
        server.close();
        server = openServer();
        client = openClient(server.url(), KEY);
    }

    @AfterEach
    void close() {
        client.close();
        try {
            server.audit();
        } finally {
            server.close();
        }
    }

    ProviderCall call(boolean streaming) {
        return call(streaming, 0, PATIENT);
    }

    ProviderCall callWithKey(int key) {
        return call(false, key, PATIENT);
    }

    ProviderCall impatient(boolean streaming) {
        return call(streaming, 0, SHORT);
    }

    ProviderCall impatientWithStalls() {
        return impatientWithStallsOf(LIMIT);
    }

    /** The first token of a cold JVM on a busy machine may take longer than a stall should. */
    ProviderCall impatientWithStallsOf(Duration limit) {
        return call(true, 0, PATIENT.withStall(limit));
    }

    ProviderCall impatientWithWholeStreams() {
        return call(true, 0, SHORT_STREAM);
    }

    private ProviderCall call(boolean streaming, int key, Timeouts timeouts) {
        return new ProviderCall(streaming, key, timeouts, null, RealTime.INSTANCE, cancellation);
    }

    /** A whole answer, unstreamed. */
    ChatResponse whole() {
        List<ChatEvent> events = read(HELLO, call(false));
        assertThat(events).as("an unstreamed answer is one event").hasSize(1);
        return last(events);
    }

    /** All events of a streamed answer. */
    List<ChatEvent> stream() {
        return read(HELLO, call(true));
    }

    /** The answer at the end of a stream. */
    ChatResponse streamed() {
        return last(stream());
    }

    /** The answer, streamed or not. */
    ChatResponse answer(boolean streaming) {
        return streaming ? streamed() : whole();
    }

    List<ChatEvent> read(ChatRequest request, ProviderCall call) {
        List<ChatEvent> events = new ArrayList<>();
        try (ProviderStream stream = client.open(request, call)) {
            do {
                events.add(stream.next());
            } while (!(events.get(events.size() - 1) instanceof ChatEvent.Completed));
        }
        return events;
    }

    static ChatResponse last(List<ChatEvent> events) {
        return ((ChatEvent.Completed) events.get(events.size() - 1)).response();
    }

    /** Reads to the failure that the call must end in. */
    LlmException failure(ProviderCall call) {
        List<ChatEvent> events;
        try {
            events = read(HELLO, call);
        } catch (LlmException failure) {
            return failure;
        }
        throw new AssertionError("expected a failure, but the answer was " + events);
    }

    /** Reads the next event that is a piece of text, and goes past whatever is not. */
    static String nextText(ProviderStream stream) {
        ChatEvent event = stream.next();
        while (!(event instanceof ChatEvent.TextDelta)) {
            event = stream.next();
        }
        return ((ChatEvent.TextDelta) event).text();
    }

    /** Reads from a stream to the failure that it must end in. */
    static LlmException failureOf(ProviderStream stream) {
        try {
            ChatEvent event = stream.next();
            while (!(event instanceof ChatEvent.Completed)) {
                event = stream.next();
            }
        } catch (LlmException failure) {
            return failure;
        }
        throw new AssertionError("expected a failure, but the answer came to its end");
    }

    static String text(List<ChatEvent> events) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    /** Does something on another thread once the server has the next request. */
    CompletableFuture<Void> onceAsked(Runnable action) {
        return CompletableFuture.runAsync(() -> {
            server.takeRequest();
            action.run();
        });
    }

    ServerRequest lastRequest() {
        List<ServerRequest> requests = server.requests();
        assertThat(requests).as("requests that reached the server").isNotEmpty();
        return requests.get(requests.size() - 1);
    }

    void assertSocketClosed() {
        ServerRequest request = lastRequest();
        assertThat(request.awaitClientClose(LIMIT_WITH_SLACK))
                .as("the client closes the socket")
                .isTrue();
        assertThat(request.closedEarly())
                .as("it does so before the answer ends")
                .isTrue();
    }

    boolean speaks(String provider) {
        return server.provider().equals(provider);
    }

    private static Timeouts of(Duration every) {
        return Timeouts.defaults().withFirstToken(every).withStall(every).withAnswer(every);
    }
}
