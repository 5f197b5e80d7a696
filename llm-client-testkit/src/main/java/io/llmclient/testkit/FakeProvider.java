package io.llmclient.testkit;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A provider that does what a {@link Script} says, in this process and on the client's clock. Put it into the
 * application's real client configuration, and with {@link ManualTime} an hour of outage takes milliseconds.
 *
 * <pre>{@code
 * FakeProvider openai = FakeProvider.named("openai").fail(Fault.rateLimited(Duration.ofSeconds(2))).reply("Hello");
 * }</pre>
 *
 * <p>It keeps the time limits, the deadline and the cancellation of each call as a provider on the network does,
 * records what it was asked, and knows which streams were not closed. Safe for use by several threads; name, model,
 * dialect, capabilities, keys and tags are set before a client gets it.
 */
public final class FakeProvider implements ProviderClient, Audited {

    private static final int MAX_TEXTS = 100;

    private final String provider;
    private final Script script = new Script();
    private final List<Ask> asks = new CopyOnWriteArrayList<>();
    private final Traffic traffic = new Traffic();
    private final Map<Integer, Fault> failingKeys = new ConcurrentHashMap<>();
    private volatile String model;
    private volatile String dialect;
    private volatile Capabilities capabilities = Capabilities.everything();
    private volatile @Nullable Timeouts timeouts;
    private volatile int dimension;
    private volatile int keys = 1;
    private volatile Set<String> tags = Set.of();
    private volatile boolean closed;

    private FakeProvider(String provider) {
        this.provider = provider;
        dialect = provider;
        model = provider + "-model";
    }

    /** A provider with an empty script. Its model is {@code <name>-model}, its dialect its name. */
    public static FakeProvider named(String provider) {
        return new FakeProvider(provider);
    }

    /** Sets the model. */
    public FakeProvider model(String id) {
        model = id;
        return this;
    }

    /** Sets the dialect, to which the parts that it signs are bound. */
    public FakeProvider dialect(String name) {
        dialect = name;
        return this;
    }

    /** Sets what it can express. Default: everything. */
    public FakeProvider capabilities(Capabilities what) {
        capabilities = what;
        return this;
    }

    /** Sets how long it may be silent. Default: the client's setting. */
    public FakeProvider timeouts(@Nullable Timeouts limits) {
        timeouts = limits;
        return this;
    }

