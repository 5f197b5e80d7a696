package io.llmclient.providers;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What AWS does with a signed POST: signs what came once more, by the rules of Signature Version 4, with the secret that
 * only it and the sender know. Written without Amazon's library.
 */
public final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private SignatureCheck() {}

    /** The signature that a request should have; only headers that it says are signed count. */
    public static String expected(String secret, URI url, Map<String, String> headers, byte[] body) {
        Matcher authorization = parsed(headers);
        String date = headers.get("x-amz-date");
        String scope =
                authorization.group(2) + "/" + authorization.group(3) + "/" + authorization.group(4) + "/aws4_request";
        String signedHeaders = authorization.group(5);
        String canonical = "POST\n" + encoded(url.getRawPath()) + "\n"
                + (url.getRawQuery() == null ? "" : url.getRawQuery()) + "\n"
                + Arrays.stream(signedHeaders.split(";"))
                        .map(name -> name + ":" + headers.get(name).strip().replaceAll(" +", " ") + "\n")
                        .collect(Collectors.joining())
                + "\n" + signedHeaders + "\n" + sha256(body);
        String toSign =
                "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        List<String> chain = new ArrayList<>(List.of(scope.split("/")));
        chain.add(toSign);
        for (String step : chain) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(key);
    }

    /** The signature that a request has. */
    public static String given(Map<String, String> headers) {
        return parsed(headers).group(6);
    }

    /** The names of the headers that are signed. */
    public static List<String> signedHeaders(Map<String, String> headers) {
        return List.of(parsed(headers).group(5).split(";"));
    }

    /** Whose secret, when, where and for which service: {@code AKID/20261120/us-east-1/bedrock}. */
    public static String scope(Map<String, String> headers) {
        Matcher parsed = parsed(headers);
        return parsed.group(1) + "/" + parsed.group(2) + "/" + parsed.group(3) + "/" + parsed.group(4);
    }

    private static Matcher parsed(Map<String, String> headers) {
        Matcher authorization = AUTHORIZATION.matcher(String.valueOf(headers.get("authorization")));
        if (!authorization.matches()) {
            throw new AssertionError("not signed: " + headers.get("authorization"));
        }
        return authorization;
    }

    /** A path that is encoded as it is sent, encoded once more, but for its slashes. */
    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
