package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.spi.Capabilities;
import java.util.List;

/**
 * Makes a request fit the provider that will be asked. Deterministic, so that a conversation that grows is written
 * the same way at every turn, and idempotent: an adapted request needs no change.
 */
public final class Adapter {

    private Adapter() {}

    /**
     * Adapts a request to one model.
     *
     * @param dialect the wire language that will be spoken, such as {@code anthropic.messages}
     * @param model the model id that will be asked for
     * @throws LlmException of kind {@code UNSUPPORTED} when there is no honest way to say it to this model
     */
    public static Adapted adapt(ChatRequest request, String dialect, String model, Capabilities capabilities) {
        Target target = new Target(dialect, model, capabilities);
        Draft draft = new Draft(request, target);
        Sampling.fit(draft);
        ToolOffer.fit(draft);
        if (!Inspection.passes(request.messages(), target)) {
            draft.messages(fit(request.messages(), target, draft.notes()));
        }
        Thinking.fit(draft);
        AnswerFormat.fit(draft);
        return draft.adapted();
    }

    /** No step makes work for one before it; the roles come last, since the others add, move and drop messages. */
    static List<Message> fit(List<Message> given, Target target, Notes notes) {
        Expressible.require(given, target);
        List<Message> messages = PartFilter.fit(given, target, notes);
        messages = ToolTurns.fit(messages, target, notes);
        messages = ToolResults.fit(messages, target, notes);
        messages = LateSystem.fit(messages, target, notes);
        return Roles.fit(messages, target, notes);
    }
}
