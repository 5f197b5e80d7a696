package io.llmclient.providers.fuzz;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A conversation that the vocabulary allows, whatever sense it makes. */
final class OddConversation {

    private static final List<String> TEXTS = List.of(
            "Hi",
            " ",
            "\n",
            "\ud83d\ude00",
            "a\ud800b",
            "\udc00",
            "\u0000",
            "\u2028",
            "\"\\",
            "\uFEFF",
            "x".repeat(5_000),
            "ends in half \ud83d");

    private static final List<String> JSON = List.of(
            "{}",
            "{\"a\":1}",
            "[1]",
            "null",
            "\"x\"",
            "{",
            "{\"a\":",
            "not json",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e999}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\ud800\"}",
            "[".repeat(300),
            "{\"a\":" + "9".repeat(1_500) + "}",
            "\u0000",
            " {\"a\": [1, 2]} ",
            "{\"a\":" + "[".repeat(150) + "]".repeat(150) + "}");

    private static final List<String> OBJECTS =
            List.of("{}", "{\"type\":\"x\",\"n\":1}", "{\"a\":\"\\ud800\"}", "{\"a\":[{\"b\":null}]}");

    private static final List<String> NAMES =
            List.of("f", "get weather", "f\ud800", "\u0000n", "f".repeat(200), "é", "a.b-c");

    private final Random random;

    OddConversation(Random random) {
        this.random = random;
    }

    ChatRequest request() {
        List<Message> messages = new ArrayList<>();
        for (int left = random.nextInt(8); left > 0; left--) {
            messages.add(oneOf(this::system, this::user, this::assistant, this::assistant, this::result));
        }
        messages.add(user());
        ChatRequest.Builder request = ChatRequest.builder().messages(messages);
        if (random.nextBoolean()) {
            request.tools(Tool.function("f", text()));
        }
        if (random.nextInt(4) == 0) {
            request.stop(oneOf(NAMES)).metadata("user_id", text()).maxOutputTokens(1 + random.nextInt(100_000));
        }
        if (random.nextInt(4) == 0) {
            request.extra("anthropic", "odd", text())
                    .extra("gemini", "odd.er", text())
                    .extra("openai", "odd", text());
        }
        return request.build();
    }

    private Message system() {
        return new Message.System(parts(1, List.of(this::words, this::mark)));
    }

    private Message user() {
        return new Message.User(parts(1, List.of(this::words, this::words, this::media, this::opaque, this::mark)));
    }

    private Message assistant() {
        return new Message.Assistant(parts(
                0,
                List.of(this::words, this::call, this::call, this::thinking, this::opaque, this::refusal, this::mark)));
    }

    private Message result() {
        return new Message.ToolResult(
                oneOf(NAMES),
                random.nextBoolean() ? null : oneOf(NAMES),
                parts(1, List.of(this::words, this::media, this::mark)),
                random.nextBoolean());
    }

    private Content words() {
        return new Content.Text(text(), maybe(origin()));
    }

    private Content call() {
        return new Content.ToolCall(oneOf(NAMES), oneOf(NAMES), oneOf(JSON), maybe(origin()));
    }

    private Content thinking() {
        return new Content.Thinking(text(), maybe(origin()));
    }

    private Content opaque() {
        return new Content.Opaque(oneOf(NAMES), oneOf(OBJECTS), origin());
    }

    private Content refusal() {
        return new Content.Refusal(text());
    }

    private Content mark() {
        return new Content.CachePoint(maybe(Duration.ofMinutes(5)));
    }

    private Content media() {
        return oneOf(
                () -> Content.image("image/png", new byte[] {1}),
                () -> Content.image("https://example.com/\ud83d\ude00.png"),
                () -> Content.document("application/pdf", new byte[] {2}, maybe(text())),
                () -> Content.audio("audio/wav", new byte[] {3}));
    }

    private Origin origin() {
        return oneOf(
                () -> new Origin("openai.chat", "gpt-4.1", text()),
                () -> new Origin("anthropic.messages", "claude-sonnet-4-5", text()),
                () -> new Origin("gemini.generateContent", "gemini-2.5-flash", text()));
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private List<Content> parts(int atLeast, List<Supplier<Content>> kinds) {
        List<Content> parts = new ArrayList<>();
        for (int left = atLeast + random.nextInt(3); left > 0; left--) {
            parts.add(oneOf(kinds).get());
        }
        return parts;
    }

    private <T> T maybe(T value) {
        return random.nextBoolean() ? null : value;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T oneOf(Supplier<? extends T>... makers) {
        return makers[random.nextInt(makers.length)].get();
    }
}
