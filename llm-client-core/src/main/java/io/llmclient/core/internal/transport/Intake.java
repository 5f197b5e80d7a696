package io.llmclient.core.internal.transport;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.io.IOException;

/** Reads the bytes of a stream, up to a limit. */
final class Intake {

    private final EventReader.Source in;
    private final long most;
    private long total;

    Intake(EventReader.Source in, long most) {
        this.in = in;
        this.most = most;
    }

    /** Waits for more: how many bytes came; less than 0 at the end. */
    int read(byte[] into, int from, int count) {
        int got;
        try {
            got = in.read(into, from, count);
        } catch (IOException e) {
            throw LlmException.builder(FailureKind.STREAM_INTERRUPTED)
                    .message("the stream broke off")
                    .cause(e)
                    .build();
        }
        total += Math.max(0, got);
        if (total > most) {
            throw tooLarge("a stream", most);
        }
        return got;
    }

    static LlmException tooLarge(String what, long limit) {
        return malformed("%s is longer than %d bytes".formatted(what, limit));
    }

    static LlmException malformed(String what) {
        return LlmException.builder(FailureKind.MALFORMED_RESPONSE)
                .message(what)
                .build();
    }
}
