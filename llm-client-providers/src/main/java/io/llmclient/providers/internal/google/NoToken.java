package io.llmclient.providers.internal.google;

import com.google.api.client.http.HttpResponseException;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What it means that Google's library got no token. The messages are our own: its own may hold what servers said. */
final class NoToken {

    private NoToken() {}

    static LlmException because(IOException e) {
        return chain(e).flatMap(NoToken::known)
                .findFirst()
                .orElseGet(() -> failure(
                        FailureKind.AUTHENTICATION,
                        "Application Default Credentials gave no token; set GOOGLE_APPLICATION_CREDENTIALS, or run gcloud"
                                + " auth application-default login"))
                .cause(e)
                .build();
    }

    private static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }

    private static Stream<LlmException.Builder> known(Throwable e) {
        if (e instanceof HttpResponseException response) {
            return Stream.of(refused(response.getStatusCode()));
        }
        if (e instanceof InterruptedException) {
            return Stream.of(failure(FailureKind.CANCELLED, "the call was cancelled while it waited for a token"));
        }
        boolean unreached = e instanceof SocketException
                || e instanceof UnknownHostException
                || e instanceof InterruptedIOException
                || e instanceof SSLException;
        return unreached
                ? Stream.of(failure(FailureKind.CONNECTION_FAILED, "Google's token server was not reached"))
                : Stream.empty();
    }

    private static LlmException.Builder refused(int status) {
        boolean itsFault = status >= 500 || status == 408 || status == 429;
        return itsFault
                ? failure(FailureKind.SERVER_ERROR, "Google's token server failed with HTTP " + status)
                : failure(FailureKind.AUTHENTICATION, "Google's token server refused the credentials: HTTP " + status);
    }

    private static LlmException.Builder failure(FailureKind kind, String message) {
        return LlmException.builder(kind).message(message);
    }
}
