package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.anthropic.AnthropicMessages;
import java.util.Map;
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
     * With the key in the environment variable {@code ANTHROPIC_API_KEY}, or several keys in it, separated by commas;
     * at the address in {@code ANTHROPIC_BASE_URL} if that is set.
     *
     * @throws IllegalStateException when there is no key
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String[] keys = Environment.keys(environment, "Anthropic", "ANTHROPIC_API_KEY");
        return Environment.at(withKeys(keys), environment, "ANTHROPIC_BASE_URL");
    }

    /** With this key. */
    public static HttpProvider withKey(String key) {
        return provider(Auth.header("x-api-key", key));
    }

    /**
     * With several keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider withKeys(String... keys) {
        return provider(Auth.header("x-api-key", keys));
    }

    /** With a key that may change: it is asked for on every attempt. */
    public static HttpProvider withKey(Supplier<String> key) {
        return provider(Auth.header("x-api-key", key));
    }

    /**
     * On Google Cloud's Vertex AI: {@code Anthropic.onVertex("my-project", "global",
     * token).model("claude-sonnet-4-5@20250929")}. In routes and routings its name is {@code anthropic-vertex}.
     *
     * @param project the id of the project that pays
     * @param location {@code global}, {@code us} or {@code eu}, or a region such as {@code europe-west4}
     * @param token an OAuth token of scope {@code https://www.googleapis.com/auth/cloud-platform}, asked for on every
     *     attempt, so it should be kept until shortly before it expires, as {@code GoogleCredentials} does
     * @throws IllegalArgumentException when project or location cannot be one
     */
    public static HttpProvider onVertex(String project, String location, Supplier<String> token) {
        String baseUrl = Vertex.baseUrl(project, location, "anthropic");
        return HttpProvider.of("anthropic-vertex", AnthropicMessages.onVertex(), baseUrl, Auth.bearer(token));
    }

    private static HttpProvider provider(Auth auth) {
        return HttpProvider.of("anthropic", new AnthropicMessages(), BASE_URL, auth);
    }
}
