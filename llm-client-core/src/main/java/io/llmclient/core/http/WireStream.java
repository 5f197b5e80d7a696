package io.llmclient.core.http;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.json.JsonIo;
import io.llmclient.core.internal.transport.EventReader;
import io.llmclient.core.internal.transport.HttpAnswer;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** One streamed answer: takes events from the wire, lets the dialect read them, and decides how the stream ended. */
final class WireStream implements ProviderStream {

    /** What follows the end mark is the end of the framing, which is there at once or not worth waiting for. */
    private static final Duration DRAIN = Duration.ofMillis(50);

    private static final byte[] MARK = {'[', 'D', 'O', 'N', 'E', ']'};

    /** A stray event is passed over; a server that sends many does not speak the dialect, and each costs a new parser. */
    private static final int MAX_SKIPPED = 16;

    private final Patience patience;
    private final HttpAnswer http;
    private final EventReader events;
    private final AnswerReader reader;
    private final AnswerAssembler answer;
    private final Blame blame;
    private JsonIo.@Nullable Feed feed;
    private @Nullable JsonCursor cursor;
    private int skipped;
    private boolean contentSeen;
    private boolean restartTimer = true;
    private boolean complete;

    WireStream(
            Patience patience,
            HttpAnswer http,
            Framing framing,
            AnswerReader reader,
            AnswerAssembler answer,
            Blame blame) {
        this.patience = patience;
        patience.pause();
        this.http = http;
        this.events = framing.reader(this::await);
        this.reader = reader;
        this.answer = answer;
        this.blame = blame;
    }

    @Override
    public ChatEvent next() {
        while (true) {
            ChatEvent event = answer.poll();
            if (event != null) {
                contentSeen = true;
                restartTimer = true;
                return event;
            }
            if (complete) {
                return new ChatEvent.Completed(partial());
            }
            complete = !readEvent();
            if (complete) {
                http.drain(DRAIN);
                dropParser();
                reader.end(answer);
                if (skipped > 0 && answer.hasBrokenCall()) {
                    throw blame.malformed(http, "a piece of a tool call could not be read");
                }
                answer.complete();
            }
        }
    }

    /** Reads one event from the wire; false when the answer is whole. */
    private boolean readEvent() {
        try {
            if (!events.next()) {
                return brokenOff();
            }
        } catch (LlmException e) {
            if (e.kind() != FailureKind.CANCELLED && e.kind() != FailureKind.MALFORMED_RESPONSE && answer.mayEnd()) {
                return false;
            }
            throw blame.stream(e, http, patience.late());
        }
        boolean done = endsInMark();
        int length = events.length() - (done ? MARK.length : 0);
        boolean finishing = answer.mayEnd();
        if (length > 0) {
            read(length);
        }
        if (done) {
            answer.end();
            return false;
        }
        if (!finishing && answer.mayEnd()) {
            restartTimer = true;
        }
        return !answer.ended();
    }

    private void restartTimer() {
        if (restartTimer) {
            restartTimer = false;
            boolean ending = answer.mayEnd();
            Duration limit =
                    ending ? patience.untilEnd() : contentSeen ? patience.untilNext() : patience.untilContent();
            if (!ending && (limit.isZero() || limit.isNegative())) {
                throw tooLate(); // a read of what is there already would not notice
            }
            http.limit(limit);
        }
    }

    /** Time runs only while the caller waits for bytes: it may take its own between pulls. */
    private int await(byte[] into, int from, int count) {
        patience.resume();
        try {
            restartTimer();
            return http.read(into, from, count);
        } finally {
            patience.pause();
        }
    }

    private LlmException tooLate() {
        return LlmException.builder(FailureKind.TIMED_OUT)
                .message(patience.late())
                .build();
    }

    private void read(int length) {
        boolean couldEnd = answer.mayEnd();
        boolean whole = false;
        try {
            JsonIo.Feed documents = feed();
            JsonParser parser = documents.feed(events.buffer(), events.start(), length);
            JsonCursor in = cursor;
            if (in == null) {
                in = new JsonCursor(parser);
                cursor = in;
            }
            do { // several where the blank line between two events is missing
                whole = false;
                in.begin();
                reader.event(events.event(), in, answer);
                in.skip();
                whole = true;
            } while (documents.another());
        } catch (JacksonException e) {
            dropParser(); // it is used up
            skipped++;
            if (skipped > MAX_SKIPPED) {
                throw blame.malformed(http, "more than " + MAX_SKIPPED + " events of the stream could not be read");
            }
            if (!whole && !couldEnd && answer.mayEnd()) {
                throw blame.interrupted(http, "the event that ends the stream broke off"); // with what else it held
            }
        }
        if (answer.failed()) {
            int from = events.start();
            throw blame.body(http, Arrays.copyOfRange(events.buffer(), from, from + events.length()));
        }
    }

    private JsonIo.Feed feed() {
        JsonIo.Feed known = feed;
        if (known == null) {
            known = skipped == 0 ? JsonIo.feed() : JsonIo.waryFeed();
            feed = known;
        }
        return known;
    }

    /** Gives its buffers, and the field names that it has learnt, back for the next stream. */
    private void dropParser() {
        if (feed != null) {
            feed.close();
        }
        feed = null;
        cursor = null;
    }

    private boolean brokenOff() {
        if (answer.mayEnd()) {
            return false;
        }
        throw skipped > 0 && !contentSeen
                ? blame.malformed(http, "no event of the stream could be read")
                : blame.interrupted(http, "the stream ended before the answer did");
    }

    /** Whether the data are the end mark, or it is their last line where the blank line before it is missing. */
    private boolean endsInMark() {
        byte[] data = events.buffer();
        int end = events.start() + events.length();
        int mark = end - MARK.length;
        return mark >= events.start()
                && (mark == events.start() || data[mark - 1] == '\n')
                && Arrays.equals(data, mark, end, MARK, 0, MARK.length);
    }

    @Override
    public ChatResponse partial() {
        return answer.response()
                .headers(Blame.headersThatMatter(http))
                .skippedEvents(skipped)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
