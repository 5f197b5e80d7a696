package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Feature;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolOfferTest {

    private static final Tool WEATHER = Tool.function("get_weather", "The weather in a city");
    private static final Tool TIME = Tool.function("get_time", "The time in a city");
    private static final Tool NEWS = Tool.function("get_news", "The news of a city");

    @Test
    void a_model_without_tools_is_not_asked_when_tools_are_offered() {
        assertThatThrownBy(() -> Model.without(Feature.TOOLS).adapt(offer(null)))
                .hasMessage("test.chat/model-1 cannot call tools")
                .asInstanceOf(InstanceOfAssertFactories.type(LlmException.class))
                .returns(FailureKind.UNSUPPORTED, LlmException::kind)
                .returns("model-1", LlmException::model);
    }

    @Test
    void a_model_without_tools_can_still_be_asked_when_none_may_be_called() {
        Adapted adapted = Model.without(Feature.TOOLS, Feature.NO_TOOL_CHOICE).adapt(offer(ToolChoice.none()));

        assertThat(adapted.request().tools()).isEmpty();
    }

    @Test
    void tools_are_left_out_where_the_model_cannot_be_told_not_to_call_them() {
        ChatRequest request =
                offer(ToolChoice.none()).toBuilder().parallelToolCalls(false).build();

        Adapted adapted = Model.without(Feature.NO_TOOL_CHOICE).adapt(request);

        assertThat(adapted.request().tools()).isEmpty();
        assertThat(adapted.request().toolChoice()).isNull();
        assertThat(adapted.request().parallelToolCalls()).isNull();
        assertThat(adapted.adjustments())
                .containsExactly("left out the tools: the model cannot be told not to call them");
    }

    @Test
    void a_choice_of_none_without_tools_goes_unnoticed_where_there_is_no_such_choice() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").toolChoice(ToolChoice.none()).build();

        Adapted adapted = Model.without(Feature.NO_TOOL_CHOICE).adapt(request);

        assertThat(adapted.request().toolChoice()).isNull();
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void a_forced_call_of_any_tool_is_left_to_a_model_that_cannot_be_forced() {
        Adapted adapted = Model.CLAUDE.adapt(offer(ToolChoice.required()));

        assertThat(adapted.request().tools()).containsExactly(WEATHER, TIME, NEWS);
        assertThat(adapted.request().toolChoice()).isNull();
        assertThat(adapted.adjustments())
                .containsExactly("left the tool call to the model: it cannot be forced to call one");
    }

    @Test
    void a_forced_call_of_one_tool_offers_only_that_one_to_a_model_that_cannot_be_forced() {
        Adapted adapted = Model.CLAUDE.adapt(offer(ToolChoice.required("get_time")));

        assertThat(adapted.request().tools()).containsExactly(TIME);
        assertThat(adapted.request().toolChoice()).isNull();
        assertThat(adapted.adjustments())
                .containsExactly(
                        "offered only the tools that the tool choice names: the model cannot be held to them",
                        "left the tool call to the model: it cannot be forced to call one");
    }

    @Test
    void a_choice_among_some_tools_offers_only_those_where_it_cannot_be_said() {
        Adapted adapted =
                Model.without(Feature.TOOL_CHOICE_SUBSET).adapt(offer(ToolChoice.required("get_news", "get_weather")));

        assertThat(adapted.request().tools()).containsExactly(WEATHER, NEWS);
        assertThat(adapted.request().toolChoice()).isEqualTo(ToolChoice.required());
        assertThat(adapted.adjustments())
                .containsExactly("offered only the tools that the tool choice names: the model cannot be held to them");
    }

    @Test
    void a_choice_that_names_all_tools_is_a_choice_of_any() {
        Adapted adapted = Model.without(Feature.TOOL_CHOICE_SUBSET)
                .adapt(offer(ToolChoice.required("get_weather", "get_time", "get_news")));

        assertThat(adapted.request().tools()).containsExactly(WEATHER, TIME, NEWS);
        assertThat(adapted.request().toolChoice()).isEqualTo(ToolChoice.required());
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void a_choice_of_one_tool_is_no_subset() {
        ChatRequest request = offer(ToolChoice.required("get_time"));

        assertThat(Model.without(Feature.TOOL_CHOICE_SUBSET).adapt(request).request())
                .isSameAs(request);
    }

    @Test
    void the_switch_for_parallel_calls_is_dropped_where_there_is_none() {
        ChatRequest request = offer(null).toBuilder().parallelToolCalls(false).build();

        Adapted adapted = Model.GEMINI.adapt(request);

        assertThat(adapted.request().parallelToolCalls()).isNull();
        assertThat(adapted.request().tools()).containsExactly(WEATHER, TIME, NEWS);
        assertThat(adapted.adjustments()).containsExactly("dropped parallelToolCalls: the model does not take it");
    }

    @Test
    void strict_is_dropped_where_schemas_are_not_enforced() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").tools(WEATHER.asStrict(), TIME).build();

        Adapted adapted = Model.GEMINI.adapt(request);

        assertThat(adapted.request().tools()).containsExactly(WEATHER, TIME);
        assertThat(adapted.adjustments())
                .containsExactly("dropped strict from the tools: the model does not enforce their schemas");
    }

    @Test
    void narrowing_and_strictness_work_together() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(WEATHER.asStrict(), TIME.asStrict(), NEWS)
                .toolChoice(ToolChoice.required("get_time"))
                .build();

        Adapted adapted =
                Model.without(Feature.STRICT_TOOLS, Feature.FORCED_TOOL_CHOICE).adapt(request);

        assertThat(adapted.request().tools()).containsExactly(TIME);
    }

    private static ChatRequest offer(@Nullable ToolChoice choice) {
        return ChatRequest.builder()
                .user("What's new?")
                .tools(WEATHER, TIME, NEWS)
                .toolChoice(choice)
                .build();
    }
}
