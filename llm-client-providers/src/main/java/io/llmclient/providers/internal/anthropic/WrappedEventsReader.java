package io.llmclient.providers.internal.anthropic;

import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads answers whose events come as Base64 in {@code {"bytes": …}}; exceptions come as they are. */
final class WrappedEventsReader implements AnswerReader {

    private static final byte[] NOT_JSON = {};

    private final MessagesReader messages = new MessagesReader();

    @Override
    public void whole(JsonCursor in, Deltas out) {
        messages.whole(in, out);
    }

    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "bytes" -> unwrap(in.text(), out);
                    case "__type" -> out.fail();
                    default -> {}
                }
            }
        }
    }

    private void unwrap(@Nullable String base64, Deltas out) {
        if (base64 != null) {
            messages.event("", JsonCursor.over(decoded(base64)), out);
        }
    }

    /** What is no Base64 is an event that cannot be read, like one that is no JSON. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return NOT_JSON;
        }
    }
}
