package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request in work: nothing is copied before the first change. Lives inside one call of {@link Adapter#adapt}. */
final class Draft {

    private final ChatRequest request;
    private final Target target;
    private final Notes notes = new Notes();
    private List<Message> messages;
    private List<String> stop;
    private Map<String, String> metadata;
    private ChatRequest.@Nullable Builder changed;

    Draft(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        messages = request.messages();
        stop = request.stop();
        metadata = request.metadata();
    }

    /** The request as it was given. */
    ChatRequest request() {
        return request;
    }

    Target target() {
        return target;
    }

    Notes notes() {
        return notes;
    }

    List<Message> messages() {
        return messages;
    }

    void messages(List<Message> fitting) {
        messages = fitting;
        change();
    }

    void stop(List<String> fewer) {
        stop = fewer;
        change();
    }

    void dropMetadata() {
        metadata = Map.of();
        change();
    }

    /** The fields to change, except messages, stop and metadata: a builder can add to these, but not take away. */
    ChatRequest.Builder change() {
        if (changed == null) {
            changed = copyWithoutCollected(request);
        }
        return changed;
    }

    Adapted adapted() {
        if (changed == null) {
            return new Adapted(request, notes.sentences());
        }
        changed.messages(messages).stop(stop);
        metadata.forEach(changed::metadata);
        return new Adapted(changed.build(), notes.sentences());
    }

    private static ChatRequest.Builder copyWithoutCollected(ChatRequest request) {
        ChatRequest.Builder copy = ChatRequest.builder()
                .tools(request.tools())
                .toolChoice(request.toolChoice())
                .parallelToolCalls(request.parallelToolCalls())
                .responseFormat(request.responseFormat())
                .reasoning(request.reasoning())
                .maxOutputTokens(request.maxOutputTokens())
                .temperature(request.temperature())
                .topP(request.topP())
                .topK(request.topK())
                .presencePenalty(request.presencePenalty())
                .frequencyPenalty(request.frequencyPenalty())
                .seed(request.seed())
                .cache(request.cache())
                .conversationId(request.conversationId())
                .routing(request.routing())
                .deadline(request.deadline())
                .timeouts(request.timeouts())
                .streamRecovery(request.streamRecovery())
                .rawBody(request.rawBody());
        request.extras()
                .forEach((provider, fields) -> fields.forEach((field, value) -> copy.extra(provider, field, value)));
        return copy;
    }
}
