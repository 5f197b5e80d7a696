package io.llmclient.core.internal.transport;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;

/**
 * Who is at the other end, and what its failures are called. Messages name host and port, never a path, a query or a
 * header.
 */
record Peer(String host, int port) {

    LlmException.Builder cancelled() {
        return failure(FailureKind.CANCELLED, "the call to %s was cancelled".formatted(this));
    }

    LlmException.Builder silent(Duration limit) {
        return failure(FailureKind.TIMED_OUT, "%s did not answer within %d ms".formatted(this, limit.toMillis()));
    }

    /** No response came. */
    LlmException.Builder noAnswer(Exception e) {
        if (e instanceof SocketTimeoutException) {
            return failure(FailureKind.TIMED_OUT, "%s did not accept a connection in time".formatted(this));
        }
        if (e instanceof ProtocolException || e instanceof RuntimeException) {
            return failure(FailureKind.MALFORMED_RESPONSE, "%s does not answer in HTTP".formatted(this));
        }
        return failure(FailureKind.CONNECTION_FAILED, whyNoConnection(e));
    }

    private String whyNoConnection(Exception e) {
        if (e instanceof UnknownHostException) {
            return "no address found for %s".formatted(this);
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "%s cannot be connected to".formatted(this);
        }
        if (e instanceof SSLException) {
            return "no TLS connection with %s".formatted(this);
        }
        return "%s closed the connection before it answered".formatted(this);
    }

    /** The response came, and its body did not go on. */
    LlmException.Builder stalled(Duration limit) {
        return failure(
                FailureKind.TIMED_OUT,
                "%s did not go on with its answer within %d ms".formatted(this, limit.toMillis()));
    }

    /** The response came, and its body failed. */
    LlmException.Builder brokenAnswer(Exception e) {
        if (isNonsense(e)) {
            return failure(FailureKind.MALFORMED_RESPONSE, "%s sent an answer that cannot be decoded".formatted(this));
        }
        return failure(FailureKind.STREAM_INTERRUPTED, "%s broke off its answer".formatted(this));
    }

    /**
     * OkHttp has one exception for a body that ends early and one that is badly framed; and none of its own for bad
     * gzip.
     */
    private static boolean isNonsense(Exception e) {
        String message = e.getMessage();
        if (e instanceof ProtocolException) {
            return !"unexpected end of stream".equals(message);
        }
        return e.getCause() instanceof DataFormatException
                || e instanceof RuntimeException
                || (message != null && (message.contains("!= expected") || message.startsWith("gzip finished")));
    }

    private static LlmException.Builder failure(FailureKind kind, String message) {
        return LlmException.builder(kind).message(message);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
