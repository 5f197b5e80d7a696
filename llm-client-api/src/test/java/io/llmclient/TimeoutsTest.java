package io.llmclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

    @Test
    void while_a_model_thinks_the_limits_that_are_not_set_are_longer() {
        Timeouts limits = Timeouts.defaults().whileThinking();
        assertThat(limits.firstToken()).isGreaterThan(Timeouts.defaults().firstToken());
        assertThat(limits.stall()).isGreaterThan(Timeouts.defaults().stall());
        assertThat(limits.answer()).isGreaterThan(Timeouts.defaults().answer());
        assertThat(limits.whileThinking()).isEqualTo(limits);
    }

    @Test
    void a_limit_that_is_set_holds_while_thinking_too_and_leaves_the_others_alone() {
        Duration limit = Duration.ofSeconds(7);
        Timeouts limits = Timeouts.defaults().withFirstToken(limit);
        assertThat(limits.firstToken()).isEqualTo(limit);
        assertThat(limits.whileThinking().firstToken()).isEqualTo(limit);
        assertThat(limits.whileThinking())
                .isEqualTo(Timeouts.defaults().whileThinking().withFirstToken(limit));
    }

    @Test
    void both_kinds_of_limits_show() {
        assertThat(Timeouts.defaults()).asString().contains("firstToken=PT15S", "while thinking", "firstToken=PT1M30S");
    }
}
