package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.ResponseFormat;
import io.llmclient.spi.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerFormatTest {

    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}";

    @Test
    void a_json_object_is_asked_for_in_words_where_there_is_no_mode_for_it() {
        Adapted adapted = Model.CLAUDE.adapt(request(ResponseFormat.jsonObject(), Message.user("A recipe, please.")));

        assertThat(adapted.request().responseFormat()).isNull();
        assertThat(adapted.request().messages())
                .containsExactly(
                        Message.system(
                                "Answer with a single JSON object and nothing else: no explanation, no code fence."),
                        Message.user("A recipe, please."));
        assertThat(adapted.adjustments())
                .containsExactly("asked for JSON in the system message: the model has no JSON mode");
    }

    @Test
    void json_mode_is_named_where_the_model_refuses_it_else() {
        Model model = Model.without(Feature.JSON_OBJECT_UNNAMED);
        ChatRequest named = request(ResponseFormat.jsonObject(), Message.user("A recipe as Json."));

        Adapted adapted = model.adapt(request(ResponseFormat.jsonObject(), Message.user("A recipe, please.")));

        assertThat(adapted.request().responseFormat()).isEqualTo(ResponseFormat.jsonObject());
        assertThat(adapted.request().messages()).hasSize(2);
        assertThat(adapted.request().messages().get(0).text()).startsWith("Answer with a single JSON object");
        assertThat(adapted.adjustments())
                .containsExactly(
                        "asked for JSON in the system message, too: the model takes its JSON mode not without");
        assertThat(model.adapt(named).request()).isSameAs(named);
    }

    @Test
    void a_schema_is_asked_for_in_words_where_there_is_no_json_at_all() {
        Adapted adapted = Model.without(Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
                .adapt(request(ResponseFormat.jsonSchema("recipe", SCHEMA), Message.user("A recipe, please.")));

        assertThat(adapted.request().responseFormat()).isNull();
        assertThat(adapted.request().messages().get(0).text())
                .isEqualTo("Answer with JSON and nothing else: no explanation, no code fence. "
                        + "It must fit this JSON Schema:\n"
                        + SCHEMA);
        assertThat(adapted.adjustments())
                .containsExactly("asked for the JSON schema in the system message: the model does not enforce schemas");
    }

    @Test
    void a_schema_becomes_json_mode_and_words_where_json_mode_is_all_there_is() {
        Adapted adapted = Model.without(Feature.JSON_SCHEMA)
                .adapt(request(ResponseFormat.jsonSchema("recipe", SCHEMA), Message.user("A recipe, please.")));

        assertThat(adapted.request().responseFormat()).isEqualTo(ResponseFormat.jsonObject());
        assertThat(adapted.request().messages().get(0).text()).contains(SCHEMA);
    }

    @Test
    void the_words_tell_what_a_described_schema_is_for() {
        ResponseFormat described = new ResponseFormat.JsonSchema("recipe", SCHEMA, "A dish of one pot", true);

        Adapted adapted = Model.without(Feature.JSON_SCHEMA).adapt(request(described, Message.user("A recipe.")));

        assertThat(adapted.request().messages().get(0).text()).endsWith("What it is for: A dish of one pot");
    }

    @Test
    void the_words_follow_the_last_leading_system_message_after_a_blank_line() {
        Adapted adapted = Model.CLAUDE.adapt(request(
                ResponseFormat.jsonObject(),
                Message.system("You cook."),
                Message.system("Be brief."),
                Message.user("A recipe.")));

        assertThat(adapted.request().messages()).hasSize(3);
        assertThat(adapted.request().messages().get(0)).isEqualTo(Message.system("You cook."));
        assertThat(adapted.request().messages().get(1)).isInstanceOf(Message.System.class);
        assertThat(adapted.request().messages().get(1).text()).startsWith("Be brief.\n\nAnswer with a single JSON");
    }

    @Test
    void the_words_stay_behind_a_mark_for_the_cache_so_that_it_still_fits() {
        Message.System cached = new Message.System(List.of(Content.text("You cook."), new Content.CachePoint(null)));

        Adapted adapted = Model.CLAUDE.adapt(request(ResponseFormat.jsonObject(), cached, Message.user("A recipe.")));

        assertThat(adapted.request().messages().get(0).content())
                .hasSize(3)
                .startsWith(Content.text("You cook."), new Content.CachePoint(null));
    }

    @Test
    void a_model_that_enforces_schemas_gets_no_words() {
        ChatRequest request = request(ResponseFormat.jsonSchema("recipe", SCHEMA), Message.user("A recipe."));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_wish_for_text_is_a_wish_that_every_model_grants() {
        ChatRequest request = request(ResponseFormat.text(), Message.user("A recipe."));

        assertThat(Model.without(Feature.values()).adapt(request).request()).isSameAs(request);
    }

    private static ChatRequest request(ResponseFormat format, Message... messages) {
        return Model.request(messages).toBuilder().responseFormat(format).build();
    }
}
