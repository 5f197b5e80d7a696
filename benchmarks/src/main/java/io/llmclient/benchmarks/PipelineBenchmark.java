package io.llmclient.benchmarks;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The pipeline alone: the provider has its answer ready, and there is no wire. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {

    private final LlmClient client =
            ResilientLlmClient.builder().provider(new ReadyProvider()).build();
    private final ChatRequest request = OurClient.request();

    /** A call. */
    @Benchmark
    public ChatResponse call() {
        return client.chat(request);
    }

    private static final class ReadyProvider implements ProviderClient {

        private final ChatResponse answer = ChatResponse.builder()
                .text(Wire.TEXT)
                .finishReason(FinishReason.STOP, "stop")
                .build();

        @Override
        public String provider() {
            return "ready";
        }

        @Override
        public String model() {
            return "none";
        }

        @Override
        public ProviderStream open(ChatRequest request, ProviderCall call) {
            return new ReadyStream(answer);
        }
    }

    private record ReadyStream(ChatResponse partial) implements ProviderStream {

        @Override
        public ChatEvent next() {
            return new ChatEvent.Completed(partial);
        }

        @Override
        public void close() {}
    }
}
