package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request in work: nothing is copied before the first change. Lives inside one call of {@link Adapter#adapt}. */
final class Draft {

    private final ChatRequest request;
    private final Target target;
    private List<Message> messages;
    private @Nullable Notes notes;
    private ChatRequest.@Nullable Builder changed;

    Draft(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        messages = request.messages();
    }

    /** The request as it was given. */
    ChatRequest request() {
        return request;
    }

    Target target() {
        return target;
    }

    Notes notes() {
        if (notes == null) {
            notes = new Notes();
        }
        return notes;
    }

    List<Message> messages() {
        return messages;
    }

    void messages(List<Message> fitting) {
        messages = fitting;
        change().messages(fitting);
    }

    /** The request's fields, to be changed. */
    ChatRequest.Builder change() {
        if (changed == null) {
            changed = request.toBuilder();
        }
        return changed;
    }

    Adapted adapted() {
        return new Adapted(changed == null ? request : changed.build(), notes == null ? List.of() : notes.sentences());
    }
}
