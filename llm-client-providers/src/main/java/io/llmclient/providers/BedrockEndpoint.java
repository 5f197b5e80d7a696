package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.OptionalLibrary;
import io.llmclient.providers.internal.aws.AwsSigner;
import java.util.Map;
import java.util.function.Supplier;

/** Where Bedrock is and who asks it, whatever the language. */
record BedrockEndpoint(String baseUrl, Auth auth) {

    static BedrockEndpoint of(String region, Auth auth) {
        if (!region.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
            throw new IllegalArgumentException("the region must look like us-east-1, not \"" + region + "\"");
        }
        return new BedrockEndpoint("https://bedrock-runtime." + region + ".amazonaws.com", auth);
    }

    static BedrockEndpoint of(String region, Supplier<AwsCredentials> credentials) {
        OptionalLibrary.AWS.require();
        return of(
                region,
                Auth.signed((url, headers, body, now) ->
                        signer(credentials.get(), region).sign(url, headers, body, now)));
    }

    private static AwsSigner signer(AwsCredentials credentials, String region) {
        return new AwsSigner(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken(), region);
    }

    static BedrockEndpoint from(Map<String, String> environment, String provider) {
        String region = Environment.optional(environment, "AWS_REGION", "AWS_DEFAULT_REGION");
        if (region == null) {
            throw new IllegalStateException("AWS_REGION or AWS_DEFAULT_REGION is not set; set it, or call " + provider
                    + ".withKey(region, apiKey)");
        }
        BedrockEndpoint endpoint = from(environment, provider, region);
        String baseUrl = Environment.optional(environment, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME");
        return baseUrl == null ? endpoint : new BedrockEndpoint(baseUrl, endpoint.auth);
    }

    private static BedrockEndpoint from(Map<String, String> environment, String provider, String region) {
        String key = Environment.optional(environment, "AWS_BEARER_TOKEN_BEDROCK");
        if (key != null) {
            return of(region, Auth.bearer(key));
        }
        String id = Environment.optional(environment, "AWS_ACCESS_KEY_ID");
        String secret = Environment.optional(environment, "AWS_SECRET_ACCESS_KEY");
        if (id == null || secret == null) {
            throw new IllegalStateException("neither AWS_BEARER_TOKEN_BEDROCK nor AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY are set; set one or both, or call " + provider
                    + ".withKey(region, apiKey)");
        }
        AwsCredentials credentials =
                AwsCredentials.of(id, secret, Environment.optional(environment, "AWS_SESSION_TOKEN"));
        return of(region, () -> credentials);
    }

    HttpProvider provider(String name, Dialect dialect) {
        return HttpProvider.of(name, dialect, baseUrl, auth);
    }
}
