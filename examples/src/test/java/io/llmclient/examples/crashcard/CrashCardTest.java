package io.llmclient.examples.crashcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.StreamRecovery;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole card, shortened, on real sockets: played once, then looked at. */
@TestInstance(Lifecycle.PER_CLASS)
class CrashCardTest {

    private static final List<StreamRecovery> MODES = List.of(StreamRecovery.values());

    private Card card = new Card(List.of());

    /** It plays for a minute where two cores are not all its own, longer than any other test may take. */
    @BeforeAll
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void play() throws InterruptedException {
        card = Card.play(Pace.SHORTENED, CardDialect.ALL, MODES);
    }

    private Stream<Card.Line> lines() {
        return CardDialect.ALL.stream().flatMap(dialect -> MODES.stream().map(mode -> card.line(dialect, mode)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void every_scenario_ends_as_well_as_it_can(Card.Line line) {
        assertThat(line.results()).hasSize(25);
        assertThat(line.surprises()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everything_beyond_the_card_passes(Card.Line line) {
        assertThat(line.countBeyond(Verdict.PASS)).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_dead_primary_gets_at_most_four_requests_in_a_minute(Card.Line line) {
        assertThat(line.requestsToTheDeadPrimary()).isBetween(1L, 4L);
    }

    @Test
    void held_and_restarted_streams_pass_everything() {
        assertThat(lines().filter(line -> line.mode() != StreamRecovery.FAIL))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.count(Verdict.PASS)).isEqualTo(16));
    }

    @Test
    void a_stream_that_is_shown_at_once_ends_three_times_in_a_clean_error() {
        assertThat(lines().filter(line -> line.mode() == StreamRecovery.FAIL))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.count(Verdict.PASS)).isEqualTo(13);
                    assertThat(line.count(Verdict.CLEAN)).isEqualTo(3);
                });
    }

    @Test
    void a_line_says_how_it_went() {
        assertThat(card.line(CardDialect.ALL.get(0), StreamRecovery.HOLD))
                .hasToString("crash card: openai HOLD: 16 pass, 0 clean, 0 fail; S15 4 requests to the dead primary");
    }

    @Test
    void another_line_says_how_it_went_beyond_the_card() {
        assertThat(card.line(CardDialect.ALL.get(0), StreamRecovery.HOLD).beyond())
                .isEqualTo("beyond the card: openai HOLD: 9 pass, 0 clean, 0 fail");
    }
}
