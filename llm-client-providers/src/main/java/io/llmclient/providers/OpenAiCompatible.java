package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.OpenAiEmbeddings;
import io.llmclient.providers.internal.openai.OpenAiChat;
import java.util.function.Supplier;

/**
 * Any service that speaks OpenAI's chat completions, by its base URL: {@code OpenAiCompatible.at("vllm",
 * "http://localhost:8000/v1").model("qwen3")}.
 *
 * <p>Nothing is sent that some of these services refuse. What yours does differently goes into {@link
 * HttpProvider#quirks}, and what its models take beyond that, such as documents or {@code parallelToolCalls}, into
 * {@link HttpProvider#capabilities}.
 */
public final class OpenAiCompatible {

    private OpenAiCompatible() {}

    /**
     * Without a key, for local servers.
     *
     * @param name how routes, routings and extras call it
     * @param baseUrl all that precedes {@code /chat/completions}
     */
    public static HttpProvider at(String name, String baseUrl) {
        return at(name, baseUrl, Auth.none());
    }

    /**
     * As {@link #at(String, String)}, with a key or several: each attempt shows one of them, and one that is bad or
     * limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     */
    public static HttpProvider at(String name, String baseUrl, String... keys) {
        return at(name, baseUrl, Auth.bearer(keys));
    }

    /** As {@link #at(String, String)}, with a key that may change: it is asked for at every attempt. */
    public static HttpProvider at(String name, String baseUrl, Supplier<String> key) {
        return at(name, baseUrl, Auth.bearer(key));
    }

    /**
     * As {@link #at(String, String)}, with a key in a header of its own, such as {@code Auth.header("api-key", key)}.
     */
    public static HttpProvider at(String name, String baseUrl, Auth auth) {
        return HttpProvider.of(name, OpenAiChat.compatible(), baseUrl, auth).embeddings(OpenAiEmbeddings.compatible());
    }
}
