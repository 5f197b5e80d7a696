package io.llmclient;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an answer cost in tokens. Null means that the provider did not say; it is not zero.
 *
 * <p>All providers are brought to one arithmetic: {@link #input()} holds everything that was read (cached parts
 * included) and {@link #output()} everything that was generated (thoughts included). Anthropic reports input without
 * caches, Gemini output without thoughts; both are added up here. Counts of different providers are not comparable:
 * their tokenizers differ.
 */
public final class Usage {

    private static final Usage UNKNOWN = builder().build();

    private final @Nullable Long input;
    private final @Nullable Long output;
    private final @Nullable Long cachedInput;
    private final @Nullable Long cacheWrite;
    private final @Nullable Long reasoning;
    private final @Nullable Long total;

    private Usage(Builder b) {
        input = b.input;
        output = b.output;
        cachedInput = b.cachedInput;
        cacheWrite = b.cacheWrite;
        reasoning = b.reasoning;
        total = b.total;
    }

    /** The provider said nothing. */
    public static Usage unknown() {
        return UNKNOWN;
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tokens read, cached ones included. */
    public @Nullable Long input() {
        return input;
    }

    /** Tokens generated, thoughts included. */
    public @Nullable Long output() {
        return output;
    }

    /**
     * The part of {@link #input()} that was read from the provider's cache, as the provider reports it: xAI's models
     * may report more than there was.
     */
    public @Nullable Long cachedInput() {
        return cachedInput;
    }

    /** The part of {@link #input()} that was written to the provider's cache. */
    public @Nullable Long cacheWrite() {
        return cacheWrite;
    }

    /** The part of {@link #output()} that was thinking. */
    public @Nullable Long reasoning() {
        return reasoning;
    }

    /** The provider's own total; where it gives none, input plus output if both are known. */
    public @Nullable Long total() {
        return total != null ? total : input != null && output != null ? Long.valueOf(input + output) : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Usage that
                && Objects.equals(input, that.input)
                && Objects.equals(output, that.output)
                && Objects.equals(cachedInput, that.cachedInput)
                && Objects.equals(cacheWrite, that.cacheWrite)
                && Objects.equals(reasoning, that.reasoning)
                && Objects.equals(total(), that.total());
    }

    @Override
    public int hashCode() {
        return Objects.hash(input, output, cachedInput, cacheWrite, reasoning, total());
    }

    @Override
    public String toString() {
        return "Usage[input=" + input + ", output=" + output + ", cachedInput=" + cachedInput + ", cacheWrite="
                + cacheWrite + ", reasoning=" + reasoning + ", total=" + total() + "]";
    }

    /** Collects a {@link Usage}; what is not set stays unknown. Not safe for use by several threads at once. */
    public static final class Builder {
        private @Nullable Long input;
        private @Nullable Long output;
        private @Nullable Long cachedInput;
        private @Nullable Long cacheWrite;
        private @Nullable Long reasoning;
        private @Nullable Long total;

        private Builder() {}

        /** Sets {@link Usage#input()}. */
        public Builder input(@Nullable Long tokens) {
            input = tokens;
            return this;
        }

        /** Sets {@link Usage#output()}. */
        public Builder output(@Nullable Long tokens) {
            output = tokens;
            return this;
        }

        /** Sets {@link Usage#cachedInput()}. */
        public Builder cachedInput(@Nullable Long tokens) {
            cachedInput = tokens;
            return this;
        }

        /** Sets {@link Usage#cacheWrite()}. */
        public Builder cacheWrite(@Nullable Long tokens) {
            cacheWrite = tokens;
            return this;
        }

        /** Sets {@link Usage#reasoning()}. */
        public Builder reasoning(@Nullable Long tokens) {
            reasoning = tokens;
            return this;
        }

        /** Sets the provider's own total. */
        public Builder total(@Nullable Long tokens) {
            total = tokens;
            return this;
        }

        /** Builds it. */
        public Usage build() {
            return new Usage(this);
        }
    }
}
