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

    private final AwsCredentialsIdentity identity;
    private final String region;

    /** @param sessionToken null for credentials that last */
    public AwsSigner(String accessKeyId, String secretAccessKey, @Nullable String sessionToken, String region) {
        identity = sessionToken == null
                ? AwsCredentialsIdentity.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentialsIdentity.create(accessKeyId, secretAccessKey, sessionToken);
        this.region = region;
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
