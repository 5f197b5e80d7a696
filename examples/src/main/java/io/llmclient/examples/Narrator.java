package io.llmclient.examples;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a person what a client does, one line an event, with the time since the call began. For one call at a time. */
final class Narrator implements LlmListener {

    private final PrintStream out;
    private Duration ended = Duration.ZERO;
    private Duration now = Duration.ZERO;
    private boolean lineIsOpen;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Begins a chapter. */
    void chapter(int number, String title, String question) {
        out.printf("%n%d. %s%n", number, title);
        out.printf("   question  %s%n", question);
    }

    /** Ends a chapter: the answer, who gave it, and the route that it carries. */
    void answer(String text, Route route) {
        endLine();
        out.printf("   answer    %s%n", text);
        out.printf("   from      %s after %s%n", who(route.servedBy()), readable(route.duration()));
        out.printf("   route     %s%n", route.toString().replace(" → ", String.format("%n             → ")));
    }

    /** Ends a chapter that has no answer. */
    void failure(LlmException failure) {
        endLine();
        out.printf("   failure   %s%n", failure.getMessage());
    }

    private static String who(@Nullable Candidate candidate) {
        return candidate == null ? "nobody" : candidate.provider() + " (choice " + (candidate.position() + 1) + ")";
    }

    /** The caller of a stream learns something. */
    void caller(String what) {
        line(now, "caller", what);
    }

    /** The caller of a stream reads on. */
    void more(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void callStarted(CallInfo call) {
        ended = Duration.ZERO;
        now = Duration.ZERO;
    }

    @Override
    public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
        now = ended.plus(timeToFirstToken);
    }

    @Override
    public void attemptEnded(CallInfo call, Attempt attempt) {
        ended = ended.plus(attempt.waited()).plus(attempt.duration());
        now = ended;
        line(now, attempt.candidate().provider(), result(attempt));
    }

    private static String result(Attempt attempt) {
        LlmException failure = attempt.failure();
        if (failure == null) {
            return "answers in " + readable(attempt.duration());
        }
        if (attempt.outcome() == Attempt.Outcome.SKIPPED) {
            return "not asked: it rests for another " + readable(failure.retryAfter());
        }
        String kind = failure.kind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        Integer status = failure.status();
        return status != null && status >= 400 ? status + ", " + kind : kind + ": " + failure.getMessage();
    }

    @Override
    public void retryScheduled(CallInfo call, Candidate candidate, Duration wait, LlmException cause) {
        more("; asked again in " + readable(wait) + (wait.equals(cause.retryAfter()) ? ", as it wishes" : ""));
    }

    @Override
    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
        line(now, candidate.provider(), "breaker " + from + " → " + to + ": " + meaning(to));
    }

    private static String meaning(BreakerState state) {
        return switch (state) {
            case OPEN -> "it gets a rest";
            case HALF_OPEN -> "this call finds out how it is";
            case CLOSED -> "it is in use again";
        };
    }

    /** {@code 112 ms}, {@code 1.9 s}; a dash for nothing. */
    static String readable(@Nullable Duration time) {
        if (time == null) {
            return "–";
        }
        return time.toMillis() < 1_000 ? time.toMillis() + " ms" : seconds(time);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    private void line(Duration when, String who, String what) {
        endLine();
        out.printf("   %7s   %-10s %s", seconds(when), who, what);
        out.flush();
        lineIsOpen = true;
    }

    private void endLine() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }
}
