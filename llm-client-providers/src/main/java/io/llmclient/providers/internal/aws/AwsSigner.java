package io.llmclient.providers.internal.aws;

import io.llmclient.core.http.RequestSigner;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests to Bedrock with AWS Signature Version 4, by Amazon's own library. Immutable. */
public final class AwsSigner implements RequestSigner {

    private static final String SERVICE = "bedrock";
    private static final String LIBRARY = "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner";

    private final AwsCredentialsIdentity identity;
    private final String region;

    /** @param sessionToken null for credentials that last */
    public AwsSigner(String accessKeyId, String secretAccessKey, @Nullable String sessionToken, String region) {
        identity = sessionToken == null
                ? AwsCredentialsIdentity.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentialsIdentity.create(accessKeyId, secretAccessKey, sessionToken);
        this.region = region;
    }

    /**
     * Looks for Amazon's library, so that its absence shows before the first request does.
     *
     * @throws IllegalStateException naming the artifact to add
     */
    public static void requireLibrary() {
        try {
            Class.forName(LIBRARY, false, AwsSigner.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(
                    "requests with AWS credentials must be signed, which needs the library"
                            + " software.amazon.awssdk:http-auth-aws on the class path; add it, or use a Bedrock API key",
                    e);
        }
    }

    /** Only what no proxy changes is signed: host, content type and what Amazon's library adds. */
    @Override
    public Map<String, String> sign(URI url, Map<String, String> headers, byte[] body, Instant now) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(url).encodedPath(url.getRawPath());
        String contentType = headers.get("content-type");
        if (contentType != null) {
            request.putHeader("content-type", contentType);
        }
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request();
        return added(signed);
    }

    /** The host is in the URL, and the content type is sent anyway. */
    private static Map<String, String> added(SdkHttpRequest signed) {
        Map<String, String> added = new HashMap<>();
        signed.headers().forEach((name, values) -> added.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        added.remove("host");
        added.remove("content-type");
        return added;
    }
}
