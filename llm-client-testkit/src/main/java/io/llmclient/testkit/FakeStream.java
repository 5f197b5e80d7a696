package io.llmclient.testkit;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import io.llmclient.Usage;
import io.llmclient.spi.ProviderStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Plays one {@link Reply} on the clock of the call. */
final class FakeStream implements ProviderStream {

    private final FakeProvider provider;
    private final Reply reply;
    private final boolean streaming;
    private final Limits limits;
    private final String id;
    private final Runnable onClose;
    private final Assembly assembly;
    private final Queue<ChatEvent> ready = new ArrayDeque<>();
    private int sent;
    private int skipped;
    private @Nullable ChatResponse whole;
    private volatile @Nullable String over;
    private volatile boolean closed;

    FakeStream(FakeProvider provider, Reply reply, boolean streaming, Limits limits, String id, Runnable onClose) {
        this.provider = provider;
        this.reply = reply;
        this.streaming = streaming;
        this.limits = limits;
        this.id = reply.id() == null ? id : reply.id();
        this.onClose = onClose;
        assembly = new Assembly(provider.dialect(), provider.model());
    }

    @Override
    public ChatEvent next() {
        if (over != null) {
            throw new IllegalStateException("next() was called after the stream " + over);
        }
        try {
            return streaming ? nextEvent() : wholeAnswer();
        } catch (LlmException e) {
            over = "failed";
            throw e;
        }
    }

    private ChatEvent nextEvent() {
        while (ready.isEmpty()) {
            step();
        }
        return ready.remove();
    }

    private void step() {
        List<Chunk> chunks = reply.chunks();
        skipMalformed();
        boolean ends = sent >= reply.chunksBeforeEnd();
        if (ends && reply.isEndless()) {
            send(reply.again(sent == reply.chunksBeforeEnd()));
        } else if (ends && reply.ending().kind() != null) {
            breakOff();
        } else if (ends) {
            ready.add(completed());
        } else {
            send(chunks.get(sent));
        }
    }

    private void send(Chunk chunk) {
        awaitToken(dueOf(sent));
        ready.addAll(assembly.add(chunk));
        sent++;
    }

    private void skipMalformed() {
        Integer malformed = reply.malformedAfter();
        if (malformed != null && sent == Math.min(malformed, reply.chunks().size())) {
            skipped = 1;
        }
    }

    /** A bad end follows the chunk before it at once; a stall is a chunk that never comes. */
    private void breakOff() {
        awaitToken(reply.ending().how() == Ending.How.STALL ? Limits.NEVER : 0);
        throw brokenOff();
    }

    private LlmException brokenOff() {
        Fault fault = reply.ending().fault();
        if (fault != null) {
            return provider.failure(fault, id).status(200).build();
        }
        return provider.failure(FailureKind.STREAM_INTERRUPTED, "the answer ended before its end mark")
                .status(200)
                .requestId(id)
                .build();
    }

    private void awaitToken(long due) {
        if (sent == 0) {
            limits.awaitFirstToken(due);
        } else {
            limits.awaitNextToken(due);
        }
    }

    private long dueOf(int chunk) {
        return reply.firstTokenAfter().plus(reply.between().multipliedBy(chunk)).toNanos();
    }

    private ChatEvent wholeAnswer() {
        limits.awaitAnswer(reply.kind(false) == FailureKind.TIMED_OUT ? Limits.NEVER : 0);
        if (reply.malformedAfter() != null) {
            throw provider.failure(FailureKind.MALFORMED_RESPONSE, "the body is not JSON")
                    .status(200)
                    .requestId(id)
                    .build();
        }
        if (reply.ending().kind() != null) {
            throw brokenOff();
        }
        return completed();
    }

    private ChatEvent completed() {
        over = "was completed";
        FinishReason reason = reply.finishReason();
        whole = answer(reply.parts(provider.dialect(), provider.model()), reply.usage(), reason, reason.name());
        return new ChatEvent.Completed(whole);
    }

    @Override
    public ChatResponse partial() {
        return whole != null ? whole : answer(assembly.parts(), Usage.unknown(), FinishReason.OTHER, null);
    }

    private ChatResponse answer(List<Content> parts, Usage usage, FinishReason reason, @Nullable String rawReason) {
        return ChatResponse.builder()
                .content(parts)
                .usage(usage)
                .finishReason(reason, rawReason)
                .id(id)
                .model(reply.model() == null ? provider.model() : reply.model())
                .skippedEvents(skipped)
                .build();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            over = "was closed";
            onClose.run();
        }
    }
}
