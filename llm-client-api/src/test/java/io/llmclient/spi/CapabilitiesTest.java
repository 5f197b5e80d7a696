package io.llmclient.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
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
            .withAsOf(DAY);

    /** Each change of one thing, and what takes it back. */
    private static final Map<UnaryOperator<Capabilities>, UnaryOperator<Capabilities>> CHANGES = Map.of(
            can -> can.with(Feature.AUDIO), can -> can.without(Feature.AUDIO),
            can -> can.without(Feature.SEED), can -> can.with(Feature.SEED),
            can -> can.withContextWindow(null), can -> can.withContextWindow(1_000),
            can -> can.withMaxOutputTokens(null), can -> can.withMaxOutputTokens(100),
            can -> can.withMaxTemperature(null), can -> can.withMaxTemperature(1.0),
            can -> can.withMaxStops(null), can -> can.withMaxStops(4),
            can -> can.withToolCallIds(null), can -> can.withToolCallIds(Pattern.compile("[a-z]+")),
            can -> can.withThinksUnasked(false), can -> can.withThinksUnasked(true),
            can -> can.withAsOf(null), can -> can.withAsOf(DAY));

    @Test
    void nothing_is_known_until_a_day_is_given() {
        assertThat(Capabilities.everything().asOf()).isNull();
        assertThat(SOME.asOf()).isEqualTo(DAY);
    }

    @Test
    void each_change_leaves_all_else_as_it_was() {
        CHANGES.forEach((change, back) -> {
            Capabilities changed = change.apply(SOME);

            assertThat(changed).isNotEqualTo(SOME);
            assertThat(back.apply(changed)).isEqualTo(SOME).hasSameHashCodeAs(SOME);
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
