package io.llmclient.core.http;

import io.llmclient.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * In what a provider's wire differs from its dialect, as data. Immutable; the {@code with} methods make variants. What
 * a <em>model</em> can express is {@link io.llmclient.spi.Capabilities} instead.
 */
public final class Quirks {

    private static final Quirks NONE = new Quirks();

    private String maxTokensField = "max_tokens";
    private String seedField = "seed";
    private boolean streamUsage = true;
    private List<String> reasoningFields = List.of();
    private boolean reasoningRequired;
    private boolean reasoningObject;
    private boolean thinkTags;
    private boolean cacheControl;
    private Map<String, FailureKind> errorCodes = Map.of();

    private Quirks() {}

    /**
     * What most OpenAI-compatible services do: {@code max_tokens}, usage in streams on request, thoughts not sent back.
     */
    public static Quirks none() {
        return NONE;
    }

    /**
     * The OpenAI dialect's field for the most tokens to generate. Default {@code max_tokens}; OpenAI itself wants
     * {@code max_completion_tokens}.
     */
    public String maxTokensField() {
        return maxTokensField;
    }

    /** The OpenAI dialect's field for the seed. Default {@code seed}. */
    public String seedField() {
        return seedField;
    }

    /** Whether a stream is asked for usage with {@code stream_options}. Default true; some servers refuse the field. */
    public boolean streamUsage() {
        return streamUsage;
    }

    /**
     * The OpenAI dialect's fields in which the model's own thoughts go back to it in later turns ({@code
     * reasoning_content}, {@code reasoning}, or both where a server's version decides which it reads); empty, the
     * default, for not at all.
     */
    public List<String> reasoningFields() {
        return reasoningFields;
    }

    /**
     * Whether the {@link #reasoningFields()} must be on every assistant message, empty where there are no thoughts or
     * another provider's, as DeepSeek wants it. Default false.
     */
    public boolean reasoningRequired() {
        return reasoningRequired;
    }

    /**
     * Whether the OpenAI dialect asks for thinking with an object {@code reasoning}, which can hold a budget of tokens,
     * as OpenRouter and Snowflake take it. Default false: with {@code reasoning_effort}. That a model takes a budget,
     * and thoughts without a level, is said by {@code .capabilities(can -> can.with(Feature.THINKING_BUDGET,
     * Feature.THOUGHTS_ALONE))}.
     */
    public boolean reasoningObject() {
        return reasoningObject;
    }

    /**
     * Whether the model's thoughts may come as text in {@code <think>} tags at the beginning of an answer, as servers
     * hand them out that don't tell them apart. They become thoughts, and the OpenAI dialect gives them back to the same
     * model as they came. Default false: such tags are text.
     */
    public boolean thinkTags() {
        return thinkTags;
    }

    /**
     * Whether the OpenAI dialect writes cache points as {@code cache_control} on the part before them, as OpenRouter
     * and DashScope take it. Default false: they are left out, except for OpenAI's own models, which have a mark of
     * their own.
     */
    public boolean cacheControl() {
        return cacheControl;
    }

    /** What error codes of this provider mean, where they are not the usual ones. */
    public Map<String, FailureKind> errorCodes() {
        return errorCodes;
    }

    /** The same with another {@link #maxTokensField()}. */
    public Quirks withMaxTokensField(String field) {
        return with(q -> q.maxTokensField = field);
    }

    /** The same with another {@link #seedField()}. */
    public Quirks withSeedField(String field) {
        return with(q -> q.seedField = field);
    }

    /** The same with another {@link #streamUsage()}. */
    public Quirks withStreamUsage(boolean ask) {
        return with(q -> q.streamUsage = ask);
    }

    /** The same with other {@link #reasoningFields()}. */
    public Quirks withReasoningFields(String... fields) {
        return with(q -> q.reasoningFields = List.of(fields));
    }

    /** The same with another {@link #reasoningRequired()}. */
    public Quirks withReasoningRequired(boolean required) {
        return with(q -> q.reasoningRequired = required);
    }

    /** The same with another {@link #reasoningObject()}. */
    public Quirks withReasoningObject(boolean object) {
        return with(q -> q.reasoningObject = object);
    }

    /** The same with another {@link #thinkTags()}. */
    public Quirks withThinkTags(boolean tags) {
        return with(q -> q.thinkTags = tags);
    }

    /** The same with another {@link #cacheControl()}. */
    public Quirks withCacheControl(boolean control) {
        return with(q -> q.cacheControl = control);
    }

    /** The same with one more {@linkplain #errorCodes() error code}. */
    public Quirks withErrorCode(String code, FailureKind kind) {
        Map<String, FailureKind> more = new HashMap<>(errorCodes);
        more.put(code, kind);
        return with(q -> q.errorCodes = Map.copyOf(more));
    }

    /** The fields are written here only, before the copy is handed out. */
    private Quirks with(Consumer<Quirks> change) {
        Quirks copy = new Quirks();
        copy.maxTokensField = maxTokensField;
        copy.seedField = seedField;
        copy.streamUsage = streamUsage;
        copy.reasoningFields = reasoningFields;
        copy.reasoningRequired = reasoningRequired;
        copy.reasoningObject = reasoningObject;
        copy.thinkTags = thinkTags;
        copy.cacheControl = cacheControl;
        copy.errorCodes = errorCodes;
        change.accept(copy);
        return copy;
    }
}
