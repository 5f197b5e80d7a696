package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.ChatRequest;
import io.llmclient.ChatStream;
import io.llmclient.Description;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.ResponseFormat;
import io.llmclient.StructuredOutputException;
import io.llmclient.StructuredOutputException.Reason;
import io.llmclient.StructuredResponse;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class StructuredOutputTest {

    @Description("a dish")
    record Recipe(String title, List<String> steps) {}

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("number must be even");
            }
        }
    }

    private static final String SOUP = "{\"title\": \"Soup\", \"steps\": [\"Boil\"]}";

    private static StructuredOutputException failureOf(Stage stage, Class<?> type, Reply reply) {
        LlmClient client = stage.register(
                client(stage, stage.provider("first").reply(reply)).build());
        return catchThrowableOfType(StructuredOutputException.class, () -> client.chat("hi", type));
    }

    @Test
    void an_answer_is_read_into_a_record(Stage stage) {
        FakeProvider first = stage.provider("first").reply(SOUP);
        LlmClient client = stage.register(client(stage, first).build());

        StructuredResponse<Recipe> answer = client.chat("A soup, please.", Recipe.class);

        assertThat(answer.value()).isEqualTo(new Recipe("Soup", List.of("Boil")));
        assertThat(answer.text()).isEqualTo(SOUP);
        assertThat(answer.response()).wasServedBy("first");
        assertThat(answer).asString().contains("Recipe").doesNotContain("Soup");
    }

    @Test
    void the_provider_is_asked_for_the_schema_of_the_record(Stage stage) {
        FakeProvider first = stage.provider("first").reply(SOUP);
        LlmClient client = stage.register(client(stage, first).build());

        client.chat("A soup, please.", Recipe.class);

        ResponseFormat format = first.asks().get(0).request().responseFormat();
        assertThat(format).isInstanceOfSatisfying(ResponseFormat.JsonSchema.class, schema -> {
            assertThat(schema.name()).isEqualTo("Recipe");
            assertThat(schema.description()).isEqualTo("a dish");
            assertThat(schema.strict()).isTrue();
            assertThat(schema.schema()).contains("\"required\":[\"title\",\"steps\"]");
        });
    }

    @Test
    void a_failover_asks_the_next_one_for_the_same_and_fences_do_not_matter(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.quotaExhausted());
        FakeProvider second = stage.provider("second").reply("Sure:\n```json\n" + SOUP + "\n```");
        LlmClient client = stage.register(client(stage, first, second).build());

        StructuredResponse<Recipe> answer = client.chat("A soup, please.", Recipe.class);

        assertThat(answer.value().title()).isEqualTo("Soup");
        assertThat(answer.response()).wasServedBy("second").isDegraded();
    }

    @Test
    void a_stream_is_read_at_its_end(Stage stage) {
        FakeProvider first = stage.provider("first").reply(SOUP);
        LlmClient client = stage.register(client(stage, first).build());
        StructuredOutput<Recipe> recipe = StructuredOutput.of(Recipe.class);
        ChatRequest request =
                ChatRequest.builder().user("hi").responseFormat(recipe.format()).build();
        try (ChatStream stream = client.stream(request)) {
            assertThat(recipe.read(stream.response()).value().title()).isEqualTo("Soup");
        }
    }

    @Test
    void an_answer_that_was_cut_is_told_from_a_wrong_one_and_keeps_its_text(Stage stage) {
        String cut = SOUP.substring(0, 20);
        StructuredOutputException failure =
                failureOf(stage, Recipe.class, Reply.text(cut).finishReason(FinishReason.LENGTH));

        assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(failure).hasKind(FailureKind.MALFORMED_RESPONSE);
        assertThat(failure.text()).isEqualTo(cut);
        assertThat(failure.provider()).isEqualTo("first");
    }

    @Test
    void an_answer_that_is_whole_although_the_limit_was_reached_is_read(Stage stage) {
        FakeProvider first =
                stage.provider("first").reply(Reply.text(SOUP + "\n\n\n").finishReason(FinishReason.LENGTH));
        LlmClient client = stage.register(client(stage, first).build());

        assertThat(client.chat("hi", Recipe.class).value().title()).isEqualTo("Soup");
    }

    @Test
    void a_refusal_is_told_from_a_wrong_answer_and_keeps_its_words(Stage stage) {
        StructuredOutputException failure =
                failureOf(stage, Recipe.class, Reply.refusal("I'd rather not.").finishReason(FinishReason.STOP));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure).hasKind(FailureKind.CONTENT_FILTERED);
        assertThat(failure.response().refusal()).isEqualTo("I'd rather not.");
    }

    @Test
    void an_answer_that_was_withheld_counts_as_refused(Stage stage) {
        StructuredOutputException failure =
                failureOf(stage, Recipe.class, Reply.text("{").finishReason(FinishReason.CONTENT_FILTER));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void an_answer_that_does_not_fit_says_where_without_its_words(Stage stage) {
        String wrong = "{\"title\": \"Soup\", \"steps\": [{\"secret\": 1}]}";
        StructuredOutputException failure = failureOf(stage, Recipe.class, Reply.text(wrong));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure.text()).isEqualTo(wrong);
        assertThat(failure).hasMessage("the answer cannot be read: it does not fit Recipe at steps[0]");
        assertThat(failure.route().attempts()).hasSize(1);
    }

    @Test
    void a_call_for_a_tool_is_no_answer(Stage stage) {
        StructuredOutputException failure = failureOf(stage, Recipe.class, Reply.toolCall("weather", "{}"));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("asks for tools");
    }

    @Test
    void what_the_records_own_constructor_says_is_the_cause(Stage stage) {
        StructuredOutputException failure = failureOf(stage, Even.class, Reply.text("{\"number\": 3}"));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasRootCauseMessage("number must be even");
    }

    @Test
    void a_type_without_a_schema_is_refused_before_anybody_is_asked(Stage stage) {
        FakeProvider first = stage.provider("first");
        LlmClient client = stage.register(client(stage, first).build());

        assertThatThrownBy(() -> client.chat("hi", Object.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(first.asks()).isEmpty();
    }
}
