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
    /** Tool call arguments that are no JSON object; without: one holds them as {@code _raw}. */
    ARGUMENTS_AS_TEXT,
    /** {@code reasoning}; without: left out. */
    REASONING,
    /** A level of thinking or a budget; without: the model thinks as much as it likes, or not at all. */
    THINKING_LEVELS,
    /** {@code budgetTokens} of reasoning; without: the level that has about as many. */
    THINKING_BUDGET,
    /** A budget to think that is not less than {@code maxOutputTokens}; without: half of these, if that is enough. */
    THINKING_BEYOND_OUTPUT,
    /** A budget to think in a turn that another model began, and where a tool call is forced; without: left out. */
    THINKING_ANYWHERE,
    /** Thinking beside {@code tools}; without: unsupported, and who thinks unasked is told not to. */
    THINKING_WITH_TOOLS,
    /** {@code reasoning} that only asks for thoughts, of a model that does not think unasked; without: left out. */
    THOUGHTS_ALONE,
    /**
     * {@code temperature}, {@code topP}, {@code topK} and penalties beside {@code reasoning}; without: left out, unless
     * that says not to think.
     */
    SAMPLING_WHILE_THINKING,
    /** {@code topP} of 0.95 and more beside {@code reasoning}, where other sampling is left out; without: this, too. */
    HIGH_TOP_P_WHILE_THINKING,
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
    /** Blank texts in {@code stop}; without: left out. */
    BLANK_STOPS,
    /** {@code metadata}; without: left out. */
    METADATA,
    /** Other {@code metadata} than {@code user_id}; without: left out. */
    METADATA_ANY
}
