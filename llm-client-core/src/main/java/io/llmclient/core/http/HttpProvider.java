package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.core.internal.transport.Endpoint;
import io.llmclient.core.internal.transport.HttpAnswer;
import io.llmclient.core.internal.transport.Payload;
import io.llmclient.core.internal.transport.Transport;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A provider that is spoken to over HTTP: a dialect at an address, with keys and quirks. Immutable: each setter
 * returns a variant, so one declaration serves several models. Safe for use by several threads.
 *
 * <p>Connections are opened on first use and belong to this object; {@link #close()}, which the client calls, releases
 * them.
 */
public final class HttpProvider implements ProviderClient {

    /** How long to wait for a TCP connection: a host that does not take one in 5 s won't soon. */
    public static final Duration CONNECT_TIMEOUT = Transport.DEFAULT_CONNECT_TIMEOUT;

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private static final int MAX_BODY = 64 * 1024 * 1024;

    private final Settings settings;
    private final Capabilities capabilities;
    private final Object lock = new Object();
    private volatile @Nullable Transport transport;
    private volatile @Nullable Endpoint answers;
    private volatile @Nullable Endpoint streams;

    private HttpProvider(Settings settings) {
        this.settings = settings;
        this.capabilities = settings.capabilities.apply(settings.dialect.capabilities(settings.model));
    }

    /**
     * Declares a provider.
     *
     * @param name the provider's name, such as {@code groq}: how routes, routings and extras call it
     * @param baseUrl to which the dialect appends its path, without a slash at its end
     */
    public static HttpProvider of(String name, Dialect dialect, String baseUrl, Auth auth) {
        return new HttpProvider(new Settings(name, dialect, BaseUrl.parse(baseUrl), auth));
    }

    /** The same with a model to ask for. */
    public HttpProvider model(String model) {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank");
        }
        return with(s -> s.model = model);
    }

    /**
     * The same under another name, for two entries of one provider in a list: {@code
     * OpenAi.fromEnv().named("openai-eu")}.
     */
    public HttpProvider named(String name) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "a provider's name has letters, digits, '.', '_' or '-', not \"" + name + "\"");
        }
        return with(s -> s.name = name);
    }

    /**
     * The same at another address. It must be https, since it is shown a key and prompts, unless it is loopback or
     * {@link #allowPlainHttp()} is called.
     */
    public HttpProvider baseUrl(String baseUrl) {
        return with(s -> s.baseUrl = BaseUrl.parse(baseUrl));
    }

    /** The same with plain http allowed to hosts other than this one, for servers in a network that is trusted. */
    public HttpProvider allowPlainHttp() {
        return with(s -> s.plainHttp = true);
    }

    /**
     * The same with one more header on every request.
     *
     * @throws IllegalArgumentException when no header can hold the name or the value, which the message does not show
     */
    public HttpProvider header(String name, String value) {
        Transport.checkHeader(name, value);
        Map<String, String> more = new LinkedHashMap<>(settings.headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return with(s -> s.headers = more);
    }

    /** The same with other quirks. */
    public HttpProvider quirks(UnaryOperator<Quirks> change) {
        return with(s -> s.quirks = change.apply(s.quirks));
    }

    /**
     * The same with other capabilities than are known of its model, or of one that is set later: what is said here last
     * counts. {@link Capabilities#asOf()} stays the day of what was known before; say your own with {@link
     * Capabilities#withAsOf} if you like.
     */
    public HttpProvider capabilities(UnaryOperator<Capabilities> change) {
        UnaryOperator<Capabilities> before = settings.capabilities;
        return with(s -> s.capabilities = known -> change.apply(before.apply(known)));
    }

    /** The same with limits of its own for how long it may be silent. */
    public HttpProvider timeouts(Timeouts timeouts) {
        return with(s -> s.timeouts = timeouts);
    }

    /**
     * The same with these tags in place of those that it had: what a request can demand with {@code Routing.tagged},
     * such as {@code eu}.
     *
     * @throws IllegalArgumentException when one is blank
     */
    public HttpProvider tags(String... tags) {
        Set<String> all = Set.copyOf(List.of(tags));
        if (all.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("tags must not be blank");
        }
        return with(s -> s.tags = all);
    }

    /** The same with the wire language of its embeddings. */
    public HttpProvider embeddings(EmbeddingDialect dialect) {
        return with(s -> s.embeddings = dialect);
    }

    /**
     * One of its models that turn texts into vectors, for an embedding client. It has the address, keys, tags, headers
     * and limits that were set before.
     *
     * @param dimension how many numbers a vector has. A model that can make vectors of several lengths is asked for
     *     this one; answers of another length are a failure
     * @throws IllegalArgumentException when the provider has no embeddings, or one of the arguments makes no sense
     */
    public EmbeddingModel embedding(String model, int dimension) {
        EmbeddingDialect dialect = settings.embeddings;
        if (dialect == null) {
            throw new IllegalArgumentException(settings.name + " has no embeddings; choose another provider");
        }
        HttpProvider client = model(model).with(s -> s.dialect = new EmbeddingWire(dialect, dimension));
        return new EmbeddingModel(client, dimension, dialect.maxTexts(model));
    }

    @Override
    public String provider() {
        return settings.name;
    }

    /** The model id; empty until {@link #model(String)} was called, which a client does not accept. */
    @Override
    public String model() {
        return settings.model;
    }

    @Override
    public String dialect() {
        return settings.dialect.name();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public int keys() {
        return settings.auth.keys();
    }

    @Override
    public Set<String> tags() {
        return settings.tags;
    }

    @Override
    public @Nullable Timeouts timeouts() {
        return settings.timeouts;
    }

    @Override
    public void check() {
        if (!settings.plainHttp) {
            BaseUrl.requirePrivate(settings.baseUrl);
        }
    }

    @Override
    public ProviderStream open(ChatRequest request, ProviderCall call) {
        Target target = new Target(settings.model, call.streaming(), settings.quirks);
        Blame blame = new Blame(settings.name, settings.model, settings.quirks, call);
        Payload body = write(request, target, blame);
        Patience patience = new Patience(call);
        HttpAnswer http = post(target, body, aMoment(patience.untilContent()), call, blame);
        boolean keep = false;
        try {
            if (http.status() / 100 != 2) {
                throw blame.status(http);
            }
            http.limit(patience.untilContent());
            AnswerReader reader = settings.dialect.reader(target);
            AnswerAssembler answer = new AnswerAssembler(
                    settings.dialect.name(),
                    settings.model,
                    patience.start(),
                    call.streaming(),
                    settings.quirks.thinkTags());
            if (call.streaming() && !http.contentType().startsWith("application/json")) {
                if (http.contentType().startsWith("text/html")) {
                    throw blame.malformed(http, "the response is a web page");
                }
                WireStream stream = new WireStream(patience, http, settings.dialect.framing(), reader, answer, blame);
                keep = true;
                return stream;
            }
            return whole(http, reader, answer, blame, request.rawBody());
        } finally {
            if (!keep) {
                http.close();
            }
        }
    }

    private Payload write(ChatRequest request, Target target, Blame blame) {
        try {
            return RequestBody.write(settings.dialect, request, target, extrasOf(request));
        } catch (LlmException e) {
            throw blame.known(e);
        } catch (JacksonException e) {
            throw blame.unwritable(e);
        }
    }

    private HttpAnswer post(Target target, Payload body, Duration limit, ProviderCall call, Blame blame) {
        Endpoint endpoint = target.streaming() ? streams : answers;
        if (endpoint == null) {
            endpoint = endpoint(target);
            if (target.streaming()) {
                streams = endpoint;
            } else {
                answers = endpoint;
            }
        }
        Map<String, String> secrets = secrets(endpoint, body, call, blame);
        try {
            return transport().post(endpoint, secrets, body, limit, call.cancellation());
        } catch (LlmException e) {
            throw blame.transport(e);
        }
    }

    private WholeAnswer whole(HttpAnswer http, AnswerReader reader, AnswerAssembler answer, Blame blame, boolean raw) {
        byte[] body;
        try {
            body = http.body(MAX_BODY);
        } catch (LlmException e) {
            throw blame.transport(e);
        }
        try {
            JsonCursor in = JsonCursor.over(body);
            reader.whole(in, answer);
            in.close();
        } catch (JacksonException e) {
            throw blame.malformed(http, "the response is not the JSON it should be");
        }
        if (answer.failed()) {
            throw blame.body(http, body);
        }
        if (!answer.mayEnd()) {
            throw blame.malformed(http, "the response holds no answer");
        }
        answer.complete();
        ChatResponse.Builder response = answer.response().headers(Blame.headersThatMatter(http));
        return new WholeAnswer(
                answer, (raw ? response.rawBody(new String(body, StandardCharsets.UTF_8)) : response).build());
    }

    /** Even an attempt that has no time left is made, and fails as one that was too slow. */
    private static Duration aMoment(Duration limit) {
        return limit.compareTo(A_MOMENT) < 0 ? A_MOMENT : limit;
    }

    private Endpoint endpoint(Target target) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", target.streaming() ? settings.dialect.framing().mediaType() : "application/json");
        headers.put("user-agent", "llm-client");
        headers.putAll(settings.dialect.headers(target));
        headers.putAll(settings.headers);
        return new Endpoint(URI.create(settings.baseUrl + settings.dialect.path(target)), headers);
    }

    /** A key that cannot be had is a wrong key, unless its failure says otherwise: the next candidate is asked. */
    private Map<String, String> secrets(Endpoint endpoint, Payload body, ProviderCall call, Blame blame) {
        RequestSigner signer = settings.auth.signer();
        try {
            Map<String, String> secrets = signer == null
                    ? settings.auth.headers(call.key())
                    : signer.sign(
                            endpoint.uri(),
                            endpoint.fields(),
                            body.copy(),
                            call.time().now());
            secrets.forEach(Transport::checkHeader);
            return secrets;
        } catch (LlmException e) {
            throw blame.known(e);
        } catch (RuntimeException e) {
            throw blame.noKey(e);
        }
    }

    /** Extras are named after the provider as it is declared, or as it is named in this list. */
    private Map<String, @Nullable Object> extrasOf(ChatRequest request) {
        if (request.extras().isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> extras =
                new LinkedHashMap<>(request.extras().getOrDefault(settings.family, Map.of()));
        extras.putAll(request.extras().getOrDefault(settings.name, Map.of()));
        return extras;
    }

    /** For tests, which need no network: the same over a transport of theirs. */
    HttpProvider over(Transport given) {
        HttpProvider copy = new HttpProvider(settings);
        synchronized (copy.lock) {
            copy.transport = given;
        }
        return copy;
    }

    private Transport transport() {
        Transport known = transport;
        if (known != null) {
            return known;
        }
        synchronized (lock) {
            if (transport == null) {
                transport = new Transport();
            }
            return transport;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (transport != null) {
                transport.close();
                transport = null;
            }
        }
    }

    /** Says where and what, without the key. */
    @Override
    public String toString() {
        return settings.name + "/" + settings.model + " (" + settings.dialect.name() + " at " + settings.baseUrl + ", "
                + settings.auth + ")";
    }

    private HttpProvider with(Consumer<Settings> change) {
        Settings copy = new Settings(settings);
        change.accept(copy);
        return new HttpProvider(copy);
    }

    /** Written only by {@link #with} and {@link #of}, before the provider that holds it exists. */
    private static final class Settings {
        private final String family;
        private Dialect dialect;
        private @Nullable EmbeddingDialect embeddings;
        private final Auth auth;
        private String name;
        private String model = "";
        private URI baseUrl;
        private boolean plainHttp;
        private Map<String, String> headers = Map.of();
        private Set<String> tags = Set.of();
        private Quirks quirks = Quirks.none();
        private UnaryOperator<Capabilities> capabilities = UnaryOperator.identity();
        private @Nullable Timeouts timeouts;

        Settings(String name, Dialect dialect, URI baseUrl, Auth auth) {
            this.family = name;
            this.name = name;
            this.dialect = dialect;
            this.baseUrl = baseUrl;
            this.auth = auth;
        }

        Settings(Settings that) {
            family = that.family;
            dialect = that.dialect;
            embeddings = that.embeddings;
            auth = that.auth;
            name = that.name;
            model = that.model;
            baseUrl = that.baseUrl;
            plainHttp = that.plainHttp;
            headers = that.headers;
            tags = that.tags;
            quirks = that.quirks;
            capabilities = that.capabilities;
            timeouts = that.timeouts;
        }
    }
}
