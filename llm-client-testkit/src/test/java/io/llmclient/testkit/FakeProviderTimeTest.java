package io.llmclient.testkit;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.ProviderStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How a fake provider keeps the limits of a call: 15 s to the first token, 30 s between events, 10 min for a whole
 * stream, 90 s for a whole answer.
 */
@ExtendWith(LlmTestExtension.class)
class FakeProviderTimeTest {

    private FakeProvider provider;
    private ManualTime time;
    private Calls calls;

    @BeforeEach
    void set(Stage stage) {
        provider = stage.provider("openai");
        time = stage.time();
        calls = new Calls(time);
    }

    @Test
    void a_hang_ends_at_the_first_token_limit_in_virtual_time() {
        provider.hang();

        assertThatFailureOf(() -> calls.stream(provider)).hasKind(FailureKind.TIMED_OUT);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
    }

    @Test
    void a_hang_ends_at_the_answer_limit_when_nothing_is_streamed() {
        provider.hang();

        assertThatFailureOf(() -> calls.whole(provider)).hasKind(FailureKind.TIMED_OUT);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(90));
    }

    @Test
    void a_hang_ends_at_the_deadline_when_that_comes_first() {
        provider.hang();

        assertThatFailureOf(() -> calls.withDeadline(ofSeconds(4)).stream(provider))
                .hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(4));
    }

    @Test
    void a_first_token_in_time_is_waited_for() {
        provider.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(15)));

        assertThat(calls.events(provider)).hasSize(2);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
    }

    @Test
    void a_first_token_that_comes_too_late_is_given_up_at_the_limit() {
        try (ProviderStream stream =
                calls.stream(provider.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(20))))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.TIMED_OUT).hasMessageContaining("first token");
            assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
        }
    }

    @Test
    void headers_come_at_once_however_long_the_first_token_takes() {
        calls.stream(provider.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(10))))
                .close();

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void a_trickle_within_the_stall_limit_may_take_all_the_time_of_a_stream() {
        provider.reply(Reply.words(21).between(ofSeconds(30)));

        assertThat(calls.events(provider)).hasSize(22);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(10));
    }

    @Test
    void a_stream_that_never_ends_is_ended_with_what_came() {
        provider.reply(Reply.words(100).between(ofSeconds(4)));
        try (ProviderStream stream = calls.withStream(ofSeconds(10)).stream(provider)) {
            assertThatFailureOf(() -> Calls.rest(stream))
                    .hasKind(FailureKind.TIMED_OUT)
                    .hasMessageContaining("no end of the stream in PT10S");
            assertThat(stream.partial()).hasText("word1 word2 word3 ");
            assertThat(time.elapsed()).isEqualTo(ofSeconds(10));
        }
    }

    @Test
    void the_time_of_a_stream_counts_what_it_took_to_the_first_token() {
        provider.reply(Reply.words(9).firstTokenAfter(ofSeconds(9)).between(ofSeconds(2)));
        try (ProviderStream stream = calls.withStream(ofSeconds(10)).stream(provider)) {
            assertThatFailureOf(() -> Calls.rest(stream)).hasKind(FailureKind.TIMED_OUT);
            assertThat(stream.partial()).hasText("word1 ");
        }
    }

    @Test
    void the_time_of_a_stream_is_no_limit_of_a_whole_answer() {
        provider.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(60)));

        assertThat(calls.withStream(ofSeconds(10)).answer(provider)).hasText("Hi");
    }

    @Test
    void a_limit_that_passes_before_the_deadline_is_not_the_deadline() {
        provider.hang();

        assertThatFailureOf(() -> calls.withDeadline(ofSeconds(60)).stream(provider))
                .hasKind(FailureKind.TIMED_OUT);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
    }

    @Test
    void a_stall_ends_at_the_stall_limit_after_the_last_event() {
        try (ProviderStream stream = calls.stream(
                provider.reply(Reply.words(9).firstTokenAfter(ofSeconds(5)).stallAfter(1)))) {
            stream.next();

            assertThatFailureOf(stream::next).hasKind(FailureKind.TIMED_OUT).hasMessageContaining("PT30S");
            assertThat(time.elapsed()).isEqualTo(ofSeconds(35));
        }
    }

    @Test
    void a_bad_end_follows_the_last_chunk_at_once() {
        Reply reply = Reply.words(9).between(ofSeconds(1)).cutAfter(3);
        try (ProviderStream stream = calls.stream(provider.reply(reply))) {
            assertThatFailureOf(() -> Calls.rest(stream)).hasKind(FailureKind.STREAM_INTERRUPTED);
            assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
        }
    }

    @Test
    void a_stall_before_any_content_ends_at_the_first_token_limit() {
        try (ProviderStream stream = calls.stream(provider.reply(Reply.words(9).stallAfter(0)))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.TIMED_OUT);
            assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
        }
    }

    @Test
    void a_slow_reader_is_not_the_provider_stalling() {
        try (ProviderStream stream = calls.stream(provider.reply(Reply.words(3).between(ofSeconds(1))))) {
            stream.next();
            time.advance(ofMinutes(20));

            assertThat(Calls.rest(stream)).hasSize(3);
            assertThat(time.elapsed()).isEqualTo(ofMinutes(20));
        }
    }

    @Test
    void a_deadline_that_passes_between_events_ends_the_stream() {
        provider.reply(Reply.words(9).between(ofSeconds(1)));
        try (ProviderStream stream = calls.withDeadline(ofSeconds(3)).stream(provider)) {
            assertThatFailureOf(() -> Calls.rest(stream)).hasKind(FailureKind.DEADLINE_EXCEEDED);
            assertThat(stream.partial()).hasText("word1 word2 word3 word4 ");
        }
    }

    @Test
    void a_whole_answer_comes_when_its_last_word_would() {
        provider.reply(Reply.words(5).firstTokenAfter(ofSeconds(2)).between(ofSeconds(1)));

        assertThat(calls.answer(provider)).hasText("word1 word2 word3 word4 word5");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(6));
    }

    @Test
    void a_whole_answer_that_stalls_ends_at_the_answer_limit() {
        try (ProviderStream stream = calls.whole(provider.reply(Reply.words(5).stallAfter(1)))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.TIMED_OUT);
            assertThat(time.elapsed()).isEqualTo(ofSeconds(90));
        }
    }

    @Test
    void a_fault_may_take_its_time() {
        provider.fail(Fault.serverError().after(ofSeconds(7)));

        assertThatFailureOf(() -> calls.stream(provider)).hasKind(FailureKind.SERVER_ERROR);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(7));
    }

    @Test
    void a_slow_provider_is_slow_until_it_is_not() {
        provider.otherwise(Reply.text("Hi")).slow(ofSeconds(10));
        calls.answer(provider);
        provider.slow(ofSeconds(0));
        calls.answer(provider);

        assertThat(time.elapsed()).isEqualTo(ofSeconds(10));
    }

    @Test
    void what_a_provider_takes_is_not_among_the_waits_of_the_client() {
        calls.answer(provider.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(10))));

        assertThat(time.waits()).isEmpty();
    }

    @Test
    void a_cancelled_call_is_not_answered() {
        calls.cancellation().cancel();
        provider.reply("Hi");

        assertThatFailureOf(() -> calls.stream(provider)).hasKind(FailureKind.CANCELLED);
    }

    @Test
    void a_call_cancelled_between_events_brings_no_more() {
        try (ProviderStream stream = calls.stream(provider.reply("Hi you"))) {
            stream.next();
            calls.cancellation().cancel();

            assertThatFailureOf(stream::next).hasKind(FailureKind.CANCELLED);
        }
    }

    @Test
    void a_cancel_wakes_who_waits_for_a_provider_that_hangs() {
        Asker asker = askerOfAProviderThatHangs();

        calls.cancellation().cancel();

        assertThat(asker.failure()).hasKind(FailureKind.CANCELLED);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void an_interrupt_wakes_who_waits_for_a_provider_that_hangs_and_stays_set() {
        Asker asker = askerOfAProviderThatHangs();

        asker.thread.interrupt();

        assertThat(asker.failure()).hasKind(FailureKind.CANCELLED);
        assertThat(asker.stillInterrupted()).isTrue();
    }

    @Test
    void an_interrupted_thread_gets_no_event_even_without_a_wait() {
        try (ProviderStream stream = calls.stream(provider.reply("Hi"))) {
            Thread.currentThread().interrupt();

            assertThatFailureOf(stream::next).hasKind(FailureKind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Asker askerOfAProviderThatHangs() {
        provider.hang();
        time.hold();
        Asker asker = new Asker();
        asker.thread.start();
        time.awaitSleepers(1);
        return asker;
    }

    /** A thread that asks, and tells what it got. */
    private final class Asker {
        private boolean interrupted;
        private final FutureTask<LlmException> task = new FutureTask<>(this::ask);
        private final Thread thread = new Thread(task);

        private LlmException ask() {
            LlmException failure = Assertions.catchThrowableOfType(LlmException.class, () -> calls.stream(provider));
            interrupted = Thread.currentThread().isInterrupted();
            return failure;
        }

        LlmException failure() {
            try {
                return task.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        /** To be asked after {@link #failure()}. */
        boolean stillInterrupted() {
            return interrupted;
        }
    }
}
