package io.llmclient.core;

import static io.llmclient.testkit.FakeProvider.vector;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.CallInfo;
import io.llmclient.ChatResponse;
import io.llmclient.EmbeddingClient;
import io.llmclient.EmbeddingPurpose;
import io.llmclient.EmbeddingRequest;
import io.llmclient.EmbeddingResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.RetryPolicy;
import io.llmclient.Route;
import io.llmclient.Routing;
import io.llmclient.Usage;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts become vectors on the road that chats take. */
@ExtendWith(LlmTestExtension.class)
class EmbeddingTest {

    private static final Reply VECTORS = Reply.empty();

    private static FakeProvider provider(Stage stage, String name) {
        return stage.provider(name).model("small");
    }

    private static ResilientEmbeddingClient.Builder client(Stage stage, EmbeddingModel... models) {
        ResilientEmbeddingClient.Builder builder = ResilientEmbeddingClient.builder()
                .time(stage.time())
                .retry(RetryPolicy.defaults().withJitter(0));
        for (EmbeddingModel model : models) {
            builder.provider(model);
        }
        return builder;
    }

    private static EmbeddingClient register(Stage stage, EmbeddingModel... models) {
        return stage.register(client(stage, models).build());
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }

    private static float[][] vectors(List<String> texts) {
        return texts.stream().map(text -> vector(text, 3)).toArray(float[][]::new);
    }

    /** How many texts each request had. */
    private static List<Integer> batches(FakeProvider provider) {
        return provider.asks().stream()
                .map(ask -> ask.request().messages().get(0).content().size())
                .toList();
    }

    @Test
    void each_text_gets_its_vector_in_order(Stage stage) {
        FakeProvider openai = provider(stage, "openai").reply(VECTORS);
        EmbeddingClient client = register(stage, openai.embedding(3));

        EmbeddingResponse answer = client.embed(List.of("a", "b"));

        assertThat(answer.vectors()).containsExactly(vector("a", 3), vector("b", 3));
        assertThat(answer.usage().input()).isEqualTo(10);
        assertThat(answer.model()).isEqualTo("small");
        assertThat(answer.route()).wasServedBy("openai").hasAttempts(1);
    }

    @Test
    void one_text_is_asked_for_without_ceremony(Stage stage) {
        EmbeddingClient client =
                register(stage, provider(stage, "openai").reply(VECTORS).embedding(3));

        assertThat(client.embed("a")).containsExactly(vector("a", 3));
    }

    @Test
    void a_busy_provider_is_waited_for_and_a_dead_one_replaced(Stage stage) {
        FakeProvider openai = provider(stage, "openai")
                .fail(Fault.rateLimited(ofSeconds(2)))
                .reply(VECTORS)
                .fail(Fault.modelNotFound());
        FakeProvider azure = provider(stage, "azure").reply(VECTORS);
        EmbeddingClient client = register(stage, openai.embedding(3), azure.embedding(3));

        assertThat(client.embed(List.of("a")).route()).wasServedBy("openai").hasAttempts(2);
        assertThat(stage.time().waits()).containsExactly(ofSeconds(2));
        assertThat(client.embed(List.of("a")).route()).isDegraded().visited("openai/small", "azure/small");
    }

    @Test
    void another_key_of_a_pool_serves_when_the_first_is_bad(Stage stage) {
        FakeProvider openai = provider(stage, "openai").keys(2).failKey(0, Fault.unauthorized());
        EmbeddingClient client = register(stage, openai.otherwise(VECTORS).embedding(3));

        assertThat(client.embed(List.of("a")).route()).usedKeys(1, 2);
    }

    @Test
    void a_request_chooses_its_candidates_by_tag(Stage stage) {
        FakeProvider us = provider(stage, "us").tags("us");
        FakeProvider eu = provider(stage, "eu").tags("eu").reply(VECTORS);
        EmbeddingClient client = register(stage, us.embedding(3), eu.embedding(3));

        EmbeddingResponse answer = client.embed(EmbeddingRequest.builder()
                .text("a")
                .routing(Routing.any().tagged("eu"))
                .build());

        assertThat(answer.route()).wasServedBy("eu").hasAttempts(1);
    }

