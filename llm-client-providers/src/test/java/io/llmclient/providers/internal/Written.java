package io.llmclient.providers.internal;

import io.llmclient.ChatRequest;
import io.llmclient.Message;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a dialect writes, as text in single quotes, to be legible. */
public final class Written {

    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";
    private static final String LAST = ",{'role':'user','content':'Hi'}]";

    private final Dialect dialect;
    private final String model;
    private final boolean fitting;

    /** For one model of a dialect. */
    public Written(Dialect dialect, String model) {
        this(dialect, model, false);
    }

    private Written(Dialect dialect, String model, boolean fitting) {
        this.dialect = dialect;
        this.model = model;
        this.fitting = fitting;
    }

    /** The same of requests that were made to fit the model, as a client does. */
    public Written fitting() {
        return new Written(dialect, model, true);
    }

    /** The whole body. */
    public String body(boolean streaming, ChatRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            dialect.write(
                    fitting ? Fitting.fit(request, dialect, model) : request,
                    new Target(model, streaming, Quirks.none()),
                    out);
        }
        return text.toString().replace('"', '\'');
    }

    /** What follows the user's "Hi" in a body. */
    public String settings(ChatRequest.Builder request) {
        String body = body(false, request.user("Hi").build());
        return body.substring(body.indexOf(HI) + HI.length(), body.length() - 1).replaceFirst("^,", "");
    }

    /** What precedes the user's "Hi" in the list of messages. */
    public String messages(Message... messages) {
        String body = body(
                false,
                ChatRequest.builder().messages(List.of(messages)).user("Hi").build());
        return body.substring(body.indexOf("'messages':[") + 12, body.indexOf(LAST));
    }
}
