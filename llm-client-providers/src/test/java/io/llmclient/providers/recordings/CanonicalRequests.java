package io.llmclient.providers.recordings;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.HttpProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds a canonical request as an application would, with the library's public vocabulary. What the vocabulary has no
 * word for goes along as an extra of the provider.
 */
final class CanonicalRequests {

    /** What is handled here; every other field is an extra under its wire name. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "system",
            "messages",
            "tools",
            "toolChoice",
            "parallelToolCalls",
            "responseFormat",
            "reasoning",
            "maxTokens",
            "temperature",
            "topP",
            "topK",
            "presencePenalty",
            "frequencyPenalty",
            "seed",
            "stop",
            "metadata",
            "cacheControl",
            "stream",
            "streamUsage",
            "extra",
            "wire");

    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private final Tree canonical;
    private final HttpProvider provider;
    private final ChatRequest.Builder request = ChatRequest.builder();

    private CanonicalRequests(Tree canonical, HttpProvider provider) {
        this.canonical = canonical;
        this.provider = provider;
    }

    /**
     * The request for a provider.
     *
     * @throws IllegalArgumentException when the vocabulary cannot say it
     */
    static ChatRequest build(Recording recording, HttpProvider provider) {
        return new CanonicalRequests(recording.canonicalRequest(), provider).build();
    }

    private ChatRequest build() {
        List<Message> messages = new CanonicalMessages(provider.dialect(), provider.model()).all(canonical);
        for (Tree tool : canonical.get("tools").items()) {
            if ("cache_point".equals(tool.text("kind"))) {
                markTools(messages);
            } else {
                request.tool(tool(tool));
            }
        }
        request.messages(messages);
        request.toolChoice(toolChoice(canonical.get("toolChoice")))
                .parallelToolCalls(
                        canonical.get("parallelToolCalls").isNull()
                                ? null
                                : canonical.get("parallelToolCalls").isTrue())
                .responseFormat(responseFormat(canonical.get("responseFormat")))
                .stop(canonical.get("stop").texts())
                .cache(CanonicalMessages.cachePoint(canonical.get("cacheControl")));
        canonical.get("metadata").fields().forEach((key, value) -> request.metadata(key, value.text()));
        reasoning(canonical.get("reasoning"));
        sampling();
        extras();
        return request.build();
    }

    /** A mark before everything else is that of the tools. */
    private static void markTools(List<Message> messages) {
        List<Content> marked = new ArrayList<>(List.of(new Content.CachePoint(null)));
        marked.addAll(messages.get(0).content());
        messages.set(0, new Message.System(marked));
    }

    private void sampling() {
        Long maxTokens = canonical.get("maxTokens").number();
        Long topK = canonical.get("topK").number();
        request.maxOutputTokens(maxTokens == null ? null : maxTokens.intValue())
                .temperature(canonical.get("temperature").decimal())
                .topP(canonical.get("topP").decimal())
                .topK(topK == null ? null : topK.intValue())
                .presencePenalty(canonical.get("presencePenalty").decimal())
                .frequencyPenalty(canonical.get("frequencyPenalty").decimal())
                .seed(canonical.get("seed").number());
    }

    private static Tool tool(Tree tool) {
        if (!tool.get("kind").isNull()) {
            throw new IllegalArgumentException("a tool that the provider runs is not in the vocabulary: " + tool);
        }
        Tree parameters = tool.get("parameters");
        return new Tool(
                tool.text("name"),
                tool.text("description"),
                parameters.isObject() ? parameters.toString() : NO_ARGUMENTS,
                tool.get("strict").isTrue());
    }

    private static ToolChoice toolChoice(Tree choice) {
        if (choice.isNull()) {
            return null;
        }
        if (choice.has("tool")) {
            return ToolChoice.required(choice.text("tool"));
        }
        String mode = choice.isText() ? choice.text() : String.valueOf(choice.text("mode"));
        List<String> tools = choice.get("tools").texts();
        return new ToolChoice(ToolChoice.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), tools);
    }

    private static ResponseFormat responseFormat(Tree format) {
        return switch (String.valueOf(format.text("type"))) {
            case "null" -> null;
            case "text" -> ResponseFormat.text();
            case "json_object" -> ResponseFormat.jsonObject();
            case "json_schema" ->
                new ResponseFormat.JsonSchema(
                        format.has("name") ? format.text("name") : "answer",
                        format.get("schema").toString(),
                        format.text("description"),
                        format.get("strict").isTrue());
            default -> throw new IllegalArgumentException("not in the vocabulary: " + format);
        };
    }

    /**
     * Two wishes have no word: to leave the effort to the model, and to leave the budget to it, which Gemini calls -1.
     */
    private void reasoning(Tree reasoning) {
        String effort = reasoning.text("effort");
        Long budget = reasoning.get("budgetTokens").number();
        boolean thoughts = reasoning.get("includeThoughts").isTrue();
        if ("disabled".equals(reasoning.text("type"))) {
            effort = "none";
        }
        if (budget != null && budget < 0) {
            request.extra(provider.provider(), "generationConfig.thinkingConfig.thinkingBudget", budget);
            budget = null;
        }
        if (effort != null || budget != null || thoughts) {
            request.reasoning(new Reasoning(
                    effort == null ? null : Reasoning.Effort.valueOf(effort.toUpperCase(Locale.ROOT)),
                    budget == null ? null : budget.intValue(),
                    thoughts));
        } else if ("adaptive".equals(reasoning.text("type"))) {
            request.extra(provider.provider(), "thinking", Map.of("type", "adaptive"));
        }
    }

    private void extras() {
        String name = provider.provider();
        Stream<String> unknown = canonical.fields().keySet().stream().filter(field -> !KNOWN.contains(field));
        unknown.forEach(field ->
                request.extra(name, wireName(field), canonical.get(field).value()));
        canonical.get("extra").fields().forEach((field, value) -> request.extra(name, field, value.value()));
    }

    /** Gemini keeps its settings in an object, in camel case; the others at the top, in snake case. */
    private String wireName(String field) {
        return provider.dialect().startsWith("gemini")
                ? "generationConfig." + field
                : provider.dialect().equals("bedrock.converse")
                        ? field
                        : field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
