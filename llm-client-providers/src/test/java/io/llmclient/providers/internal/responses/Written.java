package io.llmclient.providers.internal.responses;

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

    private static final String HI = "{'role':'user','content':'Hi'}]";
    private static final String END = ",'store':false}";

    private Written() {}

    static String body(Dialect dialect, String model, boolean streaming, ChatRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            dialect.write(request, new Target(model, streaming, Quirks.none()), out);
        }
        return text.toString().replace('"', '\'');
    }

    /** What stands between the user's "Hi" and the end, which is the same always. */
    static String settings(Dialect dialect, String model, ChatRequest.Builder request) {
        return settings(body(dialect, model, false, request.user("Hi").build()));
    }

    private static String settings(String body) {
        return body.substring(body.indexOf(HI) + HI.length(), body.length() - END.length())
                .replaceFirst("^,", "");
    }

    /** What OpenAI's model is sent. */
    static String settings(String model, ChatRequest.Builder request) {
        return settings(ResponsesDialect.openAi(), model, request);
    }

    /** The same of a request that was made to fit the model, as a client does. */
    static String fitting(String model, ChatRequest.Builder request) {
        Dialect dialect = ResponsesDialect.openAi();
        return settings(
                body(dialect, model, false, Fitting.fit(request.user("Hi").build(), dialect, model)));
    }

    /** The items of the input. */
    static String items(Dialect dialect, String model, Message... messages) {
        ChatRequest request =
                ChatRequest.builder().messages(List.of(messages)).user("Hi").build();
        String body = body(dialect, model, false, request);
        return body.substring(body.indexOf("'input':[") + "'input':[".length(), body.indexOf("," + HI));
    }

    /** The items that OpenAI's gpt-4.1 is sent. */
    static String items(Message... messages) {
        return items(ResponsesDialect.openAi(), "gpt-4.1", messages);
    }

    /** JSON in double quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
