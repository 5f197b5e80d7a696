package io.llmclient.providers.internal.cohere;

import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;

/**
 * What Cohere's models take. Sources: Cohere's API reference and model pages, and what its API answered, as seen until
 * November 2026.
 *
 * @param names how the models' ids begin
 */
record ModelFamily(String names, Capabilities capabilities) {

    /** A model that is not in this list is not asked for what only some do: to see and to think. */
    private static final Capabilities COMMON = Capabilities.everything()
            .without(Feature.TOOL_CHOICE_SUBSET, Feature.PARALLEL_TOOL_SWITCH)
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.IMAGES, Feature.IMAGE_URLS, Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.AUDIO)
            .without(Feature.SYSTEM_ANYWHERE, Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST, Feature.REPEATED_ROLES)
            .without(Feature.EMPTY_TEXT, Feature.REASONING, Feature.METADATA)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_BOUNDS, Feature.SCHEMA_UNENFORCED)
            .withMaxTemperature(1.0)
            .withMaxStops(5);

    private static final Capabilities SEES = COMMON.with(Feature.IMAGES, Feature.IMAGE_URLS);

    /** The first that fits counts. */
    private static final List<ModelFamily> FAMILIES = List.of(
            family("command-a-plus", SEES.with(Feature.REASONING), 128_000, 64_000),
            family("command-a-reasoning", COMMON.with(Feature.REASONING), 256_000, 32_000),
            family("command-a-vision", SEES.without(Feature.TOOLS), 128_000, 8_000),
            new ModelFamily("c4ai-aya-vision", SEES.without(Feature.TOOLS)),
            family("command-a-03-2025", COMMON, 256_000, 8_000),
            family("command-r", COMMON, 128_000, 4_000),
            new ModelFamily("", COMMON));

    private static ModelFamily family(String names, Capabilities capabilities, int context, int output) {
        return new ModelFamily(names, capabilities.withContextWindow(context).withMaxOutputTokens(output));
    }

    static Capabilities capabilities(String model) {
        for (ModelFamily family : FAMILIES) {
            if (model.startsWith(family.names)) {
                return family.capabilities;
            }
        }
        throw new IllegalStateException("the last name begins every id");
    }
}
