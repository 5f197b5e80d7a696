package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Events.FALLBACK;
import static io.llmclient.examples.crashcard.Events.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.examples.crashcard.Story.Bar;
import io.llmclient.examples.crashcard.Story.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Events events = new Events();

    @Test
    void attempts_and_the_waits_between_them_are_bars_of_their_candidate() {
        CallInfo call = events.call(0);
        events.fails(call, PRIMARY, 1, 3, Events.status(FailureKind.RATE_LIMITED, 429));
        events.at(3).retryScheduled(call, PRIMARY, Duration.ofMillis(9), Events.failure(FailureKind.RATE_LIMITED));
        events.fails(call, PRIMARY, 12, 20, Events.failure(FailureKind.TIMED_OUT));
        events.serves(call, FALLBACK, 21, 30);

        assertThat(events.story().lanes()).extracting(Story.Lane::candidate).containsExactly(PRIMARY, FALLBACK);
        assertThat(bars(0))
                .containsExactly(
                        bar(1, 3, Kind.FAILED, "429"),
                        bar(3, 12, Kind.WAIT, "wait"),
                        bar(12, 20, Kind.FAILED, "timed out"));
        assertThat(bars(1)).containsExactly(bar(21, 30, Kind.OK, "ok"));
    }

    @Test
    void a_skipped_candidate_takes_no_time() {
        events.skips(events.call(0), PRIMARY, 4);

        assertThat(bars(0)).containsExactly(bar(4, 4, Kind.SKIPPED, "not asked"));
    }

    @Test
    void an_attempt_that_has_not_ended_is_under_way_until_now() {
        CallInfo call = events.call(0);
        events.at(2).attemptStarted(call, PRIMARY);
        events.at(9).listed(PRIMARY);

        assertThat(bars(0)).containsExactly(bar(2, 9, Kind.UNFINISHED, "under way"));
    }

    @Test
    void words_belong_to_the_caller_and_to_the_attempt_that_runs() {
        CallInfo call = events.call(0);
        events.at(1).attemptStarted(call, PRIMARY);
        events.at(2).word();
        events.at(3).word();
        events.ends(call, PRIMARY, 5);
        events.at(6).word();

        assertThat(events.story().lanes().get(0).bars().get(0).words()).containsExactly(2_000_000L, 3_000_000L);
        Bar shown = events.story().calls().get(0);
        assertThat(shown.words()).containsExactly(2_000_000L, 3_000_000L, 6_000_000L);
        assertThat(shown.to()).isEqualTo(6_000_000L);
        assertThat(shown.detail()).isEqualTo("3 words from primary");
        assertThat(shown.label()).isEqualTo("primary");
    }

    @Test
    void words_that_were_taken_back_are_not_counted() {
        CallInfo call = events.call(0);
        events.at(1).word();
        events.at(2).word();
        events.at(3).restarted();
        events.at(4).word();
        events.serves(call, FALLBACK, 3, 5);

        assertThat(events.story().calls().get(0).detail()).isEqualTo("1 word from fallback");
        assertThat(events.story().calls().get(0).restarts()).containsExactly(3_000_000L);
    }

    @Test
    void a_call_says_how_it_ended() {
        events.failed(events.call(0), 1, Events.failure(FailureKind.DEADLINE_EXCEEDED));
        events.gaveUp(events.call(2), PRIMARY, 3);
        CallInfo unused = events.call(4);

        assertThat(events.story().calls())
                .extracting(Bar::kind, Bar::label)
                .containsExactly(
                        Tuple.tuple(Kind.FAILED, "deadline exceeded"),
                        Tuple.tuple(Kind.CANCELLED, "given up"),
                        Tuple.tuple(Kind.UNFINISHED, "under way"));
    }

    @Test
    void breakers_and_failovers_have_their_moments() {
        CallInfo call = events.call(0);
        events.at(5).breakerChanged(PRIMARY, BreakerState.CLOSED, BreakerState.OPEN);
        events.at(6).failedOver(call, PRIMARY, FALLBACK, Events.failure(FailureKind.OVERLOADED));

        assertThat(events.story().lanes().get(0).breaker())
                .containsExactly(new Story.Change(5_000_000L, BreakerState.OPEN));
        assertThat(events.story().failovers()).containsExactly(new Story.Failover(6_000_000L, PRIMARY, FALLBACK));
    }

    @Test
    void many_threads_lose_nothing() throws InterruptedException {
        Timeline timeline = new Timeline(new AtomicLong()::incrementAndGet);
        AtomicLong ids = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 2_000; i++) {
            threads.execute(() -> {
                CallInfo call = new CallInfo(ids.incrementAndGet(), ChatRequest.of("any"), true, Instant.EPOCH);
                timeline.callStarted(call);
                timeline.attemptStarted(call, PRIMARY);
                timeline.word();
                timeline.attemptEnded(call, Attempt.builder(PRIMARY).build());
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        Story story = timeline.story();
        assertThat(story.calls())
                .hasSize(2_000)
                .allSatisfy(call -> assertThat(call.words()).hasSize(1));
        assertThat(story.lanes().get(0).bars()).hasSize(2_000).allMatch(bar -> bar.to() > bar.from());
    }

    private List<Tuple> bars(int lane) {
        return events.story().lanes().get(lane).bars().stream()
                .map(each -> bar(each.from() / 1_000_000, each.to() / 1_000_000, each.kind(), each.label()))
                .toList();
    }

    private static Tuple bar(long from, long to, Kind kind, String label) {
        return Tuple.tuple(from, to, kind, label);
    }
}
