package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses conversations that hold what the model cannot read and what cannot be said in another way. */
final class Expressible {

    private Expressible() {}

    static void require(List<Message> messages, Target target) {
        for (Message message : messages) {
            String inability = inability(message, target);
            if (inability != null) {
                throw target.cannot(inability);
            }
        }
    }

    /** What the model would have to do and cannot, such as "read audio"; null when it can read the message. */
    static @Nullable String inability(Message message, Target target) {
        if (message instanceof Message.ToolResult && target.lacks(Feature.TOOLS)) {
            return "take part in a conversation with tools";
        }
        List<Content> parts = message.content();
        for (int i = 0; i < parts.size(); i++) {
            String inability = inability(parts.get(i), target);
            if (inability != null) {
                return inability;
            }
        }
        return null;
    }

    private static @Nullable String inability(Content part, Target target) {
        if (part instanceof Content.ToolCall) {
            return target.lacks(Feature.TOOLS) ? "take part in a conversation with tools" : null;
        } else if (part instanceof Content.Image image) {
            return inability(image.media(), "images", Feature.IMAGES, Feature.IMAGE_URLS, target);
        } else if (part instanceof Content.Document document) {
            return inability(document.media(), "documents", Feature.DOCUMENTS, Feature.DOCUMENT_URLS, target);
        } else if (part instanceof Content.Audio) {
            return target.lacks(Feature.AUDIO) ? "read audio" : null;
        }
        return null;
    }

    private static @Nullable String inability(Media media, String kind, Feature inline, Feature byUrl, Target target) {
        if (target.lacks(inline) && target.lacks(byUrl)) {
            return "read " + kind;
        }
        // A file id says neither whose it is nor how it is fetched, so it is left to a provider that reads this kind at
        // all.
        if (media.fileId() != null) {
            return null;
        }
        if (media.url() != null) {
            return target.lacks(byUrl) ? "read " + kind + " by URL" : null;
        }
        return target.lacks(inline) ? "read inline " + kind : null;
    }
}
