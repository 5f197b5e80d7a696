package io.llmclient.spi;

/**
 * Something that a request may use and not every model can express. The comment says what happens where it is missing.
 */
public enum Feature {
    /** Tools; without: unsupported. */
    TOOLS,
    /** {@code toolChoice} required; without: the tools are narrowed to those named, and the model decides. */
    FORCED_TOOL_CHOICE,
    /** {@code toolChoice} none; without: the tools are left out. */
    NO_TOOL_CHOICE,
    /** Requiring one of several tools; without: the tools are narrowed to those named. */
    TOOL_CHOICE_SUBSET,
    /** {@code parallelToolCalls}; without: left out. */
    PARALLEL_TOOL_SWITCH,
    /** {@code strict} tools; without: left out. */
    STRICT_TOOLS,
    /** The error flag of a tool result; without: the text begins with "Error: ". */
    TOOL_ERROR_FLAG,
    /** Images and documents in a tool result; without: they follow in a user message. */
    TOOL_RESULT_MEDIA,
    /** Inline images; without: unsupported. */
    IMAGES,
    /** Images by URL; without: unsupported. */
    IMAGE_URLS,
    /** Inline documents; without: unsupported. */
    DOCUMENTS,
    /** Documents by URL; without: unsupported. */
    DOCUMENT_URLS,
    /** Inline audio; without: unsupported. */
    AUDIO,
    /** {@code jsonObject} format; without: an instruction asks for it. */
    JSON_OBJECT,
    /** {@code jsonObject} format where no message says JSON; without: an instruction says it. */
    JSON_OBJECT_UNNAMED,
    /** {@code jsonSchema} format; without: an instruction with the schema asks for it. */
    JSON_SCHEMA,
    /**
     * All of JSON Schema where a schema is enforced; without: objects are closed, {@code oneOf} is sent as {@code
     * anyOf}, and keywords that are not taken are said in descriptions.
     */
    SCHEMA_ANY,
    /** Ranges, patterns and counts of items in such a schema; without: said in descriptions. */
    SCHEMA_BOUNDS,
    /** Properties that may be absent from such an object; without: they are required, and may be null. */
    SCHEMA_OPTIONAL,
    /**
     * {@code jsonSchema} formats that are not enforced, for schemas that cannot be; without: an instruction with the
     * schema asks for them.
     */
    SCHEMA_UNENFORCED,
    /** A system message at any place; without: later ones become user text in {@code <system>} tags. */
    SYSTEM_ANYWHERE,
    /** An assistant message at the end, to be continued; without: a user message "Continue." follows. */
    ASSISTANT_LAST,
    /** An assistant message at the start; without: a user message "." precedes. */
    ASSISTANT_FIRST,
    /** Two messages of one role in a row; without: they are joined. */
    REPEATED_ROLES,
    /** A user message behind tool results; without: an assistant message "Understood." is put between. */
    USER_AFTER_TOOL_RESULT,
    /** Empty texts; without: left out. */
    EMPTY_TEXT,
    /** {@code reasoning}; without: left out. */
    REASONING,
    /** {@code temperature}; without: left out. */
    TEMPERATURE,
    /** {@code topP}; without: left out. */
    TOP_P,
    /** {@code temperature} and {@code topP} together; without: {@code topP} is left out. */
    TEMPERATURE_WITH_TOP_P,
    /** {@code topK}; without: left out. */
    TOP_K,
    /** {@code presencePenalty} and {@code frequencyPenalty}; without: left out. */
    PENALTIES,
    /** {@code seed}; without: left out. */
    SEED,
    /** {@code stop}; without: left out. */
    STOP,
    /** {@code metadata}; without: left out. */
    METADATA
}
