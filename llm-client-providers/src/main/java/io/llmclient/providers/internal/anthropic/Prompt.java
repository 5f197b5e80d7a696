package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form of the wire: system blocks, then turns of blocks. Messages of one side in a row are one
 * turn, in which tool results come first: the API looks for them at the turn's begin. Cache points, which are parts
 * of messages, become marks of the block before them.
 */
final class Prompt {

    /** The API takes no more, so the last ones count: they cover the longest prefixes. */
    private static final int MAX_MARKS = 4;

    private final List<Block> system = new ArrayList<>(2);
    private final List<Turn> turns = new ArrayList<>();
    /** Stands for the tools, which come before everything: a point before the first block is theirs. */
    private final Block tools = new Block(Content.text(""), null);

    private Block lastMarkable = tools;
    private int marks;

    Prompt(ChatRequest request, boolean caching) {
        boolean leading = true;
        for (Message message : request.messages()) {
            leading &= message instanceof Message.System;
            add(message, leading);
        }
        int most = !caching ? 0 : request.cache() == null ? MAX_MARKS : MAX_MARKS - 1;
        if (marks > most) {
            unmarkFirst(marks - most);
        }
    }

    List<Block> system() {
        return system;
    }

    List<Turn> turns() {
        return turns;
    }

    @Nullable CachePoint toolsMark() {
        return tools.mark;
    }

    /** Whether the block is the end of a text that the model shall continue. */
    boolean isPrefill(Block block) {
        Turn last = turns.get(turns.size() - 1);
        return last.role.equals("assistant") && last.blocks.get(last.blocks.size() - 1) == block;
    }

    private void add(Message message, boolean leading) {
        if (message instanceof Message.ToolResult result) {
            Block block = new Block(null, result);
            turn("user").addResult(block);
            lastMarkable = block;
        }
        for (Content part : message.content()) {
            if (part instanceof CachePoint point) {
                mark(point);
            } else if (!(message instanceof Message.ToolResult) && Blocks.isWorthSending(part)) {
                Block block = new Block(part, null);
                (leading ? system : turn(role(message)).blocks).add(block);
                lastMarkable = Blocks.isMarkable(part) ? block : lastMarkable;
            }
        }
    }

    private void mark(CachePoint point) {
        marks += lastMarkable.mark == null ? 1 : 0;
        lastMarkable.mark = point;
    }

    private Turn turn(String role) {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role.equals(role)) {
            return last;
        }
        Turn next = new Turn(role);
        turns.add(next);
        return next;
    }

    private static String role(Message message) {
        return message instanceof Message.Assistant ? "assistant" : message instanceof Message.System ? "system" : "user";
    }

    private void unmarkFirst(int count) {
        List<Block> inOrder = new ArrayList<>();
        inOrder.add(tools);
        inOrder.addAll(system);
        turns.forEach(turn -> inOrder.addAll(turn.blocks));
        inOrder.stream().filter(block -> block.mark != null).limit(count).forEach(block -> block.mark = null);
    }

    /** Blocks of one side. */
    static final class Turn {
        final String role;
        final List<Block> blocks = new ArrayList<>(4);
        private int results;

        private Turn(String role) {
            this.role = role;
        }

        private void addResult(Block block) {
            blocks.add(results++, block);
        }
    }

    /** A part of a message, or a tool result, with its mark for the cache. */
    static final class Block {
        final @Nullable Content part;
        final Message.@Nullable ToolResult result;
        private @Nullable CachePoint mark;

        private Block(@Nullable Content part, Message.@Nullable ToolResult result) {
            this.part = part;
            this.result = result;
        }

        @Nullable CachePoint mark() {
            return mark;
        }
    }
}
