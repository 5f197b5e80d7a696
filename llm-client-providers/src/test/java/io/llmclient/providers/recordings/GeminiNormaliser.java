package io.llmclient.providers.recordings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Spellings of Gemini generateContent that mean the same. */
final class GeminiNormaliser {

    private static final Pattern SNAKE = Pattern.compile("_([a-z])");

    /** What is in these fields belongs to the application: its names are its own. */
    private static final Set<String> FOREIGN = Set.of(
            "args", "response", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema", "labels");

    private GeminiNormaliser() {}

    static void normalise(Map<String, Object> body) {
        camelCase(body);
        Normal.object(body, "systemInstruction").remove("role");
        mergeFunctions(body);
        toolConfig(body);
        Map<String, Object> config = Normal.object(body, "generationConfig");
        Normal.dropIf(config, "responseModalities", List.of("TEXT"));
        Normal.dropIf(body, "generationConfig", Map.of()); // says nothing
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static void camelCase(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> map = (Map<String, Object>) value;
            for (String name : List.copyOf(map.keySet())) {
                String camel = SNAKE.matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
                Object inner = map.remove(name);
                if (!FOREIGN.contains(camel)) {
                    camelCase(inner);
                }
                map.put(camel, inner);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(GeminiNormaliser::camelCase);
        }
    }

    /** The functions of several tool objects in one. */
    private static void mergeFunctions(Map<String, Object> body) {
        List<Object> functions = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        Normal.each(body, "tools", tool -> {
            Normal.each(tool, "functionDeclarations", function -> {
                Normal.dropIf(function, "description", "", null);
                functions.add(function);
            });
            tool.remove("functionDeclarations");
            if (!tool.isEmpty()) {
                others.add(tool);
            }
        });
        if (!functions.isEmpty()) {
            others.add(0, new LinkedHashMap<>(Map.of("functionDeclarations", functions)));
        }
        body.remove("tools");
        if (!others.isEmpty()) {
            body.put("tools", others);
        }
    }

    private static void toolConfig(Map<String, Object> body) {
        Map<String, Object> calling = Normal.object(Normal.object(body, "toolConfig"), "functionCallingConfig");
        if (calling.get("mode") instanceof String mode) {
            calling.put("mode", mode.toUpperCase(Locale.ROOT)); // the service takes the names of this enum in any case
        }
        Normal.dropIf(calling, "mode", "AUTO");
        Normal.dropIf(Normal.object(body, "toolConfig"), "functionCallingConfig", Map.of());
        Normal.dropIf(body, "toolConfig", Map.of());
    }
}
