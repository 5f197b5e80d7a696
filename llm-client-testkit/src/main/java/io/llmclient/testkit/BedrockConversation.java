package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Converse refuses of a conversation. */
final class BedrockConversation {

    private static final ToolPairing.Words WORDS = new ToolPairing.Words(
            "Value '%s' at 'toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                    + " [a-zA-Z0-9_.:-]+",
            "messages: `tool_use` ids must be unique: %s",
            "Expected toolResult blocks for the following Ids: %s",
            "The toolResult block %s has no toolUse block in the previous turn.");

    private static final String NEEDS_TOOLS =
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.";

    private BedrockConversation() {}

    /** What is wrong with the messages, of which there is one at least; null if nothing is. */
    static @Nullable String problem(Map<String, @Nullable Object> body) {
        List<Map<?, ?>> messages = ToolPairing.objects(body.get("messages"));
        if (messages.isEmpty() || !"user".equals(messages.get(0).get("role"))) {
            return "A conversation must start with a user message. Try again with a conversation that starts with a user"
                    + " message.";
        }
        String problem = wrongSystem(body.get("system"));
        for (int i = 0; i < messages.size() && problem == null; i++) {
            problem = wrongMessage(messages, i);
        }
        if (problem == null && !body.containsKey("toolConfig") && useTools(messages)) {
            problem = NEEDS_TOOLS;
        }
        return problem == null ? unpaired(messages) : problem;
    }

    private static @Nullable String wrongSystem(@Nullable Object system) {
        return ToolPairing.objects(system).stream().anyMatch(BedrockConversation::isBlank)
                ? "The text field in the SystemContentBlock object at system is blank. Add text to the text field."
                : null;
    }

    private static @Nullable String wrongMessage(List<Map<?, ?>> messages, int index) {
        List<Map<?, ?>> blocks = blocks(messages.get(index));
        if (index > 0
                && String.valueOf(messages.get(index).get("role"))
                        .equals(messages.get(index - 1).get("role"))) {
            return "A conversation must alternate between user and assistant roles. Make sure the conversation alternates"
                    + " between user and assistant roles and try again.";
        }
        if (blocks.isEmpty()) {
            return "The content field in the Message object at messages." + index
                    + " is empty. Add a ContentBlock object to the content field and try again.";
        }
        if (blocks.stream().anyMatch(BedrockConversation::isBlank)) {
            return "The text field in the ContentBlock object at messages." + index
                    + ".content is blank. Add text to the text field, and try again.";
        }
        boolean documents = blocks.stream().anyMatch(block -> block.containsKey("document"));
        if (documents && blocks.stream().noneMatch(block -> block.containsKey("text"))) {
            return "messages." + index + ": a document needs a text block beside it.";
        }
        return documents && blocks.stream().anyMatch(block -> block.containsKey("toolResult"))
                ? "messages." + index + ": documents cannot stand beside tool results."
                : null;
    }

    private static boolean isBlank(Map<?, ?> block) {
        return block.get("text") instanceof String text && text.isBlank();
    }

    private static boolean useTools(List<Map<?, ?>> messages) {
        return messages.stream()
                .flatMap(message -> blocks(message).stream())
                .anyMatch(block -> block.containsKey("toolUse") || block.containsKey("toolResult"));
    }

    private static @Nullable String unpaired(List<Map<?, ?>> messages) {
        ToolPairing tools = new ToolPairing("[a-zA-Z0-9_.:-]{1,64}", WORDS);
        for (Map<?, ?> message : messages) {
            tools.message("assistant".equals(message.get("role")));
            for (Map<?, ?> block : blocks(message)) {
                if (block.get("toolUse") instanceof Map<?, ?> call) {
                    tools.call(call.get("toolUseId"), null);
                } else if (block.get("toolResult") instanceof Map<?, ?> result) {
                    tools.result(result.get("toolUseId"), null);
                } else {
                    tools.other();
                }
            }
        }
        return tools.problem();
    }

    private static List<Map<?, ?>> blocks(Map<?, ?> message) {
        return ToolPairing.objects(message.get("content"));
    }
}
