package io.llmclient.examples.crashcard;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one scenario: what its clients do, and what the readers of their streams are shown. For any number of clients
 * and calls at once; safe for use by several threads.
 */
final class Timeline implements LlmListener {

    private final LongSupplier clock;
    private final Lock lock = new ReentrantLock();
    private final Map<Candidate, Track> tracks =
            new TreeMap<>(Comparator.comparingInt(Candidate::position).thenComparing(Candidate::name));
    private final Map<CallInfo, Call> calls = new LinkedHashMap<>();
    private final Map<Thread, Call> readers = new HashMap<>();
    private final List<Story.Failover> failovers = new ArrayList<>();
    private @Nullable Long start;

    /** A timeline by this clock of nanoseconds. It begins with the first event. */
    Timeline(LongSupplier clock) {
        this.clock = clock;
    }

    /** Gives a candidate a lane, whatever becomes of it. */
    void listed(Candidate candidate) {
        locked(() -> track(candidate));
    }

    /** A word came to the reader of the stream that this thread began last. */
    void word() {
        locked(() -> reader().word(now()));
    }

    /** The same reader is told to throw away what came so far. */
    void restarted() {
        locked(() -> reader().shown.restarts.add(now()));
    }

    @Override
    public void callStarted(CallInfo info) {
        locked(() -> readers.put(Thread.currentThread(), call(info)));
    }

    @Override
    public void attemptStarted(CallInfo info, Candidate candidate) {
        locked(() -> {
            Call call = call(info);
            call.endWait(candidate, now());
            call.attempts.put(candidate, new Open(now()));
        });
    }

    @Override
    public void firstToken(CallInfo info, Candidate candidate, Duration timeToFirstToken) {
        locked(() -> call(info).tokenFrom(candidate, now()));
    }

    @Override
    public void attemptEnded(CallInfo info, Attempt attempt) {
        locked(() -> {
            Candidate candidate = attempt.candidate();
            Open open = call(info).attempts.remove(candidate);
            track(candidate).bars.add((open == null ? new Open(now()) : open).ended(now(), attempt));
        });
    }

    @Override
    public void retryScheduled(CallInfo info, Candidate candidate, Duration wait, LlmException cause) {
        locked(() -> call(info).waits.put(candidate, new Open(now())));
    }

    @Override
    public void failedOver(CallInfo info, Candidate from, Candidate to, LlmException cause) {
        locked(() -> failovers.add(new Story.Failover(now(), from, to)));
    }

    @Override
    public void callEnded(CallInfo info, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
        locked(() -> call(info).ended(now(), route, response, failure));
    }

