package io.llmclient.providers;

import org.jspecify.annotations.Nullable;

/** What signs requests to AWS. Immutable; its secret shows nowhere. */
public final class AwsCredentials {

    private final String accessKeyId;
    private final String secretAccessKey;
    private final @Nullable String sessionToken;

    private AwsCredentials(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        this.accessKeyId = notBlank("accessKeyId", accessKeyId);
        this.secretAccessKey = notBlank("secretAccessKey", secretAccessKey);
        this.sessionToken = sessionToken == null || sessionToken.isBlank() ? null : sessionToken.strip();
    }

    /**
     * Credentials that last.
     *
     * @throws IllegalArgumentException when one is blank
     */
    public static AwsCredentials of(String accessKeyId, String secretAccessKey) {
        return new AwsCredentials(accessKeyId, secretAccessKey, null);
    }

    /**
     * Credentials of a session, which end with it.
     *
     * @param sessionToken null or blank for none
     * @throws IllegalArgumentException when one of the others is blank
     */
    public static AwsCredentials of(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        return new AwsCredentials(accessKeyId, secretAccessKey, sessionToken);
    }

    private static String notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the AWS credentials' " + name + " is blank");
        }
        return value.strip();
    }

    String accessKeyId() {
        return accessKeyId;
    }

    String secretAccessKey() {
        return secretAccessKey;
    }

    @Nullable
    String sessionToken() {
        return sessionToken;
    }

    @Override
    public String toString() {
        return "AWS credentials ***";
    }
}
