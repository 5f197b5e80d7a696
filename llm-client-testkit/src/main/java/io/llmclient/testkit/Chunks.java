package io.llmclient.testkit;

import io.llmclient.Content;
import java.util.ArrayList;
import java.util.List;

/** Cuts a reply into the pieces in which it is streamed: words, and a few fragments of a tool call's arguments. */
final class Chunks {

    private static final int ARGUMENT_FRAGMENTS = 3;

    private Chunks() {}

    static List<Chunk> of(List<Content> parts) {
        List<Chunk> chunks = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Content content = parts.get(part);
            List<String> fragments = fragments(content);
            for (int i = 0; i < fragments.size(); i++) {
                chunks.add(new Chunk(part, content, fragments.get(i), i == 0, i == fragments.size() - 1));
            }
        }
        return List.copyOf(chunks);
    }

    private static List<String> fragments(Content content) {
        if (content instanceof Content.Text text) {
            return words(text.text());
        }
        if (content instanceof Content.Thinking thinking) {
            return words(thinking.text());
        }
        if (content instanceof Content.Refusal refusal) {
            return words(refusal.text());
        }
        if (content instanceof Content.ToolCall call) {
            return thirds(call.arguments());
        }
        return List.of(content instanceof Content.Opaque opaque ? opaque.json() : "");
    }

    /** Each word with the space that follows it. */
    private static List<String> words(String text) {
        return List.of(text.split("(?<=\\s)(?=\\S)"));
    }

    private static List<String> thirds(String text) {
        List<String> fragments = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ARGUMENT_FRAGMENTS; i++) {
            int to = text.length() * i / ARGUMENT_FRAGMENTS;
            // Half a surrogate pair is no text that a provider could send.
            if (to < text.length() && to > 0 && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            if (to > from) {
                fragments.add(text.substring(from, to));
            }
            from = Math.max(from, to);
        }
        return fragments;
    }
}
