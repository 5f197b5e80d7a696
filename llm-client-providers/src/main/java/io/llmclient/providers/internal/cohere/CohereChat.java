package io.llmclient.providers.internal.cohere;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import tools.jackson.core.JsonGenerator;

/**
 * Cohere's chat, version 2.
 *
 * <p>Before it calls tools a model says what it is going to do, in a field of its own. That plan is a thought that is
 * signed {@value #PLAN}, which tells it apart from thoughts proper when it goes back.
 */
public final class CohereChat implements Dialect {

    /** The field of a message, and the mark of the thought it becomes. */
    static final String PLAN = "tool_plan";

    @Override
    public String name() {
        return "cohere.chat";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ModelFamily.capabilities(model);
    }

    @Override
    public String path(Target target) {
        return "/v2/chat";
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ChatReader();
    }
}
