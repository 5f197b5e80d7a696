package io.llmclient.testkit;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.spi.Cancellation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class ManualTimeTest {

    private final ManualTime time = new ManualTime();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void it_stands_still_until_it_is_advanced() {
        assertThat(time.now()).isEqualTo(ManualTime.START);
        time.advance(ofSeconds(90));
        assertThat(time.now()).isEqualTo(ManualTime.START.plusSeconds(90));
        assertThat(time.nanoTime()).isEqualTo(90_000_000_000L);
    }

    @Test
    void it_does_not_go_backwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(ofSeconds(-1)));
    }

    @Test
    void a_sleep_moves_it_forward_and_is_remembered() throws Exception {
        time.sleep(ofHours(2), cancellation);
        time.sleep(ofMillis(500), cancellation);

        assertThat(time.elapsed()).isEqualTo(ofHours(2).plusMillis(500));
        assertThat(time.waits()).containsExactly(ofHours(2), ofMillis(500));
    }

    @Test
    void a_cancelled_call_does_not_sleep() throws Exception {
        cancellation.cancel();
        time.sleep(ofSeconds(1), cancellation);

        assertThat(time.elapsed()).isZero();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void an_interrupted_thread_does_not_sleep() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> time.sleep(ofSeconds(1), cancellation));
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void on_hold_a_sleeper_wakes_when_its_time_has_come() throws Exception {
        Sleeper sleeper = sleeper();

        time.advance(ofMillis(999));
        assertThat(sleeper.task.isDone()).isFalse();
        time.advance(ofMillis(1));

        sleeper.task.get();
        assertThat(time.waits()).containsExactly(ofSeconds(1));
    }

    @Test
    void on_hold_a_cancel_wakes_the_sleeper_before_its_time() throws Exception {
        Sleeper sleeper = sleeper();

        cancellation.cancel();

        sleeper.task.get();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void on_hold_an_interrupt_wakes_the_sleeper_before_its_time() {
        Sleeper sleeper = sleeper();

        sleeper.thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(sleeper.task::get)
                .withCauseInstanceOf(InterruptedException.class);
    }

    private record Sleeper(FutureTask<Void> task, Thread thread) {}

    /** A thread that sleeps for a second on a clock that is on hold. */
    private Sleeper sleeper() {
        time.hold();
        FutureTask<Void> task = new FutureTask<>(() -> {
            time.sleep(ofSeconds(1), cancellation);
            return null;
        });
        Thread thread = new Thread(task);
        thread.start();
        time.awaitSleepers(1);
        return new Sleeper(task, thread);
    }
}
