package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.ResponseFormat;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks for JSON in the form that the model enforces, and in words where it has no mode for it. */
final class AnswerFormat {

    private static final String OBJECT =
            "Answer with a single JSON object and nothing else: no explanation, no code fence.";
    private static final String BY_SCHEMA =
            "Answer with JSON and nothing else: no explanation, no code fence. It must fit this JSON Schema:\n";

    private static final Pattern JSON = Pattern.compile("json", Pattern.CASE_INSENSITIVE);

    private AnswerFormat() {}

    static void fit(Draft draft) {
        ResponseFormat format = draft.request().responseFormat();
        Target target = draft.target();
        if (format instanceof ResponseFormat.JsonObject) {
            object(draft);
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            if (target.lacks(Feature.JSON_SCHEMA)) {
                inWords(draft, schema, "the model does not enforce schemas");
            } else if (target.lacks(Feature.SCHEMA_ANY)
                    && (schema.strict() || target.lacks(Feature.SCHEMA_UNENFORCED))) {
                enforce(draft, schema);
            }
        }
    }

    private static void object(Draft draft) {
        if (draft.target().lacks(Feature.JSON_OBJECT)) {
            draft.change().responseFormat(null);
            instruct(draft, OBJECT);
            draft.notes().add("asked for JSON in the system message: the model has no JSON mode");
        } else if (draft.target().lacks(Feature.JSON_OBJECT_UNNAMED)
                && draft.messages().stream()
                        .noneMatch(message -> JSON.matcher(message.text()).find())) {
            instruct(draft, OBJECT);
            draft.notes().add("asked for JSON in the system message, too: the model takes its JSON mode not without");
        }
    }

    private static void inWords(Draft draft, ResponseFormat.JsonSchema schema, String why) {
        draft.change().responseFormat(draft.target().lacks(Feature.JSON_OBJECT) ? null : ResponseFormat.jsonObject());
        instruct(draft, instruction(schema));
        draft.notes().add("asked for the JSON schema in the system message: " + why);
    }

    private static void enforce(Draft draft, ResponseFormat.JsonSchema given) {
        String fitting = StrictSchema.fit(given.schema(), draft.target());
        if (fitting != null && fitting.equals(given.schema())) {
            return; // mostly
        }
        if (fitting != null) {
            draft.change().responseFormat(with(given, fitting, given.strict()));
            draft.notes().add("brought the JSON schema into the form that the model enforces");
        } else if (draft.target().lacks(Feature.SCHEMA_UNENFORCED)) {
            inWords(draft, given, "the model cannot enforce this one");
        } else {
            draft.change().responseFormat(with(given, given.schema(), false));
            draft.notes().add("dropped strict from the JSON schema: the model cannot enforce this one");
        }
    }

    private static ResponseFormat with(ResponseFormat.JsonSchema given, String schema, boolean strict) {
        return new ResponseFormat.JsonSchema(given.name(), schema, given.description(), strict);
    }

    private static String instruction(ResponseFormat.JsonSchema schema) {
        String purpose = schema.description() == null ? "" : "\nWhat it is for: " + schema.description();
        return BY_SCHEMA + schema.schema() + purpose;
    }

    /** Puts the instruction behind the leading system messages' last one, or makes one. */
    private static void instruct(Draft draft, String instruction) {
        List<Message> messages = new ArrayList<>(draft.messages());
        int leading = 0;
        while (messages.get(leading) instanceof Message.System) {
            leading++;
        }
        if (leading == 0) {
            messages.add(0, Message.system(instruction));
        } else {
            messages.set(leading - 1, appended(messages.get(leading - 1), instruction));
        }
        draft.messages(messages);
    }

    private static Message appended(Message system, String instruction) {
        List<Content> parts = new ArrayList<>(system.content());
        // A blank line of its own, since a dialect whose system message is one text may join the parts without any.
        parts.add(Content.text("\n\n" + instruction));
        return new Message.System(parts);
    }
}
