package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.cohere.CohereChat;
import io.llmclient.providers.internal.embeddings.CohereEmbeddings;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Cohere's Command models, by its chat API in version 2: {@code Cohere.fromEnv().model("command-a-03-2025")}.
 *
 * <p>What only Cohere has goes along as an extra, such as texts to ground the answer on: {@code .extra("cohere",
 * "documents", List.of(Map.of("data", Map.of("title", "Ruby", "text", "…"))))}.
 */
public final class Cohere {

    private static final String BASE_URL = "https://api.cohere.com";

    private Cohere() {}

    /**
     * With the key in the environment variable {@code CO_API_KEY}, or else in {@code COHERE_API_KEY}, or several keys
     * in it, separated by commas; at the address in {@code CO_API_URL} if that is set.
     *
     * @throws IllegalStateException when there is no key
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String[] keys = Environment.keys(environment, "Cohere", "CO_API_KEY", "COHERE_API_KEY");
        return Environment.at(withKeys(keys), environment, "CO_API_URL");
    }

    /** With this key. */
    public static HttpProvider withKey(String key) {
        return with(Auth.bearer(key));
    }

    /**
     * With several keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider withKeys(String... keys) {
        return with(Auth.bearer(keys));
    }

    /** With a key that may change: it is asked for on every attempt. */
    public static HttpProvider withKey(Supplier<String> key) {
        return with(Auth.bearer(key));
    }

    private static HttpProvider with(Auth auth) {
        return HttpProvider.of("cohere", new CohereChat(), BASE_URL, auth).embeddings(new CohereEmbeddings());
    }
}
