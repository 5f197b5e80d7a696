package io.llmclient.providers.internal.bedrock;

import static io.llmclient.providers.internal.models.BedrockModel.Trait.CACHE_POINTS;
import static io.llmclient.providers.internal.models.BedrockModel.Trait.NO_SYSTEM;
import static io.llmclient.providers.internal.models.BedrockModel.Trait.RESULTS_ALONE;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.models.BedrockModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form of the wire: system blocks, then turns of blocks. Messages of one side in a row are one
 * turn. Cache points are blocks of their own.
 */
final class Conversation {

    /** The API takes no more, so the last ones count: they cover the longest prefixes. */
    private static final int MAX_CACHE_POINTS = 4;

    /** What is said where something must be: blank texts are refused. */
    private static final Content NOTHING = Content.text(".");

    /** The point behind the tools, which come before everything: one before the first block is theirs. */
    @Nullable
    CachePoint tools;

    final List<Block> system = new ArrayList<>(2);
    final List<Turn> turns = new ArrayList<>();

    private final BedrockModel rules;

    Conversation(ChatRequest request, BedrockModel rules) {
        this.rules = rules;
        boolean leading = true;
        for (Message message : request.messages()) {
            leading &= message instanceof Message.System;
            add(message, leading && !rules.has(NO_SYSTEM));
        }
        addCachePoint(request.cache());
        limitCachePoints();
        turns.forEach(Turn::explainDocuments);
        trimPrefill();
    }

    private void add(Message message, boolean system) {
        boolean result = message instanceof Message.ToolResult;
        if (!system && !result && !(message instanceof Message.Assistant)) {
            separateFromResults(message);
        }
        if (message instanceof Message.ToolResult answer) {
            turn("user").blocks.add(new Block(null, answer));
        }
        for (Content part : message.content()) {
            if (part instanceof CachePoint point) {
                addCachePoint(point);
            } else if (!result && isWorthSending(part)) {
                blocks(message, system).add(new Block(part, null));
            }
        }
    }

    private List<Block> blocks(Message message, boolean inSystem) {
        return inSystem ? system : turn(message instanceof Message.Assistant ? "assistant" : "user").blocks;
    }

    /** A thought without its signature, as other vendors' models leave it, is of no use to anybody. */
    private static boolean isWorthSending(Content part) {
        return part instanceof Content.Text text
                ? !text.text().isBlank()
                : !(part instanceof Content.Thinking thinking) || ClaudeThinkingPlan.isSigned(thinking);
    }

    /** Some models take results only alone, and no model takes documents beside them. */
    private void separateFromResults(Message message) {
        Turn last = last(turns);
        if (last != null
                && last.hasResults()
                && (rules.has(RESULTS_ALONE)
                        || message.content().stream().anyMatch(Content.Document.class::isInstance))) {
            turn("assistant").blocks.add(new Block(NOTHING, null));
        }
    }

    private Turn turn(String role) {
        Turn last = last(turns);
        if (last == null || !last.role.equals(role)) {
            last = new Turn(role);
            turns.add(last);
        }
        return last;
    }

    /** Behind thoughts, documents and other points there can be none. */
    private void addCachePoint(@Nullable CachePoint point) {
        if (point == null || !rules.has(CACHE_POINTS)) {
            return;
        }
        Turn turn = last(turns);
        List<Block> blocks = turn == null ? system : turn.blocks;
        Block last = last(blocks);
        if (last == null) {
            tools = point;
        } else if (last.mayPrecedeCachePoint()) {
            blocks.add(new Block(point, null));
        }
    }

    private void limitCachePoints() {
        int surplus = -MAX_CACHE_POINTS + (tools == null ? 0 : 1);
        List<List<Block>> all = Stream.concat(Stream.of(system), turns.stream().map(turn -> turn.blocks))
                .toList();
        for (List<Block> blocks : all) {
            surplus += (int) blocks.stream().filter(Block::isCachePoint).count();
        }
        if (surplus > 0 && tools != null) {
            tools = null;
            surplus--;
        }
        for (List<Block> blocks : all) {
            for (int i = 0; i < blocks.size() && surplus > 0; i++) {
                if (blocks.get(i).isCachePoint()) {
                    blocks.remove(i--);
                    surplus--;
                }
            }
        }
    }

    /** A text that the model shall continue must not end in white space. */
    private void trimPrefill() {
        Turn turn = last(turns);
        if (turn == null || !turn.role.equals("assistant")) {
            return;
        }
        Block end = last(turn.blocks);
        if (end != null && end.part instanceof Content.Text text) {
            turn.blocks.set(
                    turn.blocks.size() - 1, new Block(Content.text(text.text().stripTrailing()), null));
        }
    }

    private static <T> @Nullable T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    /** Blocks of one side. */
    static final class Turn {
        final String role;
        final List<Block> blocks = new ArrayList<>(4);

        private Turn(String role) {
            this.role = role;
        }

        private boolean hasResults() {
            return blocks.stream().anyMatch(block -> block.result != null);
        }

        /** A document is refused without a text beside it. */
        private void explainDocuments() {
            boolean documents = blocks.stream().anyMatch(block -> block.part instanceof Content.Document);
            if (documents && blocks.stream().noneMatch(block -> block.part instanceof Content.Text)) {
                blocks.add(new Block(NOTHING, null));
            }
        }
    }

    /** A part of a message, or a tool result. */
    record Block(@Nullable Content part, Message.@Nullable ToolResult result) {

        private boolean isCachePoint() {
            return part instanceof CachePoint;
        }

        private boolean mayPrecedeCachePoint() {
            return !(part instanceof CachePoint
                    || part instanceof Content.Document
                    || part instanceof Content.Thinking
                    || part instanceof Content.Opaque);
        }
    }
}
