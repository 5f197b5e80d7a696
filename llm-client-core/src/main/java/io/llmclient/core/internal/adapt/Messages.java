package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import java.util.List;

/** Copies of messages with other parts. */
final class Messages {

    private Messages() {}

    /** A message of the same role with these parts instead. */
    static Message with(Message message, List<Content> parts) {
        if (message instanceof Message.System) {
            return new Message.System(parts);
        } else if (message instanceof Message.User) {
            return new Message.User(parts);
        } else if (message instanceof Message.Assistant) {
            return new Message.Assistant(parts);
        }
        return with((Message.ToolResult) message, parts);
    }

    /** The same result in these parts. */
    static Message.ToolResult with(Message.ToolResult result, List<Content> parts) {
        return new Message.ToolResult(result.toolCallId(), result.toolName(), parts, result.error());
    }
}
