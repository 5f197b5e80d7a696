package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form of the wire: system blocks, then turns of blocks. Messages of one side in a row are one
 * turn, in which tool results come first: the API looks for them at the turn's begin. Cache points, which are parts
 * of messages, become marks of the block before them.
 */
final class Prompt {

    /** The API takes no more, so the last ones count: they cover the longest prefixes. */
    private static final int MAX_MARKS = 4;

    /** Stands for the tools, which come before everything: a point before the first block is theirs. */
    final Block tools = new Block(null, null);

    final List<Block> system = new ArrayList<>(2);
    final List<Turn> turns = new ArrayList<>();

    private Block lastMarkable = tools;
    private int marks;

    /**
     * @param caching whether marks are understood
     * @param automatic whether the service itself marks a whole prompt that may be cached
     */
    Prompt(ChatRequest request, boolean caching, boolean automatic) {
        boolean leading = true;
        for (Message message : request.messages()) {
            leading &= message instanceof Message.System;
            if (message instanceof Message.ToolResult result) {
                add(result);
            } else {
                add(message, leading);
            }
        }
        trimPrefill();
        CachePoint whole = request.cache();
        if (whole != null && !automatic) {
            mark(whole);
        }
        int most = !caching ? 0 : whole != null && automatic ? MAX_MARKS - 1 : MAX_MARKS;
        if (marks > most) {
            unmarkFirst(marks - most);
        }
    }

    private void add(Message.ToolResult result) {
        Block block = new Block(null, result);
        Turn turn = turn("user");
        turn.blocks.add(turn.results++, block);
        lastMarkable = block;
        for (Content part : result.content()) {
            if (part instanceof CachePoint point) {
                mark(point);
            }
        }
    }

    private void add(Message message, boolean leading) {
        for (Content part : message.content()) {
            if (part instanceof CachePoint point) {
                mark(point);
            } else if (Blocks.isWorthSending(part)) {
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
        if (last == null || !last.role.equals(role)) {
            last = new Turn(role);
            turns.add(last);
        }
        return last;
    }

    private static String role(Message message) {
        return message instanceof Message.Assistant
                ? "assistant"
                : message instanceof Message.System ? "system" : "user";
    }

    /** A text that the model shall continue must not end in white space. */
    private void trimPrefill() {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role.equals("assistant")) {
            Block end = last.blocks.get(last.blocks.size() - 1);
            if (end.part instanceof Content.Text text) {
                end.part = Content.text(text.text().stripTrailing());
            }
        }
    }

    private void unmarkFirst(int count) {
        Stream<Block> messages = turns.stream().flatMap(turn -> turn.blocks.stream());
        Stream.concat(Stream.concat(Stream.of(tools), system.stream()), messages)
                .filter(block -> block.mark != null)
                .limit(count)
                .forEach(block -> block.mark = null);
    }

    /** Blocks of one side. */
    static final class Turn {
        final String role;
        final List<Block> blocks = new ArrayList<>(4);
        private int results;

        private Turn(String role) {
            this.role = role;
        }
    }

    /** A part of a message or a tool result, with its mark for the cache. */
    static final class Block {
        final Message.@Nullable ToolResult result;

        @Nullable
        Content part;

        @Nullable
        CachePoint mark;

        private Block(@Nullable Content part, Message.@Nullable ToolResult result) {
            this.part = part;
            this.result = result;
        }
    }
}
