package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.bedrock.BedrockConverse;
import io.llmclient.providers.internal.embeddings.BedrockEmbeddings;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Amazon Bedrock, by its Converse API, which speaks one language to the models of all vendors: {@code
 * Bedrock.fromEnv().model("us.amazon.nova-2-lite-v1:0")}. A model is named by its id, by an inference profile or by an
 * ARN. Of a model that its name does not tell, as behind the ARN of an application's inference profile, no more is
 * expected than tools and text; say what it can do with {@link HttpProvider#capabilities}.
 *
 * <p>It is asked with an API key, or with AWS credentials, by which each request is signed. That needs a library that
 * applications with API keys do not: {@code software.amazon.awssdk:http-auth-aws}.
 *
 * <p>China's regions and FIPS endpoints have other hosts: see {@link HttpProvider#baseUrl}.
 */
public final class Bedrock {

    private Bedrock() {}

    /**
     * With the API key in the environment variable {@code AWS_BEARER_TOKEN_BEDROCK}, or else with the credentials in
     * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and, if there is one, {@code AWS_SESSION_TOKEN}; in the
     * region in {@code AWS_REGION} or {@code AWS_DEFAULT_REGION}; at the address in {@code
     * AWS_ENDPOINT_URL_BEDROCK_RUNTIME} if that is set.
     *
     * @throws IllegalStateException when there is no region, or neither key nor credentials, or as {@link
     *     #withCredentials}
     * @throws IllegalArgumentException as {@link #withKey(String, String)}
     */
    public static HttpProvider fromEnv() {
        return from(System.getenv());
    }

    static HttpProvider from(Map<String, String> environment) {
        return provider(BedrockEndpoint.from(environment, "Bedrock"));
    }

    /**
     * With this API key.
     *
     * @param region such as {@code us-east-1}
     * @throws IllegalArgumentException when the region is none, or the key is blank
     */
    public static HttpProvider withKey(String region, String apiKey) {
        return provider(BedrockEndpoint.of(region, Auth.bearer(apiKey)));
    }

    /**
     * With several API keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @param region such as {@code us-east-1}
     * @throws IllegalArgumentException when the region is none, there is no key, or one is blank or there twice
     */
    public static HttpProvider withKeys(String region, String... apiKeys) {
        return provider(BedrockEndpoint.of(region, Auth.bearer(apiKeys)));
    }

    /** With an API key that may change, as short-term keys do: it is asked for on every attempt. */
    public static HttpProvider withKey(String region, Supplier<String> apiKey) {
        return provider(BedrockEndpoint.of(region, Auth.bearer(apiKey)));
    }

    /**
     * With AWS credentials, which are asked for on every attempt: {@code Bedrock.withCredentials("eu-central-1", () ->
     * credentials)}. A supplier may ask the AWS SDK's own chain of providers.
     *
     * @throws IllegalStateException when the library that signs is not on the class path
     * @throws IllegalArgumentException when the region is none
     */
    public static HttpProvider withCredentials(String region, Supplier<AwsCredentials> credentials) {
        return provider(BedrockEndpoint.of(region, credentials));
    }

    private static HttpProvider provider(BedrockEndpoint endpoint) {
        return endpoint.provider("bedrock", new BedrockConverse()).embeddings(new BedrockEmbeddings());
    }
}
