package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.ProviderServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's library looks for credentials once in a JVM, so this has one of its own. */
class ApplicationDefaultTest {

    private static final String PLACE = "/v1beta1/projects/my-project/locations/global/publishers/google";

    @TempDir
    Path directory;

    /** The application. */
    static final class Application {

        public static void main(String[] args) {
            try (ResilientLlmClient client = ResilientLlmClient.builder()
                    .provider(Gemini.onVertex("my-project", "global")
                            .baseUrl(args[0])
                            .model("gemini-3.8-flash"))
                    .build()) {
                System.out.print(client.chat("Hi").text() + client.chat("Hi").text());
            }
        }
    }

    @Test
    void credentials_in_a_file_that_the_environment_names_are_found() throws Exception {
        try (MockWebServer google = new MockWebServer();
                ProviderServer vertex = ProviderServer.gemini().reply("Hello").reply("World")) {
            google.start();
            google.enqueue(new MockResponse.Builder()
                    .body("{\"access_token\":\"token-1\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    .addHeader("content-type", "application/json")
                    .build());

            assertThat(output(
                            vertex.url() + PLACE,
                            credentials(google.url("/token").toString())))
                    .isEqualTo("HelloWorld");
            assertThat(vertex.requests())
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer token-1", "Bearer token-1");
        }
    }

    private String output(String baseUrl, Path credentials) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        baseUrl)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GOOGLE_APPLICATION_CREDENTIALS", credentials.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(50, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended in time").isTrue();
        return Files.readString(output);
    }

    private Path credentials(String tokenServer) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(directory.resolve("credentials.json"), """
                {
                  "type": "service_account",
                  "client_id": "1",
                  "client_email": "robot@my-project.iam.gserviceaccount.com",
                  "private_key_id": "1",
                  "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                  "token_uri": "%s"
                }
                """.formatted(key, tokenServer));
    }
}
