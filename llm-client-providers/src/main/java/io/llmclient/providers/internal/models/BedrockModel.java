package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.BedrockModel.Family.*;
import static io.llmclient.providers.internal.models.BedrockModel.Trait.*;
import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the models behind Bedrock differ in, and what Bedrock makes of them. The facts are from AWS's model pages and
 * from error messages.
 */
public record BedrockModel(Family family, Set<Trait> traits) {

    /** Whose own fields it takes besides those of all models. */
    public enum Family {
        CLAUDE,
        NOVA,
        GPT_OSS,
        OTHER
    }

    /** What a model demands or understands. */
    public enum Trait {
        /** Takes no system message. */
        NO_SYSTEM,
        /** Takes tool results only in a message of their own. */
        RESULTS_ALONE,
        /** Understands marks for the cache. */
        CACHE_POINTS
    }

    /** What all models with tools understand; the rest of the vocabulary varies. */
    private static final Capabilities TOOLS_AND_TEXT = Capabilities.everything()
            .without(THINKING_BUDGET, THOUGHTS_ALONE)
            .without(TOP_K, REASONING, JSON_SCHEMA, FORCED_TOOL_CHOICE, STRICT_TOOLS)
            .without(IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, TOOL_RESULT_MEDIA, ASSISTANT_LAST);

    private static final Capabilities STRUCTURED = TOOLS_AND_TEXT.with(JSON_SCHEMA, STRICT_TOOLS);

    private static final Capabilities NOVA_MICRO = TOOLS_AND_TEXT.with(FORCED_TOOL_CHOICE, TOP_K, ASSISTANT_LAST);

    /** Fetches media from S3. */
    private static final Capabilities NOVA_1 =
            NOVA_MICRO.with(IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, TOOL_RESULT_MEDIA);

    private static final Capabilities MISTRAL = TOOLS_AND_TEXT.withToolCallIds(Pattern.compile("[a-zA-Z0-9]{9}"));

    private static final Capabilities LLAMA_4 = TOOLS_AND_TEXT.with(IMAGES);

    private static final Capabilities GPT_OSS_LEVELS =
            TOOLS_AND_TEXT.with(REASONING).withEfforts(Effort.LOW, Effort.MEDIUM, Effort.HIGH);

    /** Of a model that is not here, or behind an ARN that does not name it, no more is expected than of all. */
    public static final ModelTable<BedrockModel> TABLE = new ModelTable<>(
            "2026-11-20",
            TOOLS_AND_TEXT,
            new BedrockModel(OTHER, Set.of()),
            List.of(
                    row("anthropic.", CLAUDE, Capabilities.everything(), CACHE_POINTS),
                    row("amazon.nova-micro", NOVA, sized(NOVA_MICRO, 131_072, null), CACHE_POINTS),
                    row(
                            "amazon.nova-2",
                            NOVA,
                            NOVA_1.with(REASONING).withEfforts(Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH),
                            CACHE_POINTS),
                    row("amazon.nova-pro amazon.nova-lite", NOVA, sized(NOVA_1, 300_000, null), CACHE_POINTS),
                    row("amazon.nova", NOVA, NOVA_1, CACHE_POINTS),
                    row("amazon.titan", OTHER, TOOLS_AND_TEXT.without(TOOLS), NO_SYSTEM),
                    row("openai.gpt-oss", GPT_OSS, sized(GPT_OSS_LEVELS, 131_072, 16_384)),
                    row("deepseek.r1", OTHER, TOOLS_AND_TEXT.without(TOOLS)),
                    row("mistral.mistral-7b mistral.mixtral", OTHER, MISTRAL.without(TOOLS), NO_SYSTEM),
                    row("mistral.pixtral", OTHER, MISTRAL.with(IMAGES), RESULTS_ALONE),
                    row("mistral.", OTHER, MISTRAL, RESULTS_ALONE),
                    row("meta.llama4-maverick", OTHER, sized(LLAMA_4, 1_048_576, null), RESULTS_ALONE),
                    row("meta.llama4-scout", OTHER, sized(LLAMA_4, 3_670_016, null), RESULTS_ALONE),
                    row("meta.llama4", OTHER, LLAMA_4, RESULTS_ALONE),
                    row("meta.", OTHER, TOOLS_AND_TEXT, RESULTS_ALONE),
                    row("writer.", OTHER, TOOLS_AND_TEXT.without(TOOL_ERROR_FLAG), RESULTS_ALONE),
                    row("zai. moonshot", OTHER, STRUCTURED.with(FORCED_TOOL_CHOICE)),
                    row("qwen.qwen3* minimax. nvidia.nemotron", OTHER, STRUCTURED)));

    public static BedrockModel of(String model) {
        return TABLE.of(model).traits();
    }

    /** What it can do by a language of Bedrock's own. */
    public static Capabilities on(Capabilities wire, String model) {
        return of(model).family() == CLAUDE
                ? ClaudeGeneration.onBedrock(model, wire)
                : TABLE.of(model).on(OpenModels.of(model).on(wire));
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    private static ModelTable.Row<BedrockModel> row(String names, Family family, Capabilities can, Trait... traits) {
        return ModelTable.row(names, can, new BedrockModel(family, Set.of(traits)));
    }
}
