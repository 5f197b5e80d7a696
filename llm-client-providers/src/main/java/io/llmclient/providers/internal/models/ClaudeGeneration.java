package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ClaudeThinking.*;
import static io.llmclient.spi.Feature.*;

import io.llmclient.providers.internal.models.ModelTable.Row;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What tells the generations of Claude apart. The facts are from Anthropic's model, thinking, effort and
 * structured-output pages and from error messages of the API.
 *
 * @param maxTokens the most that its models write
 * @param caching whether cache marks are understood
 */
public record ClaudeGeneration(int maxTokens, ClaudeThinking thinking, boolean caching) {

    private static final Capabilities COMMON = Capabilities.everything()
            .without(AUDIO, JSON_SCHEMA, STRICT_TOOLS, SCHEMA_ANY, SCHEMA_BOUNDS, SCHEMA_UNENFORCED)
            .withToolCallIds(Pattern.compile("^[a-zA-Z0-9_-]{1,64}$"));

    private static final Capabilities CLAUDE_3 = COMMON.without(REASONING);

    /** Opus 4.1 and the 4.5 models. */
    private static final Capabilities STRUCTURED =
            COMMON.with(JSON_SCHEMA, STRICT_TOOLS).without(TEMPERATURE_WITH_TOP_P);

    /** From 4.6 on: no prefill. */
    private static final Capabilities NO_PREFILL = STRUCTURED.without(ASSISTANT_LAST);

    /** From 4.7 on: no sampling. */
    private static final Capabilities NO_SAMPLING = NO_PREFILL.without(TEMPERATURE, TOP_P, TOP_K);

    /** From 5 on they think unless they are told not to. */
    private static final Capabilities FIFTH = NO_SAMPLING.withThinksUnasked(true);

    private static final Capabilities UNFORCED = FIFTH.without(FORCED_TOOL_CHOICE);

    /** Servers of others that speak this language understand text and tools; what more varies. */
    private static final Capabilities FOREIGN = COMMON.without(
            REASONING, IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, TOOL_RESULT_MEDIA, PARALLEL_TOOL_SWITCH);

    private static final int LONG = 1_000_000;
    private static final int SHORT = 200_000;

    /** Models that are newer than this list are taken for the strictest of today. */
    public static final ModelTable<ClaudeGeneration> TABLE = new ModelTable<>(
            "2026-11-20",
            FOREIGN,
            new ClaudeGeneration(4_096, NONE, false),
            List.of(
                    claude(
                            "claude-fable-5 claude-fable-5-1 claude-fable-5-2 claude-opus-5-5",
                            LONG,
                            128_000,
                            ALWAYS,
                            UNFORCED),
                    claude("claude-sonnet-5-5", LONG, 128_000, BETWEEN_TOOLS, UNFORCED),
                    claude("claude-haiku-5-5 claude-opus-5 claude-sonnet-5", LONG, 128_000, ADAPTIVE, FIFTH),
                    claude("claude-opus-4-8 claude-opus-4-7", LONG, 128_000, ADAPTIVE, NO_SAMPLING),
                    claude("claude-opus-4-6 claude-sonnet-4-6", LONG, 128_000, BUDGET_OR_ADAPTIVE, NO_PREFILL),
                    claude("claude-opus-4-5 claude-sonnet-4-5 claude-haiku-4-5", SHORT, 64_000, BUDGET, STRUCTURED),
                    claude("claude-opus-4-1", SHORT, 32_000, BUDGET, STRUCTURED),
                    claude("claude-opus-4 claude-4-opus", SHORT, 32_000, BUDGET, COMMON),
                    claude("claude-sonnet-4 claude-4-sonnet claude-3-7", SHORT, 64_000, BUDGET, COMMON),
                    claude("claude-3-5", SHORT, 8_192, NONE, CLAUDE_3),
                    claude(
                            "claude-3* claude-2* claude-1* claude-v1* claude-v2* claude-instant",
                            SHORT,
                            4_096,
                            NONE,
                            CLAUDE_3),
                    guess("claude-", 128_000, ALWAYS, UNFORCED)));

    /** Whatever others write before its name. */
    public static Model<ClaudeGeneration> model(String id) {
        return TABLE.of(id.substring(Math.max(0, id.indexOf("claude-"))));
    }

    public static ClaudeGeneration of(String model) {
        return model(model).traits();
    }

    /**
     * What the model can do at Bedrock, by either language: structured output ends with the 4.6 models, and nothing is
     * fetched from URLs.
     */
    public static Capabilities onBedrock(String model, Capabilities wire) {
        Capabilities there = model(model).on(wire).without(IMAGE_URLS, DOCUMENT_URLS);
        return there.has(TEMPERATURE) ? there : there.without(JSON_SCHEMA, STRICT_TOOLS);
    }

    private static Row<ClaudeGeneration> claude(
            String names, int window, int output, ClaudeThinking thinking, Capabilities can) {
        return ModelTable.row(
                names,
                ModelTable.sized(thinking.of(can), window, output),
                new ClaudeGeneration(output, thinking, true));
    }

    private static Row<ClaudeGeneration> guess(String names, int output, ClaudeThinking thinking, Capabilities can) {
        return ModelTable.guess(
                names, thinking.of(can).withMaxOutputTokens(output), new ClaudeGeneration(output, thinking, true));
    }
}
