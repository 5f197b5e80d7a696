package io.llmclient.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final Reply OK = Reply.text("ok");
    private static final Fault DOWN = Fault.status(503);

    private final ManualTime time = new ManualTime();

    @Test
    void requests_get_the_queue_in_order_and_then_the_default() {
        Script script = Script.of(Fault.rateLimited(), Fault.serverError()).otherwise(Fault.overloaded());

        assertThat(next(script, 4))
                .containsExactly(Fault.rateLimited(), Fault.serverError(), Fault.overloaded(), Fault.overloaded());
    }

    @Test
    void a_request_for_which_there_is_nothing_fails_at_once_and_in_the_audit() {
        Script script = new Script();

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> script.next(time));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(script::audit)
                .withMessageContaining("1 request");
    }

    @Test
    void a_script_that_is_not_used_up_fails_the_audit() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Script.of(DOWN).audit())
                .withMessageContaining("STATUS 503");
    }

    @Test
    void an_optional_script_need_not_be_used_up() {
        assertThatCode(() -> Script.of(DOWN).optional().audit()).doesNotThrowAnyException();
    }

    @Test
    void a_script_that_is_down_leaves_its_queue_until_it_recovers() {
        Script script = Script.of(Fault.rateLimited()).down(Fault.refused());

        assertThat(next(script, 2)).containsExactly(Fault.refused(), Fault.refused());
        script.recover();
        assertThat(next(script, 1)).containsExactly(Fault.rateLimited());
    }

    @Test
    void an_outage_begins_and_ends_on_the_clock() {
        Script script = Script.always(Fault.quotaExhausted())
                .outage(Outage.between(ofSeconds(10), ofSeconds(70)).with(Fault.refused()))
                .start(time);

        assertThat(failuresAt(script, Fault.refused(), 5, 10, 69, 70)).containsExactly(10, 69);
    }

    @Test
    void an_outage_counts_from_the_first_request_when_nobody_started_it() {
        time.advance(ofSeconds(100));
        Script script = Script.always(Fault.quotaExhausted()).outage(Outage.from(ofSeconds(1)));

        assertThat(failuresAt(script, DOWN, 100, 101, 9999)).containsExactly(101, 9999);
    }

    @Test
    void a_flapping_outage_is_down_and_up_in_turn() {
        Outage outage = Outage.between(ofSeconds(10), ofSeconds(20)).flapping(ofSeconds(3));

        assertThat(IntStream.range(9, 22).filter(second -> outage.isDownAt(ofSeconds(second))))
                .containsExactly(10, 11, 12, 16, 17, 18);
    }

    @Test
    void an_outage_ends_after_it_begins() {
        assertThatIllegalArgumentException().isThrownBy(() -> Outage.between(ofSeconds(2), ofSeconds(2)));
    }

    @Test
    void flaky_fails_about_the_ratio_of_requests_the_same_in_every_run() {
        List<Behaviour> first = next(Script.always(OK).flaky(0.3, 42), 1000);
        List<Behaviour> second = next(Script.always(OK).flaky(0.3, 42), 1000);

        assertThat(first.stream().map(Object::toString))
                .containsExactlyElementsOf(second.stream().map(Object::toString).toList());
        assertThat(first.stream().filter(DOWN::equals).count()).isBetween(250L, 350L);
    }

    @Test
    void flaky_with_a_ratio_of_zero_never_fails_and_of_one_always() {
        assertThat(next(Script.always(OK).flaky(0, 1), 100)).doesNotContain(DOWN);
        assertThat(next(Script.always(OK).flaky(1, 1), 100)).containsOnly(DOWN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void a_ratio_is_between_zero_and_one(double ratio) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Script().flaky(ratio, 1));
    }

    @Test
    void a_slow_script_delays_replies_and_faults_alike() {
        Script script = Script.of(OK.firstTokenAfter(ofSeconds(1)), DOWN).slow(ofSeconds(5));

        assertThat(((Reply) script.next(time)).firstTokenAfter()).isEqualTo(ofSeconds(6));
        assertThat(((Fault) script.next(time)).delay()).isEqualTo(ofSeconds(5));
    }

    private List<Behaviour> next(Script script, int count) {
        return IntStream.range(0, count).mapToObj(n -> script.next(time)).toList();
    }

    private List<Integer> failuresAt(Script script, Fault fault, Integer... seconds) {
        return List.of(seconds).stream()
                .filter(second -> {
                    time.advance(ofSeconds(second).minus(time.elapsed()));
                    return script.next(time).equals(fault);
                })
                .toList();
    }
}
