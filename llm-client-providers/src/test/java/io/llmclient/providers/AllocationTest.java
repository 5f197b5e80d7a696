package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a call and an event cost in memory on the caller's thread: bytes are stable where times are not, so a regression
 * shows the day it comes. The limits are a seventh or more above what was measured when they were written.
 */
@ExtendWith(LlmTestExtension.class)
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ChatRequest QUESTION = ChatRequest.of("Why is the sky blue?");
    private static final int EVENTS = 200;
    private static final int ROUNDS = 6;

    /** The least of several rounds: by the last one the code is compiled. */
    private static long bytes(int times, Runnable job) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                job.run();
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / times);
        }
        return least;
    }

    @Test
    void the_pipeline_alone_takes_about_a_kilobyte() {
        try (LlmClient client =
                ResilientLlmClient.builder().provider(new Ready()).build()) {
            assertThat(bytes(30_000, () -> client.chat(QUESTION))).isLessThan(1_300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_call_takes_less_than_twenty_three_kilobytes(String name, Stage stage) {
        ProviderServer server = server(stage, name).otherwise(Reply.words(EVENTS));
        try (LlmClient client =
                ResilientLlmClient.builder().provider(provider(server)).build()) {
            assertThat(bytes(300, () -> client.chat(QUESTION))).isLessThan(23_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void an_event_of_a_stream_takes_less_than_four_hundred_bytes(String name, Stage stage) {
        ProviderServer server = server(stage, name).otherwise(Reply.words(EVENTS));
        try (LlmClient client =
                ResilientLlmClient.builder().provider(provider(server)).build()) {
            assertThat(bytes(100, () -> read(client)) / EVENTS).isLessThan(400);
        }
    }

    private static void read(LlmClient client) {
        try (ChatStream stream = client.stream(QUESTION)) {
            int events = 0;
            for (ChatEvent event : stream) {
                events += event instanceof ChatEvent.TextDelta ? 1 : 0;
            }
            assertThat(events).isEqualTo(EVENTS);
        }
    }

    /** Has its answer ready. */
    private static final class Ready implements ProviderClient, ProviderStream {

        private final ChatResponse answer = ChatResponse.builder()
                .text("Because.")
                .finishReason(FinishReason.STOP, "stop")
                .build();

        @Override
        public String provider() {
            return "ready";
        }

        @Override
        public String model() {
            return "model";
        }

        @Override
        public ProviderStream open(ChatRequest request, ProviderCall call) {
            return this;
        }

        @Override
        public ChatEvent next() {
            return new ChatEvent.Completed(answer);
        }

        @Override
        public ChatResponse partial() {
            return answer;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
