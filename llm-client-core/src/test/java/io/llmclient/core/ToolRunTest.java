package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.Message;
import io.llmclient.Tool;
import io.llmclient.ToolRun;
import io.llmclient.ToolRun.Outcome;
import io.llmclient.ToolRunException;
import io.llmclient.Tools;
import io.llmclient.TypedTool;
import io.llmclient.Usage;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LlmTestExtension.class)
class ToolRunTest {

    record City(String name) {
        City {
            if (name.isBlank()) {
                throw new IllegalArgumentException("which city?");
            }
        }
    }

    record Weather(String sky, int degrees) {}

    private static final Reply ASKS_FOR_BONN = Reply.toolCall("weather", "{\"name\": \"Bonn\"}");
    private static final ChatRequest QUESTION = ChatRequest.of("How is the weather in Bonn?");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger executions = new AtomicInteger();
    private final TypedTool<City> weather = TypedTool.of("weather", "Tells the weather", City.class, city -> {
        executions.incrementAndGet();
        return "sunny in " + city.name();
    });

    @AfterEach
    void no_thread_is_left_waiting() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static LlmClient of(Stage stage, FakeProvider... providers) {
        return stage.register(client(stage, providers).build());
    }

    private static TypedTool<City> weather(TypedTool.Function<City> function) {
        return TypedTool.of("weather", "Tells the weather", City.class, function);
    }

