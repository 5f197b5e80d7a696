package io.llmclient.providers.internal.ollama;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.ModelRules;
import io.llmclient.providers.internal.models.OpenModels;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    private final ChatRequest request;
    private final Target target;
    private final JsonGenerator out;
    private boolean optionsOpen;

    RequestWriter(ChatRequest request, Target target, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.out = out;
    }

    void write() {
        out.writeStartObject();
        out.writeStringProperty("model", target.model());
        // Said either way, since the server streams unless it is told not to.
        out.writeBooleanProperty("stream", target.streaming());
        messages();
        if (!request.tools().isEmpty()) {
            tools();
        }
        format();
        if (request.reasoning() != null) {
            think(request.reasoning());
        }
        options();
        out.writeEndObject();
    }

    private void messages() {
        MessageWriter writer = new MessageWriter(target, out);
        out.writeArrayPropertyStart("messages");
        for (Message message : request.messages()) {
            writer.write(message);
        }
        out.writeEndArray();
    }

    private void tools() {
        out.writeArrayPropertyStart("tools");
        for (Tool tool : request.tools()) {
            out.writeStartObject();
            out.writeStringProperty("type", "function");
            out.writeObjectPropertyStart("function");
            out.writeStringProperty("name", tool.name());
            if (tool.description() != null) {
                out.writeStringProperty("description", tool.description());
            }
            out.writeName("parameters");
            out.writeRawValue(tool.parameters());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void format() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonSchema json) {
            out.writeName("format");
            out.writeRawValue(json.schema());
        } else if (format instanceof ResponseFormat.JsonObject) {
            out.writeStringProperty("format", "json");
        }
    }

    /** A level where the model has none, or a switch where it has levels, is passed over by the server in silence. */
    private void think(Reasoning wish) {
        Effort effort = wish.effort() != null ? wish.effort() : effort(wish.budgetTokens());
        if (effort == Effort.NONE) {
            out.writeBooleanProperty("think", false);
        } else if (effort != null && OpenModels.of(target.model()).traits().has(ModelRules.Trait.LEVELS)) {
            out.writeStringProperty("think", level(effort));
        } else {
            out.writeBooleanProperty("think", true);
        }
    }

    /** A budget becomes the level that providers with both give about as many tokens to. */
    private static @Nullable Effort effort(@Nullable Integer budget) {
        if (budget == null) {
            return null;
        }
        return budget == 0
                ? Effort.NONE
                : budget <= 4_096 ? Effort.LOW : budget <= 16_384 ? Effort.MEDIUM : Effort.HIGH;
    }

    private static String level(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH, MAX -> "high";
        };
    }

    private void options() {
        option("num_predict", request.maxOutputTokens());
        option("temperature", request.temperature());
        option("top_p", request.topP());
        option("top_k", request.topK());
        option("seed", request.seed());
        option("presence_penalty", request.presencePenalty());
        option("frequency_penalty", request.frequencyPenalty());
        if (!request.stop().isEmpty()) {
            openOptions();
            out.writeArrayPropertyStart("stop");
            request.stop().forEach(out::writeString);
            out.writeEndArray();
        }
        if (optionsOpen) {
            out.writeEndObject();
        }
    }

    private void option(String name, @Nullable Number value) {
        if (value != null) {
            openOptions();
            out.writeName(name);
            out.writeNumber(value.toString());
        }
    }

    private void openOptions() {
        if (!optionsOpen) {
            optionsOpen = true;
            out.writeObjectPropertyStart("options");
        }
    }
}
