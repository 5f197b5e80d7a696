package io.llmclient.providers.internal.models;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.time.LocalDate;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model.
 *
 * @param can what the model can do, whatever language it is asked in; null there is not known
 * @param traits what capabilities cannot say
 */
public record Model<T>(Capabilities can, T traits) {

    /** What it can do in this language, or where it is served so: what both can, in the model's own measures. */
    public Capabilities on(Capabilities wire) {
        EnumSet<Feature> lacks = EnumSet.allOf(Feature.class);
        lacks.removeAll(can.features());
        return wire.without(lacks.toArray(Feature[]::new))
                .withContextWindow(first(can.contextWindow(), wire.contextWindow()))
                .withMaxOutputTokens(first(can.maxOutputTokens(), wire.maxOutputTokens()))
                .withThinksUnasked(can.thinksUnasked() || wire.thinksUnasked())
                .withEfforts((can.efforts().isEmpty() ? wire : can).efforts().toArray(Effort[]::new))
                .withEffortTokens((can.effortTokens().isEmpty() ? wire : can).effortTokens())
                .withThinkingTokens(
                        first(can.minThinkingTokens(), wire.minThinkingTokens()),
                        first(can.maxThinkingTokens(), wire.maxThinkingTokens()))
                .withToolCallIds(first(can.toolCallIds(), wire.toolCallIds()))
                .withAsOf(first(can.asOf(), wire.asOf()));
    }

    Model<T> asOf(@Nullable LocalDate day) {
        return new Model<>(can.withAsOf(day), traits);
    }

    private static <V> @Nullable V first(@Nullable V mine, @Nullable V other) {
        return mine == null ? other : mine;
    }
}
