package io.llmclient.testkit;

import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Says what an answer should be, who should have given it, and what it should have taken. */
public final class ChatResponseAssert extends AbstractAssert<ChatResponseAssert, ChatResponse> {

    ChatResponseAssert(@Nullable ChatResponse actual) {
        super(actual, ChatResponseAssert.class);
    }

    /** This one answered: a provider's name, or {@code provider/model}. */
    public ChatResponseAssert wasServedBy(String name) {
        route().wasServedBy(name);
        return this;
    }

    /** Another than the first choice answered. */
    public ChatResponseAssert isDegraded() {
        route().isDegraded();
        return this;
    }

    /** The first choice answered. */
    public ChatResponseAssert isNotDegraded() {
        route().isNotDegraded();
        return this;
    }

    /** It took so many requests in all, the one that answered included. */
    public ChatResponseAssert afterAttempts(int count) {
        route().hasAttempts(count);
        return this;
    }

    /** Its text is exactly this. */
    public ChatResponseAssert hasText(String text) {
        isNotNull();
        if (!actual.text().equals(text)) {
            throw failureWithActualExpected(
                    actual.text(), text, "expected the text <%s>, but it is <%s>", text, actual.text());
        }
        return this;
    }

    /** It ended for this reason. */
    public ChatResponseAssert hasFinishReason(FinishReason reason) {
        isNotNull();
        if (actual.finishReason() != reason) {
            throw failureWithActualExpected(
                    actual.finishReason(),
                    reason,
                    "expected the finish reason %s, but it is %s",
                    reason,
                    actual.finishReason());
        }
        return this;
    }

    /** It asks for this tool, maybe beside others. */
    public ChatResponseAssert hasToolCall(String name) {
        isNotNull();
        List<String> names =
                actual.toolCalls().stream().map(Content.ToolCall::name).toList();
        if (!names.contains(name)) {
            throw failure("expected a call of the tool %s, but there are calls of %s", name, names);
        }
        return this;
    }

    private RouteAssert route() {
        isNotNull();
        return new RouteAssert(actual.route()).as(descriptionText());
    }
}
