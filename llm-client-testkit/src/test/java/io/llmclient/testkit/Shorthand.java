package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conversations as {@link ConversationRefusalTest} notes them, in the language of each service. */
final class Shorthand {

    private Shorthand() {}

    static HttpResponse<String> ask(ProviderServer server, String model, String shorthand) {
        List<Map<String, @Nullable Object>> turns = Stream.of(shorthand.split(" ", -1))
                .map(turn -> turn(server.provider(), turn))
                .toList();
        return switch (server.provider()) {
            case "openai", "mistral" -> Wire.openAi(server, json("model", model, "messages", turns));
            case "openai-responses" -> Wire.responses(server, json("model", model, "input", turns));
            case "cohere", "ollama" -> Wire.plain(server, json("model", model, "stream", false, "messages", turns));
            case "anthropic" -> Wire.anthropic(server, json("model", model, "max_tokens", 9, "messages", turns));
            case "bedrock-anthropic" ->
                Wire.bedrock(server, "invoke", json("anthropic_version", "1", "max_tokens", 9, "messages", turns));
            case "bedrock" -> Wire.bedrock(server, "converse", json("messages", turns, "toolConfig", Map.of()));
            default -> Wire.gemini(server, model, "generateContent", json("contents", turns));
        };
    }

    private static String json(Object... namesAndValues) {
        return WireJson.write(object(namesAndValues));
    }

    private static Map<String, @Nullable Object> turn(String provider, String turn) {
        String[] both = turn.split(":", 2);
        String given = both.length > 1 ? both[1] : "Hi";
        String text = "cr".contains(both[0]) ? given : given.replace('_', ' ');
        return switch (provider) {
            case "anthropic", "bedrock-anthropic" -> anthropic(both[0], text);
            case "bedrock" -> bedrock(both[0], text);
            case "gemini" -> gemini(both[0], text);
            case "openai-responses" -> responses(both[0], text);
            case "ollama" -> chat(both[0], text, Map.of());
            default -> chat(both[0], text, "{}");
        };
    }

    private static String role(String kind) {
        return switch (kind) {
            case "s" -> "system";
            case "u", "r" -> "user";
            default -> "assistant";
        };
    }

    private static Map<String, @Nullable Object> chat(String kind, String text, Object arguments) {
        return switch (kind) {
            case "c" ->
                object(
                        "role",
                        "assistant",
                        "tool_calls",
                        List.of(object("id", text, "function", object("name", "f", "arguments", arguments))));
            case "r" -> object("role", "tool", "tool_call_id", text, "content", "1");
            case "e" -> object("role", "assistant", "content", "");
            default -> object("role", role(kind), "content", text);
        };
    }

    private static Map<String, @Nullable Object> responses(String kind, String text) {
        return switch (kind) {
            case "c" -> object("type", "function_call", "call_id", text, "name", "f", "arguments", "{}");
            case "r" -> object("type", "function_call_output", "call_id", text, "output", "1");
            default -> object("role", role(kind), "content", text);
        };
    }

    private static Map<String, @Nullable Object> anthropic(String kind, String text) {
        return content(
                kind,
                switch (kind) {
                    case "c" -> object("type", "tool_use", "id", text, "name", "f", "input", Map.of());
                    case "r" -> object("type", "tool_result", "tool_use_id", text, "content", "1");
                    case "t" -> object("type", "thinking", "thinking", "Hm.", "signature", "");
                    default -> object("type", "text", "text", text);
                });
    }

    private static Map<String, @Nullable Object> bedrock(String kind, String text) {
        return content(
                kind,
                switch (kind) {
                    case "c" -> object("toolUse", object("toolUseId", text, "name", "f", "input", Map.of()));
                    case "r" ->
                        object("toolResult", object("toolUseId", text, "content", List.of(object("text", "1"))));
                    default -> object("text", text);
                });
    }

    private static Map<String, @Nullable Object> content(String kind, Map<String, @Nullable Object> block) {
        return object("role", role(kind), "content", List.of(block));
    }

    private static Map<String, @Nullable Object> gemini(String kind, String text) {
        Map<String, @Nullable Object> part = switch (kind) {
            case "c" -> object("functionCall", object("name", "f", "args", Map.of()));
            case "r" -> object("functionResponse", object("name", "f", "response", Map.of()));
            default -> object("text", text);
        };
        return object("role", role(kind).equals("user") ? "user" : "model", "parts", List.of(part));
    }
}
