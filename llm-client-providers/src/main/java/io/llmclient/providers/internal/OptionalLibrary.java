package io.llmclient.providers.internal;

/** A library that an application need not have. Refers to nothing in it, so that it works without. */
public enum OptionalLibrary {
    /** Signs requests to Bedrock. */
    AWS(
            "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner",
            "AWS credentials sign requests with the library software.amazon.awssdk:http-auth-aws",
            "a Bedrock API key"),
    /** Gets tokens for Vertex AI. */
    GOOGLE(
            "com.google.auth.oauth2.GoogleCredentials",
            "Application Default Credentials are read by the library com.google.auth:google-auth-library-oauth2-http",
            "a supplier of tokens");

    private final String type;
    private final String purpose;
    private final String instead;

    OptionalLibrary(String type, String purpose, String instead) {
        this.type = type;
        this.purpose = purpose;
        this.instead = instead;
    }

    /**
     * Looks for it, so that its absence shows before the first request does.
     *
     * @throws IllegalStateException naming the artifact to add
     */
    public void require() {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(purpose + ", which is not on the class path; add it, or use " + instead, e);
        }
    }
}
