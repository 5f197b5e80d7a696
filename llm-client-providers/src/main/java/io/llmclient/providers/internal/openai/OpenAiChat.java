package io.llmclient.providers.internal.openai;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.spi.Capabilities;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The chat completions dialect: the words are the same everywhere, what a model takes depends on whose it is. */
public final class OpenAiChat implements Dialect {

    private static final OpenAiChat OPEN_AI = new OpenAiChat("openai.chat", ModelRules::ofOpenAi, null);
    private static final OpenAiChat COMPATIBLE = new OpenAiChat("openai.chat", ModelRules::ofCompatible, null);
    private static final OpenAiChat MISTRAL = new OpenAiChat("mistral.chat", ModelRules::ofMistral, null);

    private final String name;
    private final Function<String, ModelRules> rules;

    /** Where the model is part of the path; null where it is only in the body. */
    private final @Nullable String apiVersion;

    private OpenAiChat(String name, Function<String, ModelRules> rules, @Nullable String apiVersion) {
        this.name = name;
        this.rules = rules;
        this.apiVersion = apiVersion;
    }

    /** As OpenAI's own models speak it. */
    public static Dialect openAi() {
        return OPEN_AI;
    }

    /** As Azure speaks it where its version is a date: the model is a deployment, and a part of the path. */
    public static Dialect deployments(String apiVersion) {
        return new OpenAiChat("openai.chat", ModelRules::ofOpenAi, apiVersion);
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
        return apiVersion == null
                ? "/chat/completions"
                : "/deployments/" + UrlPath.encoded(target.model()) + "/chat/completions?api-version=" + apiVersion;
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
