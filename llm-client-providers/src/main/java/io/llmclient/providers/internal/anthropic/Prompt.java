package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import io.llmclient.providers.internal.Turns;
import io.llmclient.providers.internal.Turns.Block;
import io.llmclient.providers.internal.Turns.Turn;

/** Puts a conversation in the form of the wire. */
final class Prompt {

    private final Turns turns = new Turns();
    /** The block that the next cache point marks. */
    private Block markable = turns.tools;

    private Prompt() {}

    /**
     * @param caching whether marks are understood
     * @param automatic whether the service itself marks a whole prompt that may be cached
     */
    static Turns of(ChatRequest request, boolean caching, boolean automatic) {
        Prompt prompt = new Prompt();
        prompt.add(request);
        CachePoint whole = request.cache();
        if (whole != null && !automatic) {
            prompt.markable.mark = whole;
        }
        int most = whole != null && automatic ? Turns.MAX_MARKS - 1 : Turns.MAX_MARKS;
        prompt.turns.keepLastMarks(caching ? most : 0);
        prompt.turns.trimPrefill();
        return prompt.turns;
    }

    private void add(ChatRequest request) {
        boolean leading = true;
        for (Message message : request.messages()) {
            leading &= message instanceof Message.System;
            if (message instanceof Message.ToolResult result) {
                markable = turns.turn("user").add(result);
            }
            for (Content part : message.content()) {
                if (part instanceof CachePoint point) {
                    markable.mark = point;
                } else if (!(message instanceof Message.ToolResult) && Turns.isWorthSending(part)) {
                    add(part, leading ? turns.system : turns.turn(role(message)));
                }
            }
        }
    }

    /** Thoughts cannot be marked, and opaque parts go back as they came. */
    private void add(Content part, Turn turn) {
        Block block = turn.add(part);
        markable = part instanceof Content.Thinking || part instanceof Content.Opaque ? markable : block;
    }

    private static String role(Message message) {
        return message instanceof Message.Assistant
                ? "assistant"
                : message instanceof Message.System ? "system" : "user";
    }
}
