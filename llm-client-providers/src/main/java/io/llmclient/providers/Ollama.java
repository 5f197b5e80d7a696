package io.llmclient.providers;

import io.llmclient.Timeouts;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.OllamaEmbeddings;
import io.llmclient.providers.internal.ollama.OllamaChat;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models that an Ollama server runs, by its own chat API: {@code Ollama.local().model("qwen3:8b")}.
 *
 * <p>A server gives a model a small window and drops the oldest messages of a longer conversation without a word. Ask
 * for a larger one with {@code .extra("ollama", "options.num_ctx", 32_768)}, or for an error with {@code
 * .extra("ollama", "truncate", false)}. The first call after a while loads the model, so a server of your own has two
 * minutes for a first token and ten for a whole answer, whatever the client's limits are; {@link
 * HttpProvider#timeouts} sets others.
 *
 * <p>A model that is not known to think is not told how much to. Say so of yours with {@code .capabilities(c ->
 * c.with(Feature.REASONING))}.
 */
public final class Ollama {

    private static final String LOCAL = "http://localhost:11434";
    private static final String CLOUD = "https://ollama.com";

    /** As the last of a list it is asked when all others are down, and then its model is mostly not loaded. */
    private static final Timeouts LOADING =
            Timeouts.defaults().withFirstToken(Duration.ofMinutes(2)).withAnswer(Duration.ofMinutes(10));

    /** A host, a port, a path; each may be missing. */
    private static final Pattern HOST = Pattern.compile("(\\[.*]|[^:/]*)(:\\d+)?(/.*)?");

    private Ollama() {}

    /**
     * At the address in {@code OLLAMA_HOST} if that is set, without a key; else at Ollama's cloud with the key, or keys
     * separated by commas, in {@code OLLAMA_API_KEY} if that is set; else as {@link #local()}. As for Ollama's own
     * programs, scheme and port of the address may be missing, and {@code 0.0.0.0} is this machine. Another machine is
     * asked by plain http only after {@link HttpProvider#allowPlainHttp()}.
     *
     * @throws IllegalArgumentException when the address is none, or as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String host = environment.getOrDefault("OLLAMA_HOST", "").strip();
        if (!host.isEmpty()) {
            return own(address(host));
        }
        String keys = environment.getOrDefault("OLLAMA_API_KEY", "");
        return keys.isBlank() ? local() : withKeys(keys.split(","));
    }

    /** A server on this machine, at {@code http://localhost:11434}. */
    public static HttpProvider local() {
        return own(LOCAL);
    }

    /** Ollama's cloud with this key. */
    public static HttpProvider withKey(String key) {
        return at(CLOUD, Auth.bearer(key));
    }

    /**
     * Ollama's cloud with several keys: each attempt shows one of them, and one that is bad or limited rests while the
     * others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider withKeys(String... keys) {
        return at(CLOUD, Auth.bearer(keys));
    }

    /** Ollama's cloud with a key that may change: it is asked for on every attempt. */
    public static HttpProvider withKey(Supplier<String> key) {
        return at(CLOUD, Auth.bearer(key));
    }

    private static String address(String host) {
        if (host.contains("://")) {
            return host.replaceFirst("://0\\.0\\.0\\.0(?=[:/]|$)", "://localhost");
        }
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return host;
        }
        String name = parts.group(1).isEmpty() || parts.group(1).equals("0.0.0.0") ? "localhost" : parts.group(1);
        String port = parts.group(2) == null ? ":11434" : parts.group(2);
        return "http://" + name + port + (parts.group(3) == null ? "" : parts.group(3));
    }

    private static HttpProvider own(String baseUrl) {
        return at(baseUrl, Auth.none()).timeouts(LOADING);
    }

    private static HttpProvider at(String baseUrl, Auth auth) {
        return HttpProvider.of("ollama", new OllamaChat(), baseUrl, auth).embeddings(new OllamaEmbeddings());
    }
}
