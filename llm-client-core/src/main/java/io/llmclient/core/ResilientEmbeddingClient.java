package io.llmclient.core;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.EmbeddingClient;
import io.llmclient.EmbeddingRequest;
import io.llmclient.EmbeddingResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.RetryPolicy;
import io.llmclient.Route;
import io.llmclient.Timeouts;
import io.llmclient.Usage;
import io.llmclient.core.internal.time.SystemTime;
import io.llmclient.spi.EmbeddingModel;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into vectors, by the first of its providers that is able to answer.
 *
 * <pre>{@code
 * try (EmbeddingClient client = ResilientEmbeddingClient.builder()
 *         .provider(OpenAi.fromEnv().embedding("text-embedding-3-small", 1536))
 *         .provider(azure.embedding("my-deployment", 1536).space("text-embedding-3-small"))
 *         .build()) {
 *     float[] vector = client.embed("Why is the sky blue?");
 * }
 * }</pre>
 *
 * <p>The road is that of {@link ResilientLlmClient}: a batch of texts goes down it as one user message with a part for
 * each text, and comes back as one {@link Content.Vector} for each. So listeners see a call for each batch.
 *
 * <p>Safe for use by several threads.
 */
public final class ResilientEmbeddingClient implements EmbeddingClient {

    private final ResilientLlmClient road;
    private final int batch;
    private final TimeSource time;
    private final @Nullable Duration deadline;

    private ResilientEmbeddingClient(Builder b) {
        road = b.road.build();
        batch = b.models.stream().mapToInt(EmbeddingModel::maxTexts).min().orElseThrow();
        time = b.time;
        deadline = b.deadline;
    }

    /** A builder with the defaults of {@link RetryPolicy}, {@link BreakerPolicy} and {@link Timeouts}. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        long start = time.nanoTime();
        List<String> texts = request.texts();
        List<ChatResponse> answers = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batch) {
            List<String> some = texts.subList(from, Math.min(from + batch, texts.size()));
            Duration limit = request.deadline() == null ? deadline : request.deadline();
            Duration left = limit == null ? null : limit.minus(since(start));
            if (left != null && (left.isZero() || left.isNegative())) {
                throw LlmException.builder(FailureKind.DEADLINE_EXCEEDED)
                        .message("the deadline passed")
                        .route(route(answers, start))
                        .build();
            }
            answers.add(road.chat(message(request, some, left)));
        }
        return new EmbeddingResponse(
                vectors(answers), usage(answers), answers.get(0).model(), route(answers, start));
    }

    private static ChatRequest message(EmbeddingRequest request, List<String> texts, @Nullable Duration left) {
        ChatRequest.Builder message = ChatRequest.builder()
                .user(texts.stream().map(Content::text).toArray(Content[]::new))
                .routing(request.routing())
                .deadline(left);
        if (request.purpose() != null) {
            message.metadata(EmbeddingModel.PURPOSE, request.purpose().name());
        }
        request.extras()
                .forEach((provider, fields) -> fields.forEach((name, value) -> message.extra(provider, name, value)));
        return message.build();
    }

    private static List<float[]> vectors(List<ChatResponse> answers) {
        return answers.stream()
                .flatMap(answer -> answer.content().stream())
                .filter(Content.Vector.class::isInstance)
                .map(part -> ((Content.Vector) part).values())
                .toList();
    }

    private static Usage usage(List<ChatResponse> answers) {
        return Usage.builder()
                .input(sum(answers, Usage::input))
                .total(sum(answers, Usage::total))
                .build();
    }

    private static @Nullable Long sum(List<ChatResponse> answers, Function<Usage, @Nullable Long> count) {
        long sum = 0;
        for (ChatResponse answer : answers) {
            Long tokens = count.apply(answer.usage());
            if (tokens == null) {
                return null;
            }
            sum += tokens;
        }
        return sum;
    }

    private Route route(List<ChatResponse> answers, long start) {
        List<Attempt> attempts = answers.stream()
                .flatMap(answer -> answer.route().attempts().stream())
                .toList();
        return new Route(attempts, since(start));
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    @Override
    public void close() {
        road.close();
    }

    /** Lists the candidates in order. */
    @Override
    public String toString() {
        return road.toString().replace("ResilientLlmClient", "ResilientEmbeddingClient");
    }

    /** Collects a {@link ResilientEmbeddingClient}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final ResilientLlmClient.Builder road = ResilientLlmClient.builder();
        private final List<EmbeddingModel> models = new ArrayList<>();
        private TimeSource time = SystemTime.INSTANCE;
        private @Nullable Duration deadline;

        private Builder() {}

        /** Adds a candidate at the end of the list; the first one is the first choice. The client closes it. */
        public Builder provider(EmbeddingModel model) {
            models.add(model);
            road.provider(new VectorCheck(model));
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#retry}. */
        public Builder retry(RetryPolicy policy) {
            road.retry(policy);
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#breaker}. */
        public Builder breaker(BreakerPolicy policy) {
            road.breaker(policy);
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#timeouts}; {@link Timeouts#answer()} is the one that counts. */
        public Builder timeouts(Timeouts limits) {
            road.timeouts(limits);
            return this;
        }

        /** Limits all that one request takes, where it doesn't say; null, the default, for no limit. */
        public Builder deadline(@Nullable Duration limit) {
            road.deadline(limit);
            deadline = limit;
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#listener}. */
        public Builder listener(LlmListener listener) {
            road.listener(listener);
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#time}. */
        public Builder time(TimeSource clock) {
            road.time(clock);
            time = clock;
            return this;
        }

        /** As {@link ResilientLlmClient.Builder#random}. */
        public Builder random(RandomGenerator source) {
            road.random(source);
            return this;
        }

        /**
         * Builds the client. No connection is made yet.
         *
         * @throws IllegalArgumentException when there is no provider, one is not configured right, two have the same
         *     name and model, or their vectors could not be compared: they differ in model or dimension
         */
        public ResilientEmbeddingClient build() {
            for (EmbeddingModel model : models) {
                requireSame(models.get(0), model);
            }
            return new ResilientEmbeddingClient(this);
        }

        private static void requireSame(EmbeddingModel first, EmbeddingModel other) {
            if (!first.space().equals(other.space()) || first.dimension() != other.dimension()) {
                throw new IllegalArgumentException("vectors of different models must not be mixed: "
                        + words(first) + ", and " + words(other)
                        + "; build a client for each, or call space(\"…\") if it is one model with two names");
            }
        }

        private static String words(EmbeddingModel model) {
            return model.client().provider() + " makes " + model.dimension() + " numbers by " + model.space();
        }
    }
}
