package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.OpenAiEmbeddings;
import io.llmclient.providers.internal.openai.OpenAiChat;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Mistral, by its chat completions API: {@code Mistral.fromEnv().model("mistral-large-latest")}. Codestral is asked at
 * {@code .baseUrl("https://codestral.mistral.ai/v1")}.
 */
public final class Mistral {

    private static final String BASE_URL = "https://api.mistral.ai/v1";

    private Mistral() {}

    /**
     * With the key in the environment variable {@code MISTRAL_API_KEY}, or several keys in it, separated by commas; at
     * the address in {@code MISTRAL_BASE_URL} if that is set.
     *
     * @throws IllegalStateException when there is no key
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String[] keys = Environment.keys(environment, "Mistral", "MISTRAL_API_KEY");
        return Environment.at(withKeys(keys), environment, "MISTRAL_BASE_URL");
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

    /** Usage in streams comes unasked, and the field that asks for it is refused. */
    private static HttpProvider with(Auth auth) {
        return HttpProvider.of("mistral", OpenAiChat.mistral(), BASE_URL, auth)
                .embeddings(OpenAiEmbeddings.mistral())
                .quirks(quirks -> quirks.withStreamUsage(false).withSeedField("random_seed"));
    }
}
