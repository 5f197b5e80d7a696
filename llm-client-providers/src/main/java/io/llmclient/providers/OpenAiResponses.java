package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.responses.ResponsesDialect;
import java.util.Map;
import java.util.function.Supplier;

/**
 * OpenAI, by its Responses API: {@code OpenAiResponses.fromEnv().model("gpt-6.1-sol")}. In routes and routings its name
 * is {@code openai}.
 *
 * <p>Here models from gpt-5.4 on think and call tools in one turn, which {@link OpenAi} cannot offer, and what a model
 * thought goes back to it in the next turn. Nothing is stored at the service.
 */
public final class OpenAiResponses {

    private static final String BASE_URL = "https://api.openai.com/v1";

    private OpenAiResponses() {}

    /**
     * With the key in the environment variable {@code OPENAI_API_KEY}, or several keys in it, separated by commas; at
     * the address in {@code OPENAI_BASE_URL} if that is set.
     *
     * @throws IllegalStateException when there is no key
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        String[] keys = Environment.keys(environment, "OpenAiResponses", "OPENAI_API_KEY");
        return Environment.at(withKeys(keys), environment, "OPENAI_BASE_URL");
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
        return HttpProvider.of("openai", ResponsesDialect.openAi(), BASE_URL, auth);
    }

    /**
     * Another service that speaks this API, such as {@code OpenAiResponses.at("xai", "https://api.x.ai/v1", key)},
     * without a key where none is given. Models that are not known are sent nothing that some of these services refuse;
     * what yours take beyond that, such as documents or {@code parallelToolCalls}, goes into {@link
     * HttpProvider#capabilities}.
     *
     * @param name how routes, routings and extras call it
     * @param baseUrl all that precedes {@code /responses}
     * @throws IllegalArgumentException when a key is blank or there twice
     */
    public static HttpProvider at(String name, String baseUrl, String... keys) {
        return at(name, baseUrl, keys.length == 0 ? Auth.none() : Auth.bearer(keys));
    }

    /** As {@link #at(String, String, String...)}, with a key that may change: it is asked for at every attempt. */
    public static HttpProvider at(String name, String baseUrl, Supplier<String> key) {
        return at(name, baseUrl, Auth.bearer(key));
    }

    /**
     * As {@link #at(String, String, String...)}, with a key in a header of its own, such as {@code
     * Auth.header("api-key", key)} at Azure.
     */
    public static HttpProvider at(String name, String baseUrl, Auth auth) {
        return HttpProvider.of(name, ResponsesDialect.compatible(), baseUrl, auth);
    }
}
