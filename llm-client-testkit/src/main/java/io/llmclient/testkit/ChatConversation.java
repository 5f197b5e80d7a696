package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the services refuse whose conversations have OpenAI's form: a message for each result, calls as a field. */
final class ChatConversation {

    private static final ToolPairing.Words OPENAI = new ToolPairing.Words(
            "Invalid 'messages[].tool_calls[].id': string too long. Expected a string with maximum length 40: %s",
            null,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'."
                    + " The following tool_call_ids did not have response messages: %s",
            "messages with role 'tool' must be a response to a preceding message with 'tool_calls': %s");

    private static final ToolPairing.Words COHERE = new ToolPairing.Words(
            "tool call id must not be empty: %s",
            "cannot have duplicate tool ids: %s",
            "tool calls must be followed by tool messages: %s",
            "tool call id not found in previous tool calls: %s");

    private static final Pattern DEEPSEEK = Pattern.compile("(.*/)?deepseek-(flash|v[4-9]).*");

    private static final Pattern JSON = Pattern.compile("json", Pattern.CASE_INSENSITIVE);

    private ChatConversation() {}

    /** What OpenAI would say of it, or DeepSeek of one for its models; null if nothing is wrong. */
    static @Nullable String problemAtOpenAi(List<?> list, @Nullable String model) {
        List<Map<?, ?>> messages = ToolPairing.objects(list);
        boolean thoughts = DEEPSEEK.matcher(String.valueOf(model)).matches();
        for (int i = 0; i < messages.size(); i++) {
            Map<?, ?> message = messages.get(i);
            boolean assistant = "assistant".equals(message.get("role"));
            boolean calls = !ToolPairing.objects(message.get("tool_calls")).isEmpty();
            if (isMissing(message.get("content")) && !(assistant && calls)) {
                return "Invalid value for 'content': expected a string, got null. messages." + i;
            }
            if ("tool".equals(message.get("role")) && hasOthersThanText(message)) {
                return "Content blocks of tool messages are expected to be of type text. messages." + i;
            }
            if (thoughts && assistant && !(message.get("reasoning_content") instanceof String)) {
                return "The `reasoning_content` in the thinking mode must be passed back to the API. messages." + i;
            }
        }
        return unpaired(messages, thoughts ? "(?s).+" : "(?s).{1,40}", OPENAI);
    }

    /** What OpenAI says of a JSON mode of which the conversation does not speak; null if nothing. */
    static @Nullable String unnamedJson(List<?> messages, @Nullable Object format) {
        boolean object = format instanceof Map<?, ?> fields && "json_object".equals(fields.get("type"));
        return object && !JSON.matcher(messages.toString()).find()
                ? "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
                : null;
    }

    /** What Cohere would say of it; null if nothing is wrong. */
    static @Nullable String problemAtCohere(List<?> list) {
        List<Map<?, ?>> messages = ToolPairing.objects(list);
        boolean leading = true;
        for (Map<?, ?> message : messages) {
            boolean system = "system".equals(message.get("role"));
            if (system && !leading) {
                return "system turn must be the first in the list";
            }
            leading &= system;
            boolean calls = !ToolPairing.objects(message.get("tool_calls")).isEmpty();
            if (!calls && (isMissing(message.get("content")) || isBlank(message.get("content")))) {
                return "message must not be empty in a turn";
            }
        }
        return unpaired(messages, "(?s).+", COHERE);
    }

    private static boolean isMissing(@Nullable Object content) {
        return content == null || (content instanceof List<?> parts && parts.isEmpty());
    }

    private static boolean isBlank(@Nullable Object content) {
        return content instanceof String text && text.isBlank();
    }

    private static boolean hasOthersThanText(Map<?, ?> message) {
        return ToolPairing.objects(message.get("content")).stream().anyMatch(part -> !"text".equals(part.get("type")));
    }

    /** What is wrong with calls and results, whose ids must have this form; null when nothing is. */
    private static @Nullable String unpaired(List<Map<?, ?>> messages, String ids, ToolPairing.Words words) {
        ToolPairing tools = new ToolPairing(ids, words);
        for (Map<?, ?> message : messages) {
            if ("tool".equals(message.get("role"))) {
                tools.result(message.get("tool_call_id"), null);
            } else {
                tools.other();
            }
            ToolPairing.objects(message.get("tool_calls")).forEach(call -> tools.call(call.get("id"), null));
        }
        return tools.problem();
    }
}
