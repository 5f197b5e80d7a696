package io.llmclient.testkit;

import io.llmclient.Content;
import io.llmclient.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a streamed {@link Reply}: what a provider puts into one event.
 *
 * @param part counts the parts of the reply, from 0
 * @param content the whole part that this is a piece of
 * @param fragment the piece: of a text, of a thought, of a refusal, or of a tool call's arguments; an opaque part comes
 *     in one piece, its JSON
 * @param first whether the part begins with it
 * @param last whether the part ends with it
 */
public record Chunk(int part, Content content, String fragment, boolean first, boolean last) {

    /** The mark with which the provider signs the part, or null where it does not. */
    public @Nullable String signature() {
        Origin origin = originOf(content);
        return origin == null ? null : origin.signature();
    }

    static @Nullable Origin originOf(Content content) {
        if (content instanceof Content.Text text) {
            return text.origin();
        }
        if (content instanceof Content.Thinking thinking) {
            return thinking.origin();
        }
        if (content instanceof Content.ToolCall call) {
            return call.origin();
        }
        return content instanceof Content.Opaque opaque ? opaque.origin() : null;
    }
}
