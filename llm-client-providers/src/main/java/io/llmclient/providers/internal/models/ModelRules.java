package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelRules.Trait.ENCRYPTED_THOUGHTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.NO_THOUGHTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.SAMPLES_WHILE_THINKING;
import static io.llmclient.providers.internal.models.ModelRules.Trait.TOOLS_AT_NONE_ONLY;

import io.llmclient.Reasoning.Effort;
import java.util.List;
import java.util.Set;

/**
 * What a model wants of those who speak OpenAI's languages to it, or Ollama's.
 *
 * @param efforts the levels of thinking, weakest first; empty where the model does not think or nothing is known
 */
public record ModelRules(List<Effort> efforts, Set<Trait> traits) {

    /** What {@link io.llmclient.spi.Capabilities} cannot say. */
    public enum Trait {
        /**
         * By chat completions it takes function tools at level none only; at others it answers 400 and points to the
         * Responses API.
         */
        TOOLS_AT_NONE_ONLY,
        /** Takes {@code prompt_cache_breakpoint}, which is an error at other models. */
        CACHE_MARKS,
        /**
         * Takes lists of parts in every role, refusals among them; chat templates of other servers often take strings
         * only.
         */
        LISTS_OF_PARTS,
        /** Has parts for thoughts and for documents by URL, and sound as bare text: Mistral's form. */
        TYPED_PARTS,
        /** Takes sampling while it thinks, and knows no {@code developer}. */
        SAMPLES_WHILE_THINKING,
        /** By Responses its thoughts come encrypted if asked for, and it wants them back. */
        ENCRYPTED_THOUGHTS,
        /** To ask for its thoughts is an error. */
        NO_THOUGHTS,
        /** By Responses nothing may stand between the tool calls of one turn. */
        CALLS_IN_A_ROW,
        /** Is known to think, wherever it runs. */
        THINKS,
        /** Its thinking has levels at Ollama; else it is on or off. */
        LEVELS
    }

    static final ModelRules NONE = with(List.of());

    static ModelRules with(List<Effort> efforts, Trait... traits) {
        return new ModelRules(efforts, Set.of(traits));
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether the model is known to be able to think, and then takes no sampling. */
    public boolean thinks() {
        return !efforts.isEmpty() && !has(SAMPLES_WHILE_THINKING);
    }

    /** Whether there is a way to offer it tools by chat completions. */
    public boolean takesToolsInChat() {
        return !has(TOOLS_AT_NONE_ONLY) || efforts.contains(Effort.NONE);
    }

    /** The same by chat completions, where models that take no tools think at {@code xhigh} at most. */
    public ModelRules inChat() {
        return takesToolsInChat()
                ? this
                : new ModelRules(efforts.subList(0, efforts.indexOf(Effort.XHIGH) + 1), traits);
    }

    /**
     * Whether its thoughts are to be asked for, so that they can go back to it; where nothing is known, only if the
     * request asks it to think.
     */
    public boolean givesThoughts(boolean asked) {
        return has(ENCRYPTED_THOUGHTS) || (asked && !has(NO_THOUGHTS));
    }

    /**
     * The weakest level that does what is wished, or the strongest there is; the wish itself where nothing is known.
     */
    public Effort nearest(Effort wish) {
        Effort strongest = wish;
        for (Effort level : efforts) {
            if (level.compareTo(wish) >= 0) {
                return level;
            }
            strongest = level;
        }
        return strongest;
    }
}
