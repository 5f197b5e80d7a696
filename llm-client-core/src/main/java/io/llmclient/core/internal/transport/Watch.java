package io.llmclient.core.internal.transport;

import io.llmclient.core.internal.time.SystemTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Stops a call that waits too long, on the one watchdog thread that Okio has anyway. One thread waits, again and again.
 *
 * <p>An alarm is set once and looks, when it rings, whether the wait it was set for is over and how long the present one
 * may last: setting one wakes the watchdog, which costs more than to read an event.
 */
final class Watch {

    /** An alarm is not set anew for less, in nanoseconds. */
    private static final long EARLIER = 1_000_000;

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Runnable stop;
    private final ReentrantLock setting = new ReentrantLock();
    private long until;
    private volatile boolean waiting;
    private volatile boolean late;
    private volatile @Nullable Alarm alarm;

    /**
     * @param stop ends the wait, from any thread
     */
    Watch(Runnable stop) {
        this.stop = stop;
    }

    /** The moment until which a wait may last that begins now, for {@link #begin(long)}. */
    static long moment(Duration limit) {
        return SystemTime.INSTANCE.nanoTime() + (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
    }

    /** The thread waits from here to {@link #end()}. */
    void begin(long moment) {
        until = moment;
        waiting = true; // before the look at the alarm, which is taken away before the look at this
        Alarm known = alarm;
        if (known == null || moment - known.moment < -EARLIER) {
            setting.lock();
            try {
                set(moment);
            } finally {
                setting.unlock();
            }
        }
    }

    /** The thread has what it waited for, or a failure. */
    void end() {
        waiting = false;
    }

    /** Whether the call was stopped because it waited too long. */
    boolean isLate() {
        return late;
    }

    /** Nothing is waited for any more. */
    void close() {
        setting.lock();
        try {
            end();
            takeAway();
        } finally {
            setting.unlock();
        }
    }

    private void set(long moment) {
        takeAway();
        Alarm next = new Alarm(moment);
        alarm = next;
        next.enter();
    }

    private void takeAway() {
        Alarm known = alarm;
        alarm = null;
        if (known != null) {
            known.exit();
        }
    }

    private void rings(Alarm rung) {
        setting.lock();
        try {
            if (alarm != rung) {
                return;
            }
            alarm = null;
            if (!waiting) {
                return; // the next wait sets another
            }
            if (until - SystemTime.INSTANCE.nanoTime() > 0) {
                set(until);
                return;
            }
            late = true;
        } finally {
            setting.unlock();
        }
        stop.run();
    }

    private final class Alarm extends AsyncTimeout {
        private final long moment;

        Alarm(long moment) {
            this.moment = moment;
            timeout(Math.max(1, moment - SystemTime.INSTANCE.nanoTime()), TimeUnit.NANOSECONDS);
        }

        @Override
        protected void timedOut() {
            rings(this);
        }
    }
}
