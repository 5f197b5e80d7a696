package io.llmclient.spi;

import io.llmclient.Reasoning.Effort;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a model can express, as data. Immutable; the {@code with} methods make variants. */
public final class Capabilities {

    private static final Capabilities EVERYTHING = new Capabilities();

    private Set<Feature> features = Collections.unmodifiableSet(EnumSet.allOf(Feature.class));
    private @Nullable Integer contextWindow;
    private @Nullable Integer maxOutputTokens;
    private @Nullable Double maxTemperature;
    private @Nullable Integer maxStops;
    private @Nullable Pattern toolCallIds;
    private boolean thinksUnasked;
    private List<Effort> efforts = List.of();
    private Map<Effort, Integer> effortTokens = Map.of();
    private @Nullable Integer minThinkingTokens;
    private @Nullable Integer maxThinkingTokens;
    private @Nullable LocalDate asOf;

    private Capabilities() {}

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
     * Whether the model thinks before it answers when a request says nothing of it; then the client waits longer for a
     * first token: see {@link io.llmclient.Timeouts#whileThinking()}. Default false.
     */
    public boolean thinksUnasked() {
        return thinksUnasked;
    }

    /**
     * The levels of thinking that the model knows, weakest first; another one becomes the next that is weaker and still
     * thinks, or else the weakest. Empty for any.
     */
    public List<Effort> efforts() {
        return efforts;
    }

    /**
     * About how many tokens levels of thinking have. A model with {@link Feature#THINKING_BUDGET} is told these in place
     * of the level, for the levels that are here; any other is told the first level that has as many as a budget. Empty
     * where budgets are measured as most providers do.
     */
    public Map<Effort, Integer> effortTokens() {
        return effortTokens;
    }

    /** The smallest budget to think with; smaller wishes are raised to it. Null when unknown. */
    public @Nullable Integer minThinkingTokens() {
        return minThinkingTokens;
    }

    /** The largest budget to think with; larger wishes are lowered to it. Null when unknown. */
    public @Nullable Integer maxThinkingTokens() {
        return maxThinkingTokens;
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
        return withFeatures(set -> Collections.addAll(set, more));
    }

    /** The same with fewer features. */
    public Capabilities without(Feature... fewer) {
        return withFeatures(set -> List.of(fewer).forEach(set::remove));
    }

    private Capabilities withFeatures(Consumer<Set<Feature>> change) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        set.addAll(features);
        change.accept(set);
        return with(c -> c.features = Collections.unmodifiableSet(set));
    }

    /** The same with another context window. */
    public Capabilities withContextWindow(@Nullable Integer tokens) {
        return with(c -> c.contextWindow = tokens);
    }

    /** The same with another limit of output tokens. */
    public Capabilities withMaxOutputTokens(@Nullable Integer tokens) {
        return with(c -> c.maxOutputTokens = tokens);
    }

    /** The same with another range of temperature. */
    public Capabilities withMaxTemperature(@Nullable Double temperature) {
        return with(c -> c.maxTemperature = temperature);
    }

    /** The same with another limit of stop texts. */
    public Capabilities withMaxStops(@Nullable Integer count) {
        return with(c -> c.maxStops = count);
    }

    /** The same with another form of tool call ids. */
    public Capabilities withToolCallIds(@Nullable Pattern form) {
        return with(c -> c.toolCallIds = form);
    }

    /** The same with another {@link #thinksUnasked()}. */
    public Capabilities withThinksUnasked(boolean thinks) {
        return with(c -> c.thinksUnasked = thinks);
    }

    /** The same with other levels of thinking; none for any. */
    public Capabilities withEfforts(Effort... levels) {
        List<Effort> sorted = List.copyOf(new TreeSet<>(List.of(levels)));
        return with(c -> c.efforts = sorted);
    }

    /** The same with another {@link #effortTokens()}. */
    public Capabilities withEffortTokens(Map<Effort, Integer> tokens) {
        Map<Effort, Integer> copy = Map.copyOf(tokens);
        return with(c -> c.effortTokens = copy);
    }

    /** The same with another range of budgets to think with; null for an end that is not known. */
    public Capabilities withThinkingTokens(@Nullable Integer least, @Nullable Integer most) {
        return with(c -> {
            c.minThinkingTokens = least;
            c.maxThinkingTokens = most;
        });
    }

    /** The same, known as of another day. */
    public Capabilities withAsOf(@Nullable LocalDate day) {
        return with(c -> c.asOf = day);
    }

    /** The fields are written here only, before the copy is handed out. */
    private Capabilities with(Consumer<Capabilities> change) {
        Capabilities copy = new Capabilities();
        copy.features = features;
        copy.contextWindow = contextWindow;
        copy.maxOutputTokens = maxOutputTokens;
        copy.maxTemperature = maxTemperature;
        copy.maxStops = maxStops;
        copy.toolCallIds = toolCallIds;
        copy.thinksUnasked = thinksUnasked;
        copy.efforts = efforts;
        copy.effortTokens = effortTokens;
        copy.minThinkingTokens = minThinkingTokens;
        copy.maxThinkingTokens = maxThinkingTokens;
        copy.asOf = asOf;
        change.accept(copy);
        return copy;
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
                && thinksUnasked == that.thinksUnasked
                && efforts.equals(that.efforts)
                && effortTokens.equals(that.effortTokens)
                && Objects.equals(minThinkingTokens, that.minThinkingTokens)
                && Objects.equals(maxThinkingTokens, that.maxThinkingTokens)
                && Objects.equals(asOf, that.asOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                features,
                contextWindow,
                maxOutputTokens,
                maxTemperature,
                maxStops,
                String.valueOf(toolCallIds),
                efforts,
                asOf);
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
