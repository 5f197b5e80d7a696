package io.llmclient.providers.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls through everything that can go wrong at once: each ends in one way, and nothing is left of them. */
class SoakTest {

    @Test
    void two_thousand_calls_through_random_faults_end_and_leave_nothing() throws Exception {
        soak(2_000, 500);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void a_hundred_thousand_calls_through_random_faults_end_and_leave_nothing() throws Exception {
        soak(100_000, 10_000);
    }

    private static void soak(int calls, int warmUp) throws Exception {
        try (Soak soak = new Soak(Long.getLong("llmclient.soak.seed", 1L))) {
            soak.run(warmUp);
            Soak.Footprint before = soak.footprint();
            soak.run(calls - warmUp);
            Soak.Footprint after = soak.footprint();

            if (calls >= 100_000) {
                System.out.println(soak + "; after " + warmUp + " calls " + before + "; after " + calls + " " + after);
            }
            assertThat(soak.wrong()).isEmpty();
            assertThat(soak.ended()).isEqualTo(calls);
            assertThat(soak.shareAnswered()).as("answered, of %s", soak).isGreaterThan(0.7);
            assertThat(soak.listenedEnds()).isEqualTo(soak.listenedStarts());
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + Soak.CALLERS);
            assertThat(after.connections()).isLessThanOrEqualTo(Soak.MOST_CONNECTIONS);
            assertThat(after.heap()).isLessThanOrEqualTo(before.heap() + Soak.HEAP_SLACK);
            soak.assertEveryCandidateAnswers();
        }
    }
}
