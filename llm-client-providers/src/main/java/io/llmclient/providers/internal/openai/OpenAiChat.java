package io.llmclient.providers.internal.openai;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** The chat completions dialect: the words are the same everywhere, what a model takes depends on whose it is. */
public final class OpenAiChat implements Dialect {

    private static final OpenAiChat OPEN_AI = new OpenAiChat("openai.chat", ModelRules::ofOpenAi);
    private static final OpenAiChat COMPATIBLE = new OpenAiChat("openai.chat", model -> ModelRules.COMPATIBLE);
    private static final OpenAiChat MISTRAL = new OpenAiChat("mistral.chat", ModelRules::ofMistral);

    private final String name;
    private final Function<String, ModelRules> rules;

    private OpenAiChat(String name, Function<String, ModelRules> rules) {
        this.name = name;
        this.rules = rules;
    }

    /** As OpenAI's own models speak it. */
    public static Dialect openAi() {
        return OPEN_AI;
    }

    /** As a service speaks it of which nothing else is known: only what nearly all of them take. */
    public static Dialect compatible() {
        return COMPATIBLE;
    }

    /** As Mistral's own models speak it. */
    public static Dialect mistral() {
        return MISTRAL;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities(String model) {
        return rules.apply(model).capabilities();
    }

    @Override
    public String path(Target target) {
        return "/chat/completions";
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, rules.apply(target.model()), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ChatReader();
    }
}
