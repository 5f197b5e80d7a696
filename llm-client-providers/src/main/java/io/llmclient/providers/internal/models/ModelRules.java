package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelRules.Trait.ENCRYPTED_THOUGHTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.NO_THOUGHTS;

import java.util.Set;

/** What a model wants of those who speak OpenAI's languages to it, or Ollama's. */
public record ModelRules(Set<Trait> traits) {

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
        /** Its {@code system} is called {@code developer}. */
        DEVELOPER,
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

    static final ModelRules NONE = with();

    static ModelRules with(Trait... traits) {
        return new ModelRules(Set.of(traits));
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** What messages of the system are called. */
    public String system() {
        return has(Trait.DEVELOPER) ? "developer" : "system";
    }

    /**
     * Whether its thoughts are to be asked for, so that they can go back to it; where nothing is known, only if the
     * request asks it to think.
     */
    public boolean givesThoughts(boolean asked) {
        return has(ENCRYPTED_THOUGHTS) || (asked && !has(NO_THOUGHTS));
    }
}
