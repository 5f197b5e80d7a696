package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns system messages behind the first other message into user text at their place, where the model takes them at
 * the start only.
 */
final class LateSystem {

    private LateSystem() {}

    static List<Message> fit(List<Message> messages, Target target, Notes notes) {
        if (!target.lacks(Feature.SYSTEM_ANYWHERE)) {
            return messages;
        }
        List<Message> fitting = new ArrayList<>(messages.size());
        boolean leading = true;
        int turned = 0;
        for (Message message : messages) {
            boolean system = message instanceof Message.System;
            leading &= system;
            fitting.add(system && !leading ? asUserText(message) : message);
            turned += system && !leading ? 1 : 0;
        }
        notes.addCount("turned", turned, "later system message", " into user text");
        return fitting;
    }

    private static Message asUserText(Message system) {
        List<Content> parts = new ArrayList<>();
        for (Content part : system.content()) {
            parts.add(part instanceof Content.Text text ? Content.text("<system>" + text.text() + "</system>") : part);
        }
        return new Message.User(parts);
    }
}
