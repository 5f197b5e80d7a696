package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Hedge;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.Routing;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Feature;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdapterTest {

    private static final Message[] NO_MESSAGES = {};

    @Test
    void a_request_that_fits_is_returned_itself() {
        Content.ToolCall call = Model.call("toolu_01", "get_weather");
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .message(Message.assistant(new Content.Thinking("Hm.", Model.CLAUDE.signed("s")), call))
                .message(Message.toolResult(call, "rain"))
                .tools(Tool.function("get_weather", "The weather"))
                .maxOutputTokens(1000)
                .stop("END")
                .build();

        Adapted adapted = Model.CLAUDE.adapt(request);

        assertThat(adapted.request()).isSameAs(request);
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void whatever_does_not_have_to_change_is_carried_over() throws ReflectiveOperationException {
        ChatRequest full = full();

        ChatRequest adapted = Model.without(Feature.SEED).adapt(full).request();

        Map<String, Object> expected = fields(full);
        expected.remove("seed");
        assertThat(fields(adapted)).isEqualTo(expected);
    }

    @Test
    void everything_at_once() {
        Content.ToolCall weather = new Content.ToolCall("functions.w:0", "w", "{}", Model.GEMINI.signed("s"));
        Content.ToolCall time = Model.call("call_0", "t");
        Content png = Content.image("image/png", new byte[] {1});

        Adapted adapted = Model.MISTRAL.adapt(ChatRequest.builder()
                .system("Be brief.")
                .user("Weather?")
                .message(Message.assistant(new Content.Thinking("Hm.", Model.CLAUDE.signed("s")), weather, time))
                .user("Hurry!")
                .message(Message.toolError(time, "no clock"))
                .message(Message.assistant(new Content.Thinking("Hm.", Model.CLAUDE.signed("s"))))
                .message(new Message.ToolResult("functions.w:0", null, List.of(png), false))
                .message(Message.system("Be kind."))
                .message(Message.toolResult(Model.call("call_9", "f"), "42"))
                .message(Message.assistant(Content.text("Rain."), time))
                .topK(40)
                .temperature(1.8)
                .build());

        List<Message> messages = adapted.request().messages();
        List<Content.ToolCall> calls = ((Message.Assistant) messages.get(2)).toolCalls();
        Content.ToolCall last =
                ((Message.Assistant) messages.get(6)).toolCalls().get(0);
        assertThat(List.of(calls.get(0).id(), calls.get(1).id(), last.id()))
                .allMatch(id -> id.matches("[a-zA-Z0-9]{9}"))
                .doesNotHaveDuplicates();
        assertThat(messages)
                .containsExactly(
                        Message.system("Be brief."),
                        Message.user("Weather?"),
                        Message.assistant(
                                new Content.ToolCall(calls.get(0).id(), "w", "{}"),
                                Model.call(calls.get(1).id(), "t")),
                        Message.toolResult(calls.get(0), "[image 1 attached below]"),
                        Message.toolResult(calls.get(1), "Error: no clock"),
                        Message.user(
                                Content.text("[image 1]"),
                                png,
                                Content.text("Hurry!"),
                                Content.text("<system>Be kind.</system>"),
                                Content.text("[result of the tool f]"),
                                Content.text("42")),
                        Message.assistant(Content.text("Rain."), last),
                        Message.toolResult(last, "Error: no result was given"));
        assertThat(adapted.adjustments())
                .containsExactly(
                        "dropped topK: the model does not take it",
                        "lowered temperature from 1.8 to 1.5: the model takes no more",
                        "dropped 2 thinking parts of anthropic.messages/claude-sonnet-5-5",
                        "dropped 1 signature of gemini.generateContent/gemini-2.5-flash",
                        "moved 2 tool results up behind the call",
                        "gave an error result to 1 tool call without a result",
                        "turned 1 tool result without a call into user text",
                        "put \"Error: \" before 2 tool results",
                        "moved 1 attachment of tool results into user messages",
                        "turned 1 later system message into user text");
    }

    @Test
    void ten_thousand_messages_of_which_each_call_has_the_same_id_come_out_in_order() {
        Content.ToolCall call0 = Model.call("call_0", "get_weather");
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            messages.add(Message.user("Weather on day " + i + "?"));
            messages.add(Message.assistant(call0));
            messages.add(Message.user("Hurry!"));
            messages.add(Message.toolResult(call0, "rain on day " + i));
        }

        Adapted adapted = Model.MISTRAL.adapt(messages.toArray(NO_MESSAGES));

        Rules.assertObeyed(Model.MISTRAL, adapted.request());
        assertThat(adapted.request().messages()).hasSize(7501);
        assertThat(adapted.adjustments()).containsExactly("moved 2500 tool results up behind the call");
        assertThat(adapted.request().messages().get(7499).text()).isEqualTo("rain on day 2499");
    }

    @Test
    void ten_thousand_user_messages_become_one_where_roles_must_alternate() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            messages.add(Message.user("line " + i));
        }

        List<Message> adapted = Model.GEMINI.messages(messages.toArray(NO_MESSAGES));

        assertThat(adapted).hasSize(1);
        assertThat(adapted.get(0).content()).hasSize(10_000).endsWith(Content.text("line 9999"));
    }

    /** The fields of a request by name, without those that nobody set. */
    private static Map<String, Object> fields(ChatRequest request) throws ReflectiveOperationException {
        ChatRequest bare = ChatRequest.of("Hi");
        Map<String, Object> fields = new TreeMap<>();
        for (Method accessor : accessors()) {
            Object value = accessor.invoke(request);
            if (!Objects.equals(value, accessor.invoke(bare))) {
                fields.put(accessor.getName(), value);
            }
        }
        return fields;
    }

    private static List<Method> accessors() {
        return Stream.of(ChatRequest.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().matches("toString|toBuilder"))
                .toList();
    }

    private static ChatRequest full() throws ReflectiveOperationException {
        ChatRequest full = ChatRequest.builder()
                .system("Be brief.")
                .user("Hello")
                .tools(Tool.function("f", "Does f"))
                .toolChoice(ToolChoice.required())
                .parallelToolCalls(false)
                .responseFormat(ResponseFormat.jsonObject())
                .reasoning(Reasoning.budget(1024))
                .maxOutputTokens(10)
                .temperature(0.1)
                .topP(0.2)
                .topK(3)
                .presencePenalty(0.4)
                .frequencyPenalty(0.5)
                .seed(6L)
                .stop("END")
                .metadata("user_id", "u1")
                .extra("openai", "service_tier", "flex")
                .extra("openai", "store", null)
                .extra("gemini", "generationConfig.mediaResolution", "LOW")
                .cache(new Content.CachePoint(Duration.ofHours(1)))
                .conversationId("c1")
                .routing(Routing.order("openai"))
                .deadline(Duration.ofSeconds(9))
                .timeouts(Timeouts.defaults().withStall(Duration.ofSeconds(1)))
                .streamRecovery(StreamRecovery.HOLD)
                .hedge(Hedge.atP95())
                .rawBody(true)
                .build();
        assertThat(fields(full)).as("each field is set here").hasSameSizeAs(accessors());
        return full;
    }
}
