package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.anthropic.AnthropicOnBedrock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Anthropic's Claude models at Amazon Bedrock, in Anthropic's own language (Bedrock's {@code InvokeModel}) instead of
 * {@link Bedrock}'s: {@code BedrockAnthropic.fromEnv().model("us.anthropic.claude-sonnet-4-6")}. In routes, routings and
 * extras its name is {@code bedrock-anthropic}.
 *
 * <p>Beta features are switched on in the body: {@code request.extra("bedrock-anthropic", "anthropic_beta",
 * List.of("context-1m-2025-08-07"))}.
 */
public final class BedrockAnthropic {

    private static final String NAME = "bedrock-anthropic";

    private BedrockAnthropic() {}

    /** As {@link Bedrock#fromEnv()}. */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        return BedrockEndpoint.from(environment, "BedrockAnthropic").provider(NAME, new AnthropicOnBedrock());
    }

    /** As {@link Bedrock#withKey(String, String)}. */
    public static HttpProvider withKey(String region, String apiKey) {
        return BedrockEndpoint.of(region, Auth.bearer(apiKey)).provider(NAME, new AnthropicOnBedrock());
    }

    /** As {@link Bedrock#withKey(String, Supplier)}. */
    public static HttpProvider withKey(String region, Supplier<String> apiKey) {
        return BedrockEndpoint.of(region, Auth.bearer(apiKey)).provider(NAME, new AnthropicOnBedrock());
    }

    /** As {@link Bedrock#withCredentials}. */
    public static HttpProvider withCredentials(String region, Supplier<AwsCredentials> credentials) {
        return BedrockEndpoint.of(region, credentials).provider(NAME, new AnthropicOnBedrock());
    }
}
