package io.llmclient.providers.internal.gemini;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.models.GeminiModel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    /**
     * Gemini's own schema language writes its types so; JSON Schema has them in lower case and goes into other fields.
     */
    private static final Pattern OPEN_API_TYPE =
            Pattern.compile("\"type\"\\s*:\\s*\"(OBJECT|ARRAY|STRING|NUMBER|INTEGER|BOOLEAN)\"");

    private final ChatRequest request;
    private final GeminiModel family;
    private final JsonGenerator out;
    private boolean configured;

    RequestWriter(ChatRequest request, GeminiModel family, JsonGenerator out) {
        this.request = request;
        this.family = family;
        this.out = out;
    }

    void write() {
        List<Content> system = system();
        ContentsWriter contents = new ContentsWriter(family, out);
        out.writeStartObject();
        if (family.systemInstruction() && !system.isEmpty()) {
            out.writeObjectPropertyStart("systemInstruction");
            contents.parts(system);
            out.writeEndObject();
        }
        out.writeArrayPropertyStart("contents");
        contents.write(request.messages(), family.systemInstruction() ? List.of() : system);
        out.writeEndArray();
        if (!request.tools().isEmpty()) {
            tools();
            toolChoice();
        }
        generationConfig();
        out.writeEndObject();
    }

    private List<Content> system() {
        List<Content> texts = new ArrayList<>(1);
        for (Message message : request.messages()) {
            if (message instanceof Message.System) {
                for (Content part : message.content()) {
                    if (part instanceof Content.Text) {
                        texts.add(part);
                    }
                }
            }
        }
        return texts;
    }

    private void tools() {
        out.writeArrayPropertyStart("tools");
        out.writeStartObject();
        out.writeArrayPropertyStart("functionDeclarations");
        for (Tool tool : request.tools()) {
            out.writeStartObject();
            out.writeStringProperty("name", tool.name());
            if (tool.description() != null) {
                out.writeStringProperty("description", tool.description());
            }
            schema("parameters", "parametersJsonSchema", tool.parameters());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
    }

    private void schema(String openApiField, String jsonSchemaField, String schema) {
        out.writeName(OPEN_API_TYPE.matcher(schema).find() ? openApiField : jsonSchemaField);
        out.writeRawValue(schema);
    }

    private void toolChoice() {
        ToolChoice choice = request.toolChoice();
        if (choice == null) {
            return;
        }
        out.writeObjectPropertyStart("toolConfig");
        out.writeObjectPropertyStart("functionCallingConfig");
        out.writeStringProperty(
                "mode",
                switch (choice.mode()) {
                    case AUTO -> "AUTO";
                    case NONE -> "NONE";
                    case REQUIRED -> "ANY";
                });
        strings("allowedFunctionNames", choice.tools());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void generationConfig() {
        number("temperature", request.temperature());
        number("topP", request.topP());
        number("topK", request.topK());
        number("maxOutputTokens", request.maxOutputTokens());
        number("presencePenalty", request.presencePenalty());
        number("frequencyPenalty", request.frequencyPenalty());
        number("seed", request.seed());
        if (!request.stop().isEmpty()) {
            configure();
            strings("stopSequences", request.stop());
        }
        responseFormat();
        thinking();
        if (configured) {
            out.writeEndObject();
        }
    }

    /** Opens the object at its first field: nothing is sent that was not set. */
    private void configure() {
        if (!configured) {
            configured = true;
            out.writeObjectPropertyStart("generationConfig");
        }
    }

    private void number(String field, @Nullable Number value) {
        if (value != null) {
            configure();
            out.writeName(field);
            out.writeNumber(value.toString());
        }
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format == null || format instanceof ResponseFormat.Text) {
            return;
        }
        if (!request.tools().isEmpty() && !family.jsonWithTools()) {
            throw LlmException.builder(FailureKind.UNSUPPORTED)
                    .message(
                            "Gemini models before 3 refuse a JSON response format together with tools; leave one of them out")
                    .build();
        }
        configure();
        out.writeStringProperty("responseMimeType", "application/json");
        if (format instanceof ResponseFormat.JsonSchema json) {
            schema("responseSchema", "responseJsonSchema", json.schema());
        }
    }

    private void thinking() {
        if (request.reasoning() == null) {
            return;
        }
        configure();
        out.writeObjectPropertyStart("thinkingConfig");
        Thinking.write(family.thinking(), request.reasoning(), out);
        if (request.reasoning().includeThoughts()) {
            out.writeBooleanProperty("includeThoughts", true);
        }
        out.writeEndObject();
    }

    private void strings(String field, List<String> values) {
        if (!values.isEmpty()) {
            out.writeArrayPropertyStart(field);
            values.forEach(out::writeString);
            out.writeEndArray();
        }
    }
}
