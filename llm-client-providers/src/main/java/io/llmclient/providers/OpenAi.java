package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.embeddings.OpenAiEmbeddings;
import io.llmclient.providers.internal.openai.OpenAiChat;
import java.util.Map;
import java.util.function.Supplier;

/**
 * OpenAI, by its chat completions API: {@code OpenAi.fromEnv().model("gpt-5.6-terra")}.
 *
 * <p>From gpt-5.4 on this API takes tools only from models that don't think. Those that would think unasked are told
 * not to when a request has tools, and gpt-6-astra and gpt-6.1-sol, which cannot be told so, are never asked with
 * tools.
 */
public final class OpenAi {

    private static final String BASE_URL = "https://api.openai.com/v1";

    private OpenAi() {}

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
        String[] keys = Environment.keys(environment, "OpenAi", "OPENAI_API_KEY");
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
        return HttpProvider.of("openai", OpenAiChat.openAi(), BASE_URL, auth)
                .quirks(quirks -> quirks.withMaxTokensField("max_completion_tokens"))
                .embeddings(OpenAiEmbeddings.openAi());
    }
}
