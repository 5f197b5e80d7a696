package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Claude's own API refuses of a conversation, on whichever platform it is served. */
final class AnthropicConversation {

    /** These answer after the user only: they do not go on with what they are said to have said. */
    private static final Pattern WITHOUT_PREFILL =
            Pattern.compile("claude-((opus|sonnet)-4[.-][6-9]|(opus|sonnet|haiku|fable|mythos)-5)");

    private static final String PREFILL =
            "This model does not support assistant message prefill. The conversation must end with a user message.";

    private static final ToolPairing.Words WORDS = new ToolPairing.Words(
            "messages: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$': %s",
            "messages: `tool_use` ids must be unique: %s",
            "messages: `tool_use` ids were found without `tool_result` blocks immediately after: %s. Each `tool_use` block"
                    + " must have a corresponding `tool_result` block in the next message.",
            "messages: unexpected `tool_use_id` found in `tool_result` blocks: %s. Each `tool_result` block must have a"
                    + " corresponding `tool_use` block in the previous message.");

    private final List<Map<?, ?>> messages;
    private final boolean thinks;
    private final boolean prefill;

    private AnthropicConversation(Map<String, @Nullable Object> body, @Nullable String model) {
        messages = ToolPairing.objects(body.get("messages"));
        thinks = body.get("thinking") instanceof Map<?, ?> thinking && "enabled".equals(thinking.get("type"));
        prefill = !thinks && !WITHOUT_PREFILL.matcher(String.valueOf(model)).find();
    }

    /** What is wrong with the messages, of which there is one at least; null if nothing is. */
    static @Nullable String problem(Map<String, @Nullable Object> body, @Nullable String model) {
        AnthropicConversation conversation = new AnthropicConversation(body, model);
        String problem = conversation.wrongContent();
        problem = problem == null ? conversation.unpaired() : problem;
        problem = problem == null ? conversation.wrongEnd() : problem;
        return problem == null ? conversation.missingThought() : problem;
    }

    private @Nullable String wrongContent() {
        for (int i = 0; i < messages.size(); i++) {
            List<Map<?, ?>> blocks = blocks(messages.get(i));
            if (blocks.isEmpty() && !(i == messages.size() - 1 && isAssistant(messages.get(i)))) {
                return "messages." + i
                        + ": all messages must have non-empty content except for the optional final assistant message";
            }
            for (int j = 0; j < blocks.size(); j++) {
                String problem = wrongBlock(blocks.get(j), "messages." + i + ".content." + j);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private static @Nullable String wrongBlock(Map<?, ?> block, String place) {
        Object type = block.get("type");
        if ("text".equals(type) && String.valueOf(block.get("text")).isBlank()) {
            return "messages: text content blocks must contain non-whitespace text";
        } else if ("tool_use".equals(type) && !(block.get("input") instanceof Map<?, ?>)) {
            return place + ".tool_use.input: Input should be a valid dictionary";
        } else if ("thinking".equals(type) && !(block.get("signature") instanceof String s && !s.isEmpty())) {
            return place + ": Invalid `signature` in `thinking` block";
        }
        return null;
    }

    private @Nullable String unpaired() {
        ToolPairing tools = new ToolPairing("[a-zA-Z0-9_-]+", WORDS);
        for (Map<?, ?> message : messages) {
            tools.message(isAssistant(message));
            for (Map<?, ?> block : blocks(message)) {
                switch (String.valueOf(block.get("type"))) {
                    case "tool_use" -> tools.call(block.get("id"), null);
                    case "tool_result" -> tools.result(block.get("tool_use_id"), null);
                    default -> tools.other();
                }
            }
        }
        return tools.problem();
    }

    private @Nullable String wrongEnd() {
        Map<?, ?> last = messages.get(messages.size() - 1);
        List<Map<?, ?>> blocks = blocks(last);
        if (!isAssistant(last) || blocks.isEmpty()) {
            return null;
        }
        Map<?, ?> end = blocks.get(blocks.size() - 1);
        if (!"text".equals(end.get("type"))) {
            return null;
        }
        String text = String.valueOf(end.get("text"));
        return !prefill
                ? PREFILL
                : text.equals(text.stripTrailing())
                        ? null
                        : "messages: final assistant content cannot end with trailing whitespace";
    }

    /** A turn that called tools must have begun with a thought where the model is told to think with a budget. */
    private @Nullable String missingThought() {
        for (int i = messages.size() - 1; thinks && i >= 0; i--) {
            List<Map<?, ?>> blocks = blocks(messages.get(i));
            if (isAssistant(messages.get(i))) {
                String first = String.valueOf(blocks.get(0).get("type"));
                boolean calls = blocks.stream().anyMatch(block -> "tool_use".equals(block.get("type")));
                return !calls || first.endsWith("thinking")
                        ? null
                        : "messages." + i + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
                                + first + "`. When `thinking` is enabled, a final `assistant` message must start with a"
                                + " thinking block.";
            } else if (blocks.stream().noneMatch(block -> "tool_result".equals(block.get("type")))) {
                return null;
            }
        }
        return null;
    }

    private static boolean isAssistant(Map<?, ?> message) {
        return "assistant".equals(message.get("role"));
    }

    private static List<Map<?, ?>> blocks(Map<?, ?> message) {
        return message.get("content") instanceof String text
                ? List.of(Map.of("type", "text", "text", text))
                : ToolPairing.objects(message.get("content"));
    }
}
