package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.spi.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {

    /** As OpenAI's strict mode: everything required, bounds known, and a mode that is not strict. */
    private static final Model ALL_REQUIRED = Model.without(Feature.SCHEMA_ANY, Feature.SCHEMA_OPTIONAL);

    /** As Anthropic's: no bounds, and nothing but strict. */
    private static final Model NO_BOUNDS =
            Model.without(Feature.SCHEMA_ANY, Feature.SCHEMA_BOUNDS, Feature.SCHEMA_UNENFORCED, Feature.JSON_OBJECT);

    private static final String OPEN = "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}";
    private static final String MAP = "{'type':'object','additionalProperties':{'type':'integer'}}";

    private static ChatRequest request(String schema) {
        return ChatRequest.builder()
                .user("hi")
                .responseFormat(ResponseFormat.jsonSchema("thing", json(schema)))
                .build();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** The schema of the adapted request. */
    private static String fitted(Model model, String schema) {
        ResponseFormat format = model.adapt(request(schema)).request().responseFormat();
        return ((ResponseFormat.JsonSchema) format).schema().replace('"', '\'');
    }

    /** What becomes of the schema of a property that is required. */
    private static String property(Model model, String schema) {
        String fitted = fitted(model, OPEN.replace("{'type':'string'}", schema));
        return fitted.substring("{'type':'object','properties':{'a':".length(), fitted.indexOf("},'required':['a']"));
    }

    @Test
    void an_object_is_closed_and_the_route_tells() {
        Adapted adapted = NO_BOUNDS.adapt(request(OPEN));

        assertThat(fitted(NO_BOUNDS, OPEN)).isEqualTo(OPEN.replace("['a']}", "['a'],'additionalProperties':false}"));
        assertThat(adapted.adjustments())
                .containsExactly("brought the JSON schema into the form that the model enforces");
    }

    @Test
    void a_schema_that_fits_is_not_touched() {
        ChatRequest fits = request("{ 'type': 'object', 'properties': {}, 'additionalProperties': false }");

        assertThat(NO_BOUNDS.adapt(fits).request()).isSameAs(fits);
    }

    @Test
    void the_order_of_the_required_properties_is_no_matter() {
        ChatRequest fits = request("{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},"
                + "'required':['b','a'],'additionalProperties':false}");

        assertThat(ALL_REQUIRED.adapt(fits).request()).isSameAs(fits);
    }

    @Test
    void a_model_that_takes_any_schema_gets_it_as_it_is() {
        ChatRequest open = request(OPEN);

        assertThat(Model.without().adapt(open).request()).isSameAs(open);
    }

    @Test
    void a_property_that_may_be_absent_may_be_null_instead_where_all_are_required() {
        String optional = OPEN.replace(",'required':['a']", "");

        assertThat(fitted(ALL_REQUIRED, optional))
                .contains("{'a':{'anyOf':[{'type':'string'},{'type':'null'}]}}")
                .contains("'required':['a']");
        assertThat(fitted(NO_BOUNDS, optional)).doesNotContain("null").doesNotContain("required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':['string','null']}", "{'anyOf':[{'type':'string'},{'type':'null'}]}"})
    void what_may_be_null_already_stays(String schema) {
        assertThat(fitted(
                        ALL_REQUIRED, OPEN.replace("{'type':'string'}", schema).replace(",'required':['a']", "")))
                .contains("{'a':" + schema + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string','minLength':3}|{'type':'string','description':'(minLength: 3)'}",
                "{'type':'string','format':'date'}|{'type':'string','format':'date'}",
                "{'type':'string','format':'uri'}|{'type':'string','description':'(format: uri)'}",
                "{'type':'string','default':'x','description':'a word'}"
                        + "|{'type':'string','description':'a word (default: x)'}",
                "{'oneOf':[{'type':'string','minLength':1}]}"
                        + "|{'anyOf':[{'type':'string','description':'(minLength: 1)'}]}",
                "{'$ref':'#/$defs/b','description':'a b'}|{'description':'a b','anyOf':[{'$ref':'#/$defs/b'}]}"
            })
    void what_cannot_be_enforced_is_said_in_words(String given, String fitting) {
        assertThat(property(ALL_REQUIRED, given)).isEqualTo(fitting);
    }

    @Test
    void bounds_are_kept_where_they_are_enforced_and_said_in_words_elsewhere() {
        String bounded = "{'type':'integer','minimum':1,'maximum':5}";

        assertThat(property(ALL_REQUIRED, bounded)).isEqualTo(bounded);
        assertThat(property(NO_BOUNDS, bounded))
                .isEqualTo("{'type':'integer','description':'(minimum: 1; maximum: 5)'}");
    }

    @Test
    void what_is_inside_is_fitted_too() {
        String nested = "{'type':'array','items':{'type':'object','properties':{'b':{'type':'string'}}}}";

        assertThat(property(NO_BOUNDS, nested))
                .isEqualTo("{'type':'array','items':{'type':'object','properties':{'b':{'type':'string'}},"
                        + "'additionalProperties':false}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MAP,
                "{'type':'object'}",
                "{'type':'array','items':{'type':'string'}}",
                "{'type':'object','anyOf':[]}",
                "{'type':'object','properties':{'a':{'type':'array'}}}",
                "{'type':'object','properties':{'a':{'allOf':[{'type':'string'}]}}}",
                "{'type':'object','properties':{'a':{'type':'object','additionalProperties':true,'properties':{}}}}"
            })
    void a_schema_that_would_lose_its_meaning_is_not_enforced(String schema) {
        Adapted adapted = ALL_REQUIRED.adapt(request(schema));

        assertThat(adapted.request().responseFormat())
                .isEqualTo(new ResponseFormat.JsonSchema("thing", json(schema), null, false));
        assertThat(adapted.adjustments())
                .containsExactly("dropped strict from the JSON schema: the model cannot enforce this one");
    }

    @Test
    void it_is_asked_for_in_words_where_there_is_nothing_but_strict() {
        Adapted adapted = NO_BOUNDS.adapt(request(MAP));

        assertThat(adapted.request().responseFormat()).isNull();
        assertThat(adapted.request().messages().get(0).text()).contains(json(MAP));
        assertThat(adapted.adjustments())
                .containsExactly("asked for the JSON schema in the system message: the model cannot enforce this one");
    }

    @Test
    void what_shall_not_be_enforced_is_sent_as_it_is_where_there_is_a_mode_for_it() {
        ChatRequest loose = ChatRequest.builder()
                .user("hi")
                .responseFormat(new ResponseFormat.JsonSchema("thing", json(OPEN), null, false))
                .build();

        assertThat(ALL_REQUIRED.adapt(loose).request()).isSameAs(loose);
        assertThat(NO_BOUNDS.adapt(loose).request()).isNotSameAs(loose);
    }

    @Test
    void strict_tools_are_fitted_and_others_are_not() {
        Tool strict = Tool.function("one", "does one", json(OPEN)).asStrict();
        Tool loose = Tool.function("two", "does two", json(OPEN));
        ChatRequest request = Model.request(Message.user("hi")).toBuilder()
                .tools(strict, loose)
                .build();

        Adapted adapted = ALL_REQUIRED.adapt(request);

        assertThat(adapted.request().tools().get(0).parameters()).contains("\"additionalProperties\":false");
        assertThat(adapted.request().tools().get(1)).isEqualTo(loose);
        assertThat(adapted.adjustments())
                .containsExactly("brought the schemas of strict tools into the form that the model enforces");
    }

    @Test
    void a_strict_tool_that_cannot_be_enforced_is_not_strict() {
        ChatRequest request = Model.request(Message.user("hi")).toBuilder()
                .tool(Tool.function("one", "does one", json(MAP)).asStrict())
                .build();

        assertThat(ALL_REQUIRED.adapt(request).request().tools().get(0).strict())
                .isFalse();
    }
}
