package io.llmclient.providers.internal;

import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as Claude's wires want it: system blocks, then turns of blocks. Messages of one side in a row are one
 * turn, in which tool results come first: the API looks for them at the turn's begin. Cache points, which are parts of
 * messages, become marks of the block before them.
 */
public final class Turns {

    public static final int MAX_MARKS = 4;

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** Stands for the tools, which come before everything: a point before the first block is theirs. */
    public final Block tools = new Block(null, null);

    public final Turn system = new Turn("system");
    public final List<Turn> turns = new ArrayList<>();

    /** The last turn if it is that side's, else a new one. */
    public Turn turn(String role) {
        Turn last = last(turns);
        if (last == null || !last.role.equals(role)) {
            last = new Turn(role);
            turns.add(last);
        }
        return last;
    }

    /** A text that the model shall continue must not end in white space. */
    public void trimPrefill() {
        Turn turn = last(turns);
        Block end = turn == null || !turn.role.equals("assistant") ? null : last(turn.blocks);
        if (end != null && end.part instanceof Content.Text text) {
            end.part = Content.text(text.text().stripTrailing());
        }
    }

    /** The APIs take no more, so the last ones count: they cover the longest prefixes. */
    public void keepLastMarks() {
        keepLastMarks(MAX_MARKS);
    }

    public void keepLastMarks(int most) {
        int left = most;
        for (int i = turns.size() - 1; i >= 0; i--) {
            left = keepLastMarks(turns.get(i).blocks, left);
        }
        left = keepLastMarks(system.blocks, left);
        keepMark(tools, left);
    }

    private static int keepLastMarks(List<Block> blocks, int most) {
        int left = most;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            left = keepMark(blocks.get(i), left);
        }
        return left;
    }

    private static int keepMark(Block block, int left) {
        if (block.mark == null || left > 0) {
            return block.mark == null ? left : left - 1;
        }
        block.mark = null;
        return left;
    }

    public static <T> @Nullable T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    /** A blank text is refused, and so is a thought without its signature, as a broken stream leaves it. */
    public static boolean isWorthSending(Content part) {
        return part instanceof Content.Text text
                ? !text.text().isBlank()
                : !(part instanceof Content.Thinking thinking) || ClaudeThinkingPlan.isSigned(thinking);
    }

    /** The wire's word for how long a mark holds, of which there are two; null for its default. */
    public static @Nullable String timeToLive(CachePoint mark) {
        return mark.ttl() == null ? null : mark.ttl().compareTo(FIVE_MINUTES) > 0 ? "1h" : "5m";
    }

    /** Blocks of one side. */
    public static final class Turn {
        public final String role;
        public final List<Block> blocks = new ArrayList<>(4);
        private int results;

        private Turn(String role) {
            this.role = role;
        }

        public Block add(Content part) {
            Block block = new Block(part, null);
            blocks.add(block);
            return block;
        }

        public Block add(Message.ToolResult result) {
            Block block = new Block(null, result);
            blocks.add(results++, block);
            return block;
        }

        public boolean hasResults() {
            return results > 0;
        }
    }

    /** A part of a message or a tool result, with its mark for the cache. */
    public static final class Block {
        public final Message.@Nullable ToolResult result;
        public @Nullable Content part;
        public @Nullable CachePoint mark;

        private Block(@Nullable Content part, Message.@Nullable ToolResult result) {
            this.part = part;
            this.result = result;
        }
    }
}
