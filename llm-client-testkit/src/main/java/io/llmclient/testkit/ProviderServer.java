package io.llmclient.testkit;

import io.llmclient.spi.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A provider's service on a loopback port, which does what a {@link Script} says in the provider's own words: bodies,
 * stream events, errors and headers as the real service sends them, and failures down to the socket.
 *
 * <pre>{@code
 * try (ProviderServer server = ProviderServer.openAi()) {
 *     server.fail(Fault.rateLimited(Duration.ofSeconds(2))).reply("Hello");
 *     client = OpenAi.withKey("any-key").baseUrl(server.url()).model("any-model");
 *     ...
 *     assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 *
 * <p>A request that the real service would refuse (unknown path, no key, no model, no messages, roles out of
 * order, calls without results, ids of a wrong form, empty texts) is refused here in the same words and does not use up the script. Any key will do.
 *
 * <p>It speaks HTTP/1.1 and keeps connections alive. Delays of the script run in real time. Safe for use by several
 * threads.
 */
public final class ProviderServer implements AutoCloseable, Audited {

    /** Real time for a request that a test waits for, and for answers that are just ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Fault PREFILL_REFUSED = Fault.invalidRequest(
            "This model does not support assistant message prefill. The conversation must end with a user message.");

    private final WireDialect dialect;
    private final Script script = new Script();
    private final Traffic traffic = new Traffic();
    private final List<ServerRequest> requests = new ArrayList<>();
    private final BlockingQueue<ServerRequest> untaken = new LinkedBlockingQueue<>();
    private final LoopbackListener listener;
    private volatile TimeSource clock = RealTime.INSTANCE;
    private final Map<String, Fault> rejectedKeys = new ConcurrentHashMap<>();
    private volatile boolean unknownFields;
    private volatile boolean refusesPrefill;

    private ProviderServer(WireDialect dialect) {
        this.dialect = dialect;
        listener = new LoopbackListener(dialect.provider(), this::serve);
    }

    /** OpenAI chat completions and embeddings. Its base URL ends in {@code /v1}, as OpenAI's own does. */
    public static ProviderServer openAi() {
        return new ProviderServer(new OpenAiWire());
    }

    /** OpenAI's Responses API; its name is {@code openai-responses}. Its base URL ends in {@code /v1}. */
    public static ProviderServer openAiResponses() {
        return new ProviderServer(new OpenAiResponsesWire());
    }

    /** Anthropic messages. Its base URL is the host alone. */
    public static ProviderServer anthropic() {
        return new ProviderServer(new AnthropicWire());
    }

    /** Gemini generateContent and batchEmbedContents, as AI Studio serves it. Its base URL is the host alone. */
    public static ProviderServer gemini() {
        return new ProviderServer(new GeminiWire());
    }

    /** Mistral's variety of chat completions. Its base URL ends in {@code /v1}. */
    public static ProviderServer mistral() {
        return new ProviderServer(new MistralWire());
    }

    /** Cohere's chat, version 2. Its base URL is the host alone. */
    public static ProviderServer cohere() {
        return new ProviderServer(new CohereWire());
    }

    /** Ollama's own chat API. Its base URL is the host alone; a request may come without a key. */
    public static ProviderServer ollama() {
        return new ProviderServer(new OllamaWire());
    }

    /** Bedrock's Converse, whose streams are binary. Its base URL is the host alone. */
    public static ProviderServer bedrock() {
        return new ProviderServer(new BedrockWire());
    }

    /** Anthropic messages by Bedrock's InvokeModel, whose streams are binary. Its base URL is the host alone. */
    public static ProviderServer bedrockAnthropic() {
        return new ProviderServer(new BedrockAnthropicWire());
    }

    /** One server of each dialect, in the order in which they joined. The caller closes them. */
    public static List<ProviderServer> ofEveryDialect() {
        return List.of(
                openAi(),
                anthropic(),
                gemini(),
                cohere(),
                ollama(),
                openAiResponses(),
                mistral(),
                bedrock(),
                bedrockAnthropic());
    }

    /** The provider's name, such as {@code openai}, {@code anthropic} or {@code ollama}. */
    public String provider() {
        return dialect.provider();
    }

    /**
     * What a client takes for the provider's base URL, such as {@code http://127.0.0.1:40123/v1}; it stays the same for
     * ever.
     */
    public String url() {
        return "http://127.0.0.1:" + listener.port() + dialect.basePath();
    }

    /** {@link #url()} as a URI. */
    public URI uri() {
        return URI.create(url());
    }

    /** Adds a text to the end of the script: one request gets it, streamed or whole as it asks. */
    public ProviderServer reply(String text) {
        return enqueue(Reply.text(text));
    }

    /** Adds an answer to the end of the script. */
    public ProviderServer reply(Reply reply) {
        return enqueue(reply);
    }

    /** Adds a failure to the end of the script. */
    public ProviderServer fail(Fault fault) {
        return enqueue(fault);
    }

    /** Adds to the end of the script. */
    public ProviderServer enqueue(Behaviour... more) {
        script.then(more);
        return this;
    }

    /** Sets what every request gets once the script is used up. Default: they fail the test. */
    public ProviderServer otherwise(Behaviour behaviour) {
        script.otherwise(behaviour);
        return this;
    }

    /** Lets every request fail with a plain 503 from now on. Answers under way go on. */
    public ProviderServer down() {
        return down(Outage.DEFAULT_FAULT);
    }

    /**
     * Lets every request fail from now on. Answers under way go on.
     *
     * <p>With {@link Fault#refused()} nobody listens any more: the port refuses, and idle connections end. Anywhere
     * else in a script that fault is a reset, since a server cannot know in advance which connection to refuse.
     */
    public ProviderServer down(Fault fault) {
        script.down(fault);
        if (fault.type() == Fault.Type.REFUSED) {
            listener.refuse();
        } else {
            listener.listen();
        }
        return this;
    }

    /** Ends what {@link #down(Fault)} began; after {@link Fault#refused()} it listens again, on the same port. */
    public ProviderServer recover() {
        script.recover();
        listener.listen();
        return this;
    }

    /** Adds an outage; its times count from the first request, or from {@code script().start(…)}. */
    public ProviderServer outage(Outage outage) {
        script.outage(outage);
        return this;
    }

    /**
     * Sets the clock of outages and of {@link ServerRequest#at()}. Default: the system's. Delays on the wire are real
     * whatever it is.
     */
    public ProviderServer clock(TimeSource time) {
        clock = time;
        return this;
    }

    /** Puts a field that no client knows into every JSON object of every answer and error from now on. */
    public ProviderServer withUnknownFields() {
        unknownFields = true;
        return this;
    }

    /**
     * Lets every request that shows this API key fail from now on, in whichever header or parameter it does; another
     * fault replaces the one before. Such requests do not use up the script. Other keys are served.
     */
    public ProviderServer rejectKey(String key, Fault fault) {
        rejectedKeys.put(key, fault);
        return this;
    }

    /** Ends what {@link #rejectKey} began for this key. */
    public ProviderServer acceptKey(String key) {
        rejectedKeys.remove(key);
        return this;
    }

    /**
     * Refuses every request whose last message is the model's own from now on, as Anthropic's newer models do: as an
     * invalid request, a 400. Such requests do not use up the script.
     */
    public ProviderServer refusePrefill() {
        refusesPrefill = true;
        return this;
    }

    /** The script, with everything else that it can. */
    public Script script() {
        return script;
    }

    /** What it was asked, oldest first; refused requests, too. */
    public List<ServerRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Forgets what it was asked, which a long test would else keep in memory. Answers under way go on. */
    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
            untaken.clear();
        }
    }

    /**
     * Takes the oldest request that was not taken yet; waits for it, in real time, up to 10 s.
     *
     * @throws AssertionError when none comes, or when the thread is interrupted meanwhile
     */
    public ServerRequest takeRequest() {
        try {
            ServerRequest request = untaken.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (request == null) {
                throw new AssertionError(this + " got no further request in " + PATIENCE);
            }
            return request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a request", e);
        }
    }

    private void serve(WireConnection connection) throws IOException {
        HttpMessage message = connection.nextRequest();
        while (message != null) {
            exchange(message, connection);
            connection.becomeIdle();
            if (message.wantsClose() || !listener.isListening()) {
                return;
            }
            message = connection.nextRequest();
        }
    }

    private void exchange(HttpMessage message, WireConnection connection) throws IOException {
        int number = traffic.requestBegan();
        traffic.streamOpened();
        try {
            ServerRequest request = record(message, connection, number);
            String answerId = String.format("%024d", number);
            WireExchange exchange =
                    new WireExchange(dialect, request, connection, answerId, clock.now(), unknownFields);
            WireError refusal = request.ask().refusal();
            Fault rejection = rejection(message);
            if (rejection != null) {
                exchange.play(rejection);
            } else if (refusal != null) {
                exchange.refuse(refusal);
            } else {
                exchange.play(refusesPrefill && request.ask().prefilled() ? PREFILL_REFUSED : next());
            }
            request.answeredInFull();
        } finally {
            traffic.streamClosed();
        }
    }

    private ServerRequest record(HttpMessage message, WireConnection connection, int number) {
        String requestId = String.format("req_%s%020d", dialect.provider(), number);
        ServerRequest request =
                new ServerRequest(message, dialect.read(message, requestId), requestId, clock.now(), connection);
        synchronized (requests) {
            requests.add(request);
            untaken.add(request);
        }
        return request;
    }

    private @Nullable Fault rejection(HttpMessage message) {
        return rejectedKeys.entrySet().stream()
                .filter(rejected -> message.shows(rejected.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** A request for which the script has nothing gets a plain failure; the audit reports it. */
    private Behaviour next() {
        try {
            return script.next(clock);
        } catch (AssertionError e) {
            return Fault.invalidRequest(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void audit() {
        script.audit();
        traffic.awaitIdle();
        if (traffic.inFlight() > 0) {
            throw new AssertionError(this + ": " + traffic.inFlight()
                    + " answer(s) are under way that the client neither read to the end nor closed");
        }
    }

    /** Ends every connection and every thread of the server. Closing twice does nothing. */
    @Override
    public void close() {
        listener.close();
    }

    /** Such as {@code openai server on http://127.0.0.1:40123/v1}. */
    @Override
    public String toString() {
        return provider() + " server on " + url();
    }
}