    @Test
    void vectors_of_two_models_are_never_mixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientEmbeddingClient.builder()
                        .provider(FakeProvider.named("openai").model("small").embedding(3))
                        .provider(FakeProvider.named("gemini").model("large").embedding(3))
                        .build())
                .withMessage("vectors of different models must not be mixed: openai makes 3 numbers by small, and "
                        + "gemini makes 3 numbers by large; build a client for each, or call space(\"…\") if it is one "
                        + "model with two names");
    }

    @Test
    void vectors_of_two_lengths_are_never_mixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientEmbeddingClient.builder()
                        .provider(FakeProvider.named("openai").model("small").embedding(3))
                        .provider(FakeProvider.named("azure").model("small").embedding(4))
                        .build())
                .withMessageContaining("openai makes 3 numbers by small, and azure makes 4 numbers by small");
    }

    @Test
    void one_model_may_have_another_name_at_another_provider(Stage stage) {
        FakeProvider openai = provider(stage, "openai").fail(Fault.permissionDenied());
        FakeProvider azure = stage.provider("azure").model("my-deployment").reply(VECTORS);
        EmbeddingClient client =
                register(stage, openai.embedding(3), azure.embedding(3).space("small"));

        assertThat(client.embed(List.of("a")).route()).wasServedBy("azure/my-deployment");
    }

    @Test
    void a_client_without_a_provider_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientEmbeddingClient.builder().build())
                .withMessageContaining("provider(");
    }

    @Test
    void more_texts_than_a_candidate_takes_are_sent_in_several_calls(Stage stage) {
        FakeProvider openai = provider(stage, "openai").otherwise(VECTORS);
        EmbeddingClient client = register(
                stage,
                openai.embedding(3),
                provider(stage, "azure").embedding(3).maxTexts(2));

        EmbeddingResponse answer = client.embed(texts(5));

        assertThat(batches(openai)).containsExactly(2, 2, 1);
        assertThat(answer.vectors()).containsExactly(vectors(texts(5)));
        assertThat(answer.usage().input()).isEqualTo(30);
        assertThat(answer.route()).hasAttempts(3);
    }

    @Test
    void a_call_among_several_fails_over_for_itself(Stage stage) {
        FakeProvider openai = provider(stage, "openai").reply(VECTORS).fail(Fault.contentFiltered());
        FakeProvider azure = provider(stage, "azure");
        EmbeddingClient filtered = register(
                stage, openai.embedding(3).maxTexts(1), azure.embedding(3).maxTexts(1));

        assertThatFailureOf(() -> filtered.embed(texts(3))).hasKind(FailureKind.CONTENT_FILTERED);
        assertThat(azure.asks()).isEmpty();

        openai.reply(VECTORS).fail(Fault.modelNotFound());
        azure.otherwise(VECTORS);

        EmbeddingResponse answer = filtered.embed(texts(3));

        assertThat(answer.vectors()).containsExactly(vectors(texts(3)));
        assertThat(batches(openai)).hasSize(4);
        assertThat(batches(azure)).hasSize(2);
    }

    @Test
    void a_count_that_one_call_does_not_tell_is_unknown(Stage stage) {
        FakeProvider openai = provider(stage, "openai")
                .reply(VECTORS)
                .reply(VECTORS.usage(Usage.builder().total(4L).build()));
        EmbeddingClient client = register(stage, openai.embedding(3).maxTexts(1));

        Usage usage = client.embed(texts(2)).usage();

        assertThat(usage.input()).isNull();
        assertThat(usage.total()).isEqualTo(14);
    }

    static List<Reply> brokenAnswers() {
        return List.of(
                Reply.vectors(new float[] {1, 2, 3}),
                Reply.vectors(new float[] {1, 2, 3}, new float[] {1, 2, 3}, new float[] {1, 2, 3}),
                Reply.vectors(new float[] {1, 2, 3}, new float[] {1, 2}),
                Reply.vectors(new float[] {1, 2, 3}, new float[] {1, 2, Float.NaN}),
                Reply.vectors(new float[] {1, 2, 3}, new float[] {1, 2, Float.POSITIVE_INFINITY}));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void an_answer_that_does_not_fit_the_texts_is_malformed_and_the_next_candidate_is_asked(Reply broken, Stage stage) {
        FakeProvider openai = provider(stage, "openai").reply(broken).reply(broken);
        FakeProvider azure = provider(stage, "azure").reply(VECTORS);
        EmbeddingClient client = register(stage, openai.embedding(3), azure.embedding(3));

        EmbeddingResponse answer = client.embed(List.of("a", "b"));

        assertThat(answer.vectors()).containsExactly(vector("a", 3), vector("b", 3));
        assertThat(answer.route()).wasServedBy("azure").hasAttempts(3);
        assertThat(answer.route().attempts().get(0).failure())
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                LlmException.class,
                                known -> assertThat(known.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE)));
    }

    @Test
    void the_deadline_binds_all_calls_of_a_request_together(Stage stage) {
        FakeProvider openai = provider(stage, "openai").otherwise(VECTORS);
        openai.script().slow(ofSeconds(4));
        EmbeddingClient client =
                stage.register(client(stage, openai.embedding(3).maxTexts(1))
                        .deadline(ofSeconds(10))
                        .build());

        assertThatFailureOf(() -> client.embed(texts(4))).hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(openai.asks()).hasSize(3);
        assertThat(client.embed(EmbeddingRequest.builder()
                                .texts(texts(4))
                                .deadline(ofMinutes(1))
                                .build())
                        .vectors())
                .hasSize(4);
    }

    @Test
    void when_the_deadline_passes_between_two_calls_the_second_is_not_made(Stage stage) {
        FakeProvider openai = provider(stage, "openai").otherwise(VECTORS);
        openai.script().slow(ofSeconds(4));
        EmbeddingClient client =
                stage.register(client(stage, openai.embedding(3).maxTexts(1))
                        .listener(new LlmListener() {
                            @Override
                            public void callEnded(
                                    CallInfo call,
                                    Route route,
                                    @Nullable ChatResponse response,
                                    @Nullable LlmException failure) {
                                stage.time().advance(ofSeconds(6));
                            }
                        })
                        .deadline(ofSeconds(10))
                        .build());

        assertThatFailureOf(() -> client.embed(texts(2)))
                .hasKind(FailureKind.DEADLINE_EXCEEDED)
                .failedAfterAttempts(1);
        assertThat(openai.asks()).hasSize(1);
    }

    @Test
    void listeners_hear_each_call_with_its_texts(Stage stage) {
        List<String> heard = new ArrayList<>();
        FakeProvider openai = provider(stage, "openai").otherwise(VECTORS);
        EmbeddingClient client =
                stage.register(client(stage, openai.embedding(3).maxTexts(1))
                        .listener(new LlmListener() {
                            @Override
                            public void callStarted(CallInfo call) {
                                heard.add(call.request().messages().get(0).text());
                            }
                        })
                        .build());

        client.embed(texts(2));

        assertThat(heard).containsExactly("text 0", "text 1");
    }

    @Test
    void purpose_and_extras_reach_the_provider(Stage stage) {
        FakeProvider openai = provider(stage, "openai").reply(VECTORS);
        EmbeddingClient client = register(stage, openai.embedding(3));

        client.embed(EmbeddingRequest.builder()
                .text("a")
                .purpose(EmbeddingPurpose.QUERY)
                .extra("openai", "user", "u")
                .build());

        assertThat(openai.lastRequest().metadata()).containsEntry(EmbeddingModel.PURPOSE, "QUERY");
        assertThat(openai.lastRequest().extras().get("openai")).containsEntry("user", "u");
    }

    @Test
    void a_closed_client_asks_nobody_and_has_closed_its_providers(Stage stage) {
        FakeProvider openai = provider(stage, "openai");
        EmbeddingClient client = client(stage, openai.embedding(3)).build();

        client.close();

        assertThat(openai.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> client.embed("a"));
    }
}
