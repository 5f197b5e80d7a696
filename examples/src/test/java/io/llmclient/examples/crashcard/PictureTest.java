package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Events.FALLBACK;
import static io.llmclient.examples.crashcard.Events.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PictureTest {

    private final Events events = new Events();

    @Test
    void every_attempt_has_a_bar_that_tells_how_it_ended_in_the_times_of_the_card() {
        CallInfo call = events.call(0);
        events.fails(call, PRIMARY, 0, 200, Events.status(FailureKind.RATE_LIMITED, 429));
        events.at(200).retryScheduled(call, PRIMARY, Duration.ZERO, Events.failure(FailureKind.RATE_LIMITED));
        events.fails(call, PRIMARY, 250, 400, Events.failure(FailureKind.TIMED_OUT));
        events.serves(call, FALLBACK, 400, 700);

        assertThat(picture().titles("bar"))
                .containsExactly(
                        "caller: from fallback, 0 s to 7 s",
                        "primary: wait, 2 s to 2.5 s",
                        "primary: 429, rate limited, 0 s to 2 s",
                        "primary: timed out, 2.5 s to 4 s",
                        "fallback: ok, 4 s to 7 s");
        assertThat(picture().texts("text")).contains("429", "timed out", "ok");
    }

    @Test
    void times_are_rounded_so_that_two_runs_look_the_same() {
        events.serves(events.call(0), PRIMARY, 13, 288);

        assertThat(picture().titles("bar")).contains("primary: ok, 0.1 s to 2.9 s");
    }

    @Test
    void a_breaker_is_a_band_of_its_states() {
        CallInfo call = events.call(0);
        events.at(100).breakerChanged(PRIMARY, BreakerState.CLOSED, BreakerState.OPEN);
        events.serves(call, FALLBACK, 100, 300);

        assertThat(picture().texts("title"))
                .contains("breaker closed, 0 s to 1 s", "breaker open, 1 s to 3 s", "breaker closed, 0 s to 3 s");
    }

    @Test
    void hostile_names_stay_text() {
        Candidate hostile = new Candidate("<script>alert('&')</script>\u0000", "\"", 0);
        events.serves(events.call(0), hostile, 0, 100);

        Xml picture = picture();
        assertThat(picture.elements("script")).isEmpty();
        assertThat(picture.texts("text")).contains("<script>alert('&')</script>\ufffd");
    }

    @Test
    void what_overlaps_is_drawn_below_each_other_and_too_much_is_counted() {
        for (int i = 0; i < 200; i++) {
            events.at(0).attemptStarted(events.call(0), PRIMARY);
        }
        events.at(100).listed(PRIMARY);

        assertThat(picture().texts("text"))
                .contains("200 under way")
                .filteredOn("+180 more"::equals)
                .hasSize(2);
        assertThat(picture().titles("bar")).hasSize(40);
    }

    @Test
    void a_long_row_of_calls_is_cut_off() {
        for (long i = 0; i < 100; i++) {
            events.serves(events.call(10 * i), PRIMARY, 10 * i, 10 * i + 5);
        }

        assertThat(picture().titles("bar")).hasSize(120);
        assertThat(picture().texts("text")).contains("100 ok", "+40 more");
    }

    @Test
    void what_ran_is_drawn_rather_than_what_was_skipped() {
        for (int i = 0; i < 100; i++) {
            events.skips(events.call(i), PRIMARY, i);
        }
        events.serves(events.call(100), PRIMARY, 100, 200);

        assertThat(picture().titles("bar")).contains("primary: ok, 1 s to 2 s");
        assertThat(picture().texts("text")).contains("1 ok, 100 not asked");
    }

    @Test
    void labels_that_have_no_room_are_counted_when_they_are_equal() {
        CallInfo call = events.call(0);
        events.fails(call, PRIMARY, 0, 1, Events.status(FailureKind.OVERLOADED, 503));
        events.fails(call, PRIMARY, 5, 6, Events.status(FailureKind.OVERLOADED, 503));
        events.serves(call, PRIMARY, 900, 1000);

        assertThat(picture().texts("text")).contains("503 ×2", "ok").doesNotContain("503");
    }

    @Test
    void a_restart_and_words_are_marked() {
        CallInfo call = events.call(0);
        events.at(10).word();
        events.at(20).restarted();
        events.serves(call, FALLBACK, 20, 100);

        assertThat(picture().titles("restart")).containsExactly("restart at 0.2 s: the words so far are taken back");
        assertThat(picture().elements("path"))
                .anyMatch(path -> path.getAttribute("class").equals("words"));
    }

    @Test
    void a_story_without_events_is_a_picture_too() {
        assertThat(picture().titles("bar")).isEmpty();
    }

    private Xml picture() {
        return Xml.of(new Picture(events.story(), Pace.SHORTENED, Duration.ofMillis(10)).svg("what", "how"));
    }
}
