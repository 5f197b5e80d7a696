package io.llmclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts to turn into vectors. Immutable. */
public final class EmbeddingRequest {

    private final List<String> texts;
    private final @Nullable EmbeddingPurpose purpose;
    private final Routing routing;
    private final @Nullable Duration deadline;
    private final Map<String, Map<String, @Nullable Object>> extras;

    private EmbeddingRequest(Builder b) {
        texts = List.copyOf(b.texts);
        purpose = b.purpose;
        routing = b.routing;
        deadline = b.deadline;
        Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
        b.extras.forEach(
                (provider, fields) -> copy.put(provider, Collections.unmodifiableMap(new LinkedHashMap<>(fields))));
        extras = Collections.unmodifiableMap(copy);
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The texts; never empty, and none of them is blank. */
    public List<String> texts() {
        return texts;
    }

    /** What the vectors are for; null for the model's default. */
    public @Nullable EmbeddingPurpose purpose() {
        return purpose;
    }

    /** Which candidates may answer. */
    public Routing routing() {
        return routing;
    }

    /** The limit for all of it; null for the client's default. */
    public @Nullable Duration deadline() {
        return deadline;
    }

    /** Fields that only one provider knows, by the provider's name. */
    public Map<String, Map<String, @Nullable Object>> extras() {
        return extras;
    }

    /** Sizes, not words: texts don't belong in logs. */
    @Override
    public String toString() {
        return "EmbeddingRequest[" + texts.size() + " texts]";
    }

    /** Collects an {@link EmbeddingRequest}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final List<String> texts = new ArrayList<>();
        private final Map<String, Map<String, @Nullable Object>> extras = new LinkedHashMap<>();
        private @Nullable EmbeddingPurpose purpose;
        private Routing routing = Routing.any();
        private @Nullable Duration deadline;

        private Builder() {}

        /** Adds a text. */
        public Builder text(String text) {
            texts.add(text);
            return this;
        }

        /** Adds texts. */
        public Builder texts(Collection<String> more) {
            texts.addAll(more);
            return this;
        }

        /**
         * Sets what the vectors are for; null, the default, to leave it to the model. Cohere's models want to be told:
         * they are told {@link EmbeddingPurpose#DOCUMENT} then. Models that make no difference are not told.
         */
        public Builder purpose(@Nullable EmbeddingPurpose what) {
            purpose = what;
            return this;
        }

        /** Sets which candidates may answer. */
        public Builder routing(Routing which) {
            routing = which;
            return this;
        }

        /** Limits all of it, calls, retries, waits and failovers together; null for the client's default. */
        public Builder deadline(@Nullable Duration limit) {
            deadline = limit == null ? null : Check.positive("deadline", limit);
            return this;
        }

        /** Sets a field of the body that only one provider knows; as {@link ChatRequest.Builder#extra}. */
        public Builder extra(String provider, String field, @Nullable Object value) {
            extras.computeIfAbsent(Check.notBlank("extra.provider", provider), p -> new LinkedHashMap<>())
                    .put(
                            Check.notBlank("extra.field", field),
                            Json.copyOf("extra(\"" + provider + "\", \"" + field + "\")", value));
            return this;
        }

        /**
         * Builds it.
         *
         * @throws IllegalArgumentException when there is no text, or one is blank, which most providers refuse
         */
        public EmbeddingRequest build() {
            Check.that(!texts.isEmpty(), texts, "an embedding needs at least one text; call text(…) or texts(…)");
            for (int i = 0; i < texts.size(); i++) {
                Check.notBlank("texts[" + i + "]", texts.get(i));
            }
            return new EmbeddingRequest(this);
        }
    }
}
