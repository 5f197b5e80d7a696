package io.llmclient.core.internal.pipeline;

import io.llmclient.Attempt;
import io.llmclient.Attempt.Outcome;
import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider once, waits until its answer has begun, and puts the attempt on the trail, exactly once, when it
 * ends.
 */
final class Wire implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

    private final Candidate candidate;
    private final ProviderClient provider;

    Wire(Candidate candidate, ProviderClient provider) {
        this.candidate = candidate;
        this.provider = provider;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        call.check();
        Watched answer = new Watched(call);
        call.listener().attemptStarted(call.info(), candidate);
        try {
            answer.begin(provider.open(
                    request, call.attempt(provider.timeouts(), thinks(request, provider.capabilities()))));
            return answer;
        } catch (RuntimeException e) {
            throw answer.failed(e);
        } catch (Error e) {
            answer.crashed(e);
            throw e;
        }
    }

    /** Whether it is asked to, or does so unasked; a request for a model that cannot has no such wish any more. */
    private static boolean thinks(ChatRequest request, Capabilities model) {
        Reasoning wish = request.reasoning();
        return wish == null ? model.thinksUnasked() : !wish.isOff();
    }

    private final class Watched implements ProviderStream {
        private final Call call;
        private final long start;
        private final Attempt.Builder record;
        private final AtomicBoolean ended = new AtomicBoolean();
        private @Nullable ProviderStream stream;
        private @Nullable ChatEvent first;

        Watched(Call call) {
            this.call = call;
            this.start = call.now();
            this.record = call.record(candidate, provider.keys());
            call.whenLost(() -> end(Outcome.CANCELLED, null));
        }

        void begin(ProviderStream opened) {
            stream = opened;
            ChatEvent event = read(opened);
            call.contentCame();
            first = event;
            if (!(event instanceof ChatEvent.Completed)) {
                Duration time = call.since(start);
                record.timeToFirstToken(time);
                call.listener().firstToken(call.info(), candidate, time);
            }
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = first;
            first = null;
            try {
                event = event == null ? read(stream()) : event;
            } catch (RuntimeException e) {
                throw failed(e);
            } catch (Error e) {
                crashed(e);
                throw e;
            }
            if (event instanceof ChatEvent.Completed) {
                end(Outcome.SUCCEEDED, null);
            }
            return event;
        }

        /** A null would look like the end of an answer. */
        private static ChatEvent read(ProviderStream from) {
            return Objects.requireNonNull(from.next(), "next() returned null");
        }

        LlmException failed(RuntimeException e) {
            LlmException failure = e instanceof LlmException known ? known : broken(e);
            Outcome outcome = switch (failure.kind()) {
                case CANCELLED -> Outcome.CANCELLED;
                case UNSUPPORTED -> failure.status() == null ? Outcome.SKIPPED : Outcome.FAILED;
                default -> Outcome.FAILED;
            };
            end(outcome, failure);
            closeQuietly();
            return failure;
        }

        /** A provider client with a bug is a provider that fails: the next one is asked. */
        private LlmException broken(Throwable e) {
            return LlmException.builder(FailureKind.MALFORMED_RESPONSE)
                    .message("the provider client threw " + e.getClass().getName())
                    .cause(e)
                    .provider(candidate.provider(), candidate.model())
                    .build();
        }

        /** An error, such as an overflow of the stack, reaches the caller as it is, but leaves nothing open. */
        void crashed(Error e) {
            end(Outcome.FAILED, broken(e));
            closeQuietly();
        }

        private void end(Outcome outcome, @Nullable LlmException failure) {
            if (ended.compareAndSet(false, true)) {
                call.ended(record.outcome(outcome, failure)
                        .duration(call.since(start))
                        .build());
            }
        }

        /** An answer or a failure is not lost because of what a provider client throws afterwards. */
        private void closeQuietly() {
            try {
                if (stream != null) {
                    stream.close();
                }
            } catch (RuntimeException e) {
                LOG.warn("A stream of {} failed to close", candidate, e);
            }
        }

        private ProviderStream stream() {
            if (stream == null) {
                throw new IllegalStateException("not begun");
            }
            return stream;
        }

        @Override
        public ChatResponse partial() {
            return stream().partial();
        }

        @Override
        public void close() {
            end(Outcome.CANCELLED, null);
            closeQuietly();
        }
    }
}
