package io.llmclient.core;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model as a candidate of the road: an answer with too few vectors, or ones of another length, is a
 * failure of the attempt like any other.
 */
final class VectorCheck implements ProviderClient {

    private final ProviderClient client;
    private final int dimension;

    VectorCheck(EmbeddingModel model) {
        client = model.client();
        dimension = model.dimension();
    }

    @Override
    public String provider() {
        return client.provider();
    }

    @Override
    public String model() {
        return client.model();
    }

    @Override
    public String dialect() {
        return client.dialect();
    }

    @Override
    public Capabilities capabilities() {
        return client.capabilities();
    }

    @Override
    public int keys() {
        return client.keys();
    }

    @Override
    public Set<String> tags() {
        return client.tags();
    }

    @Override
    public @Nullable Timeouts timeouts() {
        return client.timeouts();
    }

    @Override
    public void check() {
        client.check();
    }

    @Override
    public ProviderStream open(ChatRequest request, ProviderCall call) {
        return new Checked(
                client.open(request, call), request.messages().get(0).content().size());
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Checked implements ProviderStream {
        private final ProviderStream answer;
        private final int texts;

        Checked(ProviderStream answer, int texts) {
            this.answer = answer;
            this.texts = texts;
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = answer.next();
            if (event instanceof ChatEvent.Completed completed) {
                check(completed.response().content());
            }
            return event;
        }

        private void check(List<Content> parts) {
            int vectors = 0;
            for (Content part : parts) {
                if (part instanceof Content.Vector vector) {
                    vectors++;
                    check(vector);
                }
            }
            if (vectors != texts) {
                throw malformed("the answer has " + vectors + " vectors for " + texts + " texts");
            }
        }

        private void check(Content.Vector vector) {
            if (vector.dimension() != dimension) {
                throw malformed("the answer has a vector of " + vector.dimension() + " numbers where " + dimension
                        + " were declared");
            }
            for (float number : vector.values()) {
                if (!Float.isFinite(number)) {
                    throw malformed("the answer has a vector with a number that is none");
                }
            }
        }

        private LlmException malformed(String what) {
            return LlmException.builder(FailureKind.MALFORMED_RESPONSE)
                    .message(what)
                    .provider(provider(), model())
                    .build();
        }

        @Override
        public ChatResponse partial() {
            return answer.partial();
        }

        @Override
        public void close() {
            answer.close();
        }
    }
}
