package io.llmclient.providers;

import io.llmclient.providers.recordings.Tree;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a server was told, whatever its language, a line for each turn: {@code assistant: Let me look. + search#1
 * {"q":"sky"}}. Calls are numbered as they come, {@code #1 = Rain.} is the result of the first and {@code #1 ! Broken.}
 * its error; what ends blank stands in quotes, thoughts {@code (in brackets)}, media {@code [image/png bytes]}, and
 * {@code ~} precedes a signature.
 */
final class Transcript {

    private static final String NO_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

    private final List<String> lines = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private String role = "";
    private final List<String> parts = new ArrayList<>();

    private Transcript(String provider, Tree body) {
        switch (provider) {
            case "anthropic", "bedrock-anthropic" -> anthropic(body);
            case "bedrock" -> bedrock(body);
            case "gemini" -> gemini(body);
            case "openai-responses" -> responses(body);
            default -> body.get("messages").items().forEach(this::chat);
        }
        endTurn();
    }

    /** What the last request told the server. */
    static Transcript ofLast(ProviderServer server) {
        List<ServerRequest> requests = server.requests();
        String body = requests.get(requests.size() - 1).body();
        return new Transcript(server.provider(), Tree.parse(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The ids of the calls, in order. */
    List<String> ids() {
        return ids;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }

    private void anthropic(Tree body) {
        blocks("system", body.get("system"), this::anthropicBlock);
        for (Tree message : body.get("messages").items()) {
            blocks(message.text("role"), message.get("content"), this::anthropicBlock);
        }
    }

    private String anthropicBlock(Tree block) {
        return switch (String.valueOf(block.text("type"))) {
            case "text" -> block.text("text");
            case "thinking" -> thought(block.text("thinking"), block.text("signature"));
            case "tool_use" -> call(block.text("id"), block.text("name"), block.get("input"));
            case "tool_result" ->
                result(
                        block.text("tool_use_id"),
                        null,
                        block.get("is_error").isTrue(),
                        said(block.get("content"), this::anthropicBlock));
            case "image", "document" ->
                media(
                        block.get("source").text("media_type"),
                        block.get("source").text("data"));
            default -> block.toString();
        };
    }

    private void bedrock(Tree body) {
        blocks("system", body.get("system"), this::converseBlock);
        for (Tree message : body.get("messages").items()) {
            blocks(message.text("role"), message.get("content"), this::converseBlock);
        }
    }

    private String converseBlock(Tree block) {
        Tree call = block.get("toolUse");
        Tree result = block.get("toolResult");
        Tree thought = block.get("reasoningContent", "reasoningText");
        if (call.isObject()) {
            return call(call.text("toolUseId"), call.text("name"), call.get("input"));
        } else if (result.isObject()) {
            boolean error = "error".equals(result.text("status"));
            return result(result.text("toolUseId"), null, error, said(result.get("content"), this::converseBlock));
        } else if (thought.isObject()) {
            return thought(thought.text("text"), thought.text("signature"));
        } else if (block.has("image")) {
            Tree image = block.get("image");
            return media("image/" + image.text("format"), image.get("source").text("bytes"));
        } else if (block.has("document")) {
            Tree document = block.get("document");
            return media(
                    "application/" + document.text("format"),
                    document.get("source").text("bytes"));
        }
        return block.has("text") ? block.text("text") : block.toString();
    }

    private void gemini(Tree body) {
        blocks("system", body.get("systemInstruction", "parts"), this::geminiPart);
        for (Tree content : body.get("contents").items()) {
            blocks("model".equals(content.text("role")) ? "assistant" : "user", content.get("parts"), this::geminiPart);
        }
    }

    private String geminiPart(Tree part) {
        Tree call = part.get("functionCall");
        Tree result = part.get("functionResponse");
        String signature = part.text("thoughtSignature");
        String signed = signature == null ? "" : NO_SIGNATURE.equals(signature) ? "~none" : "~" + signature;
        if (call.isObject()) {
            return call(call.text("id"), call.text("name"), call.get("args")) + signed;
        } else if (result.isObject()) {
            Tree response = result.get("response");
            boolean error = response.has("error");
            String said = error ? response.text("error") : response.text("result");
            String more =
                    result.get("parts").items().isEmpty() ? "" : " + " + said(result.get("parts"), this::geminiPart);
            return result(
                    result.text("id"), result.text("name"), error, (said == null ? response.toString() : said) + more);
        } else if (part.has("inlineData")) {
            return media(
                    part.get("inlineData").text("mimeType"),
                    part.get("inlineData").text("data"));
        }
        return part.get("thought").isTrue() ? thought(part.text("text"), signature) : part.text("text") + signed;
    }

    private void chat(Tree message) {
        String who = message.text("role");
        endTurn();
        begin("developer".equals(who) ? "system" : who);
        if (message.has("reasoning_content")) {
            parts.add(thought(message.text("reasoning_content"), null));
        }
        if (message.has("thinking")) {
            parts.add(thought(message.text("thinking"), null));
        }
        if (message.has("tool_plan")) {
            parts.add(thought(message.text("tool_plan"), "plan"));
        }
        // Some take one text only, in which parts are lines.
        String said = said(message.get("content"), this::chatPart).replaceAll("\n+", " + ");
        if ("tool".equals(who)) {
            parts.add(result(message.text("tool_call_id"), message.text("tool_name"), false, said));
        } else if (!said.isEmpty() || message.get("tool_calls").items().isEmpty()) {
            parts.add(said);
        }
        message.get("images").items().forEach(image -> parts.add(media("image/png", image.text())));
        for (Tree call : message.get("tool_calls").items()) {
            Tree arguments = call.get("function", "arguments");
            parts.add(call(
                    call.text("id"),
                    call.get("function").text("name"),
                    arguments.isText() ? Tree.lenient(arguments.text()) : arguments));
        }
    }

    private String chatPart(Tree part) {
        return switch (String.valueOf(part.text("type"))) {
            case "text" -> part.text("text");
            case "thinking" ->
                thought(
                        part.get("thinking").isText()
                                ? part.text("thinking")
                                : said(part.get("thinking"), this::chatPart),
                        null);
            case "image_url" ->
                dataUrl(
                        part.get("image_url").isText()
                                ? part.text("image_url")
                                : part.get("image_url").text("url"));
            case "file" -> dataUrl(part.get("file").text("file_data"));
            case "refusal" -> part.text("refusal");
            case "document_url" -> dataUrl(part.text("document_url"));
            default -> part.toString();
        };
    }

    private void responses(Tree body) {
        for (Tree item : body.get("input").items()) {
            switch (String.valueOf(item.text("type"))) {
                case "reasoning" -> {
                    begin("assistant");
                    String summary = said(item.get("summary"), part -> part.text("text"));
                    parts.add(thought(summary, item.text("encrypted_content")));
                }
                case "function_call" -> {
                    begin("assistant");
                    parts.add(call(item.text("call_id"), item.text("name"), Tree.lenient(item.text("arguments"))));
                }
                case "function_call_output" -> {
                    endTurn();
                    begin("tool");
                    parts.add(result(item.text("call_id"), null, false, said(item.get("output"), this::responsesPart)));
                }
                default -> {
                    String who = item.text("role");
                    if (!"assistant".equals(who)) {
                        endTurn();
                    }
                    begin("developer".equals(who) ? "system" : who);
                    parts.add(said(item.get("content"), this::responsesPart));
                }
            }
        }
    }

    private String responsesPart(Tree part) {
        return switch (String.valueOf(part.text("type"))) {
            case "input_image" -> dataUrl(part.text("image_url"));
            case "input_file" -> dataUrl(part.text("file_data"));
            case "refusal" -> part.text("refusal");
            default -> part.text("text");
        };
    }

    /** A turn of its own; none where nothing is in it. */
    private void blocks(String who, Tree content, Function<Tree, String> block) {
        endTurn();
        begin(who);
        if (content.isText()) {
            parts.add(content.text());
        }
        content.items().forEach(item -> parts.add(block.apply(item)));
    }

    private static String said(Tree content, Function<Tree, String> part) {
        return content.isText()
                ? content.text()
                : String.join(" + ", content.items().stream().map(part).toList());
    }

    private String call(String id, String name, Tree arguments) {
        String key = id == null ? "unnamed " + ids.size() : id;
        ids.add(key);
        names.put(key, name);
        waiting.add(key);
        return name + "#" + ids.size() + " " + arguments;
    }

    /** Where there is no id, the tool's name says whose result it is. */
    private String result(String id, String name, boolean error, String said) {
        String key = id != null
                ? id
                : waiting.stream()
                        .filter(call -> names.get(call).equals(name))
                        .findFirst()
                        .orElse("");
        boolean known = waiting.remove(key) && (name == null || name.equals(names.get(key)));
        return "#" + (known ? String.valueOf(ids.lastIndexOf(key) + 1) : "?") + (error ? " ! " : " = ") + quoted(said);
    }

    private static String quoted(String text) {
        return !text.isEmpty() && text.equals(text.stripTrailing()) ? text : '"' + text + '"';
    }

    private static String thought(String text, String signature) {
        return "(" + text + ")" + (signature == null || signature.isEmpty() ? "" : "~" + signature);
    }

    private static String media(String type, String base64) {
        return "[" + type + " " + new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8) + "]";
    }

    private static String dataUrl(String url) {
        String[] typeAndData = url.substring("data:".length()).split(";base64,", 2);
        return media(typeAndData[0], typeAndData[1]);
    }

    private void begin(String who) {
        if (!who.equals(role)) {
            endTurn();
        }
        role = who;
    }

    private void endTurn() {
        if (!parts.isEmpty()) {
            parts.replaceAll(Transcript::quoted);
            lines.add(role + ": " + String.join(" + ", parts));
        }
        parts.clear();
        role = "";
    }
}
