package io.llmclient.providers;

import static io.llmclient.testkit.FakeProvider.vector;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.EmbeddingClient;
import io.llmclient.EmbeddingRequest;
import io.llmclient.EmbeddingResponse;
import io.llmclient.FailureKind;
import io.llmclient.core.ResilientEmbeddingClient;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts to vectors with the real client, the real dialects and real sockets. */
@ExtendWith(LlmTestExtension.class)
class EmbeddingOverTheWireTest {

    private static EmbeddingModel model(ProviderServer server) {
        return server.provider().equals("openai")
                ? OpenAi.withKey("key-1").baseUrl(server.url()).embedding("text-embedding-3-small", 256)
                : Gemini.withKey("key-2").baseUrl(server.url()).embedding("gemini-embedding-001", 256);
    }

    private static EmbeddingClient client(Stage stage, EmbeddingModel... models) {
        ResilientEmbeddingClient.Builder builder =
                ResilientEmbeddingClient.builder().time(stage.time());
        List.of(models).forEach(builder::provider);
        return stage.register(builder.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gemini"})
    void texts_come_back_as_vectors(String dialect, Stage stage) {
        ProviderServer server =
                OverTheWire.server(stage, dialect).withUnknownFields().reply(Reply.empty());

        EmbeddingResponse answer = client(stage, model(server)).embed(List.of("é", "b"));

        assertThat(answer.vectors()).containsExactly(vector("é", 256), vector("b", 256));
        assertThat(answer.usage().input()).isEqualTo(dialect.equals("openai") ? 10L : null);
    }

    @Test
    void any_service_like_open_ai_serves_the_vectors_as_numbers(Stage stage) {
        ProviderServer server = OverTheWire.server(stage, "openai").reply(Reply.empty());
        EmbeddingModel local = OpenAiCompatible.at("vllm", server.url(), "key").embedding("bge-m3", 1536);

        assertThat(client(stage, local).embed("a")).containsExactly(vector("a", 1536));
        assertThat(server.takeRequest().body()).isEqualTo("{\"model\":\"bge-m3\",\"input\":[\"a\"]}");
    }

    static List<Fault> faultsThatPass() {
        return List.of(
                Fault.rateLimited(),
                Fault.overloaded(),
                Fault.serverError(),
                Fault.resetBeforeHeaders(),
                Fault.garbage(),
                Fault.wrongContentType(),
                Fault.emptyBody());
    }

    @ParameterizedTest
    @MethodSource("faultsThatPass")
    void what_passes_is_tried_again(Fault fault, Stage stage) {
        for (String dialect : List.of("openai", "gemini")) {
            ProviderServer server =
                    OverTheWire.server(stage, dialect).fail(fault).reply(Reply.empty());

            EmbeddingResponse answer = client(stage, model(server)).embed(List.of("a"));

            assertThat(answer.route()).hasAttempts(2);
            assertThat(answer.vectors()).containsExactly(vector("a", 256));
        }
    }

    @Test
    void the_same_model_elsewhere_takes_over(Stage stage) {
        ProviderServer openai = OverTheWire.server(stage, "openai").fail(Fault.quotaExhausted());
        ProviderServer house = OverTheWire.server(stage, "openai").reply(Reply.empty());
        EmbeddingClient client = client(
                stage,
                model(openai),
                OpenAiCompatible.at("house", house.url(), "key")
                        .embedding("openai/text-embedding-3-small", 256)
                        .space("text-embedding-3-small"));

        EmbeddingResponse answer = client.embed(List.of("a"));

        assertThat(answer.route()).wasServedBy("house").isDegraded();
        assertThat(answer.vectors()).containsExactly(vector("a", 256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gemini"})
    void more_texts_than_the_service_takes_are_sent_in_several_requests(String dialect, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect);
        server.otherwise(Reply.empty());
        int most = model(server).maxTexts();
        List<String> texts =
                IntStream.rangeClosed(0, most).mapToObj(i -> "text " + i).toList();

        EmbeddingResponse answer = client(stage, model(server)).embed(texts);

        assertThat(server.requests()).hasSize(2);
        assertThat(answer.vectors()).hasSize(most + 1);
        assertThat(answer.vectors().get(most)).containsExactly(vector("text " + most, 256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gemini"})
    void an_answer_of_another_length_is_malformed(String dialect, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect);
        server.otherwise(Reply.vectors(new float[] {1, 2}));

        assertThatFailureOf(() -> client(stage, model(server)).embed("a"))
                .hasKind(FailureKind.MALFORMED_RESPONSE)
                .hasMessageContaining("a vector of 2 numbers where 256 were declared");
    }

    @Test
    void extras_of_a_provider_are_in_its_body(Stage stage) {
        ProviderServer server = OverTheWire.server(stage, "openai").reply(Reply.empty());

        client(stage, model(server))
                .embed(EmbeddingRequest.builder()
                        .text("a")
                        .extra("openai", "user", "u-1")
                        .extra("gemini", "x", 1)
                        .build());

        assertThat(server.takeRequest().body()).contains("\"user\":\"u-1\"").doesNotContain("\"x\"");
    }

    @Test
    void a_provider_without_embeddings_says_so() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Anthropic.withKey("key").embedding("claude", 3))
                .withMessageContaining("anthropic has no embeddings");
    }
}
