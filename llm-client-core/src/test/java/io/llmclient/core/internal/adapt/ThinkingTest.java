package io.llmclient.core.internal.adapt;

import static io.llmclient.Reasoning.Effort.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThinkingTest {

    private static final Capabilities ANY = Capabilities.everything();
    private static final Capabilities LEVELS = ANY.without(Feature.THINKING_BUDGET);
    private static final Capabilities TOKENS = ANY.withEffortTokens(Map.of(NONE, 0, LOW, 1_024, HIGH, 10_000));
    private static final Capabilities WITHIN_OUTPUT =
            TOKENS.without(Feature.THINKING_BEYOND_OUTPUT).withThinkingTokens(1_024, null);
    private static final Capabilities BOUND = ANY.without(Feature.THINKING_ANYWHERE);
    private static final Reasoning THOUGHTS = new Reasoning(null, null, true);
    private static final Tool SEARCH = Tool.function("search", "Searches.");
    private static final Origin OWN = new Origin("test.chat", "model-1", "c2ln");

    private static ChatRequest.Builder asking(Reasoning wish) {
        return ChatRequest.builder().user("Hi").reasoning(wish);
    }

    private static Adapted adapt(ChatRequest.Builder request, Capabilities can) {
        return Adapter.adapt(request.build(), "test.chat", "model-1", can);
    }

    /** The wish that is sent, and what is noted. */
    private static void assertSent(
            @Nullable Reasoning sent, String note, ChatRequest.Builder request, Capabilities can) {
        Adapted adapted = adapt(request, can);
        assertThat(adapted.request().reasoning()).isEqualTo(sent);
        assertThat(adapted.adjustments()).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
    }

    @ParameterizedTest
    @CsvSource({
        "XHIGH, HIGH, lowered reasoning from xhigh to high: the model has no such level",
        "MINIMAL, LOW, raised reasoning from minimal to low: the model has no such level",
        "NONE, LOW, raised reasoning from none to low: the model has no such level",
        "MAX, MAX, ''"
    })
    void a_level_becomes_the_next_weaker_one_that_thinks_or_the_weakest(Effort wish, Effort level, String note) {
        assertSent(Reasoning.effort(level), note, asking(Reasoning.effort(wish)), ANY.withEfforts(MAX, LOW, HIGH));
    }

    @Test
    void no_other_wish_than_that_itself_switches_thinking_off() {
        assertSent(
                Reasoning.effort(MEDIUM),
                "raised reasoning from low to medium: the model has no such level",
                asking(Reasoning.effort(LOW)),
                ANY.withEfforts(NONE, MEDIUM));
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void any_level_stays_where_the_model_may_know_it(Effort wish) {
        ChatRequest request = asking(Reasoning.effort(wish)).build();

        assertThat(Adapter.adapt(request, "test.chat", "model-1", LEVELS).request())
                .isSameAs(request);
    }

    @ParameterizedTest
    @CsvSource({"1, LOW", "4096, LOW", "4097, MEDIUM", "16384, MEDIUM", "16385, HIGH"})
    void a_budget_becomes_a_level_where_there_is_nothing_else(int tokens, Effort level) {
        assertSent(
                Reasoning.effort(level),
                "said reasoning of " + tokens + " tokens as " + level.name().toLowerCase(Locale.ROOT)
                        + ": the model knows levels only",
                asking(Reasoning.budget(tokens)),
                LEVELS);
    }

    @Test
    void a_budget_becomes_a_level_in_the_models_own_measure_and_one_that_it_has() {
        assertSent(
                Reasoning.effort(MEDIUM),
                "said reasoning of 600 tokens as medium: the model knows levels only",
                asking(Reasoning.budget(600)),
                LEVELS.withEffortTokens(Map.of(MINIMAL, 512, LOW, 1_024)).withEfforts(MEDIUM));
    }

    @Test
    void no_budget_is_the_level_none_and_no_loss() {
        assertSent(Reasoning.effort(NONE), "", asking(Reasoning.budget(0)), LEVELS);
        assertSent(Reasoning.effort(NONE), "", asking(Reasoning.budget(0)), TOKENS);
    }

    @Test
    void a_level_is_said_in_tokens_where_the_model_counts_them_which_is_no_loss() {
        assertSent(Reasoning.budget(10_000), "", asking(Reasoning.effort(HIGH)), TOKENS);
        assertSent(Reasoning.effort(MAX), "", asking(Reasoning.effort(MAX)), TOKENS);
    }

    @Test
    void of_a_level_and_a_budget_the_model_is_told_what_it_measures_in() {
        Reasoning both = new Reasoning(LOW, 3_000, true);

        assertSent(new Reasoning(LOW, null, true), "", asking(both), LEVELS);
        assertSent(new Reasoning(null, 3_000, true), "", asking(both), TOKENS);
        assertSent(both, "", asking(both), ANY);
    }

    @Test
    void who_cannot_stop_thinking_does_the_least() {
        assertSent(
                Reasoning.budget(128),
                "raised reasoning from none to 128 tokens: the model takes no less",
                asking(Reasoning.effort(NONE)),
                ANY.withEffortTokens(Map.of(NONE, 128)));
    }

    @Test
    void a_budget_stays_within_the_models_range() {
        Capabilities range = ANY.withThinkingTokens(512, 24_576);

        assertSent(
                Reasoning.budget(512),
                "raised reasoning from 100 to 512 tokens: the model takes no less",
                asking(Reasoning.budget(100)),
                range);
        assertSent(
                Reasoning.budget(24_576),
                "lowered reasoning from 30000 to 24576 tokens: the model takes no more",
                asking(Reasoning.budget(30_000)),
                range);
        assertSent(Reasoning.budget(512), "", asking(Reasoning.budget(512)), range);
    }

    @Test
    void a_budget_leaves_half_of_the_output_to_the_answer() {
        assertSent(
                Reasoning.budget(2_000),
                "lowered reasoning from 10000 to 2000 tokens: they are a part of maxOutputTokens",
                asking(Reasoning.effort(HIGH)).maxOutputTokens(4_000),
                WITHIN_OUTPUT);
        assertSent(
                Reasoning.budget(4_000),
                "lowered reasoning from 9000 to 4000 tokens: they are a part of maxOutputTokens",
                asking(Reasoning.budget(9_000)),
                WITHIN_OUTPUT.withMaxOutputTokens(8_000));
        assertSent(
                null,
                "dropped reasoning: maxOutputTokens leave no room for it",
                asking(Reasoning.effort(HIGH)).maxOutputTokens(2_000),
                WITHIN_OUTPUT);
        assertSent(Reasoning.budget(3_999), "", asking(Reasoning.budget(3_999)).maxOutputTokens(4_000), WITHIN_OUTPUT);
    }

    @Test
    void a_budget_gives_way_to_a_forced_tool_call() {
        ChatRequest.Builder request =
                asking(Reasoning.budget(2_000)).tools(SEARCH).toolChoice(ToolChoice.required());

        assertSent(null, "dropped reasoning: the model does not think when it must call a tool", request, BOUND);
        assertThat(adapt(request, BOUND.without(Feature.FORCED_TOOL_CHOICE))
                        .request()
                        .reasoning())
                .isEqualTo(Reasoning.budget(2_000));
    }

    @Test
    void a_budget_gives_way_to_a_turn_that_began_without_a_thought_of_the_model() {
        Content.ToolCall call = new Content.ToolCall("call_1", "search", "{}");
        Content unsigned = new Content.Thinking("Hm.", new Origin("test.chat", "model-1"));
        String note = "dropped reasoning: the turn began without a thought of the model";

        assertSent(null, note, turn(call), BOUND);
        assertSent(null, note, turn(unsigned, call), BOUND);
        assertSent(Reasoning.budget(2_000), "", turn(new Content.Thinking("Hm.", OWN), call), BOUND);
        assertSent(
                Reasoning.budget(2_000),
                "",
                turn(call).message(Message.assistant("So.")).user("And?"),
                BOUND);
    }

    private static ChatRequest.Builder turn(Content... parts) {
        Content.ToolCall call = (Content.ToolCall) parts[parts.length - 1];
        return asking(Reasoning.budget(2_000))
                .message(Message.assistant(parts))
                .message(Message.toolResult(call, "Rain."));
    }

    @Test
    void a_level_is_dropped_where_thinking_is_on_or_off() {
        Capabilities onOrOff = ANY.without(Feature.THINKING_LEVELS);

        assertSent(
                THOUGHTS,
                "dropped the level of reasoning: the model's thinking is on or off",
                asking(Reasoning.effort(LOW)),
                onOrOff);
        assertSent(Reasoning.effort(NONE), "", asking(Reasoning.effort(NONE)), onOrOff);
    }

    @Test
    void thoughts_are_not_asked_for_where_there_are_none() {
        Capabilities silent = ANY.without(Feature.THOUGHTS_ALONE);

        assertSent(
                null, "dropped reasoning: the model thinks at a level or with a budget only", asking(THOUGHTS), silent);
        assertSent(THOUGHTS, "", asking(THOUGHTS), silent.withThinksUnasked(true));
    }

    @Test
    void who_thinks_unasked_is_told_not_to_where_it_calls_no_tools_then() {
        Capabilities either = ANY.without(Feature.THINKING_WITH_TOOLS);
        ChatRequest.Builder request = ChatRequest.builder().user("Hi").tools(SEARCH);

        assertSent(
                Reasoning.effort(NONE),
                "told the model not to think: it calls no tools then",
                request,
                either.withThinksUnasked(true));
        assertSent(null, "", request, either);
        assertSent(null, "", ChatRequest.builder().user("Hi"), either.withThinksUnasked(true));
    }

    @Test
    void thinking_is_not_traded_for_tools() {
        ChatRequest.Builder request = asking(Reasoning.effort(LOW)).tools(SEARCH);

        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> adapt(request, ANY.without(Feature.THINKING_WITH_TOOLS)))
                .withMessageContaining("think and call tools at once")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }

    @Test
    void sampling_is_left_out_beside_thinking() {
        Capabilities cool = ANY.without(Feature.SAMPLING_WHILE_THINKING);
        ChatRequest.Builder request = asking(Reasoning.effort(LOW))
                .temperature(0.5)
                .topP(0.95)
                .topK(4)
                .presencePenalty(0.1)
                .frequencyPenalty(0.2);

        Adapted adapted = adapt(request, cool);
        assertThat(adapted.adjustments())
                .containsExactly(
                        "dropped temperature: the model does not take it while it thinks",
                        "dropped topK: the model does not take it while it thinks",
                        "dropped presencePenalty: the model does not take it while it thinks",
                        "dropped frequencyPenalty: the model does not take it while it thinks");
        assertThat(adapted.request().topP()).isEqualTo(0.95);
        assertThat(adapt(request, cool.without(Feature.HIGH_TOP_P_WHILE_THINKING))
                        .request()
                        .topP())
                .isNull();
        assertThat(adapt(request.topP(0.94), cool).request().topP()).isNull();
        assertThat(adapt(request.reasoning(Reasoning.effort(NONE)), cool).adjustments())
                .isEmpty();
    }

    @Test
    void each_setting_is_dropped_once() {
        assertThat(adapt(
                                asking(Reasoning.effort(LOW))
                                        .temperature(0.5)
                                        .topP(0.5)
                                        .topK(4),
                                ANY.without(
                                        Feature.SAMPLING_WHILE_THINKING, Feature.TEMPERATURE_WITH_TOP_P, Feature.TOP_K))
                        .adjustments())
                .containsExactly(
                        "dropped topK: the model does not take it",
                        "dropped topP: the model does not take it together with temperature",
                        "dropped temperature: the model does not take it while it thinks");
    }
}