    @Override
    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
        locked(() -> track(candidate).breaker.add(new Story.Change(now(), to)));
    }

    /** What happened so far. */
    Story story() {
        lock.lock();
        try {
            long now = now();
            List<Story.Bar> shown =
                    calls.values().stream().map(call -> call.bar(now)).toList();
            List<Story.Lane> lanes = tracks.entrySet().stream()
                    .map(each -> each.getValue().lane(each.getKey(), stillAt(each.getKey(), now)))
                    .toList();
            return new Story(shown, lanes, failovers, end(shown, lanes));
        } finally {
            lock.unlock();
        }
    }

    private List<Story.Bar> stillAt(Candidate candidate, long now) {
        return calls.values().stream()
                .flatMap(call -> call.attempts.entrySet().stream())
                .filter(each -> each.getKey().equals(candidate))
                .map(each -> each.getValue().ended(now, Story.Kind.UNFINISHED, "under way", "under way"))
                .toList();
    }

    private static long end(List<Story.Bar> shown, List<Story.Lane> lanes) {
        long end = 0;
        for (Story.Bar bar : shown) {
            end = Math.max(end, bar.to());
        }
        for (Story.Lane lane : lanes) {
            for (Story.Bar bar : lane.bars()) {
                end = Math.max(end, bar.to());
            }
        }
        return end;
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        long now = clock.getAsLong();
        if (start == null) {
            start = now;
        }
        return now - start;
    }

    private Track track(Candidate candidate) {
        return tracks.computeIfAbsent(candidate, unused -> new Track());
    }

    private Call call(CallInfo info) {
        return calls.computeIfAbsent(info, unused -> new Call(now()));
    }

    private Call reader() {
        Call call = readers.get(Thread.currentThread());
        if (call == null) {
            throw new IllegalStateException("this thread has begun no call");
        }
        return call;
    }

    /** {@code 429} where there is such a status, and otherwise what kind of failure it is. */
    private static String reason(@Nullable LlmException failure) {
        Integer status = failure == null ? null : failure.status();
        return status != null && status >= 400 ? status.toString() : kind(failure);
    }

    /** {@code 429, rate limited}. */
    private static String detail(@Nullable LlmException failure) {
        String reason = reason(failure);
        String kind = kind(failure);
        return reason.equals(kind) ? kind : reason + ", " + kind;
    }

    private static String kind(@Nullable LlmException failure) {
        return failure == null
                ? "unknown"
                : failure.kind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One candidate. */
    private static final class Track {
        private final List<Story.Bar> bars = new ArrayList<>();
        private final List<Story.Change> breaker = new ArrayList<>();

        Story.Lane lane(Candidate candidate, List<Story.Bar> underWay) {
            List<Story.Bar> all = new ArrayList<>(bars);
            all.addAll(underWay);
            all.sort(Comparator.comparingLong(Story.Bar::from));
            return new Story.Lane(candidate, all, breaker);
        }
    }

    /** A bar whose end is not known yet. */
    private static final class Open {
        private final long from;
        private final List<Long> words = new ArrayList<>();
        private final List<Long> restarts = new ArrayList<>();

        Open(long from) {
            this.from = from;
        }

        Story.Bar ended(long at, Story.Kind kind, String label, String detail) {
            return new Story.Bar(from, at, kind, label, detail, words, restarts);
        }

        Story.Bar ended(long at, Attempt attempt) {
            LlmException failure = attempt.failure();
            return switch (attempt.outcome()) {
                case SUCCEEDED -> ended(at, Story.Kind.OK, "ok", "ok");
                case CANCELLED -> ended(at, Story.Kind.CANCELLED, "cancelled", "cancelled");
                case SKIPPED -> ended(at, Story.Kind.SKIPPED, "not asked", "not asked: " + kind(failure));
                case FAILED -> ended(at, Story.Kind.FAILED, reason(failure), detail(failure));
            };
        }
    }

    /** One call, and what it does at the candidates. */
    private final class Call {
        private final Open shown;
        private final Map<Candidate, Open> attempts = new LinkedHashMap<>();
        private final Map<Candidate, Open> waits = new HashMap<>();
        private Story.Kind kind = Story.Kind.UNFINISHED;
        private String outcome = "under way";
        private @Nullable Long to;

        Call(long from) {
            shown = new Open(from);
        }

        void tokenFrom(Candidate candidate, long at) {
            Open open = attempts.get(candidate);
            if (open != null) {
                open.words.add(at);
            }
        }

        void word(long at) {
            shown.words.add(at);
            attempts.keySet().forEach(candidate -> tokenFrom(candidate, at));
        }

        void endWait(Candidate candidate, long at) {
            Open wait = waits.remove(candidate);
            if (wait != null) {
                track(candidate).bars.add(wait.ended(at, Story.Kind.WAIT, "wait", "wait"));
            }
        }

        void ended(long at, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
            List.copyOf(waits.keySet()).forEach(candidate -> endWait(candidate, at));
            to = at;
            Candidate server = route.servedBy();
            if (failure != null) {
                kind = Story.Kind.FAILED;
                outcome = kind(failure);
            } else if (response == null) {
                kind = Story.Kind.CANCELLED;
                outcome = "given up";
            } else {
                kind = Story.Kind.OK;
                outcome = server == null ? "nobody" : server.provider();
            }
        }

        /** Words that were held back come after the call's end. */
        Story.Bar bar(long now) {
            long last = shown.words.isEmpty() ? 0 : shown.words.get(shown.words.size() - 1);
            String detail = words() + (kind == Story.Kind.OK ? "from " : "") + outcome;
            return shown.ended(Math.max(last, to == null ? now : to), kind, outcome, detail);
        }

        private String words() {
            long taken = shown.restarts.isEmpty() ? Long.MIN_VALUE : shown.restarts.get(shown.restarts.size() - 1);
            long left = shown.words.stream().filter(at -> at > taken).count();
            if (left == 0) {
                return "";
            }
            return left + (left == 1 ? " word" : " words") + (kind == Story.Kind.OK ? " " : ", ");
        }
    }
}
