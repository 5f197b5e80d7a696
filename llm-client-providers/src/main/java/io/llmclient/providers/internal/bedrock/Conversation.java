package io.llmclient.providers.internal.bedrock;

import static io.llmclient.providers.internal.models.BedrockModel.Trait.CACHE_POINTS;
import static io.llmclient.providers.internal.models.BedrockModel.Trait.NO_SYSTEM;
import static io.llmclient.providers.internal.models.BedrockModel.Trait.RESULTS_ALONE;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.Message;
import io.llmclient.providers.internal.Turns;
import io.llmclient.providers.internal.Turns.Block;
import io.llmclient.providers.internal.Turns.Turn;
import io.llmclient.providers.internal.models.BedrockModel;
import org.jspecify.annotations.Nullable;

/** Puts a conversation in the form of the wire. */
final class Conversation {

    /** What is said where something must be: blank texts are refused. */
    private static final Content NOTHING = Content.text(".");

    private final Turns turns = new Turns();
    private final BedrockModel rules;

    private Conversation(BedrockModel rules) {
        this.rules = rules;
    }

    static Turns of(ChatRequest request, BedrockModel rules) {
        Conversation conversation = new Conversation(rules);
        conversation.add(request);
        return conversation.turns;
    }

    private void add(ChatRequest request) {
        boolean leading = !rules.has(NO_SYSTEM);
        for (Message message : request.messages()) {
            leading &= message instanceof Message.System;
            add(message, leading);
        }
        mark(request.cache());
        turns.keepLastMarks();
        turns.turns.forEach(Conversation::explainDocuments);
        turns.trimPrefill();
    }

    private void add(Message message, boolean system) {
        if (message instanceof Message.ToolResult result) {
            turns.turn("user").add(result);
        } else if (!system && !(message instanceof Message.Assistant)) {
            separateFromResults(message);
        }
        for (Content part : message.content()) {
            if (part instanceof CachePoint point) {
                mark(point);
            } else if (!(message instanceof Message.ToolResult) && Turns.isWorthSending(part)) {
                Turn turn =
                        system ? turns.system : turns.turn(message instanceof Message.Assistant ? "assistant" : "user");
                turn.add(part);
            }
        }
    }

    /** Some models take results only alone, and no model takes documents beside them. */
    private void separateFromResults(Message message) {
        Turn last = Turns.last(turns.turns);
        if (last != null
                && last.hasResults()
                && (rules.has(RESULTS_ALONE)
                        || message.content().stream().anyMatch(Content.Document.class::isInstance))) {
            turns.turn("assistant").add(NOTHING);
        }
    }

    /** Behind thoughts, documents and other points there can be none. */
    private void mark(@Nullable CachePoint point) {
        if (point == null || !rules.has(CACHE_POINTS)) {
            return;
        }
        Turn turn = Turns.last(turns.turns);
        Block last = Turns.last((turn == null ? turns.system : turn).blocks);
        if (last == null) {
            turns.tools.mark = point;
        } else if (last.mark == null && mayBeMarked(last.part)) {
            last.mark = point;
        }
    }

    private static boolean mayBeMarked(@Nullable Content part) {
        return !(part instanceof Content.Document
                || part instanceof Content.Thinking
                || part instanceof Content.Opaque);
    }

    /** A document is refused without a text beside it. */
    private static void explainDocuments(Turn turn) {
        boolean documents = turn.blocks.stream().anyMatch(block -> block.part instanceof Content.Document);
        if (documents && turn.blocks.stream().noneMatch(block -> block.part instanceof Content.Text)) {
            turn.add(NOTHING);
        }
    }
}
