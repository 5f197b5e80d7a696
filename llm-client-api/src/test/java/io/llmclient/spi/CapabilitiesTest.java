package io.llmclient.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Reasoning.Effort;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final Capabilities SOME = Capabilities.everything()
            .without(Feature.AUDIO)
            .withContextWindow(1_000)
            .withMaxOutputTokens(100)
            .withMaxTemperature(1.0)
            .withMaxStops(4)
            .withToolCallIds(Pattern.compile("[a-z]+"))
            .withThinksUnasked(true)
            .withEfforts(Effort.LOW)
            .withEffortTokens(Map.of(Effort.LOW, 1_000))
            .withThinkingTokens(10, 100)
            .withAsOf(DAY);

    /** Each change of one thing, and what takes it back. */
    private static final List<Map.Entry<UnaryOperator<Capabilities>, UnaryOperator<Capabilities>>> CHANGES = List.of(
            change(can -> can.with(Feature.AUDIO), can -> can.without(Feature.AUDIO)),
            change(can -> can.without(Feature.SEED), can -> can.with(Feature.SEED)),
            change(can -> can.withContextWindow(null), can -> can.withContextWindow(1_000)),
            change(can -> can.withMaxOutputTokens(null), can -> can.withMaxOutputTokens(100)),
            change(can -> can.withMaxTemperature(null), can -> can.withMaxTemperature(1.0)),
            change(can -> can.withMaxStops(null), can -> can.withMaxStops(4)),
            change(can -> can.withToolCallIds(null), can -> can.withToolCallIds(Pattern.compile("[a-z]+"))),
            change(can -> can.withThinksUnasked(false), can -> can.withThinksUnasked(true)),
            change(can -> can.withEfforts(), can -> can.withEfforts(Effort.LOW)),
            change(can -> can.withEffortTokens(Map.of()), can -> can.withEffortTokens(Map.of(Effort.LOW, 1_000))),
            change(can -> can.withThinkingTokens(null, 100), can -> can.withThinkingTokens(10, 100)),
            change(can -> can.withThinkingTokens(10, null), can -> can.withThinkingTokens(10, 100)),
            change(can -> can.withAsOf(null), can -> can.withAsOf(DAY)));

    private static Map.Entry<UnaryOperator<Capabilities>, UnaryOperator<Capabilities>> change(
            UnaryOperator<Capabilities> change, UnaryOperator<Capabilities> back) {
        return Map.entry(change, back);
    }

    @Test
    void levels_of_thinking_are_sorted() {
        assertThat(Capabilities.everything()
                        .withEfforts(Effort.HIGH, Effort.NONE, Effort.LOW, Effort.HIGH)
                        .efforts())
                .containsExactly(Effort.NONE, Effort.LOW, Effort.HIGH);
    }

    @Test
    void nothing_is_known_until_a_day_is_given() {
        assertThat(Capabilities.everything().asOf()).isNull();
        assertThat(SOME.asOf()).isEqualTo(DAY);
    }

    @Test
    void each_change_leaves_all_else_as_it_was() {
        CHANGES.forEach(change -> {
            Capabilities changed = change.getKey().apply(SOME);

            assertThat(changed).isNotEqualTo(SOME);
            assertThat(change.getValue().apply(changed)).isEqualTo(SOME).hasSameHashCodeAs(SOME);
        });
    }

    @Test
    void it_says_how_old_and_how_large_it_is() {
        assertThat(SOME).asString().startsWith("Capabilities[as of 2026-11-20, window 1000, output 100, [TOOLS,");
        assertThat(Capabilities.everything())
                .asString()
                .startsWith("Capabilities[of an unknown model, window unknown, output unknown, [TOOLS,");
    }
}
