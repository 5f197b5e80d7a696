package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.ToolRun;
import io.llmclient.ToolRunException;
import io.llmclient.Tools;
import io.llmclient.TypedTool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LlmTestExtension.class)
class ToolRunOverTheWireTest {

    record City(String name) {}

    private static final Reply ASKS_TWICE =
            Reply.toolCall("weather", "{\"name\": \"Bonn\"}").andToolCall("weather", "{\"name\": \"Rome\"}");

    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final TypedTool<City> weather = TypedTool.of("weather", "Tells the weather", City.class, city -> {
        executed.add(city.name());
        return "sunny in " + city.name();
    });

    private static LlmClient client(Stage stage, ProviderServer... servers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder();
        for (ProviderServer server : servers) {
            builder.provider(provider(server));
        }
        return stage.register(builder.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_run_goes_through_its_rounds(String name, Stage stage) {
        ProviderServer server = server(stage, name).reply(ASKS_TWICE).reply("Sunny all over.");

        ToolRun run = client(stage, server).run("How is the weather in Bonn and Rome?", weather);

        assertThat(run.text()).isEqualTo("Sunny all over.");
        assertThat(executed).containsExactlyInAnyOrder("Bonn", "Rome");
        assertThat(server.requests().get(1).body()).containsSubsequence("sunny in Bonn", "sunny in Rome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_provider_that_dies_between_the_rounds_is_replaced_without_running_a_tool_again(String name, Stage stage) {
        ProviderServer first = server(stage, name).reply(ASKS_TWICE).fail(Fault.quotaExhausted());
        ProviderServer second = other(stage, name).reply("Sunny all over.");

        ToolRun run = client(stage, first, second).run("How is the weather in Bonn and Rome?", weather);

        assertThat(run.response()).hasText("Sunny all over.").wasServedBy(second.provider());
        assertThat(executed).containsExactlyInAnyOrder("Bonn", "Rome");
        assertThat(second.requests().get(0).body()).containsSubsequence("sunny in Bonn", "sunny in Rome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_deadline_of_a_run_ends_a_silent_round_after_its_tools(String name, Stage stage) {
        ProviderServer server = server(stage, name).reply(ASKS_TWICE).fail(Fault.hang());
        ChatRequest hurried = ChatRequest.of("How is the weather in Bonn and Rome?").toBuilder()
                .deadline(Duration.ofSeconds(2))
                .build();
        LlmClient client = client(stage, server);

        ToolRunException failure = catchThrowableOfType(ToolRunException.class, () -> client.run(hurried, weather));

        assertThat(failure).hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(failure.partial().messages()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_events_of_every_round_are_handed_out_and_a_restart_runs_nothing(String name, Stage stage) {
        ProviderServer first =
                server(stage, name).reply(Reply.text("Let me look it up.").cutAfter(2));
        ProviderServer second = other(stage, name).reply(ASKS_TWICE).reply("Sunny.");
        ChatRequest question = ChatRequest.builder()
                .user("How is the weather in Bonn and Rome?")
                .streamRecovery(StreamRecovery.RESTART)
                .build();
        List<ChatEvent> events = new ArrayList<>();

        ToolRun run = client(stage, first, second).run(question, Tools.of(weather), events::add);

        assertThat(run.text()).isEqualTo("Sunny.");
        assertThat(executed).containsExactlyInAnyOrder("Bonn", "Rome");
        assertThat(events).filteredOn(ChatEvent.Restarted.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(ChatEvent.Completed.class::isInstance).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_calls_of_a_stream_that_broke_off_are_not_executed(String name, Stage stage) {
        ProviderServer server = server(stage, name)
                .reply(Reply.text("Let me look.")
                        .andToolCall("weather", "{\"name\": \"Bonn\"}")
                        .cutAfter(4));
        LlmClient client = client(stage, server);

        assertThatThrownBy(() -> client.run(ChatRequest.of("hi"), Tools.of(weather), event -> {}))
                .isInstanceOf(StreamInterruptedException.class);
        assertThat(executed).isEmpty();
    }
}
