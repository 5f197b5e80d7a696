package io.llmclient.core.http;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of one answer together, for every dialect, streamed or whole. The only place that merges deltas. */
final class AnswerAssembler implements Deltas {

    private final String dialect;
    private final String model;
    private final long seed;
    private final boolean streaming;
    private final @Nullable ThinkTags tags;
    private final ArrayDeque<ChatEvent> ready = new ArrayDeque<>(4);
    private final List<Part> parts = new ArrayList<>(4);
    private final List<Part> calls = new ArrayList<>(0);
    /** The latest with that index: some gateways give every parallel call the index 0. */
    private final Map<Integer, Part> byIndex = new HashMap<>(0);

    private final Map<String, Part> byId = new HashMap<>(0);
    private @Nullable Part current;
    private @Nullable String id;
    private @Nullable String answeringModel;
    private @Nullable FinishReason finishReason;
    private @Nullable String rawFinishReason;
    private Supplier<Usage> usage = Usage::unknown;
    private boolean ended;
    private boolean failed;

    /**
     * @param seed makes the ids of tool calls that come without one unique in a conversation
     * @param streaming whether events are wanted as the pieces come
     * @param tagged whether thoughts may come as text in tags
     */
    AnswerAssembler(String dialect, String model, long seed, boolean streaming, boolean tagged) {
        this.dialect = dialect;
        this.model = model;
        this.seed = seed;
        this.streaming = streaming;
        this.tags = tagged ? new ThinkTags(this::think, this::say) : null;
    }

    /** The next event to hand out; null when more must be read. */
    @Nullable
    ChatEvent poll() {
        return ready.poll();
    }

    /** Whether an end of the stream would be a good one. */
    boolean mayEnd() {
        return ended || finishReason != null;
    }