    /** Sets how many keys it can show. Default: 1. */
    public FakeProvider keys(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("keys must be at least 1, not " + count);
        }
        keys = count;
        return this;
    }

    /** Sets what a request can demand of it, in place of what it had. Default: nothing. */
    public FakeProvider tags(String... all) {
        tags = Set.copyOf(List.of(all));
        return this;
    }

    /**
     * Makes it an embedding model, for an embedding client. Its replies hold vectors then: those of {@link
     * Reply#vectors}, or else for each text its {@link #vector(String, int)}. It takes 100 texts at once, if {@link
     * EmbeddingModel#maxTexts(int)} doesn't say otherwise.
     *
     * @param length how many numbers a vector has, at least 1
     */
    public EmbeddingModel embedding(int length) {
        dimension = length;
        return new EmbeddingModel(this, length, MAX_TEXTS);
    }

    /** The vector of a text that fake embedding models and servers make: by the text and the dimension alone. */
    public static float[] vector(String text, int dimension) {
        return FakeVectors.of(text, dimension);
    }

    /** Adds a text to the end of the script: one request gets it, streamed or whole as it asks. */
    public FakeProvider reply(String text) {
        return reply(Reply.text(text));
    }

    /** Adds an answer to the end of the script. */
    public FakeProvider reply(Reply reply) {
        script.then(reply);
        return this;
    }

    /** Adds a failure to the end of the script. */
    public FakeProvider fail(Fault fault) {
        script.then(fault);
        return this;
    }

    /** Adds silence to the end of the script: one request gets no answer at all. */
    public FakeProvider hang() {
        return fail(Fault.hang());
    }

    /** Sets what every request gets once the script is used up. */
    public FakeProvider otherwise(Behaviour behaviour) {
        script.otherwise(behaviour);
        return this;
    }

    /** Lets every request fail with a plain 503 from now on. Answers under way go on. */
    public FakeProvider down() {
        script.down();
        return this;
    }

    /** Ends what {@link #down()} began. */
    public FakeProvider recover() {
        script.recover();
        return this;
    }

    /**
     * Lets every request that shows this key fail from now on, whatever the script says and without using it up.
     *
     * @param key 0 for the first; {@link #keys(int)} says how many there are
     */
    public FakeProvider failKey(int key, Fault fault) {
        failingKeys.put(Objects.checkIndex(key, keys), fault);
        return this;
    }

    /** Ends what {@link #failKey} began for this key. */
    public FakeProvider recoverKey(int key) {
        failingKeys.remove(Objects.checkIndex(key, keys));
        return this;
    }

    /** Takes this much longer for every request from now on; zero ends it. */
    public FakeProvider slow(Duration more) {
        script.slow(more);
        return this;
    }

    /** Lets this ratio of requests fail with a plain 503, the same ones in every run. */
    public FakeProvider flaky(double ratio, long seed) {
        script.flaky(ratio, seed);
        return this;
    }

    /** The script, with everything else that it can. */
    public Script script() {
        return script;
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String dialect() {
        return dialect;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public int keys() {
        return keys;
    }

    @Override
    public Set<String> tags() {
        return tags;
    }

    @Override
    public @Nullable Timeouts timeouts() {
        return timeouts;
    }

    @Override
    public ProviderStream open(ChatRequest request, ProviderCall call) {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        asks.add(new Ask(
                request,
                call.streaming(),
                Objects.checkIndex(call.key(), keys),
                call.time().now()));
        String id = provider + "-" + traffic.requestBegan();
        boolean opened = false;
        try {
            ProviderStream stream = answer(request, call, id);
            traffic.streamOpened();
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                traffic.requestFailed();
            }
        }
    }

    private ProviderStream answer(ChatRequest request, ProviderCall call, String id) {
        Limits limits = new Limits(call, this);
        Fault keyFault = failingKeys.get(call.key());
        Behaviour behaviour = keyFault != null ? keyFault : script.next(call.time());
        if (behaviour instanceof Fault fault) {
            throw failed(fault, limits, id);
        }
        Reply reply = dimension == 0 ? (Reply) behaviour : ((Reply) behaviour).orVectors(texts(request), dimension);
        limits.awaitResponse(call.streaming() ? 0 : reply.wholeAfter().toNanos());
        Fault fault = reply.ending().fault();
        if (fault != null && !call.streaming()) {
            throw failure(fault, id).build();
        }
        return new FakeStream(this, reply, call.streaming(), limits, id, traffic::streamClosed);
    }

    private static List<String> texts(ChatRequest request) {
        return request.messages().get(0).content().stream()
                .map(part -> ((Content.Text) part).text())
                .toList();
    }

    private LlmException failed(Fault fault, Limits limits, String id) {
        boolean silent = fault.kind() == FailureKind.TIMED_OUT;
        limits.awaitResponse(silent ? Limits.NEVER : fault.delay().toNanos());
        return failure(fault, id).build();
    }

    /** A failure of this provider, as a client for the network would report the fault. */
    LlmException.Builder failure(Fault fault, String requestId) {
        return failure(fault.kind(), fault.message())
                .status(fault.status())
                .retryAfter(fault.retryAfter())
                .requestId(fault.status() == null ? null : requestId);
    }

    LlmException.Builder failure(FailureKind kind, String message) {
        return LlmException.builder(kind).message(message).provider(provider, model);
    }

    /** What it was asked, oldest first. */
    public List<Ask> asks() {
        return List.copyOf(asks);
    }

    /**
     * The request that came last.
     *
     * @throws AssertionError when none came
     */
    public ChatRequest lastRequest() {
        List<Ask> all = asks();
        if (all.isEmpty()) {
            throw new AssertionError(this + " was not asked");
        }
        return all.get(all.size() - 1).request();
    }

    /** How many requests are under way: begun, and neither failed before an answer nor closed after it. */
    public int inFlight() {
        return traffic.inFlight();
    }

    /** The most requests that were ever under way at once. */
    public int mostInFlight() {
        return traffic.mostInFlight();
    }

    /** How many answers were begun and not closed. */
    public int openStreams() {
        return traffic.openStreams();
    }

    /** Whether the client closed it. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void audit() {
        script.audit();
        traffic.awaitIdle();
        if (traffic.inFlight() > 0) {
            throw new AssertionError(this + ": " + traffic.openStreams() + " stream(s) were not closed, "
                    + (traffic.inFlight() - traffic.openStreams()) + " request(s) did not end");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Such as {@code openai/openai-model}. */
    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
