package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every provider client must do over a real wire, as JUnit tests: answers whole and streamed, tool calls,
 * thoughts, usage, each kind of error and hint, cut and stalled streams, time limits, cancellation, keys that stay
 * secret.
 *
 * <pre>{@code
 * class OpenAiContractTest extends ProviderContract {
 *     @Override protected ProviderServer server() { return ProviderServer.openAi(); }
 *     @Override protected ProviderClient client(String baseUrl, String apiKey) { return OpenAi.withKey(apiKey).baseUrl(baseUrl).model("gpt-test"); }
 * }
 * }</pre>
 *
 * <p>The client is used as the machine uses it, one {@link ProviderClient#open} a call, with nothing that retries
 * around it. Every test gets a server and a client of its own, and is audited as {@link LlmTestExtension} does. Time
 * limits run in real time and are short; the whole contract takes a few seconds.
 */
public abstract class ProviderContract extends FailureContract {

    /** For subclasses. */
    protected ProviderContract() {}

    /** Opens a server of the dialect that the client speaks. The contract closes it. */
    protected abstract ProviderServer server();

    /** Makes the client under test for the server at this base URL. The contract closes it. */
    protected abstract ProviderClient client(String baseUrl, String apiKey);

    /**
     * Makes the client under test with several keys, none of them the same. The contract closes it. Default: with the
     * first alone, for a provider that holds one key.
     */
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return client(baseUrl, apiKeys.get(0));
    }

    @Override
    final ProviderServer openServer() {
        return server();
    }

    @Override
    final ProviderClient openClient(String baseUrl, String apiKey) {
        return client(baseUrl, apiKey);
    }

    @Override
    final ProviderClient openClient(String baseUrl, List<String> apiKeys) {
        return client(baseUrl, apiKeys);
    }

    @Test
    void a_cut_stream_is_a_failure_with_what_came() {
        server.reply(Reply.words(5).cutAfter(2));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
            assertThat(stream.partial().text()).isEqualTo("word1 word2 ");
        }
    }

    @Test
    void a_stream_cut_after_its_last_word_is_a_failure() {
        server.reply(Reply.words(2).cutAfter(99));

        assertThat(failure(call(true)).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
    }

    @Test
    void a_stream_cut_before_its_first_word_is_a_failure() {
        server.reply(Reply.words(2).cutAfter(0));

        assertThat(failure(call(true)).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
    }

    @Test
    void a_stream_reset_within_an_event_is_a_failure_with_what_came() {
        server.reply(Reply.words(5).resetAfter(2));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
            assertThat(stream.partial().text()).isEqualTo("word1 word2 ");
        }
    }

    @Test
    void a_finish_reason_without_the_mark_at_the_end_is_a_success() {
        server.reply(Reply.words(3).withoutTerminalMark());

        assertThat(streamed().text()).isEqualTo("word1 word2 word3");
    }

    @Test
    void an_unreadable_event_is_skipped_or_a_clean_failure() {
        server.reply(Reply.words(3).malformedAfter(1));
        ChatResponse answer;
        try {
            answer = streamed();
        } catch (LlmException failure) {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            return;
        }
        assertThat(answer.text()).isEqualTo("word1 word2 word3");
        assertThat(answer.skippedEvents()).isEqualTo(1);
    }

    @Test
    void an_error_as_the_first_event_is_classified_like_an_http_error() {
        server.reply(Reply.words(3).failAfter(0, Fault.overloaded()));
        server.reply(Reply.words(3).failAfter(0, Fault.rateLimited()));

        assertThat(failure(call(true)).kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(failure(call(true)).kind()).isEqualTo(FailureKind.RATE_LIMITED);
    }

    @Test
    void an_error_after_words_is_a_failure_with_what_came() {
        server.reply(Reply.words(3).failAfter(2, Fault.overloaded()));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            LlmException failure = failureOf(stream);

            assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
            assertThat(failure.retryAfter())
                    .as("headers of a good answer are no hint")
                    .isNull();
            assertThat(stream.partial().text()).isEqualTo("word1 word2 ");
        }
    }

    @Test
    void silence_instead_of_an_answer_times_out_and_closes_the_socket() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.hang());
            assertTimesOut(impatient(streaming));
        }
    }

    @Test
    void a_first_token_that_takes_too_long_times_out_whatever_else_comes() {
        server.reply(Reply.words(3).firstTokenAfter(PATIENCE).pingEvery(LIMIT.dividedBy(4)));

        assertTimesOut(impatient(true));
    }

    @Test
    void bytes_that_never_make_an_event_or_a_body_time_out() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.trickle(LIMIT.dividedBy(10)));
            assertTimesOut(impatient(streaming));
        }
    }

    @Test
    void closing_an_answer_that_never_ends_closes_the_socket() {
        server.reply(Reply.text("on and on ").endless());

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            for (int i = 0; i < 1_000; i++) {
                nextText(stream);
            }
            assertThat(stream.partial().text()).startsWith("on and on on ");
        }

        assertSocketClosed();
    }

    @Test
    void a_stall_times_out_and_keeps_what_came() {
        server.reply(Reply.words(5).stallAfter(2));

        try (ProviderStream stream = client.open(HELLO, impatientWithStalls())) {
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.TIMED_OUT);
            assertThat(stream.partial().text()).isEqualTo("word1 word2 ");
        }
        assertSocketClosed();
    }

    @Test
    void pings_do_not_prolong_a_stall() {
        server.reply(Reply.words(2).between(PATIENCE).pingEvery(LIMIT.dividedBy(4)));

        assertTimesOut(impatientWithStalls());
    }

    private void assertTimesOut(ProviderCall call) {
        long start = RealTime.INSTANCE.nanoTime();

        assertThat(failure(call).kind()).isEqualTo(FailureKind.TIMED_OUT);

        Duration took = Duration.ofNanos(RealTime.INSTANCE.nanoTime() - start);
        assertThat(took).isBetween(LIMIT.minusMillis(20), LIMIT_WITH_SLACK);
        assertSocketClosed();
    }

    @Test
    void a_slow_stream_that_keeps_coming_is_healthy() {
        Duration stall = LIMIT.multipliedBy(4); // a busy machine may pause for as long as the shorter one
        server.reply(Reply.words(13).between(stall.dividedBy(11)));

        assertThat(last(read(HELLO, impatientWithStallsOf(stall))).text()).endsWith("word13");
    }

    @Test
    void a_stream_that_never_ends_is_ended_and_keeps_what_came() {
        assertEndsInTime(Reply.words(10_000).between(Duration.ofMillis(20)));
    }

    @Test
    void the_time_of_a_whole_stream_holds_while_nothing_comes() {
        assertEndsInTime(Reply.words(5).stallAfter(2));
    }

    private void assertEndsInTime(Reply reply) {
        server.reply("the first answer of a cold JVM takes its time").reply(reply);
        streamed();
        long start = RealTime.INSTANCE.nanoTime();

        try (ProviderStream stream = client.open(HELLO, impatientWithWholeStreams())) {
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.TIMED_OUT);
            assertThat(stream.partial().text()).startsWith("word1 word2 ");
        }

        Duration took = Duration.ofNanos(RealTime.INSTANCE.nanoTime() - start);
        assertThat(took).isBetween(STREAM_LIMIT.minusMillis(20), LIMIT_WITH_SLACK);
        assertSocketClosed();
    }

    @Test
    void a_slow_reader_does_not_use_up_the_time_of_the_stream() throws InterruptedException {
        server.reply("the first answer of a cold JVM takes its time")
                .reply(Reply.words(3).between(Duration.ofMillis(50)));
        streamed();

        try (ProviderStream stream = client.open(HELLO, impatientWithWholeStreams())) {
            nextText(stream);
            RealTime.INSTANCE.sleep(STREAM_LIMIT.multipliedBy(2), cancellation);

            assertThat(nextText(stream)).isEqualTo("word2 ");
            assertThat(nextText(stream)).isEqualTo("word3");
            assertThat(stream.next()).isInstanceOf(ChatEvent.Completed.class);
        }
    }

    @Test
    void time_that_is_up_ends_the_call() {
        server.fail(Fault.hang());
        long deadline = RealTime.INSTANCE.nanoTime() + LIMIT.toNanos();
        Timeouts patient = call(true).timeouts();

        LlmException failure = failure(new ProviderCall(true, 0, patient, deadline, RealTime.INSTANCE, cancellation));

        assertThat(failure.kind()).isIn(FailureKind.DEADLINE_EXCEEDED, FailureKind.TIMED_OUT);
        assertSocketClosed();
    }

    @Test
    void closing_an_answer_early_closes_the_socket() {
        server.reply(Reply.words(5).stallAfter(1));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            nextText(stream);
        }

        assertSocketClosed();
    }

    @Test
    void closing_twice_does_nothing() {
        server.reply("Hi").reply("still here");
        ProviderStream stream = client.open(HELLO, call(true));

        nextText(stream);
        stream.close();
        stream.close();

        assertThat(whole().text()).isEqualTo("still here");
    }

    @Test
    void cancelling_before_the_headers_closes_the_socket() {
        server.fail(Fault.hang());
        CompletableFuture<Void> other = onceAsked(cancellation::cancel);

        assertThat(failure(call(true)).kind()).isEqualTo(FailureKind.CANCELLED);

        other.join();
        assertSocketClosed();
    }

    @Test
    void cancelling_within_a_stream_closes_the_socket() {
        server.reply(Reply.words(5).stallAfter(1));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            nextText(stream);
            CompletableFuture<Void> other = onceAsked(cancellation::cancel);
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.CANCELLED);
            other.join();
        }

        assertSocketClosed();
    }

    @Test
    void a_call_that_was_cancelled_before_makes_no_request() {
        cancellation.cancel();

        assertThat(failure(call(false)).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void interrupting_the_thread_before_the_headers_closes_the_socket() {
        server.fail(Fault.hang());
        CompletableFuture<Void> other = onceAsked(Thread.currentThread()::interrupt);

        assertThat(failure(call(false)).kind()).isEqualTo(FailureKind.CANCELLED);

        assertThat(Thread.interrupted())
                .as("the thread is still marked as interrupted")
                .isTrue();
        other.join();
        assertSocketClosed();
    }

    @Test
    void interrupting_the_thread_within_a_stream_closes_the_socket() {
        server.reply(Reply.words(5).stallAfter(1));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            nextText(stream);
            CompletableFuture<Void> other = onceAsked(Thread.currentThread()::interrupt);
            assertThat(failureOf(stream).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(Thread.interrupted())
                    .as("the thread is still marked as interrupted")
                    .isTrue();
            other.join();
        }

        assertSocketClosed();
    }
}
