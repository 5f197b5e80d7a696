package io.llmclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask, for whichever provider answers. Immutable; {@link #toBuilder()} makes variants.
 *
 * <p>Nothing is sent that was not set here: a null field leaves the provider's default. Where a provider demands a
 * value (Anthropic's max tokens), its dialect documents the one default it sends.
 */
public final class ChatRequest {

    private final List<Message> messages;
    private final List<Tool> tools;
    private final @Nullable ToolChoice toolChoice;
    private final @Nullable Boolean parallelToolCalls;
    private final @Nullable ResponseFormat responseFormat;
    private final @Nullable Reasoning reasoning;
    private final @Nullable Integer maxOutputTokens;
    private final @Nullable Double temperature;
    private final @Nullable Double topP;
    private final @Nullable Integer topK;
    private final @Nullable Double presencePenalty;
    private final @Nullable Double frequencyPenalty;
    private final @Nullable Long seed;
    private final List<String> stop;
    private final Map<String, String> metadata;
    private final Map<String, Map<String, @Nullable Object>> extras;
    private final Content.@Nullable CachePoint cache;
    private final @Nullable String conversationId;
    private final Routing routing;
    private final @Nullable Duration deadline;
    private final @Nullable Timeouts timeouts;
    private final @Nullable StreamRecovery streamRecovery;
    private final @Nullable Hedge hedge;
    private final boolean rawBody;

    private ChatRequest(Builder b) {
        messages = List.copyOf(b.messages);
        tools = List.copyOf(b.tools);
        toolChoice = b.toolChoice;
        parallelToolCalls = b.parallelToolCalls;
        responseFormat = b.responseFormat;
        reasoning = b.reasoning;
        maxOutputTokens = b.maxOutputTokens;
        temperature = b.temperature;
        topP = b.topP;
        topK = b.topK;
        presencePenalty = b.presencePenalty;
        frequencyPenalty = b.frequencyPenalty;
        seed = b.seed;
        stop = List.copyOf(b.stop);
        metadata = Map.copyOf(b.metadata);
        extras = copyOf(b.extras);
        cache = b.cache;
        conversationId = b.conversationId;
        routing = b.routing;
        deadline = b.deadline;
        timeouts = b.timeouts;
        streamRecovery = b.streamRecovery;
        hedge = b.hedge;
        rawBody = b.rawBody;
    }

    private static Map<String, Map<String, @Nullable Object>> copyOf(
            Map<String, Map<String, @Nullable Object>> extras) {
        if (extras.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
        extras.forEach(
                (provider, fields) -> copy.put(provider, Collections.unmodifiableMap(new LinkedHashMap<>(fields))));
        return Collections.unmodifiableMap(copy);
    }

    /** A request with one user message and nothing else. */
    public static ChatRequest of(String userMessage) {
        return builder().user(userMessage).build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with everything this request has. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.messages.addAll(messages);
        b.tools.addAll(tools);
        b.toolChoice = toolChoice;
        b.parallelToolCalls = parallelToolCalls;
        b.responseFormat = responseFormat;
        b.reasoning = reasoning;
        b.maxOutputTokens = maxOutputTokens;
        b.temperature = temperature;
        b.topP = topP;
        b.topK = topK;
        b.presencePenalty = presencePenalty;
        b.frequencyPenalty = frequencyPenalty;
        b.seed = seed;
        b.stop.addAll(stop);
        b.metadata.putAll(metadata);
        extras.forEach((provider, fields) -> b.extras.put(provider, new LinkedHashMap<>(fields)));
        b.cache = cache;
        b.conversationId = conversationId;
        b.routing = routing;
        b.deadline = deadline;
        b.timeouts = timeouts;
        b.streamRecovery = streamRecovery;
        b.hedge = hedge;
        b.rawBody = rawBody;
        return b;
    }

    /** The conversation, oldest first; never empty. */
    public List<Message> messages() {
        return messages;
    }

    /** The tools on offer; empty for none. */
    public List<Tool> tools() {
        return tools;
    }

    /** How free the model is in calling tools, or null for the provider's default, which is auto. */
    public @Nullable ToolChoice toolChoice() {
        return toolChoice;
    }

    /** Whether one turn may hold several tool calls, or null for the provider's default. */
    public @Nullable Boolean parallelToolCalls() {
        return parallelToolCalls;
    }

    /** The form of the answer's text, or null for any text. */
    public @Nullable ResponseFormat responseFormat() {
        return responseFormat;
    }

    /** How much a reasoning model shall think, or null for the model's default. */
    public @Nullable Reasoning reasoning() {
        return reasoning;
    }

    /** The most tokens to generate, thoughts included, or null. */
    public @Nullable Integer maxOutputTokens() {
        return maxOutputTokens;
    }

    /** The sampling temperature, or null. */
    public @Nullable Double temperature() {
        return temperature;
    }

    /** The nucleus sampling mass, or null. */
    public @Nullable Double topP() {
        return topP;
    }

    /** The number of candidates for each token, or null. */
    public @Nullable Integer topK() {
        return topK;
    }

    /** The penalty on tokens that occurred, or null. */
    public @Nullable Double presencePenalty() {
        return presencePenalty;
    }

    /** The penalty on tokens by how often they occurred, or null. */
    public @Nullable Double frequencyPenalty() {
        return frequencyPenalty;
    }

    /** The seed for repeatable sampling, or null. */
    public @Nullable Long seed() {
        return seed;
    }

    /** Texts that end the answer; empty for none. */
    public List<String> stop() {
        return stop;
    }

    /** Labels for the provider's own logs; empty for none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Fields that only one provider knows, by provider name; empty for none. Values are JSON as Java values. */
    public Map<String, Map<String, @Nullable Object>> extras() {
        return extras;
    }

    /** The mark that the whole prompt may be cached, or null. */
    public Content.@Nullable CachePoint cache() {
        return cache;
    }

    /** The conversation's id, or null. */
    public @Nullable String conversationId() {
        return conversationId;
    }

    /** Which candidates may answer. */
    public Routing routing() {
        return routing;
    }

    /** The time for the whole call, retries, waits and failovers together; null for the client's default. */
    public @Nullable Duration deadline() {
        return deadline;
    }

    /** How long a provider may be silent, or null for the provider's or the client's setting. */
    public @Nullable Timeouts timeouts() {
        return timeouts;
    }

    /** What happens when a stream breaks, or null for the client's setting. */
    public @Nullable StreamRecovery streamRecovery() {
        return streamRecovery;
    }

    /** When a second candidate is asked beside the first, or null for the client's setting. */
    public @Nullable Hedge hedge() {
        return hedge;
    }

    /** Whether {@link ChatResponse#rawBody()} is kept. */
    public boolean rawBody() {
        return rawBody;
    }

    /** Counts, not contents: prompts don't belong in logs. */
    @Override
    public String toString() {
        return "ChatRequest[" + messages.size() + " messages, " + tools.size() + " tools]";
    }

    /**
     * Collects a {@link ChatRequest}. What takes all of a kind replaces them; what takes one message, tool, label or
     * extra adds it. Not safe for use by several threads at once.
     */
    public static final class Builder {
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private final List<String> stop = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, Map<String, @Nullable Object>> extras = new LinkedHashMap<>();
        private @Nullable ToolChoice toolChoice;
        private @Nullable Boolean parallelToolCalls;
        private @Nullable ResponseFormat responseFormat;
        private @Nullable Reasoning reasoning;
        private @Nullable Integer maxOutputTokens;
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer topK;
        private @Nullable Double presencePenalty;
        private @Nullable Double frequencyPenalty;
        private @Nullable Long seed;
        private Content.@Nullable CachePoint cache;
        private @Nullable String conversationId;
        private Routing routing = Routing.any();
        private @Nullable Duration deadline;
        private @Nullable Timeouts timeouts;
        private @Nullable StreamRecovery streamRecovery;
        private @Nullable Hedge hedge;
        private boolean rawBody;

        private Builder() {}

        /** Adds a system message. */
        public Builder system(String text) {
            return message(Message.system(text));
        }

        /** Adds a user message. */
        public Builder user(String text) {
            return message(Message.user(text));
        }

        /** Adds a user message of several parts. */
        public Builder user(Content... parts) {
            return message(Message.user(parts));
        }

        /** Adds a message. */
        public Builder message(Message message) {
            messages.add(message);
            return this;
        }

        /** Replaces all messages. */
        public Builder messages(Collection<? extends Message> all) {
            messages.clear();
            messages.addAll(all);
            return this;
        }

        /** Adds a tool. */
        public Builder tool(Tool tool) {
            tools.add(tool);
            return this;
        }

        /** Replaces all tools. */
        public Builder tools(Tool... all) {
            return tools(List.of(all));
        }

        /** Replaces all tools. */
        public Builder tools(Collection<Tool> all) {
            tools.clear();
            tools.addAll(all);
            return this;
        }

        /** Sets how free the model is in calling tools; null for the provider's default. Needs {@link #tools}. */
        public Builder toolChoice(@Nullable ToolChoice choice) {
            toolChoice = choice;
            return this;
        }

        /** Sets whether one turn may hold several tool calls; null for the provider's default. */
        public Builder parallelToolCalls(@Nullable Boolean parallel) {
            parallelToolCalls = parallel;
            return this;
        }

        /** Sets the form of the answer's text; null for any text. */
        public Builder responseFormat(@Nullable ResponseFormat format) {
            responseFormat = format;
            return this;
        }

        /** Sets how much a reasoning model shall think; null for the model's default. */
        public Builder reasoning(@Nullable Reasoning thinking) {
            reasoning = thinking;
            return this;
        }

        /** Limits the tokens to generate, at least 1; null for the provider's default. */
        public Builder maxOutputTokens(@Nullable Integer tokens) {
            maxOutputTokens = tokens == null ? null : Check.positive("maxOutputTokens", tokens);
            return this;
        }

        /**
         * Sets the sampling temperature, 0 or more; null for the provider's default. Where a provider's range ends
         * below the value its maximum is sent, and models that refuse the field don't get it; the route records both.
         */
        public Builder temperature(@Nullable Double value) {
            temperature = notNegative("temperature", value);
            return this;
        }

        /** Sets the nucleus sampling mass, 0 to 1; null for the provider's default. */
        public Builder topP(@Nullable Double value) {
            topP = notNegative("topP", value);
            return this;
        }

        /** Sets the number of candidates for each token, at least 1; null for the provider's default. */
        public Builder topK(@Nullable Integer value) {
            topK = value == null ? null : Check.positive("topK", value);
            return this;
        }

        /** Sets the penalty on tokens that occurred, usually −2 to 2; null for the provider's default. */
        public Builder presencePenalty(@Nullable Double value) {
            presencePenalty = value == null ? null : Check.finite("presencePenalty", value);
            return this;
        }

        /** Sets the penalty on tokens by how often they occurred, usually −2 to 2; null for the provider's default. */
        public Builder frequencyPenalty(@Nullable Double value) {
            frequencyPenalty = value == null ? null : Check.finite("frequencyPenalty", value);
            return this;
        }

        /** Sets the seed for repeatable sampling; null for none. */
        public Builder seed(@Nullable Long value) {
            seed = value;
            return this;
        }

        /** Replaces all texts that end the answer. */
        public Builder stop(String... all) {
            return stop(List.of(all));
        }

        /** Replaces all texts that end the answer. */
        public Builder stop(Collection<String> all) {
            stop.clear();
            for (String text : all) {
                stop.add(Check.that(!text.isEmpty(), text, "stop must not hold an empty text"));
            }
            return this;
        }

        /** Replaces all labels for the provider's own logs. Anthropic takes {@code user_id} only. */
        public Builder metadata(Map<String, String> all) {
            metadata.clear();
            all.forEach(this::metadata);
            return this;
        }

        /** Adds a label for the provider's own logs. Anthropic takes {@code user_id} only. */
        public Builder metadata(String key, String value) {
            metadata.put(Check.notBlank("metadata key", key), value);
            return this;
        }

        /**
         * Adds a field that only one provider knows to the body of requests to it; other providers don't see it. A
         * field that the library writes itself is replaced.
         *
         * @param provider the provider's name, such as {@code openai}
         * @param field the wire name at the top level of the body, or a path into it with dots ({@code
         *     generationConfig.topK})
         * @param value JSON as Java values: maps with string keys, lists, strings, numbers, booleans, null
         */
        public Builder extra(String provider, String field, @Nullable Object value) {
            extras.computeIfAbsent(Check.notBlank("extra.provider", provider), p -> new LinkedHashMap<>())
                    .put(
                            Check.notBlank("extra.field", field),
                            Json.copyOf("extra(\"" + provider + "\", \"" + field + "\")", value));
            return this;
        }

        /** Marks the whole prompt as worth caching; null for not. Providers that cache by themselves ignore it. */
        public Builder cache(Content.@Nullable CachePoint point) {
            cache = point;
            return this;
        }

        /**
         * Names the conversation, so that its next turn asks first who answered the last one: that provider's prompt
         * cache is warm. Null for the client's order.
         */
        public Builder conversationId(@Nullable String id) {
            conversationId = id == null ? null : Check.notBlank("conversationId", id);
            return this;
        }

        /** Sets which candidates may answer. */
        public Builder routing(Routing which) {
            routing = which;
            return this;
        }

        /** Limits the whole call, retries, waits and failovers together; null for the client's default. */
        public Builder deadline(@Nullable Duration limit) {
            deadline = limit == null ? null : Check.positive("deadline", limit);
            return this;
        }

        /** Sets how long a provider may be silent; null for the provider's or the client's setting. */
        public Builder timeouts(@Nullable Timeouts limits) {
            timeouts = limits;
            return this;
        }

        /** Sets what happens when a stream breaks; null for the client's setting. */
        public Builder streamRecovery(@Nullable StreamRecovery recovery) {
            streamRecovery = recovery;
            return this;
        }

        /** Sets when a second candidate is asked beside the first; null for the client's setting. */
        public Builder hedge(@Nullable Hedge when) {
            hedge = when;
            return this;
        }

        /**
         * Keeps the body of the answer as it came, for {@link ChatResponse#rawBody()}. Off by default, since it doubles
         * the memory.
         */
        public Builder rawBody(boolean keep) {
            rawBody = keep;
            return this;
        }

        /**
         * Builds the request.
         *
         * @throws IllegalArgumentException when something is missing or doesn't fit together
         */
        public ChatRequest build() {
            if (!asksSomething()) {
                throw new IllegalArgumentException(
                        "messages need at least one that is not a system message; call user(\"…\")");
            }
            Set<String> names = tools.isEmpty() ? Set.of() : new LinkedHashSet<>();
            for (Tool tool : tools) {
                Check.that(names.add(tool.name()), tool, "tools holds two tools named \"" + tool.name() + "\"");
            }
            if (toolChoice != null) {
                if (tools.isEmpty() && toolChoice.mode() == ToolChoice.Mode.REQUIRED) {
                    throw new IllegalArgumentException(
                            "toolChoice requires a call but there are no tools; call tools(…)");
                }
                for (String name : toolChoice.tools()) {
                    Check.that(
                            names.contains(name),
                            name,
                            "toolChoice names \"" + name + "\", which is not among the tools " + names);
                }
            }
            return new ChatRequest(this);
        }

        private boolean asksSomething() {
            for (Message message : messages) {
                if (!(message instanceof Message.System)) {
                    return true;
                }
            }
            return false;
        }

        private static @Nullable Double notNegative(String field, @Nullable Double value) {
            return value == null
                    ? null
                    : Check.that(Check.finite(field, value) >= 0, value, field + " must not be negative, not " + value);
        }
    }
}
