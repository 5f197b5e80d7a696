package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What generateContent refuses of a conversation. */
final class GeminiConversation {

    private static final Pattern SIGNS_CALLS = Pattern.compile("(.*/)?gemini-[3-9].*");

    private static final Pattern WITHOUT_PREFILL = Pattern.compile("(.*/)?gemini-(3\\.5-flash-lite|3\\.[6-9]|[4-9]).*");

    private static final String UNEVEN =
            "Please ensure that the number of function response parts is equal to the number"
                    + " of function call parts of the function call turn: %s";

    private static final ToolPairing.Words WORDS = new ToolPairing.Words("", null, UNEVEN, UNEVEN);

    private final List<Map<?, ?>> contents;
    private final String model;

    private GeminiConversation(List<?> contents, @Nullable String model) {
        this.contents = ToolPairing.objects(contents);
        this.model = String.valueOf(model);
    }

    /** What is wrong with the contents, of which there is one at least; null if nothing is. */
    static @Nullable String problem(List<?> contents, @Nullable String model) {
        if (!contents.stream().allMatch(GeminiConversation::isPlausible)) {
            return "Please use a valid role: user, model, and at least one part in each content.";
        }
        GeminiConversation conversation = new GeminiConversation(contents, model);
        String problem = conversation.wrongEnds();
        problem = problem == null ? conversation.wrongFunctions() : problem;
        problem = problem == null ? conversation.unpaired() : problem;
        return problem == null ? conversation.unsigned() : problem;
    }

    private static boolean isPlausible(@Nullable Object content) {
        return content instanceof Map<?, ?> fields
                && (fields.get("role") == null || List.of("user", "model").contains(fields.get("role")))
                && fields.get("parts") instanceof List<?> parts
                && !parts.isEmpty();
    }

    private @Nullable String wrongEnds() {
        if (isModel(contents.get(0))) {
            return "Please ensure that the first content is a user turn.";
        }
        return isModel(contents.get(contents.size() - 1))
                        && WITHOUT_PREFILL.matcher(model).matches()
                ? "Requests ending with a model turn are not supported."
                : null;
    }

    private @Nullable String wrongFunctions() {
        for (int i = 0; i < contents.size(); i++) {
            for (Map<?, ?> part : parts(contents.get(i))) {
                Object arguments = field(part, "functionCall", "args");
                Object response = field(part, "functionResponse", "response");
                if (part.containsKey("functionCall") && isModel(contents.get(i - 1))) {
                    return "Please ensure that function call turn comes immediately after a user turn or after a function"
                            + " response turn.";
                }
                if ((arguments != null && !(arguments instanceof Map))
                        || (part.containsKey("functionResponse") && !(response instanceof Map))) {
                    return "Invalid value (google.protobuf.Struct) in contents[" + i + "]";
                }
            }
        }
        return null;
    }

    private @Nullable String unpaired() {
        ToolPairing tools = new ToolPairing(null, WORDS);
        for (Map<?, ?> content : contents) {
            tools.message(isModel(content));
            for (Map<?, ?> part : parts(content)) {
                if (part.containsKey("functionCall")) {
                    tools.call(null, field(part, "functionCall", "name"));
                } else if (part.containsKey("functionResponse")) {
                    tools.result(null, field(part, "functionResponse", "name"));
                } else {
                    tools.other();
                }
            }
        }
        return tools.problem();
    }

    /** Since Gemini 3 the first call of each step since the user spoke must bear a signature. */
    private @Nullable String unsigned() {
        for (int i = contents.size() - 1; i >= 0 && SIGNS_CALLS.matcher(model).matches(); i--) {
            List<Map<?, ?>> parts = parts(contents.get(i));
            Map<?, ?> call = parts.stream()
                    .filter(part -> part.containsKey("functionCall"))
                    .findFirst()
                    .orElse(null);
            if (call != null && !call.containsKey("thoughtSignature")) {
                return "Function call is missing a thought_signature in functionCall parts, position " + i + ".";
            }
            if (!isModel(contents.get(i)) && parts.stream().noneMatch(part -> part.containsKey("functionResponse"))) {
                return null;
            }
        }
        return null;
    }

    private static boolean isModel(Map<?, ?> content) {
        return "model".equals(content.get("role"));
    }

    private static List<Map<?, ?>> parts(Map<?, ?> content) {
        return ToolPairing.objects(content.get("parts"));
    }

    private static @Nullable Object field(Map<?, ?> part, String kind, String name) {
        return part.get(kind) instanceof Map<?, ?> fields ? fields.get(name) : null;
    }
}
