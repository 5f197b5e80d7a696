package io.llmclient.providers.internal.gemini;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Unsupported;
import io.llmclient.providers.internal.models.GeminiModel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
    private final JsonWriter out;

    RequestWriter(ChatRequest request, GeminiModel family, JsonGenerator out) {
        this.request = request;
        this.family = family;
        this.out = new JsonWriter(out);
    }

    void write() {
        List<Content> system = system();
        ContentsWriter contents = new ContentsWriter(family, out);
        out.object();
        if (family.systemInstruction() && !system.isEmpty()) {
            out.object("systemInstruction");
            contents.parts(system);
            out.end();
        }
        out.list("contents");
        contents.write(request.messages(), family.systemInstruction() ? List.of() : system);
        out.end();
        if (!request.tools().isEmpty()) {
            tools();
            toolChoice();
        }
        generationConfig();
        out.end();
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
        out.list("tools").object().list("functionDeclarations");
        for (Tool tool : request.tools()) {
            out.object().text("name", tool.name()).text("description", tool.description());
            schema("parameters", "parametersJsonSchema", tool.parameters());
            out.end();
        }
        out.end().end().end();
    }

    private void schema(String openApiField, String jsonSchemaField, String schema) {
        out.json(OPEN_API_TYPE.matcher(schema).find() ? openApiField : jsonSchemaField, schema);
    }

    private void toolChoice() {
        ToolChoice choice = request.toolChoice();
        if (choice != null) {
            boolean required = choice.mode() == ToolChoice.Mode.REQUIRED;
            out.object("toolConfig").object("functionCallingConfig");
            out.text("mode", required ? "ANY" : choice.mode().name());
            out.texts("allowedFunctionNames", choice.tools());
            out.end().end();
        }
    }

    private void generationConfig() {
        out.objectIfAny("generationConfig");
        out.number("temperature", request.temperature());
        out.number("topP", request.topP());
        out.number("topK", request.topK());
        out.number("maxOutputTokens", request.maxOutputTokens());
        out.number("presencePenalty", request.presencePenalty());
        out.number("frequencyPenalty", request.frequencyPenalty());
        out.number("seed", request.seed());
        out.texts("stopSequences", request.stop());
        responseFormat();
        thinking();
        out.end();
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format == null || format instanceof ResponseFormat.Text) {
            return;
        }
        if (!request.tools().isEmpty() && !family.jsonWithTools()) {
            throw Unsupported.because(
                    "Gemini models before 3 refuse a JSON response format together with tools; leave one of them out");
        }
        out.text("responseMimeType", "application/json");
        if (format instanceof ResponseFormat.JsonSchema json) {
            schema("responseSchema", "responseJsonSchema", json.schema());
        }
    }

    private void thinking() {
        Reasoning wish = request.reasoning();
        if (wish != null) {
            out.object("thinkingConfig");
            // Both together are a 400.
            Integer budget = wish.isOff() ? (Integer) 0 : wish.budgetTokens();
            out.number("thinkingBudget", budget);
            out.word("thinkingLevel", budget == null ? wish.effort() : null);
            out.flagIf("includeThoughts", wish.includeThoughts());
            out.end();
        }
    }
}
