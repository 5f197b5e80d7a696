package io.llmclient.providers.internal.aws;

/** Whether Amazon's library is there. Refers to nothing in it, so that it works without. */
public final class AwsLibrary {

    private static final String SIGNER = "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner";

    private AwsLibrary() {}

    /**
     * Looks for the library, so that its absence shows before the first request does.
     *
     * @throws IllegalStateException naming the artifact to add
     */
    public static void require() {
        try {
            Class.forName(SIGNER, false, AwsLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(
                    "AWS credentials sign requests with the library software.amazon.awssdk:http-auth-aws, which is not on"
                            + " the class path; add it, or use a Bedrock API key",
                    e);
        }
    }
}
