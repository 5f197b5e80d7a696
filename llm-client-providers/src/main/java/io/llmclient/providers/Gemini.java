package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.GeminiEmbeddings;
import io.llmclient.providers.internal.gemini.GeminiGenerateContent;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Google's Gemini models at the Gemini Developer API (AI Studio), where its name in routes and routings is {@code
 * gemini}, or on Vertex AI.
 *
 * <pre>{@code
 * Gemini.fromEnv().model("gemini-3.8-flash")
 * }</pre>
 */
public final class Gemini {

    private static final String BASE_URL = "https://generativelanguage.googleapis.com";

    private Gemini() {}

    /**
     * With the key in the environment variable {@code GEMINI_API_KEY}, or else in {@code GOOGLE_API_KEY}, or several
     * keys in it, separated by commas; at the address in {@code GEMINI_BASE_URL} if that is set.
     *
     * @throws IllegalStateException when there is no key
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String[] keys = Environment.keys(environment, "Gemini", "GEMINI_API_KEY", "GOOGLE_API_KEY");
        return Environment.at(withKeys(keys), environment, "GEMINI_BASE_URL");
    }

    /** With this key. */
    public static HttpProvider withKey(String key) {
        return at(Auth.header("x-goog-api-key", key));
    }

    /**
     * With several keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider withKeys(String... keys) {
        return at(Auth.header("x-goog-api-key", keys));
    }

    /** With a key that may change: it is asked for on every attempt. */
    public static HttpProvider withKey(Supplier<String> key) {
        return at(Auth.header("x-goog-api-key", key));
    }

    /**
     * On Google Cloud's Vertex AI, with Application Default Credentials; in routes and routings its name is {@code
     * gemini-vertex}. Needs the artifact {@code com.google.auth:google-auth-library-oauth2-http}, which looks for the
     * credentials at the first attempt, and gets and keeps the tokens. An attempt without a token fails, as {@code
     * AUTHENTICATION} when there are no credentials or Google refuses them.
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
        return onVertex(Vertex.from(environment, "Gemini"));
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
        return vertex.provider("gemini-vertex", GeminiGenerateContent.onVertex(), "google");
    }

    private static HttpProvider at(Auth auth) {
        return HttpProvider.of("gemini", new GeminiGenerateContent(), BASE_URL, auth)
                .embeddings(new GeminiEmbeddings());
    }
}
