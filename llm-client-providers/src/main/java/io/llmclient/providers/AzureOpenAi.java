package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.OpenAiEmbeddings;
import io.llmclient.providers.internal.openai.OpenAiChat;
import io.llmclient.spi.Feature;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's and others' models on Azure (Microsoft Foundry), by chat completions. The model is the name of your
 * deployment:
 *
 * <pre>{@code
 * AzureOpenAi.withKey("https://my-resource.openai.azure.com", key).model("my-deployment")
 * }</pre>
 *
 * <p>An endpoint is taken as the portal shows it, with or without {@code /openai}, {@code /openai/v1} or {@code
 * /openai/deployments/…} behind it. What a model can express is known by its name, so name a deployment after its
 * model, such as {@code gpt-5.2-prod}, or say it with {@link HttpProvider#capabilities}.
 */
public final class AzureOpenAi {

    private AzureOpenAi() {}

    /**
     * With the endpoint in the environment variable {@code AZURE_OPENAI_ENDPOINT}, or that of the resource in {@code
     * AZURE_RESOURCE_NAME}, and the key in {@code AZURE_OPENAI_API_KEY} or {@code AZURE_API_KEY}, or several keys in
     * it, separated by commas. A dated version in {@code AZURE_OPENAI_API_VERSION} or {@code OPENAI_API_VERSION} and a
     * deployment in {@code AZURE_OPENAI_DEPLOYMENT} are taken, too, if they are set.
     *
     * @throws IllegalStateException when endpoint or key is missing
     * @throws IllegalArgumentException as {@link #withKeys(String, String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String endpoint = Environment.value(
                environment, "AzureOpenAi.withKey(endpoint, key)", "AZURE_OPENAI_ENDPOINT", "AZURE_RESOURCE_NAME");
        Auth auth = Auth.header(
                "api-key", Environment.keys(environment, "AzureOpenAi", "AZURE_OPENAI_API_KEY", "AZURE_API_KEY"));
        String version = Environment.optional(environment, "AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION");
        String deployment = Environment.optional(environment, "AZURE_OPENAI_DEPLOYMENT");
        String url = endpoint.contains("/") ? endpoint : "https://" + endpoint + ".openai.azure.com";
        HttpProvider provider = version == null ? at(url, auth) : dated(url, version, auth);
        return deployment == null ? provider : provider.model(deployment);
    }

    /** With this key, at Azure's v1 API. */
    public static HttpProvider withKey(String endpoint, String key) {
        return at(endpoint, Auth.header("api-key", key));
    }

    /**
     * With several keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider withKeys(String endpoint, String... keys) {
        return at(endpoint, Auth.header("api-key", keys));
    }

    /**
     * With tokens of Entra ID (scope {@code https://cognitiveservices.azure.com/.default}) in place of a key, at Azure's
     * v1 API.
     *
     * @param token asked for on every attempt, so it should keep its token until shortly before that expires
     */
    public static HttpProvider withToken(String endpoint, Supplier<String> token) {
        return at(endpoint, Auth.bearer(token));
    }

    /**
     * By the older paths, which name the deployment and a version: {@code dated(endpoint, "2024-10-21",
     * Auth.header("api-key", key))}. Versions before 2024-09 want {@code .quirks(q ->
     * q.withMaxTokensField("max_tokens").withStreamUsage(false))}.
     *
     * @throws IllegalArgumentException when the version is none
     */
    public static HttpProvider dated(String endpoint, String apiVersion, Auth auth) {
        if (!apiVersion.matches("[A-Za-z0-9.-]+")) {
            throw new IllegalArgumentException("an API version looks like 2024-10-21, not \"" + apiVersion + "\"");
        }
        return provider(endpoint, "/openai", apiVersion, auth);
    }

    private static HttpProvider at(String endpoint, Auth auth) {
        return provider(endpoint, "/openai/v1", null, auth);
    }

    /** A document in a request is a 400. */
    private static HttpProvider provider(String endpoint, String base, @Nullable String apiVersion, Auth auth) {
        HttpProvider azure = HttpProvider.of(
                        "azure",
                        apiVersion == null ? OpenAiChat.openAi() : OpenAiChat.deployments(apiVersion),
                        resource(endpoint) + base,
                        auth)
                .quirks(quirks -> quirks.withMaxTokensField("max_completion_tokens"))
                .capabilities(known -> known.without(Feature.DOCUMENTS));
        return apiVersion == null ? azure.embeddings(OpenAiEmbeddings.openAi()) : azure;
    }

    private static String resource(String endpoint) {
        return endpoint.strip().replaceFirst("/+(openai(/.*)?)?$", "");
    }
}
