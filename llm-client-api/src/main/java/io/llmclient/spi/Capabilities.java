package io.llmclient.spi;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a model can express, as data. Immutable; the {@code with} methods make variants. */
public final class Capabilities {

    private static final Capabilities EVERYTHING =
            new Capabilities(EnumSet.allOf(Feature.class), null, null, null, null, null, null);

    private final Set<Feature> features;
    private final @Nullable Integer contextWindow;
    private final @Nullable Integer maxOutputTokens;
    private final @Nullable Double maxTemperature;
    private final @Nullable Integer maxStops;
    private final @Nullable Pattern toolCallIds;
    private final @Nullable LocalDate asOf;

    private Capabilities(
            Set<Feature> features,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable Double maxTemperature,
            @Nullable Integer maxStops,
            @Nullable Pattern toolCallIds,
            @Nullable LocalDate asOf) {
        this.features = Collections.unmodifiableSet(features);
        this.contextWindow = contextWindow;
        this.maxOutputTokens = maxOutputTokens;
        this.maxTemperature = maxTemperature;
        this.maxStops = maxStops;
        this.toolCallIds = toolCallIds;
        this.asOf = asOf;
    }

    /** Every feature, no limit. */
    public static Capabilities everything() {
        return EVERYTHING;
    }

    /** Whether the model can express it. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** All features it has. */
    public Set<Feature> features() {
        return features;
    }

    /** Tokens that the model can read and write in all; null when unknown. */
    public @Nullable Integer contextWindow() {
        return contextWindow;
    }

    /** Tokens that the model can write; larger wishes are lowered to it. Null when unknown. */
    public @Nullable Integer maxOutputTokens() {
        return maxOutputTokens;
    }

    /** The upper end of the temperature's range; larger wishes are lowered to it. Null when unknown. */
    public @Nullable Double maxTemperature() {
        return maxTemperature;
    }

    /** How many stop texts it takes; more are left out. Null when unknown. */
    public @Nullable Integer maxStops() {
        return maxStops;
    }

    /** The form of tool call ids; others are replaced in the request. Null for any. */
    public @Nullable Pattern toolCallIds() {
        return toolCallIds;
    }

    /**
     * The day of what is said here of the model. Null when nothing is known of it: then this is what its dialect takes
     * of most models.
     */
    public @Nullable LocalDate asOf() {
        return asOf;
    }

    /** The same with more features. */
    public Capabilities with(Feature... more) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        set.addAll(features);
        set.addAll(Arrays.asList(more));
        return new Capabilities(set, contextWindow, maxOutputTokens, maxTemperature, maxStops, toolCallIds, asOf);
    }

    /** The same with fewer features. */
    public Capabilities without(Feature... fewer) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        set.addAll(features);
        List.of(fewer).forEach(set::remove);
        return new Capabilities(set, contextWindow, maxOutputTokens, maxTemperature, maxStops, toolCallIds, asOf);
    }

    /** The same with another context window. */
    public Capabilities withContextWindow(@Nullable Integer tokens) {
        return new Capabilities(features, tokens, maxOutputTokens, maxTemperature, maxStops, toolCallIds, asOf);
    }

    /** The same with another limit of output tokens. */
    public Capabilities withMaxOutputTokens(@Nullable Integer tokens) {
        return new Capabilities(features, contextWindow, tokens, maxTemperature, maxStops, toolCallIds, asOf);
    }

    /** The same with another range of temperature. */
    public Capabilities withMaxTemperature(@Nullable Double temperature) {
        return new Capabilities(features, contextWindow, maxOutputTokens, temperature, maxStops, toolCallIds, asOf);
    }

    /** The same with another limit of stop texts. */
    public Capabilities withMaxStops(@Nullable Integer count) {
        return new Capabilities(features, contextWindow, maxOutputTokens, maxTemperature, count, toolCallIds, asOf);
    }

    /** The same with another form of tool call ids. */
    public Capabilities withToolCallIds(@Nullable Pattern form) {
        return new Capabilities(features, contextWindow, maxOutputTokens, maxTemperature, maxStops, form, asOf);
    }

    /** The same, known as of another day. */
    public Capabilities withAsOf(@Nullable LocalDate day) {
        return new Capabilities(features, contextWindow, maxOutputTokens, maxTemperature, maxStops, toolCallIds, day);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Capabilities that
                && features.equals(that.features)
                && Objects.equals(contextWindow, that.contextWindow)
                && Objects.equals(maxOutputTokens, that.maxOutputTokens)
                && Objects.equals(maxTemperature, that.maxTemperature)
                && Objects.equals(maxStops, that.maxStops)
                && Objects.equals(String.valueOf(toolCallIds), String.valueOf(that.toolCallIds))
                && Objects.equals(asOf, that.asOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                features, contextWindow, maxOutputTokens, maxTemperature, maxStops, String.valueOf(toolCallIds), asOf);
    }

    /** Says how sure it is and how large the model, and which features are there. */
    @Override
    public String toString() {
        return "Capabilities[" + (asOf == null ? "of an unknown model" : "as of " + asOf) + ", window "
                + orUnknown(contextWindow) + ", output " + orUnknown(maxOutputTokens) + ", " + features + "]";
    }

    private static Object orUnknown(@Nullable Integer tokens) {
        return tokens == null ? "unknown" : tokens;
    }
}
