package io.llmclient.providers.internal.openai;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Fitting;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the dialect writes, as text in single quotes, to be legible. */
final class Written {

    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

    private Written() {}

    static String body(Dialect dialect, Target target, ChatRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            dialect.write(request, target, out);
        }
        return text.toString().replace('"', '\'');
    }

    /** What follows the user's "Hi". */
    static String settings(Dialect dialect, Target target, ChatRequest.Builder request) {
        return settings(body(dialect, target, request.user("Hi").build()));
    }

    private static String settings(String body) {
        return body.substring(body.indexOf(HI) + HI.length(), body.length() - 1).replaceFirst("^,", "");
    }

    /** What OpenAI's model is sent. */
    static String settings(String model, ChatRequest.Builder request) {
        return settings(OpenAiChat.openAi(), new Target(model, false, Quirks.none()), request);
    }

    /** The same of a request that was made to fit the model, as a client does. */
    static String fitting(String model, ChatRequest.Builder request) {
        Dialect dialect = OpenAiChat.openAi();
        ChatRequest fitting = Fitting.fit(request.user("Hi").build(), dialect, model);
        return settings(body(dialect, new Target(model, false, Quirks.none()), fitting));
    }

    static String messages(Dialect dialect, String model, Quirks quirks, Message... messages) {
        ChatRequest request =
                ChatRequest.builder().messages(List.of(messages)).user("Hi").build();
        String body = body(dialect, new Target(model, false, quirks), request);
        String start = "{'model':'" + model + "','messages':[";
        return body.substring(start.length(), body.indexOf(",{'role':'user','content':'Hi'}]"));
    }

    /** What OpenAI's gpt-4.1 is sent. */
    static String messages(Message... messages) {
        return messages(OpenAiChat.openAi(), "gpt-4.1", Quirks.none(), messages);
    }

    /** JSON in double quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
