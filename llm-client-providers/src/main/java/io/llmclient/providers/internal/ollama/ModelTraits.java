package io.llmclient.providers.internal.ollama;

import io.llmclient.providers.internal.PerModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Ollama makes of a model, by its name; whether it has tools or sees depends on the file, which only the server
 * knows. Sources: Ollama's documentation and server, as seen until November 2026.
 *
 * @param levels whether thinking has levels; else it is on or off
 */
record ModelTraits(Capabilities capabilities, boolean levels) {

    /**
     * Any order of roles goes through the model's template. A model that is not known to think is not told to: the
     * server would refuse it.
     */
    private static final Capabilities PLAIN = Capabilities.everything()
            .without(Feature.FORCED_TOOL_CHOICE, Feature.NO_TOOL_CHOICE, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS)
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.IMAGE_URLS, Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.AUDIO)
            .without(Feature.REASONING, Feature.METADATA);

    private static final Pattern THINKS =
            Pattern.compile("(gpt-oss|qwen3|qwq|deepseek-r1|deepseek-v3\\.[1-9]|magistral|.*thinking).*");

    /** Variants of these families that answer at once. */
    private static final Pattern ANSWERS_AT_ONCE = Pattern.compile("qwen3.*(coder|instruct|embedding).*");

    private static final PerModel<ModelTraits> KNOWN = new PerModel<>(ModelTraits::find);

    static ModelTraits of(String model) {
        return KNOWN.of(model);
    }

    private static ModelTraits find(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean thinks =
                THINKS.matcher(name).matches() && !ANSWERS_AT_ONCE.matcher(name).matches();
        return new ModelTraits(thinks ? PLAIN.with(Feature.REASONING) : PLAIN, name.startsWith("gpt-oss"));
    }
}
