package io.llmclient.core.internal.transport;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One call from its start to the release of its connection: who may stop it, and how that is told from a failure. */
final class Exchange {

    private final OkHttpClient client;
    private final Request.Builder request;
    private final Peer peer;
    private final Cancellation cancellation;
    private final Set<Exchange> inFlight;
    private final Runnable halt = this::halt;
    private final Watch watch = new Watch(halt);
    private UsedConnections.Trace trace;
    private volatile Call call;
    private volatile boolean halted;
    private volatile boolean stopped;

    Exchange(OkHttpClient client, Request.Builder request, Cancellation cancellation, Set<Exchange> inFlight) {
        this.client = client;
        this.request = request;
        this.cancellation = cancellation;
        this.inFlight = inFlight;
        this.trace = new UsedConnections.Trace();
        this.call = newCall();
        this.peer = new Peer(call.request().url().host(), call.request().url().port());
    }

    private Call newCall() {
        return client.newCall(request.tag(UsedConnections.Trace.class, trace).build());
    }

    /** From here to {@link #end()} it can be stopped from other threads. */
    void begin() {
        inFlight.add(this);
        cancellation.onCancel(halt);
    }

    /** Makes the call, and waits until the response headers are there. */
    Response headers(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw peer.silent(limit).build();
        }
        watch.begin(Watch.moment(limit));
        Response response;
        try {
            response = execute();
        } catch (Exception e) { // OkHttp lets an InterruptedException through without declaring it
            throw headersFailed(e, limit);
        } finally {
            watch.end();
        }
        if (watch.isLate()) {
            response.close();
            throw peer.silent(limit).build();
        }
        return response;
    }

    /** Goes on to another connection as long as idle ones turn out to be closed, before anything was sent. */
    private Response execute() throws IOException {
        while (true) {
            try {
                return call.execute();
            } catch (IOException e) {
                if (!trace.isGone()) {
                    throw e;
                }
            }
            trace = new UsedConnections.Trace();
            call = newCall();
            if (halted) {
                call.cancel();
            }
        }
    }

    private LlmException headersFailed(Exception e, Duration limit) {
        LlmException.Builder failure;
        if (isStopped(e)) {
            failure = peer.cancelled();
        } else if (watch.isLate()) {
            failure = peer.silent(limit);
        } else {
            failure = peer.noAnswer(e);
        }
        return failure.cause(e).build();
    }

    /** What a failed read of the body means. */
    LlmException bodyFailed(Exception e, int status, Duration limit) {
        LlmException.Builder failure;
        if (isStopped(e)) {
            failure = peer.cancelled();
        } else if (watch.isLate()) {
            failure = peer.stalled(limit);
        } else {
            failure = peer.brokenAnswer(e);
        }
        return failure.cause(e).status(status).build();
    }

    /** Looks after the waits of this call, for headers and for the body. */
    Watch watch() {
        return watch;
    }

    /** A body that is larger than the reader can take. */
    LlmException tooLarge(long maxBytes, int status) {
        return LlmException.builder(FailureKind.MALFORMED_RESPONSE)
                .message("the answer of %s is larger than %d bytes".formatted(peer, maxBytes))
                .status(status)
                .build();
    }

    LlmException alreadyClosed(int status) {
        return peer.cancelled().status(status).build();
    }

    /** Stops the call from any thread: its blocked reads fail, and the server sees the socket close. */
    void stop() {
        stopped = true;
        halt();
    }

    private void halt() {
        halted = true;
        call.cancel();
    }

    /** Nobody can stop it any more. */
    void end() {
        watch.close();
        cancellation.remove(halt);
        inFlight.remove(this);
    }

    /**
     * Whether the caller wanted it to end. The class of the exception would not tell: on a shared HTTP/2 connection the
     * interrupt of another caller's thread reaches this one as a {@code ClosedByInterruptException}, too.
     */
    private boolean isStopped(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return stopped || cancellation.isCancelled() || Thread.currentThread().isInterrupted();
    }
}
