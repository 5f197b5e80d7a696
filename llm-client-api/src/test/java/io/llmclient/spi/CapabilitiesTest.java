package io.llmclient.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
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
            .withAsOf(DAY);

    /** Each changes one thing. */
    private static final List<UnaryOperator<Capabilities>> CHANGES = List.of(
            can -> can.with(Feature.AUDIO),
            can -> can.without(Feature.SEED),
            can -> can.withContextWindow(null),
            can -> can.withMaxOutputTokens(null),
            can -> can.withMaxTemperature(null),
            can -> can.withMaxStops(null),
            can -> can.withToolCallIds(null),
            can -> can.withAsOf(null));

    @Test
    void nothing_is_known_until_a_day_is_given() {
        assertThat(Capabilities.everything().asOf()).isNull();
        assertThat(SOME.asOf()).isEqualTo(DAY);
    }

    @Test
    void each_change_leaves_all_else_as_it_was() {
        for (UnaryOperator<Capabilities> change : CHANGES) {
            Capabilities changed = change.apply(SOME);

            assertThat(changed).isNotEqualTo(SOME);
            assertThat(changed.with(Feature.SEED)
                            .without(Feature.AUDIO)
                            .withContextWindow(1_000)
                            .withMaxOutputTokens(100)
                            .withMaxTemperature(1.0)
                            .withMaxStops(4)
                            .withToolCallIds(Pattern.compile("[a-z]+"))
                            .withAsOf(DAY))
                    .isEqualTo(SOME)
                    .hasSameHashCodeAs(SOME);
        }
    }

    @Test
    void it_says_how_old_and_how_large_it_is() {
        assertThat(SOME).asString().startsWith("Capabilities[as of 2026-11-20, window 1000, output 100, [TOOLS,");
        assertThat(Capabilities.everything())
                .asString()
                .startsWith("Capabilities[of an unknown model, window unknown, output unknown, [TOOLS,");
    }
}