    /** The results that the last request to a provider held. */
    private static List<Message.ToolResult> results(FakeProvider provider) {
        return provider.asks().get(provider.asks().size() - 1).request().messages().stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message.ToolResult.class::cast)
                .toList();
    }

    private static Message.ToolResult resultOf(Stage stage, Reply call, TypedTool<?>... tools) {
        FakeProvider first = stage.provider("first").reply(call).reply("I see.");
        of(stage, first).run(QUESTION, tools);
        assertThat(results(first)).hasSize(1);
        return results(first).get(0);
    }

    @Test
    void the_tool_is_offered_executed_and_its_result_handed_back(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN).reply("It is sunny.");

        ToolRun run = of(stage, first).run(QUESTION, weather);

        assertThat(run.answered()).isTrue();
        assertThat(run.text()).isEqualTo("It is sunny.");
        Tool offered = first.asks().get(0).request().tools().get(0);
        assertThat(offered.name()).isEqualTo("weather");
        assertThat(offered.parameters()).contains("\"required\":[\"name\"]");
        assertThat(results(first)).singleElement().satisfies(result -> {
            assertThat(result.text()).isEqualTo("sunny in Bonn");
            assertThat(result.error()).isFalse();
        });
    }

    @Test
    void the_run_holds_all_rounds_and_the_conversation_to_go_on_with(Stage stage) {
        Usage some = Usage.builder().input(10L).output(5L).build();
        Usage more = Usage.builder().input(20L).output(7L).cachedInput(8L).build();
        FakeProvider first = stage.provider("first")
                .reply(ASKS_FOR_BONN.usage(some))
                .reply(Reply.text("Fine.").usage(more));

        ToolRun run = of(stage, first).run(QUESTION, weather);

        assertThat(run.messages())
                .hasSize(4)
                .startsWith(QUESTION.messages().get(0))
                .endsWith(run.response().message());
        assertThat(run.messages().get(2)).isInstanceOf(Message.ToolResult.class);
        assertThat(run.responses()).hasSize(2);
        assertThat(run.routes()).hasSize(2);
        assertThat(run.usage())
                .isEqualTo(Usage.builder()
                        .input(30L)
                        .output(12L)
                        .cachedInput(8L)
                        .total(42L)
                        .build());
    }

    @Test
    void what_is_no_text_is_handed_back_as_json(Stage stage) {
        Message.ToolResult json = resultOf(stage, ASKS_FOR_BONN, weather(city -> new Weather("blue", 21)));
        assertThat(json.text()).isEqualTo("{\"sky\":\"blue\",\"degrees\":21}");
    }

    @Test
    void contents_are_handed_back_as_they_are(Stage stage) {
        List<Content> parts = List.of(Content.text("a"), Content.text("b"));
        assertThat(resultOf(stage, ASKS_FOR_BONN, weather(city -> parts)).content())
                .isEqualTo(parts);
    }

    @Test
    void no_result_is_an_empty_text(Stage stage) {
        assertThat(resultOf(stage, ASKS_FOR_BONN, weather(city -> null)).text()).isEmpty();
    }

    @Test
    void a_tool_that_throws_becomes_an_error_result_with_its_message_alone(Stage stage) {
        Message.ToolResult result = resultOf(stage, ASKS_FOR_BONN, weather(city -> {
            throw new IllegalStateException("the station is closed");
        }));
        assertThat(result.error()).isTrue();
        assertThat(result.text()).isEqualTo("the station is closed");
    }

    @Test
    void a_tool_that_throws_without_a_message_is_named_by_the_exception(Stage stage) {
        Message.ToolResult result = resultOf(stage, ASKS_FOR_BONN, weather(city -> {
            throw new NullPointerException();
        }));
        assertThat(result.error()).isTrue();
        assertThat(result.text()).isEqualTo("NullPointerException");
    }

    @Test
    void an_error_of_a_tool_reaches_the_caller(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN);
        assertThatThrownBy(() -> of(stage, first).run(QUESTION, weather(city -> {
                    throw new StackOverflowError();
                })))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void a_tool_that_is_not_there_becomes_an_error_result_that_names_those_that_are(Stage stage) {
        Message.ToolResult result = resultOf(stage, Reply.toolCall("wether", "{}"), weather);
        assertThat(result.error()).isTrue();
        assertThat(result.text()).isEqualTo("there is no tool named \"wether\"; there are [weather]");
    }

    @Test
    void arguments_that_cannot_be_read_become_an_error_result_and_the_tool_does_not_run(Stage stage) {
        Message.ToolResult result = resultOf(stage, Reply.toolCall("weather", "{}"), weather);
        assertThat(result.error()).isTrue();
        assertThat(result.text()).isEqualTo("the arguments cannot be read: name is missing");
        assertThat(executions).hasValue(0);
    }

    @Test
    void arguments_that_their_own_constructor_refuses_become_an_error_result_with_its_words(Stage stage) {
        Message.ToolResult result = resultOf(stage, Reply.toolCall("weather", "{\"name\": \" \"}"), weather);
        assertThat(result.text()).isEqualTo("the arguments cannot be read: which city?");
    }

    @Test
    void a_tool_with_a_schema_of_its_own_gets_the_arguments_as_text(Stage stage) {
        Tool echo = Tool.function("echo", "Echoes", "{\"type\":\"object\"}");
        Message.ToolResult result =
                resultOf(stage, Reply.toolCall("echo", "{\"a\": 1}"), TypedTool.of(echo, json -> "got " + json));
        assertThat(result.text()).isEqualTo("got {\"a\": 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"path\": \"/tmp", "[1]", "delete all", "{} {}"})
    void such_a_tool_does_not_run_on_arguments_that_are_no_json_object(String arguments, Stage stage) {
        Tool delete = Tool.function("delete", "Deletes", "{\"type\":\"object\"}");
        Message.ToolResult result = resultOf(
                stage,
                Reply.toolCall("delete", arguments),
                TypedTool.of(delete, json -> "ran " + executions.incrementAndGet()));
        assertThat(result.error()).isTrue();
        assertThat(result.text()).startsWith("the arguments cannot be read: ");
        assertThat(executions).hasValue(0);
    }

    @Test
    void the_calls_of_one_answer_run_at_the_same_time_and_their_results_keep_the_order(Stage stage) {
        FakeProvider first = stage.provider("first")
                .reply(Reply.toolCall("weather", "{\"name\": \"Bonn\"}")
                        .andToolCall("weather", "{\"name\": \"Rome\"}")
                        .andToolCall("weather", "{\"name\": \"Oslo\"}"))
                .reply("Fine.");
        CyclicBarrier together = new CyclicBarrier(3);
        CountDownLatch lastIsDone = new CountDownLatch(1);

        of(stage, first).run(QUESTION, weather(city -> {
            together.await(10, TimeUnit.SECONDS);
            if (city.name().equals("Oslo")) {
                lastIsDone.countDown();
            } else {
                lastIsDone.await(10, TimeUnit.SECONDS);
            }
            return city.name();
        }));

        assertThat(results(first)).extracting(Message::text).containsExactly("Bonn", "Rome", "Oslo");
    }

    @Test
    void a_failover_in_the_middle_of_a_run_runs_no_tool_twice(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN).fail(Fault.quotaExhausted());
        FakeProvider second = stage.provider("second").reply("Sunny.");

        ToolRun run = of(stage, first, second).run(QUESTION, weather);

        assertThat(executions).hasValue(1);
        assertThat(run.response()).wasServedBy("second");
        assertThat(results(second)).extracting(Message::text).containsExactly("sunny in Bonn");
    }

    @Test
    void the_rounds_stay_with_the_provider_that_answered(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.contextTooLong());
        FakeProvider second = stage.provider("second").reply(ASKS_FOR_BONN).reply("Sunny.");

        ToolRun run = of(stage, first, second).run(QUESTION, weather);

        assertThat(run.response()).wasServedBy("second");
        assertThat(first.asks()).hasSize(1);
    }

    @Test
    void the_limit_of_rounds_ends_the_run_before_the_last_calls_are_executed(Stage stage) {
        FakeProvider first = stage.provider("first");
        first.otherwise(ASKS_FOR_BONN);

        ToolRun run = of(stage, first).run(QUESTION, Tools.of(weather).withMaxRounds(3));

        assertThat(run.outcome()).isEqualTo(Outcome.ROUND_LIMIT);
        assertThat(run.answered()).isFalse();
        assertThat(first.asks()).hasSize(3);
        assertThat(executions).hasValue(2);
    }

    @Test
    void ten_rounds_are_the_limit_unless_another_is_set(Stage stage) {
        FakeProvider first = stage.provider("first");
        first.otherwise(ASKS_FOR_BONN);

        assertThat(of(stage, first).run(QUESTION, weather).responses()).hasSize(10);
    }

    @Test
    void the_calls_of_an_answer_that_was_withheld_are_not_executed(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN.finishReason(FinishReason.CONTENT_FILTER));

        of(stage, first).run(QUESTION, weather);

        assertThat(executions).hasValue(0);
    }

    @Test
    void a_failure_of_the_first_round_is_thrown_as_it_is(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());

        assertThatFailureOf(() -> of(stage, first).run(QUESTION, weather))
                .hasKind(FailureKind.AUTHENTICATION)
                .isNotInstanceOf(ToolRunException.class);
    }

    @Test
    void a_later_failure_keeps_what_was_done_and_the_run_can_go_on_from_there(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN).fail(Fault.invalidRequest("no"));
        LlmClient client = of(stage, first);

        ToolRunException failure = catchThrowableOfType(ToolRunException.class, () -> client.run(QUESTION, weather));
        assertThat(failure).hasKind(FailureKind.INVALID_REQUEST);
        assertThat(failure.partial().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failure.partial().responses()).hasSize(1);

        first.reply("Sunny.");
        ChatRequest rest =
                QUESTION.toBuilder().messages(failure.partial().messages()).build();
        assertThat(client.run(rest, weather).text()).isEqualTo("Sunny.");
        assertThat(executions).hasValue(1);
    }

    @Test
    void one_deadline_covers_all_rounds(Stage stage) {
        FakeProvider first = stage.provider("first");
        first.otherwise(ASKS_FOR_BONN).slow(Duration.ofSeconds(4));
        ChatRequest hurried =
                QUESTION.toBuilder().deadline(Duration.ofSeconds(10)).build();

        ToolRunException failure = catchThrowableOfType(
                ToolRunException.class, () -> of(stage, first).run(hurried, weather));

        assertThat(failure).hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(executions).hasValue(2);
    }

    @Test
    void a_deadline_that_nobody_lives_to_see_is_as_good_as_none(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN).reply("Sunny.");
        ChatRequest patient =
                QUESTION.toBuilder().deadline(ChronoUnit.FOREVER.getDuration()).build();

        LlmClient client =
                stage.register(ResilientLlmClient.builder().provider(first).build());

        assertThat(client.run(patient, weather).text()).isEqualTo("Sunny.");
    }

    @Test
    void the_clients_deadline_covers_all_rounds_as_well(Stage stage) {
        FakeProvider first = stage.provider("first");
        first.otherwise(ASKS_FOR_BONN).slow(Duration.ofSeconds(4));
        LlmClient client = stage.register(
                client(stage, first).deadline(Duration.ofSeconds(10)).build());

        assertThatFailureOf(() -> client.run(QUESTION, weather)).hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(executions).hasValue(2);
    }

    @Test
    void the_deadline_interrupts_a_tool_that_waits_and_keeps_the_result_of_the_one_that_was_done(Stage stage)
            throws Exception {
        FakeProvider first = stage.provider("first")
                .reply(Reply.toolCall("weather", "{\"name\": \"Bonn\"}")
                        .andToolCall("weather", "{\"name\": \"Rome\"}"));
        LlmClient client = stage.register(client(stage, first)
                .executor(theFirstAtOnceAndTheOthersOn(threads))
                .build());
        CountDownLatch interrupted = new CountDownLatch(1);
        ChatRequest hurried =
                QUESTION.toBuilder().deadline(Duration.ofSeconds(10)).build();
        CountDownLatch begun = new CountDownLatch(1);
        TypedTool<City> waiting = waiting(begun, interrupted);
        stage.time().hold();
        Future<ToolRun> run = threads.submit(() -> client.run(
                hurried,
                weather(city -> city.name().equals("Bonn")
                        ? "sunny"
                        : waiting.function().apply(city))));
        stage.time().awaitSleepers(1);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        stage.time().advance(Duration.ofSeconds(10));

        ToolRunException failure = failureOf(run);
        assertThat(failure).hasKind(FailureKind.DEADLINE_EXCEEDED);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.partial().messages()).hasSize(4);
        assertThat(failure.partial().messages().get(2).text()).isEqualTo("sunny");
        assertThat((Message.ToolResult) failure.partial().messages().get(3))
                .satisfies(result -> assertThat(result.error()).isTrue());
    }

    private static Executor theFirstAtOnceAndTheOthersOn(Executor threads) {
        AtomicInteger tasks = new AtomicInteger();
        return task -> {
            if (tasks.getAndIncrement() == 0) {
                task.run();
            } else {
                threads.execute(task);
            }
        };
    }

    @Test
    void interrupting_the_caller_interrupts_the_tools_and_keeps_the_flag(Stage stage) throws Exception {
        LlmClient client = of(stage, stage.provider("first").reply(ASKS_FOR_BONN));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<Boolean> flag = threads.submit(() -> {
            assertThatFailureOf(() -> client.run(QUESTION, waiting(begun, interrupted)))
                    .hasKind(FailureKind.CANCELLED);
            return Thread.interrupted();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        threads.shutdownNow();

        assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_the_client_ends_a_run_whose_tool_waits(Stage stage) throws Exception {
        LlmClient client = of(stage, stage.provider("first").reply(ASKS_FOR_BONN));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<ToolRun> run = threads.submit(() -> client.run(QUESTION, waiting(begun, interrupted)));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(failureOf(run)).hasKind(FailureKind.CANCELLED);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static TypedTool<City> waiting(CountDownLatch begun, CountDownLatch interrupted) {
        return weather(city -> {
            begun.countDown();
            try {
                return new CountDownLatch(1).await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
    }

    private static ToolRunException failureOf(Future<ToolRun> run) {
        ExecutionException wrapped =
                catchThrowableOfType(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS));
        return (ToolRunException) wrapped.getCause();
    }

    @Test
    void tools_run_on_the_executor_of_the_client_and_its_refusal_reaches_the_caller(Stage stage) {
        FakeProvider first = stage.provider("first").reply(ASKS_FOR_BONN);
        LlmClient client = stage.register(client(stage, first)
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build());

        assertThatThrownBy(() -> client.run(QUESTION, weather)).hasMessage("full");
        assertThat(executions).hasValue(0);
    }

    @Test
    void a_tool_may_ask_the_same_client(Stage stage) {
        FakeProvider first = stage.provider("first")
                .reply(ASKS_FOR_BONN)
                .fail(Fault.serverError())
                .reply("from inside")
                .reply("Done.");
        LlmClient client = of(stage, first);

        ToolRun run = client.run(QUESTION, weather(city -> client.chat("inside").text()));

        assertThat(run.text()).isEqualTo("Done.");
        assertThat(results(first)).extracting(Message::text).containsExactly("from inside");
    }

    @Test
    void what_cannot_be_right_is_refused_before_anybody_is_asked(Stage stage) {
        FakeProvider first = stage.provider("first");
        LlmClient client = of(stage, first);
        ChatRequest withTools =
                QUESTION.toBuilder().tool(Tool.function("other", "does things")).build();
        TypedTool<Object> vague = TypedTool.of("vague", "takes anything", Object.class, any -> "");

        assertThatThrownBy(() -> client.run(withTools, weather)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.run(QUESTION, weather, weather)).hasMessageContaining("weather");
        assertThatThrownBy(() -> client.run(QUESTION, vague)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.run(QUESTION)).isInstanceOf(IllegalArgumentException.class);
        assertThat(first.asks()).isEmpty();
    }

    @Test
    void maps_are_json_too(Stage stage) {
        assertThat(resultOf(stage, ASKS_FOR_BONN, weather(city -> Map.of("degrees", 21)))
                        .text())
                .isEqualTo("{\"degrees\":21}");
    }
}
