package io.llmclient.providers.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.providers.SignatureCheck;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSignerTest {

    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}".getBytes(StandardCharsets.UTF_8);

    /** Signatures that botocore made, so that the check of the other tests can be trusted. */
    @ParameterizedTest
    @CsvSource({
        "%3A, content-type;host;x-amz-date, 809f250c5b0bacdc73fb573fe701516431c978e36357a027622d0df715d337fa",
        "%3A, content-type;host;x-amz-date;x-amz-security-token, f96b9c1aef8b8da0f1ba98cebf87d939ff2602aef5133c4eaa2c4251ec50afe0",
        ":, content-type;host;x-amz-date, 6461e770fcb34baee4fd7aeb1ec00b781e16a5f14805772d4bdef38f627435e5"
    })
    void the_check_agrees_with_botocore(String colon, String signedHeaders, String signature) {
        URI url = URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                + "us.anthropic.claude-sonnet-4-5-20250929-v1" + colon + "0/converse");
        Map<String, String> headers = Map.of(
                "content-type", "application/json",
                "host", url.getHost(),
                "x-amz-date", "20261120T120000Z",
                "x-amz-security-token", "SESSIONTOKENEXAMPLE",
                "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/us-east-1/bedrock/aws4_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature);

        assertThat(SignatureCheck.expected(SECRET, url, headers, BODY)).isEqualTo(signature);
    }

    @Test
    void any_request_is_signed_as_it_is_sent() {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            String token = random.nextBoolean() ? null : word(random);
            String host = random.nextBoolean() ? "bedrock-runtime.eu-central-1.amazonaws.com" : "localhost:8123";
            URI url = URI.create("https://" + host + "/model/" + segment(random) + "/converse"
                    + (random.nextBoolean() ? "-stream" : ""));
            byte[] body = new byte[random.nextInt(3_000)];
            random.nextBytes(body);
            Instant now = NOON.plusSeconds(random.nextInt(100_000_000));
            Map<String, String> sent = Map.of(
                    "content-type", "application/json", "accept", "*/*", "user-agent", "llm-client", "x-own", "1");

            Map<String, String> all =
                    new HashMap<>(new AwsSigner(ID, SECRET, token, "eu-central-1").sign(url, sent, body, now));
            assertThat(all.keySet()).doesNotContain("host", "content-type");
            all.putAll(sent);
            all.put("host", host);

            assertThat(SignatureCheck.given(all))
                    .as("%d: %s", i, url)
                    .isEqualTo(SignatureCheck.expected(SECRET, url, all, body));
            assertThat(all.get("x-amz-security-token")).isEqualTo(token);
        }
    }

    private static String word(Random random) {
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Letters of all kinds, of which some must come encoded. */
    private static String segment(Random random) {
        StringBuilder segment = new StringBuilder("m");
        for (int i = random.nextInt(30); i > 0; i--) {
            int c = random.nextInt(128);
            boolean plain = Character.isLetterOrDigit(c) || "-_~:@!$&'()*+,;=".indexOf(c) >= 0;
            segment.append(plain ? String.valueOf((char) c) : String.format("%%%02X", c));
        }
        return segment.toString();
    }

    @Test
    void what_a_proxy_may_change_is_not_signed() {
        Map<String, String> signed = new AwsSigner(ID, SECRET, "token", "us-east-1")
                .sign(
                        URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse"),
                        Map.of("content-type", "application/json", "accept", "*/*", "user-agent", "x"),
                        BODY,
                        NOON);

        assertThat(SignatureCheck.signedHeaders(signed))
                .contains("content-type", "host", "x-amz-date", "x-amz-security-token")
                .doesNotContain("accept", "user-agent");
        assertThat(SignatureCheck.scope(signed)).isEqualTo("AKIDEXAMPLE/20261120/us-east-1/bedrock");
        assertThat(signed).containsEntry("x-amz-date", "20261120T120000Z");
    }
}
