package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Mistral refuses of a conversation besides what OpenAI does. */
final class MistralConversation {

    private static final String ORDER = "invalid_request_message_order";

    /** Who may not speak behind whom; a system message behind nobody but another. */
    private static final Set<String> OUT_OF_ORDER =
            Set.of("tool user", "user user", "assistant assistant", "user tool");

    private MistralConversation() {}

    /** What is wrong with the messages, null if nothing is. */
    static @Nullable WireError refusal(List<?> list) {
        String before = "system";
        int calls = 0;
        for (Map<?, ?> message : ToolPairing.objects(list)) {
            String role = String.valueOf(message.get("role"));
            List<Map<?, ?>> made = ToolPairing.objects(message.get("tool_calls"));
            if (OUT_OF_ORDER.contains(before + " " + role) || (role.equals("system") && !before.equals("system"))) {
                return MistralWire.error(
                        400, "Unexpected role '" + role + "' after role '" + before + "'", ORDER, "3230");
            }
            calls -= role.equals("tool") ? 1 : 0;
            if (calls < 0 || (calls > 0 && !role.equals("tool"))) {
                return MistralWire.error(400, "Not the same number of function calls and responses", ORDER, "3230");
            }
            WireError wrongId = wrongId(message.get("tool_call_id"));
            for (Map<?, ?> call : made) {
                wrongId = wrongId == null ? wrongId(call.get("id")) : wrongId;
            }
            if (wrongId != null) {
                return wrongId;
            }
            if (role.equals("assistant") && made.isEmpty() && saysNothing(message.get("content"))) {
                return MistralWire.error(
                        400,
                        "Assistant message must have either content or tool_calls, but not none.",
                        "invalid_request_assistant_message",
                        "3240");
            }
            calls += made.size();
            before = role;
        }
        return before.equals("assistant") && !isPrefix(list.get(list.size() - 1))
                ? MistralWire.error(
                        400,
                        "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
                        ORDER,
                        "3230")
                : null;
    }

    private static boolean isPrefix(Object last) {
        return last instanceof Map<?, ?> message && Boolean.TRUE.equals(message.get("prefix"));
    }

    private static boolean saysNothing(@Nullable Object content) {
        return content == null || content.equals("") || content.equals(List.of());
    }

    private static @Nullable WireError wrongId(@Nullable Object id) {
        return id == null || id.toString().matches("[a-zA-Z0-9]{9}")
                ? null
                : MistralWire.error(
                        400,
                        "Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.",
                        "invalid_function_call",
                        "3280");
    }
}
