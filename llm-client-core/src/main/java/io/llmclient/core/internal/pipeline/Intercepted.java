package io.llmclient.core.internal.pipeline;

import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Interceptor;
import io.llmclient.spi.ProviderStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads requests and whole answers through the interceptors of one scope. */
public final class Intercepted implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(Interceptor.class);

    private final List<Interceptor> interceptors;
    private final @Nullable Candidate candidate;
    private final Step below;

    private Intercepted(List<Interceptor> interceptors, @Nullable Candidate candidate, Step below) {
        this.interceptors = interceptors;
        this.candidate = candidate;
        this.below = below;
    }

    /**
     * Puts interceptors before a step, if there are any.
     *
     * @param candidate null in the scope of the call
     */
    public static Step before(Step below, List<Interceptor> interceptors, @Nullable Candidate candidate) {
        return interceptors.isEmpty() ? below : new Intercepted(interceptors, candidate, below);
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        ChatRequest changed = request;
        for (Interceptor interceptor : interceptors) {
            changed = interceptor.onRequest(changed, call.info(), candidate);
        }
        return new Answer(below.open(changed, call), call);
    }

    private ChatResponse answered(ChatResponse response, Call call) {
        ChatResponse changed = response;
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            try {
                changed = Objects.requireNonNull(interceptors.get(i).onResponse(changed, call.info(), candidate));
            } catch (RuntimeException e) {
                LOG.warn("An interceptor failed; the answer passes unchanged", e);
            }
        }
        return changed;
    }

    private final class Answer implements ProviderStream {
        private final ProviderStream stream;
        private final Call call;

        Answer(ProviderStream stream, Call call) {
            this.stream = stream;
            this.call = call;
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = stream.next();
            return event instanceof ChatEvent.Completed completed
                    ? new ChatEvent.Completed(answered(completed.response(), call))
                    : event;
        }

        @Override
        public ChatResponse partial() {
            return stream.partial();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
