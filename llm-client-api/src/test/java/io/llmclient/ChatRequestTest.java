package io.llmclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {

    private static final Tool WEATHER = Tool.function("weather", "Tells the weather");

    @Test
    void a_request_needs_more_than_instructions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.builder().system("be brief").build())
                .withMessageContaining("user(");
    }

    @Test
    void what_was_not_set_is_absent() {
        ChatRequest request = ChatRequest.of("hi");
        assertThat(request.temperature()).isNull();
        assertThat(request.maxOutputTokens()).isNull();
        assertThat(request.toolChoice()).isNull();
        assertThat(request.tools()).isEmpty();
        assertThat(request.routing()).isEqualTo(Routing.any());
    }

    @Test
    void a_variant_keeps_everything_else() {
        ChatRequest full = ChatRequest.builder()
                .system("be brief")
                .user("hi")
                .tools(WEATHER)
                .toolChoice(ToolChoice.required("weather"))
                .parallelToolCalls(false)
                .responseFormat(ResponseFormat.jsonObject())
                .reasoning(Reasoning.budget(100))
                .maxOutputTokens(7)
                .temperature(0.1)
                .topP(0.2)
                .topK(3)
                .presencePenalty(0.4)
                .frequencyPenalty(0.5)
                .seed(6L)
                .stop("END")
                .metadata("k", "v")
                .extra("openai", "user", "u")
                .cache(new Content.CachePoint(null))
                .conversationId("c")
                .routing(Routing.order("openai"))
                .deadline(Duration.ofSeconds(8))
                .timeouts(Timeouts.defaults())
                .streamRecovery(StreamRecovery.HOLD)
                .rawBody(true)
                .build();
        assertThat(full.toBuilder().build()).usingRecursiveComparison().isEqualTo(full);
    }

    @Test
    void a_request_does_not_change_with_what_it_was_built_from() {
        List<Message> messages = new ArrayList<>(List.of(Message.user("hi")));
        Map<String, Object> value = new HashMap<>(Map.of("a", 1));
        ChatRequest request = ChatRequest.builder()
                .messages(messages)
                .extra("openai", "x", value)
                .build();
        messages.clear();
        value.put("b", 2);
        assertThat(request.messages()).hasSize(1);
        assertThat(Objects.requireNonNull(request.extras().get("openai")).get("x"))
                .isEqualTo(Map.of("a", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> request.messages().clear());
    }

    @Test
    void a_choice_among_tools_that_are_not_there_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.builder()
                        .user("hi")
                        .tools(WEATHER)
                        .toolChoice(ToolChoice.required("wether"))
                        .build())
                .withMessageContaining("wether")
                .withMessageContaining("[weather]");
    }

    @Test
    void a_call_cannot_be_required_without_tools() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.builder()
                        .user("hi")
                        .toolChoice(ToolChoice.required())
                        .build())
                .withMessageContaining("tools(");
    }

    @Test
    void two_tools_of_one_name_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChatRequest.builder().user("hi").tools(WEATHER, WEATHER).build())
                .withMessageContaining("weather");
    }

    @Test
    void numbers_out_of_range_are_refused_by_the_name_of_their_field() {
        ChatRequest.Builder b = ChatRequest.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.temperature(-0.1))
                .withMessageContaining("temperature");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.topP(Double.NaN))
                .withMessageContaining("topP");
        assertThatIllegalArgumentException().isThrownBy(() -> b.topK(0)).withMessageContaining("topK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.maxOutputTokens(0))
                .withMessageContaining("maxOutputTokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.deadline(Duration.ZERO))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException().isThrownBy(() -> b.stop("")).withMessageContaining("stop");
    }

    @Test
    void an_extra_that_is_not_json_is_refused_with_its_path() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.builder().extra("openai", "x", Map.of("a", List.of(new Object()))))
                .withMessageContaining("extra(\"openai\", \"x\").a[]")
                .withMessageContaining("java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.builder().extra("openai", "x", Double.POSITIVE_INFINITY))
                .withMessageContaining("Infinity");
    }

    @Test
    void one_is_added_and_all_are_replaced() {
        Tool other = Tool.function("other", "d");
        ChatRequest request = ChatRequest.builder()
                .user("dropped")
                .messages(List.of(Message.user("kept")))
                .user("added")
                .tools(other)
                .tools(WEATHER)
                .tool(other)
                .stop("a", "b")
                .stop("c")
                .metadata("a", "1")
                .metadata(Map.of("b", "2"))
                .metadata("c", "3")
                .build();
        assertThat(request.messages()).extracting(Message::text).containsExactly("kept", "added");
        assertThat(request.tools()).containsExactly(WEATHER, other);
        assertThat(request.stop()).containsExactly("c");
        assertThat(request.metadata()).isEqualTo(Map.of("b", "2", "c", "3"));
    }

    @Test
    void an_extra_may_be_null() {
        ChatRequest request =
                ChatRequest.builder().user("hi").extra("openai", "x", null).build();
        assertThat(request.extras().get("openai")).containsEntry("x", null);
    }

    @Test
    void a_request_does_not_show_what_was_said() {
        assertThat(ChatRequest.of("my secret")).hasToString("ChatRequest[1 messages, 0 tools]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1weather", "get weather", "a.b", "é"})
    void a_tool_name_that_some_provider_refuses_is_refused_here(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tool.function(name, "d"))
                .withMessageContaining("tool.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":nul}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}",
                "{} {}",
                "{\"a\":1e}",
                "{\"a\":\"\\u12g4\"}"
            })
    void a_schema_that_is_not_a_json_object_is_refused(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tool.function("weather", "d", schema))
                .withMessageContaining("tool.parameters of weather");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"a\" : [ ] } ",
                "{\"a\":[1,-0.5e+3,true,false,null,\"\\u00e9\\n\\\"\",{\"b\":{}}]}",
                "{\"type\":\"object\",\"properties\":{\"ü\":{\"type\":\"string\"}}}"
            })
    void a_schema_that_is_a_json_object_is_taken_as_it_is(String schema) {
        assertThat(Tool.function("weather", "d", schema).parameters()).isEqualTo(schema);
    }

    @Test
    void a_schema_nested_beyond_reason_is_refused_and_not_a_stack_overflow() {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tool.function("weather", "d", deep))
                .withMessageContaining("nested");
    }
}
