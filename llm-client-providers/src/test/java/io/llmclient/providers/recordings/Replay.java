package io.llmclient.providers.recordings;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.EmbeddingClient;
import io.llmclient.EmbeddingRequest;
import io.llmclient.EmbeddingResponse;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.StreamInterruptedException;
import io.llmclient.core.ResilientEmbeddingClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.EmbeddingModel;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A server on loopback that answers as recorded, and the real client that asks it. */
final class Replay implements AutoCloseable {

    /** How the server frames its body is no part of a recording. */
    private static final Set<String> FRAMING = headerNames(
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "trailer",
            "upgrade");

    /** Odd and small, so that events and characters are cut where they hurt. */
    private static final int CHUNK = 61;

    private final MockWebServer server = new MockWebServer();
    private final AtomicReference<MockResponse> response = new AtomicReference<>();
    private final AtomicReference<RecordedRequest> request = new AtomicReference<>();

    Replay() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest received) {
                request.set(received);
                return response.get();
            }
        });
        server.start();
    }

    private static Set<String> headerNames(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Asks as the recorded client did, with a stream or without, and answers as the recorded server did. */
    Outcome ask(Recording recording, HttpProvider provider, ChatRequest question) {
        response.set(response(recording));
        request.set(null);
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(provider)
                .retry(RetryPolicy.never())
                .build()) {
            return recording.stream() ? streamed(client, question) : whole(client, question);
        }
    }

    /** Asks for vectors, and answers as the recorded server did. */
    Embedded embed(Recording recording, EmbeddingModel model, EmbeddingRequest texts) {
        response.set(response(recording));
        request.set(null);
        try (EmbeddingClient client = ResilientEmbeddingClient.builder()
                .provider(model)
                .retry(RetryPolicy.never())
                .build()) {
            return new Embedded(client.embed(texts), null, sent());
        } catch (LlmException e) {
            return new Embedded(null, e, sent());
        }
    }

    private Outcome whole(LlmClient client, ChatRequest question) {
        try {
            return new Outcome(client.chat(question), null, null, sent());
        } catch (LlmException | IllegalArgumentException e) {
            return new Outcome(null, null, e, sent());
        }
    }

    /** Pulls event by event, as an application that shows them would. */
    private Outcome streamed(LlmClient client, ChatRequest question) {
        StringBuilder shown = new StringBuilder();
        try (ChatStream stream = client.stream(question)) {
            ChatResponse answer = null;
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    shown.append(delta.text());
                }
                answer = event instanceof ChatEvent.Completed completed ? completed.response() : null;
            }
            return new Outcome(answer, shown.toString(), null, sent());
        } catch (StreamInterruptedException e) {
            return new Outcome(e.partial(), shown.toString(), e, sent());
        } catch (LlmException | IllegalArgumentException e) {
            return new Outcome(null, null, e, sent());
        }
    }

    private static MockResponse response(Recording recording) {
        MockResponse.Builder response = new MockResponse.Builder().code(recording.status());
        Buffer body = new Buffer().write(recording.body());
        if (recording.stream()) {
            response.chunkedBody(body, CHUNK);
        } else {
            response.body(body);
        }
        recording.headers().forEach((name, value) -> {
            if (!FRAMING.contains(name)) {
                response.setHeader(name, value);
            }
        });
        return response.build();
    }

    private Tree sent() {
        RecordedRequest received = request.get();
        return received == null ? Tree.NOTHING : Tree.parse(received.getBody().toByteArray());
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * How it went with vectors.
     *
     * @param answer null when there is a failure
     */
    record Embedded(EmbeddingResponse answer, RuntimeException failure, Tree sent) {}

    /**
     * How it went.
     *
     * @param answer what was read: whole without a failure, else as far as it came; null when nothing came
     * @param shown the text of its events; null when it was not streamed
     * @param failure what the client threw, or null
     * @param sent the body that reached the server; nothing when none did
     */
    record Outcome(ChatResponse answer, String shown, RuntimeException failure, Tree sent) {

        boolean reachedServer() {
            return !sent.isNull();
        }
    }
}
