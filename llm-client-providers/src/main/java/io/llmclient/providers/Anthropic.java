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
 *
 * <p>Newer models sign their thoughts for the conversation before them: once that was edited, a thought is refused, which
 * is a failure of kind {@code UNSUPPORTED}, and the next provider is asked. To have such thoughts dropped instead, add
 * {@code .header("anthropic-beta", "thinking-binding-controls-2026-08-01")}, and to every request with a {@code
 * reasoning} wish {@code .extra("anthropic", "thinking.block_binding.prefix_mismatch_behavior", "drop_block")}.
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
     * On Google Cloud's Vertex AI, with Application Default Credentials: {@code Anthropic.onVertex("my-project",
     * "global").model("claude-sonnet-4-5@20250929")}. In routes and routings its name is {@code anthropic-vertex}. Needs
     * the artifact {@code com.google.auth:google-auth-library-oauth2-http}, which looks for the credentials at the first
     * attempt, and gets and keeps the tokens. An attempt without a token fails, as {@code AUTHENTICATION} when there are
     * no credentials or Google refuses them.
     *
     * @param project the id of the project that pays
     * @param location {@code global}, {@code us} or {@code eu}, or a region such as {@code europe-west4}
     * @throws IllegalArgumentException when project or location cannot be one
     * @throws IllegalStateException when the artifact is not there
     */
    public static HttpProvider onVertex(String project, String location) {
        return onVertex(Vertex.of(project, location));
    }

    /**
     * As {@link #onVertex(String, String)}, with the project in the environment variable {@code GOOGLE_CLOUD_PROJECT}
     * and the location in {@code GOOGLE_CLOUD_LOCATION}.
     *
     * @throws IllegalStateException when one of them is not set, or the artifact is not there
     */
    public static HttpProvider onVertexFromEnv() {
        return onVertexFrom(System.getenv());
    }

    static HttpProvider onVertexFrom(Map<String, String> environment) {
        return onVertex(Vertex.from(environment, "Anthropic"));
    }

    /**
     * As {@link #onVertex(String, String)}, with tokens of your own.
     *
     * @param token an OAuth token of scope {@code https://www.googleapis.com/auth/cloud-platform}, asked for on every
     *     attempt, so it should be kept until shortly before it expires, as {@code GoogleCredentials} does
     * @throws IllegalArgumentException when project or location cannot be one
     */
    public static HttpProvider onVertex(String project, String location, Supplier<String> token) {
        return onVertex(new Vertex(project, location, Auth.bearer(token)));
    }

    private static HttpProvider onVertex(Vertex vertex) {
        return vertex.provider("anthropic-vertex", AnthropicMessages.onVertex(), "anthropic");
    }

    private static HttpProvider provider(Auth auth) {
        return HttpProvider.of("anthropic", new AnthropicMessages(), BASE_URL, auth);
    }
}
