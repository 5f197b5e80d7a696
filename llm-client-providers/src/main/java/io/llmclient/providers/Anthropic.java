package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.anthropic.AnthropicMessages;
import java.util.function.Supplier;

/**
 * Anthropic's Claude models: {@code Anthropic.fromEnv().model("claude-sonnet-5-5")}.
 *
 * <p>Beta features are switched on with a header, such as
 * {@code .header("anthropic-beta", "files-api-2025-04-14")} for documents by file id. With
 * {@code .header("anthropic-version", "2026-10-21")} every model refuses sampling settings, so say so:
 * {@code .capabilities(c -> c.without(Feature.TEMPERATURE, Feature.TOP_P, Feature.TOP_K))}.
 */
public final class Anthropic {

    private static final String BASE_URL = "https://api.anthropic.com";

    private Anthropic() {}

    /**
     * With the key in {@code ANTHROPIC_API_KEY}, at {@code ANTHROPIC_BASE_URL} if that is set.
     *
     * @throws IllegalStateException if there is no key
     */
    public static HttpProvider fromEnv() {
        String key = System.getenv("ANTHROPIC_API_KEY");
        if (key == null || key.isBlank()) {
            throw new IllegalStateException(
                    "ANTHROPIC_API_KEY is not set; export it, or pass a key to Anthropic.withKey(…)");
        }
        String baseUrl = System.getenv("ANTHROPIC_BASE_URL");
        return baseUrl == null || baseUrl.isBlank()
                ? withKey(key)
                : withKey(key).baseUrl(baseUrl);
    }

    /** With this key. */
    public static HttpProvider withKey(String key) {
        return provider(Auth.header("x-api-key", key));
    }

    /** With a key that may change: it is asked for on every attempt. */
    public static HttpProvider withKey(Supplier<String> key) {
        return provider(Auth.header("x-api-key", key));
    }

    private static HttpProvider provider(Auth auth) {
        return HttpProvider.of("anthropic", new AnthropicMessages(), BASE_URL, auth);
    }
}
