package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.spi.Capabilities;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * A wire language as pure functions: requests to bytes, bytes to answers. No I/O, no thread, no clock. Stateless and
 * safe for use by several threads.
 */
public interface Dialect {

    /** Its name, such as {@code openai.chat}: what signed parts are bound to. */
    String name();

    /**
     * What a model of this dialect can express, by the model's name. Requests are adapted to it before they are
     * written.
     */
    Capabilities capabilities(String model);

    /** The path and query of a request, appended to the base URL; begins with a slash. */
    String path(Target target);

    /** How a streamed answer is cut into events. */
    default Framing framing() {
        return Framing.SSE;
    }

    /** Headers besides the key's and the content type. */
    default Map<String, String> headers(Target target) {
        return Map.of();
    }

    /**
     * Writes the body of a request as one JSON object.
     *
     * @throws io.llmclient.LlmException of kind UNSUPPORTED when the request cannot be expressed
     */
    void write(ChatRequest request, Target target, JsonGenerator out);

    /** A reader for one answer. */
    AnswerReader reader(Target target);
}
