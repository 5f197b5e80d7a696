package io.llmclient;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole answer, who gave it, and what it took to get it. Immutable. */
public final class ChatResponse {

    private static final Message.Assistant NOTHING = new Message.Assistant(List.of());

    private final Message.Assistant message;
    private final FinishReason finishReason;
    private final @Nullable String rawFinishReason;
    private final Usage usage;
    private final @Nullable String id;
    private final @Nullable String model;
    private final Map<String, String> headers;
    private final @Nullable String rawBody;
    private final int skippedEvents;
    private final boolean lastResort;
    private final Route route;

    private ChatResponse(Builder b) {
        message = b.message;
        finishReason = b.finishReason;
        rawFinishReason = b.rawFinishReason;
        usage = b.usage;
        id = b.id;
        model = b.model;
        headers = b.headers;
        rawBody = b.rawBody;
        skippedEvents = b.skippedEvents;
        lastResort = b.lastResort;
        route = b.route;
    }

    /** An empty builder, for whoever implements or fakes a provider. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with everything this answer has. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.message = message;
        b.finishReason = finishReason;
        b.rawFinishReason = rawFinishReason;
        b.usage = usage;
        b.id = id;
        b.model = model;
        b.headers = headers;
        b.rawBody = rawBody;
        b.skippedEvents = skippedEvents;
        b.lastResort = lastResort;
        b.route = route;
        return b;
    }

    /** The answer as a message to append to the conversation. */
    public Message.Assistant message() {
        return message;
    }

    /** The parts of the answer, in order. */
    public List<Content> content() {
        return message.content();
    }

    /** All text parts joined; empty when there are none. */
    public String text() {
        return message.text();
    }

    /** All thoughts joined; null when there are none. */
    public @Nullable String thinking() {
        List<String> thoughts = content().stream()
                .filter(Content.Thinking.class::isInstance)
                .map(part -> ((Content.Thinking) part).text())
                .toList();
        return thoughts.isEmpty() ? null : String.join("", thoughts);
    }

    /** The words in which the model declined; null when it did not. */
    public @Nullable String refusal() {
        String words = content().stream()
                .filter(Content.Refusal.class::isInstance)
                .map(part -> ((Content.Refusal) part).text())
                .collect(Collectors.joining());
        return words.isEmpty() ? null : words;
    }

    /** The tools that the model asks for, in order; empty when there are none. */
    public List<Content.ToolCall> toolCalls() {
        return message.toolCalls();
    }

    /** Why the answer ended. */
    public FinishReason finishReason() {
        return finishReason;
    }

    /** The provider's own word for it; null when it gave none. */
    public @Nullable String rawFinishReason() {
        return rawFinishReason;
    }

    /** The tokens it took, of the attempt that answered; failed attempts may have cost some, too. */
    public Usage usage() {
        return usage;
    }

    /** The provider's id of this answer; null when it gave none. */
    public @Nullable String id() {
        return id;
    }

    /**
     * The model that answered as the provider names it, often a dated version of the one asked for; null when it gave
     * none.
     */
    public @Nullable String model() {
        return model;
    }

    /** Response headers that matter: request ids and rate limits, with names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body as it came, if {@link ChatRequest.Builder#rawBody(boolean)} asked for it and the answer was not
     * streamed; else null.
     */
    public @Nullable String rawBody() {
        return rawBody;
    }

    /** How many stream events were skipped because they could not be read. */
    public int skippedEvents() {
        return skippedEvents;
    }

    /** Whether no provider gave this answer but the client's {@link LastResort}, since all of them failed. */
    public boolean lastResort() {
        return lastResort;
    }

    /** Who answered and what was tried before. */
    public Route route() {
        return route;
    }

    /** Sizes, not words: answers don't belong in logs. */
    @Override
    public String toString() {
        return "ChatResponse[" + content().size() + " parts, " + finishReason + ", " + route + "]";
    }

    /** Collects a {@link ChatResponse}. Not safe for use by several threads at once. */
    public static final class Builder {
        private Message.Assistant message = NOTHING;
        private FinishReason finishReason = FinishReason.OTHER;
        private @Nullable String rawFinishReason;
        private Usage usage = Usage.unknown();
        private @Nullable String id;
        private @Nullable String model;
        private Map<String, String> headers = Map.of();
        private @Nullable String rawBody;
        private int skippedEvents;
        private boolean lastResort;
        private Route route = Route.none();

        private Builder() {}

        /** Sets one text part as the content. */
        public Builder text(String text) {
            return content(List.of(Content.text(text)));
        }

        /** Sets the parts. */
        public Builder content(List<Content> parts) {
            message = new Message.Assistant(parts);
            return this;
        }

        /** Sets why the answer ended, and the provider's own word for it. */
        public Builder finishReason(FinishReason reason, @Nullable String raw) {
            finishReason = reason;
            rawFinishReason = raw;
            return this;
        }

        /** Sets the tokens it took. */
        public Builder usage(Usage tokens) {
            usage = tokens;
            return this;
        }

        /** Sets the provider's id of the answer. */
        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        /** Sets the model as the provider names it. */
        public Builder model(@Nullable String value) {
            model = value;
            return this;
        }

        /** Sets the response headers that matter, names in lower case. */
        public Builder headers(Map<String, String> values) {
            headers = Map.copyOf(values);
            return this;
        }

        /** Sets the body as it came. */
        public Builder rawBody(@Nullable String body) {
            rawBody = body;
            return this;
        }

        /** Sets how many events were skipped. */
        public Builder skippedEvents(int count) {
            skippedEvents = count;
            return this;
        }

        /** Sets whether it stands in for the providers' answers; the client does this. */
        public Builder lastResort(boolean instead) {
            lastResort = instead;
            return this;
        }

        /** Sets the route; the client does this. */
        public Builder route(Route way) {
            route = way;
            return this;
        }

        /** Builds it. */
        public ChatResponse build() {
            return new ChatResponse(this);
        }
    }
}
