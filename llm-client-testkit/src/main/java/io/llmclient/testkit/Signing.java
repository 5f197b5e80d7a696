package io.llmclient.testkit;

import io.llmclient.Content;
import io.llmclient.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Puts the origin of scripted parts right: a script says the signature, the provider that serves it says whose it is.
 */
final class Signing {

    private Signing() {}

    /** Thoughts always say who thought them; other parts only when they are signed. */
    static Content servedBy(Content part, String dialect, String model) {
        Origin scripted = Chunk.originOf(part);
        if (scripted == null && !(part instanceof Content.Thinking)) {
            return part;
        }
        return withOrigin(part, new Origin(dialect, model, scripted == null ? null : scripted.signature()));
    }

    static Content withOrigin(Content part, @Nullable Origin origin) {
        if (part instanceof Content.Text text) {
            return new Content.Text(text.text(), origin);
        }
        if (part instanceof Content.Thinking thinking) {
            return new Content.Thinking(thinking.text(), origin);
        }
        if (part instanceof Content.ToolCall call) {
            return new Content.ToolCall(call.id(), call.name(), call.arguments(), origin);
        }
        return part;
    }
}
