package io.llmclient.testkit;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A provider answers one request: what it says, how fast, and how it ends. Immutable.
 *
 * <pre>{@code
 * Reply.text("It rains.")
 * Reply.thinking("Which city?").signed("sig").andToolCall("weather", "{\"city\":\"Bonn\"}")
 * Reply.words(60).between(ofMillis(50)).cutAfter(40)
 * }</pre>
 *
 * <p>Streamed, it comes in {@linkplain #chunks() chunks}: one a word, with the space after it; a tool call's arguments
 * in up to three. The numbers in {@link #cutAfter} and its like count these; such an end follows the chunk before it at
 * once, {@link #between} or not.
 */
public final class Reply implements Behaviour {

    /** Stands in an origin for what only the provider that serves the reply knows. */
    private static final String SERVING = "serving";

    /** Nothing is generated. */
    private static final Usage VECTORS_USAGE =
            Usage.builder().input(10L).total(10L).build();

    private final List<Content> parts;
    private final List<Chunk> chunks;
    private final @Nullable Usage usage;
    private final @Nullable FinishReason finishReason;
    private final @Nullable String id;
    private final @Nullable String model;
    private final Duration firstTokenAfter;
    private final Duration between;
    private final @Nullable Duration pingEvery;
    private final @Nullable Integer malformedAfter;
    private final Ending ending;

    private Reply(Draft draft) {
        parts = List.copyOf(draft.parts);
        chunks = Chunks.of(parts);
        usage = draft.usage;
        finishReason = draft.finishReason;
        id = draft.id;
        model = draft.model;
        firstTokenAfter = draft.firstTokenAfter;
        between = draft.between;
        pingEvery = draft.pingEvery;
        malformedAfter = draft.malformedAfter;
        ending = draft.ending;
        requireMore();
    }

    /** What no dialect can go on with for ever would keep a server busy with saying nothing. */
    private void requireMore() {
        Content last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (isEndless() && !(last instanceof Content.Text || last instanceof Content.Thinking)) {
            throw new IllegalStateException("only a text or a thought can be endless; end the reply with one");
        }
    }

    /** An answer that says nothing; a start for the {@code and…} methods. */
    public static Reply empty() {
        return new Reply(new Draft());
    }

    /** An answer of one text. */
    public static Reply text(String text) {
        return empty().andText(text);
    }

    /** An answer of this many words: {@code word1 word2 …}. */
    public static Reply words(int count) {
        return text(IntStream.rangeClosed(1, count).mapToObj(n -> "word" + n).collect(Collectors.joining(" ")));
    }

    /** An answer that begins with a thought. */
    public static Reply thinking(String text) {
        return empty().andThinking(text);
    }

    /** An answer that asks for a tool. */
    public static Reply toolCall(String name, String arguments) {
        return empty().andToolCall(name, arguments);
    }

    /** An answer in which the model declines. */
    public static Reply refusal(String text) {
        return empty().andRefusal(text);
    }

    /**
     * An answer of an embedding model. Any reply without vectors gets them when it answers a request for vectors: made
     * from the texts, as {@link FakeProvider#vector} tells.
     */
    public static Reply vectors(float[]... vectors) {
        Reply reply = empty();
        for (float[] vector : vectors) {
            reply = reply.and(new Content.Vector(vector));
        }
        return reply;
    }

    /** The same, or where it holds no vectors one with those of these texts in place of all that it says. */
    Reply orVectors(List<String> texts, int dimension) {
        if (isEndless() || parts.stream().anyMatch(Content.Vector.class::isInstance)) {
            return this;
        }
        return with(draft -> {
            draft.parts.clear();
            draft.parts.addAll(FakeVectors.of(texts, dimension));
            draft.usage = usage != null ? usage : VECTORS_USAGE;
        });
    }

    /** The same with another text part at its end. */
    public Reply andText(String text) {
        return and(Content.text(text));
    }

    /** The same with another thought at its end. */
    public Reply andThinking(String text) {
        return and(new Content.Thinking(text, null));
    }

    /** The same with another tool call at its end. Its id is made from its place, name and arguments. */
    public Reply andToolCall(String name, String arguments) {
        return andToolCall(String.format("call_%08x", Objects.hash(parts.size(), name, arguments)), name, arguments);
    }

    /** The same with another tool call at its end, by its id. */
    public Reply andToolCall(String callId, String name, String arguments) {
        return and(new Content.ToolCall(callId, name, arguments));
    }

    /** The same with a refusal at its end. */
    public Reply andRefusal(String text) {
        return and(new Content.Refusal(text));
    }

    private Reply and(Content part) {
        return with(draft -> draft.parts.add(part));
    }

    /**
     * The same with its last part, a thought, a tool call or a text, signed by the provider that serves it.
     *
     * @throws IllegalStateException when there is no such part
     */
    public Reply signed(String signature) {
        Origin origin = new Origin(SERVING, SERVING, signature);
        Content last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last == null || last instanceof Content.Refusal) {
            throw new IllegalStateException(
                    "there is no part to sign; call signed(…) after a thought, a tool call or a text");
        }
        return with(draft -> draft.parts.set(parts.size() - 1, Signing.withOrigin(last, origin)));
    }

    /** The same with this usage. Default: 10 tokens read, and one written for each chunk. */
    public Reply usage(Usage tokens) {
        return with(draft -> draft.usage = tokens);
    }

    /** The same with this finish reason. Default: tool calls, content filter or stop, as the parts are. */
    public Reply finishReason(FinishReason reason) {
        return with(draft -> draft.finishReason = reason);
    }

    /** The same with this id of the answer. Default: one that the provider makes up. */
    public Reply id(String value) {
        return with(draft -> draft.id = value);
    }

    /** The same with this name of the model that answered. Default: the model that was asked for. */
    public Reply model(String value) {
        return with(draft -> draft.model = value);
    }

    /** The same with this time from the request to the first chunk; headers come at once. Default: none. */
    public Reply firstTokenAfter(Duration time) {
        return with(draft -> draft.firstTokenAfter = Durations.notNegative("firstTokenAfter", time));
    }

    /** The same with this time before each chunk but the first: a slow trickle. Default: none. */
    public Reply between(Duration time) {
        return with(draft -> draft.between = Durations.notNegative("between", time));
    }

    /** The same with signs of life that are no content, sent this often while a stream is silent. Default: none. */
    public Reply pingEvery(Duration time) {
        return with(draft -> draft.pingEvery = Durations.positive("pingEvery", time));
    }

    /**
     * The same with one unreadable event, more than the answer has, after n chunks; then it goes on. Unstreamed, the
     * whole body is unreadable.
     */
    public Reply malformedAfter(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("malformedAfter must be 0 or more chunks, not " + n);
        }
        return with(draft -> draft.malformedAfter = n);
    }

    /** The same, but the body ends properly after n chunks: no finish reason, no mark that ends the stream. */
    public Reply cutAfter(int n) {
        return ending(new Ending(Ending.How.CUT, n, null));
    }

    /** The same, but the connection is reset after n chunks. */
    public Reply resetAfter(int n) {
        return ending(new Ending(Ending.How.RESET, n, null));
    }

    /** The same, but after n chunks nothing more comes, for ever. */
    public Reply stallAfter(int n) {
        return ending(new Ending(Ending.How.STALL, n, null));
    }

    /** The same, but after n chunks an error event ends the stream. Unstreamed, the request fails. */
    public Reply failAfter(int n, Fault fault) {
        if (!fault.hasErrorBody()) {
            throw new IllegalArgumentException(
                    fault + " cannot be told inside a stream; see resetAfter, stallAfter and cutAfter");
        }
        return ending(new Ending(Ending.How.FAULT, n, fault));
    }

    /**
     * The same, but the mark that ends the stream is missing after finish reason and usage: a whole answer
     * nevertheless.
     */
    public Reply withoutTerminalMark() {
        return ending(new Ending(Ending.How.UNMARKED, 0, null));
    }

    /**
     * The same, but its last chunk comes again and again, as fast as it is read or {@link #between} allows, and the
     * answer never ends. Unstreamed, nothing ever comes.
     *
     * @throws IllegalStateException when its last part is neither a text nor a thought
     */
    public Reply endless() {
        return ending(new Ending(Ending.How.ENDLESS, 0, null));
    }

    private Reply ending(Ending end) {
        return with(draft -> draft.ending = end);
    }

    /** The parts as the given dialect and model sign them. */
    public List<Content> parts(String dialect, String askedModel) {
        return parts.stream()
                .map(part -> Signing.servedBy(part, dialect, askedModel))
                .toList();
    }

    /** The pieces in which it is streamed, all of them, even when {@link #ending()} holds some back. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /** The tokens it takes. */
    public Usage usage() {
        return usage != null
                ? usage
                : Usage.builder().input(10L).output((long) chunks.size()).build();
    }

    /** Why the answer ends. */
    public FinishReason finishReason() {
        if (finishReason != null) {
            return finishReason;
        }
        if (parts.stream().anyMatch(Content.ToolCall.class::isInstance)) {
            return FinishReason.TOOL_CALLS;
        }
        boolean refused = parts.stream().anyMatch(Content.Refusal.class::isInstance);
        return refused ? FinishReason.CONTENT_FILTER : FinishReason.STOP;
    }

    /** The id of the answer; null for one that the provider makes up. */
    public @Nullable String id() {
        return id;
    }

    /** The name of the model that answers; null for the one that was asked for. */
    public @Nullable String model() {
        return model;
    }

    /** The time from the request to the first chunk. */
    public Duration firstTokenAfter() {
        return firstTokenAfter;
    }

    /** The time before each other chunk. */
    public Duration between() {
        return between;
    }

    /** How often a silent stream gives a sign of life; null for never. */
    public @Nullable Duration pingEvery() {
        return pingEvery;
    }

    /** After how many chunks an unreadable event comes; null for none. */
    public @Nullable Integer malformedAfter() {
        return malformedAfter;
    }

    /** How it ends. */
    public Ending ending() {
        return ending;
    }

    boolean isEndless() {
        return ending.how() == Ending.How.ENDLESS;
    }

    /** After how many chunks {@link #ending()} shows itself; all of them where it is good. */
    int chunksBeforeEnd() {
        if (isEndless()) {
            return chunks.size() - 1;
        }
        return ending.kind() == null ? chunks.size() : Math.min(ending.after(), chunks.size());
    }

    /** What an endless reply says after {@link #chunksBeforeEnd()}: its last chunk, which no other one follows. */
    Chunk again(boolean firstTime) {
        Chunk last = chunks.get(chunks.size() - 1);
        return new Chunk(last.part(), last.content(), last.fragment(), last.first() && firstTime, false);
    }

    /** The time from the request to the last chunk: when an unstreamed answer comes. */
    public Duration wholeAfter() {
        return firstTokenAfter.plus(between.multipliedBy(Math.max(0, chunks.size() - 1)));
    }

    /** What a correct client with patience enough reports; null for an answer. */
    public @Nullable FailureKind kind(boolean streaming) {
        if (!streaming && isEndless()) {
            return FailureKind.TIMED_OUT;
        }
        return !streaming && malformedAfter != null ? FailureKind.MALFORMED_RESPONSE : ending.kind();
    }

    @Override
    public String toString() {
        return "Reply[" + chunks.size() + " chunks, " + ending.how() + "]";
    }

    private Reply with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.parts.addAll(parts);
        draft.usage = usage;
        draft.finishReason = finishReason;
        draft.id = id;
        draft.model = model;
        draft.firstTokenAfter = firstTokenAfter;
        draft.between = between;
        draft.pingEvery = pingEvery;
        draft.malformedAfter = malformedAfter;
        draft.ending = ending;
        change.accept(draft);
        return new Reply(draft);
    }

    /** A reply that can still change. */
    private static final class Draft {
        private final List<Content> parts = new ArrayList<>();
        private @Nullable Usage usage;
        private @Nullable FinishReason finishReason;
        private @Nullable String id;
        private @Nullable String model;
        private Duration firstTokenAfter = Duration.ZERO;
        private Duration between = Duration.ZERO;
        private @Nullable Duration pingEvery;
        private @Nullable Integer malformedAfter;
        private Ending ending = Ending.WHOLE;
    }
}
