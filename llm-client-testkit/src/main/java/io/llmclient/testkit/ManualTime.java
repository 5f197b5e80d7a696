package io.llmclient.testkit;

import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until it is moved. It starts at {@link #START}. Safe for use by several threads.
 *
 * <p>A {@link #sleep} moves it forward and returns at once, so hours of backoff pass in no time. Where a call is made by
 * several threads, as a hedged one is, it moves on to the next moment at which one wakes, once all of them sleep: who is
 * first is no matter of chance. After {@link #hold()}
 * a sleep waits until the test calls {@link #advance} instead: for tests in which something happens during a wait, or
 * several threads wait.
 */
public final class ManualTime implements TimeSource {

    /** Where every manual clock starts. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Real time after which a test that waits for a sleeper is told that there won't be one. */
    private static final long PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Duration> waits = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private final List<Alarm> alarms = new ArrayList<>();
    private boolean held;
    private int helpers;

    /** A clock at {@link #START} whose sleeps take no real time. */
    public ManualTime() {}

    @Override
    public Instant now() {
        return START.plus(elapsed());
    }

    @Override
    public long nanoTime() {
        return elapsed().toNanos();
    }

    /** How far it is from {@link #START}. */
    public Duration elapsed() {
        lock.lock();
        try {
            return elapsed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The times that were asked of {@link #sleep}, oldest first: the backoffs of a client. What a {@link FakeProvider}
     * takes to answer is not among them, nor is a sleep of a call that was cancelled before.
     */
    public List<Duration> waits() {
        lock.lock();
        try {
            return List.copyOf(waits);
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock forward and wakes the sleepers whose time is over. */
    public void advance(Duration time) {
        lock.lock();
        try {
            elapsed = elapsed.plus(Durations.notNegative("time", time));
            alarms.removeIf(alarm -> alarm.due.compareTo(elapsed) <= 0);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets sleeps wait for {@link #advance} from now on. */
    public void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits, in real time, until this many threads sleep on a clock that is on {@link #hold()}.
     *
     * @throws AssertionError when they don't within 10 s
     */
    public void awaitSleepers(int count) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (alarms.size() < count) {
                if (left <= 0) {
                    throw new AssertionError("expected " + count + " sleeper(s), but there are " + alarms.size());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a sleeper", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration time, Cancellation cancellation) throws InterruptedException {
        sleep(time, cancellation, true);
    }

    /** A sleep that is no wait of the client's: what a fake provider takes to answer. */
    void pass(Duration time, Cancellation cancellation) throws InterruptedException {
        sleep(time, cancellation, false);
    }

    private void sleep(Duration time, Cancellation cancellation, boolean recorded) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (cancellation.isCancelled()) {
            return;
        }
        lock.lock();
        try {
            if (recorded) {
                waits.add(time);
            }
            if (held || helpers > 0) {
                awaitAlarm(elapsed.plus(time), cancellation);
            } else if (!time.isNegative()) {
                advance(time);
            }
        } finally {
            lock.unlock();
        }
    }

    /** When a sleeper wakes; identity counts, since several may wake at the same time. */
    private static final class Alarm {
        private final Duration due;

        Alarm(Duration due) {
            this.due = due;
        }
    }

    private void awaitAlarm(Duration due, Cancellation cancellation) throws InterruptedException {
        Alarm alarm = new Alarm(due);
        alarms.add(alarm);
        Runnable wake = () -> wake(alarm);
        cancellation.onCancel(wake);
        try {
            advance(Duration.ZERO);
            moveIfAllSleep();
            while (alarms.contains(alarm)) {
                changed.await();
            }
        } finally {
            alarms.remove(alarm);
            cancellation.remove(wake);
        }
    }

    private void wake(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The thread that made the call sleeps as well as its helpers: nothing happens before the first alarm. */
    private void moveIfAllSleep() {
        if (!held && alarms.size() > helpers) {
            alarms.stream()
                    .map(alarm -> alarm.due)
                    .min(Duration::compareTo)
                    .ifPresent(first -> advance(first.minus(elapsed)));
        }
    }

    @Override
    public void joined() {
        lock.lock();
        try {
            helpers++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void left() {
        lock.lock();
        try {
            helpers--;
            moveIfAllSleep();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ManualTime[" + now() + "]";
    }
}