    boolean ended() {
        return ended;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public void id(JsonCursor in) {
        if (id == null) {
            id = emptyToNull(in.text());
        }
    }

    @Override
    public void model(JsonCursor in) {
        if (answeringModel == null) {
            answeringModel = emptyToNull(in.text());
        }
    }

    @Override
    public void text(@Nullable String fragment) {
        if (fragment == null || fragment.isEmpty()) {
            return;
        }
        if (tags == null) {
            say(fragment);
        } else {
            tags.read(fragment);
        }
    }

    private void say(String fragment) {
        append(Kind.TEXT, fragment, streaming ? new ChatEvent.TextDelta(fragment) : null);
    }

    @Override
    public void thinking(@Nullable String fragment) {
        if (fragment != null && !fragment.isEmpty()) {
            release();
            think(fragment);
        }
    }

    private void think(String fragment) {
        append(Kind.THINKING, fragment, streaming ? new ChatEvent.ThinkingDelta(fragment) : null);
    }

    /** Text that was held back because it might be a tag. */
    private void release() {
        if (tags != null) {
            tags.release();
        }
    }

    @Override
    public void refusal(@Nullable String fragment) {
        if (fragment != null && !fragment.isEmpty()) {
            release();
            append(Kind.REFUSAL, fragment, streaming ? new ChatEvent.RefusalDelta(fragment) : null);
        }
    }

    private void append(Kind kind, String fragment, @Nullable ChatEvent event) {
        if (current == null || current.kind != kind) {
            current = begin(kind);
        }
        current.add(fragment);
        if (event != null) {
            ready.add(event);
        }
    }

    private Part begin(Kind kind) {
        Part part = new Part(kind);
        parts.add(part);
        return part;
    }

    @Override
    public void sign(@Nullable String signature) {
        if (signature == null || signature.isEmpty()) {
            return;
        }
        if (current == null || current.kind == Kind.REFUSAL) {
            current = begin(Kind.THINKING);
        }
        current.signature = signature;
    }

    @Override
    public void toolCall(int index, @Nullable String callId, @Nullable String nameOrBlank, @Nullable String arguments) {
        release();
        String name = blankToNull(nameOrBlank);
        Part call = callFor(index, blankToNull(callId), name, arguments);
        current = call;
        if (call.name == null && name != null) {
            call.name = name;
            start(call);
        }
        if (arguments != null && !arguments.isEmpty()) {
            call.add(arguments);
            if (streaming && call.name != null) {
                ready.add(new ChatEvent.ToolCallDelta(call.order, arguments));
            }
        }
    }

    private Part callFor(int index, @Nullable String callId, @Nullable String name, @Nullable String arguments) {
        Part known = index >= 0 ? byIndex.get(index) : callId != null ? openById(callId) : lastUnless(name);
        if (known != null && !isAnother(known, callId, name, arguments)) {
            if (known.id == null) {
                identify(known, callId);
            }
            return known;
        }
        Part call = begin(Kind.CALL);
        identify(call, callId);
        if (index >= 0) {
            byIndex.put(index, call);
        }
        call.order = calls.size();
        calls.add(call);
        return call;
    }

    /**
     * A name begins a call, unless it repeats that of the call in progress; without ids, whole arguments tell two calls
     * of one tool apart.
     */
    private static boolean isAnother(
            Part known, @Nullable String callId, @Nullable String name, @Nullable String arguments) {
        if (name == null || known.name == null) {
            return false;
        }
        return !name.equals(known.name) || (callId == null ? bothWhole(known, arguments) : !callId.equals(known.id));
    }

    private static boolean bothWhole(Part known, @Nullable String arguments) {
        return arguments != null && JsonCursor.isObject(arguments) && JsonCursor.isObject(known.text());
    }

    private void identify(Part call, @Nullable String callId) {
        call.id = callId;
        if (callId != null) {
            byId.put(callId, call);
        }
    }

    /** Not one that is whole: some servers give every call the same id. */
    private @Nullable Part openById(String callId) {
        Part call = byId.get(callId);
        return call == null || call.completed ? null : call;
    }

    /** A fragment without index and id continues the last call; one that names a tool begins a call. */
    private @Nullable Part lastUnless(@Nullable String name) {
        return name != null || calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    private void start(Part call) {
        if (call.id == null) {
            call.id = CallIds.make(seed, call.order);
        }
        if (streaming) {
            ready.add(new ChatEvent.ToolCallStarted(call.order, call.id, call.name()));
            if (!call.text().isEmpty()) {
                ready.add(new ChatEvent.ToolCallDelta(call.order, call.text()));
            }
        }
    }

    @Override
    public void opaque(String type, String json) {
        Part part = begin(Kind.OPAQUE);
        part.name = type;
        part.add(json);
        current = null;
    }

    @Override
    public void vector(float[] values) {
        begin(Kind.VECTOR).numbers = values;
    }

    @Override
    public void endPart() {
        if (current != null && current.kind == Kind.CALL) {
            complete(current);
        }
        current = null;
    }

    private void complete(Part call) {
        if (!call.completed && call.name != null) {
            call.completed = true;
            if (streaming) {
                ready.add(new ChatEvent.ToolCallCompleted(call.order, toolCall(call)));
            }
        }
    }

    @Override
    public void usage(Supplier<Usage> tokens) {
        usage = tokens;
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        finishReason = reason;
        rawFinishReason = raw;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void fail() {
        failed = true;
    }

    /** Nothing follows: hands out the tool calls that are still open. The answer is then {@link #response()}. */
    void complete() {
        release();
        calls.forEach(this::complete);
    }

    /** Whether a tool call's arguments are no JSON object, as when a piece of them could not be read. */
    boolean hasBrokenCall() {
        return calls.stream()
                .anyMatch(call ->
                        call.name != null && !JsonCursor.isObject(toolCall(call).arguments()));
    }

    /** The answer as far as it came; tool calls only when they are whole. */
    ChatResponse.Builder response() {
        release();
        List<Content> content = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.kind != Kind.CALL || part.completed) {
                content.add(content(part));
            }
        }
        return ChatResponse.builder()
                .id(id)
                .model(answeringModel)
                .content(content)
                .usage(usage.get())
                .finishReason(derivedFinishReason(), rawFinishReason);
    }

    /** Several providers say "stop" although they ask for tools. */
    private FinishReason derivedFinishReason() {
        FinishReason given = finishReason == null ? FinishReason.OTHER : finishReason;
        boolean silent = given == FinishReason.STOP || given == FinishReason.OTHER;
        return silent && hasWholeCall() ? FinishReason.TOOL_CALLS : given;
    }

    private boolean hasWholeCall() {
        for (Part call : calls) {
            if (call.completed) {
                return true;
            }
        }
        return false;
    }

    private Content content(Part part) {
        String text = part.text();
        return switch (part.kind) {
            case TEXT -> new Content.Text(text, signed(part));
            case THINKING -> new Content.Thinking(text, new Origin(dialect, model, part.signature));
            case REFUSAL -> new Content.Refusal(text);
            case CALL -> toolCall(part);
            case OPAQUE -> new Content.Opaque(part.name(), text, new Origin(dialect, model));
            case VECTOR -> new Content.Vector(part.numbers);
        };
    }

    private Content.ToolCall toolCall(Part call) {
        String arguments = call.text().strip();
        boolean none = arguments.isEmpty() || arguments.equals("null");
        return new Content.ToolCall(call.id == null ? "" : call.id, call.name(), none ? "{}" : arguments, signed(call));
    }

    private @Nullable Origin signed(Part part) {
        return part.signature == null ? null : new Origin(dialect, model, part.signature);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private enum Kind {
        TEXT,
        THINKING,
        REFUSAL,
        CALL,
        OPAQUE,
        VECTOR
    }

    private static final class Part {
        private static final float[] NONE = {};

        final Kind kind;
        float[] numbers = NONE;
        /** A whole answer is one piece, which is not copied. */
        private String only = "";

        private @Nullable StringBuilder pieces;

        @Nullable
        String signature;

        @Nullable
        String id;

        @Nullable
        String name;

        int order;
        boolean completed;

        Part(Kind kind) {
            this.kind = kind;
        }

        String name() {
            return name == null ? "" : name;
        }

        void add(String fragment) {
            if (pieces != null) {
                pieces.append(fragment);
            } else if (only.isEmpty()) {
                only = fragment;
            } else {
                pieces = new StringBuilder(only).append(fragment);
            }
        }

        String text() {
            return pieces == null ? only : pieces.toString();
        }
    }
}
