package io.llmclient.providers.internal;

import static io.llmclient.spi.Feature.*;

import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the generations of Claude can do. The facts are from Anthropic's model, thinking, effort and structured-output
 * pages and from error messages of the API, as of 2026-11-20.
 *
 * @param models found in the ids of its models, here and on other platforms
 * @param maxTokens the most that its models write
 * @param caching whether cache marks are understood
 */
public record ClaudeGeneration(
        Pattern models, int maxTokens, ClaudeThinking thinking, boolean caching, Capabilities capabilities) {

    private static final Capabilities TEXT_AND_TOOLS = Capabilities.everything()
            .without(SEED, PENALTIES, AUDIO, JSON_OBJECT, EMPTY_TEXT, SYSTEM_ANYWHERE, ASSISTANT_FIRST)
            .without(TOOL_CHOICE_SUBSET, JSON_SCHEMA, STRICT_TOOLS)
            .without(SCHEMA_ANY, SCHEMA_BOUNDS, SCHEMA_UNENFORCED)
            .withToolCallIds(Pattern.compile("^[a-zA-Z0-9_-]{1,64}$"))
            .withMaxTemperature(1.0);

    /** Up to Opus 4. */
    private static final Capabilities CLASSIC = TEXT_AND_TOOLS.withContextWindow(200_000);

    private static final Capabilities CLAUDE_3 = CLASSIC.without(REASONING);

    /** Opus 4.1 and the 4.5 models. */
    private static final Capabilities STRUCTURED =
            CLASSIC.with(JSON_SCHEMA, STRICT_TOOLS).without(TEMPERATURE_WITH_TOP_P);

    /** From 4.6 on: no prefill. */
    private static final Capabilities NO_PREFILL =
            STRUCTURED.without(ASSISTANT_LAST).withContextWindow(null);

    /** From 4.7 on: no sampling. */
    private static final Capabilities NO_SAMPLING = NO_PREFILL.without(TEMPERATURE, TOP_P, TOP_K);

    private static final Capabilities UNFORCED = NO_SAMPLING.without(FORCED_TOOL_CHOICE);

    /** Servers of others that speak this language understand text and tools; what more varies. */
    private static final Capabilities FOREIGN = TEXT_AND_TOOLS.without(
            REASONING, IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, TOOL_RESULT_MEDIA, PARALLEL_TOOL_SWITCH);

    /** A date may follow, and a zero. */
    private static final String NO_MINOR = "(?![.-][1-9]\\d?(?!\\d))";

    private static final int MILLION = 1_000_000;

    /** The first that matches. Models that are newer than this list are taken for the strictest of today. */
    private static final List<ClaudeGeneration> ALL = List.of(
            claude("(fable|mythos)-5[.-]\\d", 128_000, ClaudeThinking.ALWAYS, UNFORCED.withContextWindow(MILLION)),
            claude("opus-5[.-]5", 128_000, ClaudeThinking.ALWAYS, UNFORCED.withContextWindow(MILLION)),
            claude("sonnet-5[.-]5", 128_000, ClaudeThinking.BETWEEN_TOOLS, UNFORCED.withContextWindow(MILLION)),
            claude("haiku-5[.-]5", 128_000, ClaudeThinking.ADAPTIVE, NO_SAMPLING.withContextWindow(MILLION)),
            claude("(opus|sonnet)-5" + NO_MINOR, 128_000, ClaudeThinking.ADAPTIVE, NO_SAMPLING),
            claude("opus-4[.-][78]", 128_000, ClaudeThinking.ADAPTIVE, NO_SAMPLING),
            claude("(opus|sonnet)-4[.-]6", 128_000, ClaudeThinking.BUDGET_OR_ADAPTIVE, NO_PREFILL),
            claude("(opus|sonnet|haiku)-4[.-]5", 64_000, ClaudeThinking.BUDGET, STRUCTURED),
            claude("opus-4[.-]1", 32_000, ClaudeThinking.BUDGET, STRUCTURED),
            claude("(opus-4" + NO_MINOR + "|4-opus)", 32_000, ClaudeThinking.BUDGET, CLASSIC),
            claude("(sonnet-4" + NO_MINOR + "|4-sonnet|3[.-]7)", 64_000, ClaudeThinking.BUDGET, CLASSIC),
            claude("3[.-]5", 8_192, ClaudeThinking.NONE, CLAUDE_3),
            claude("([123]|v[12]|instant)", 4_096, ClaudeThinking.NONE, CLAUDE_3),
            claude("", 128_000, ClaudeThinking.ALWAYS, UNFORCED),
            new ClaudeGeneration(Pattern.compile(""), 4_096, ClaudeThinking.NONE, false, FOREIGN));

    private static final PerModel<ClaudeGeneration> KNOWN = new PerModel<>(ClaudeGeneration::find);

    public static ClaudeGeneration of(String model) {
        return KNOWN.of(model);
    }

    /** What its models can do at Bedrock: structured output ends with the 4.6 models, and nothing is fetched from URLs. */
    public Capabilities onBedrock() {
        Capabilities there = capabilities.without(IMAGE_URLS, DOCUMENT_URLS);
        return there.has(TEMPERATURE) ? there : there.without(JSON_SCHEMA, STRICT_TOOLS);
    }

    private static ClaudeGeneration find(String model) {
        return ALL.stream()
                .filter(generation -> generation.models.matcher(model).find())
                .findFirst()
                .orElseThrow();
    }

    /** A version ends where its digits end, so that {@code 4-1} is not found in {@code 4-10} or {@code 4-1999}. */
    private static ClaudeGeneration claude(
            String version, int maxTokens, ClaudeThinking thinking, Capabilities capabilities) {
        Pattern models = Pattern.compile("claude-" + version + "(?!\\d)");
        return new ClaudeGeneration(models, maxTokens, thinking, true, capabilities.withMaxOutputTokens(maxTokens));
    }
}
