package io.llmclient.providers.internal.responses;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * The Responses API without its memory: nothing is stored at the service, the whole conversation goes along with every
 * request, and what a model thought goes back to it as it came.
 */
public final class ResponsesDialect implements Dialect {

    private static final ResponsesDialect OPEN_AI = new ResponsesDialect(ModelRules::ofOpenAi);
    private static final ResponsesDialect COMPATIBLE = new ResponsesDialect(ModelRules::ofAnyone);

    private final Function<String, ModelRules> rules;

    private ResponsesDialect(Function<String, ModelRules> rules) {
        this.rules = rules;
    }

    /** As OpenAI's own models speak it. */
    public static Dialect openAi() {
        return OPEN_AI;
    }

    /** As another service speaks it: of models that are not known, only what nearly all of them take. */
    public static Dialect compatible() {
        return COMPATIBLE;
    }

    @Override
    public String name() {
        return "openai.responses";
    }

    @Override
    public Capabilities capabilities(String model) {
        return rules.apply(model).capabilities();
    }

    @Override
    public String path(Target target) {
        return "/responses";
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, rules.apply(target.model()), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ResponsesReader();
    }
}
