package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations with every kind of trouble in them, the same ones for the same seed. Each text in them is
 * unique.
 */
final class Conversations {

    private static final List<String> IDS =
            List.of("call_0", "call_1", "functions.f:0", "toolu_01A09q90qw90lq917835lq9", "D681PevKs");
    private static final List<String> NAMES = List.of("get_weather", "get_time");
    private static final List<Origin> ORIGINS = List.of(
            new Origin("test.chat", "model-1", "own"),
            new Origin("test.chat", "model-2", "sister"),
            new Origin("gemini.generateContent", "gemini-2.5-flash", "foreign"));
    private static final Set<Feature> MEDIA = EnumSet.range(Feature.IMAGES, Feature.AUDIO);
    private static final Tool WEATHER =
            Tool.function("get_weather", "The weather").asStrict();
    private static final Tool TIME = Tool.function("get_time", "The time");
    private static final Tool NEWS = Tool.function("get_news", "The news");

    private final Random random;
    private int texts;

    Conversations(long seed) {
        random = new Random(seed);
    }

    Model model() {
        List<Feature> missing = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            boolean refusal = feature == Feature.TOOLS || MEDIA.contains(feature);
            if (random.nextInt(10) < (refusal ? 1 : 5)) {
                missing.add(feature);
            }
        }
        return new Model(
                "test.chat",
                "model-1",
                Capabilities.everything()
                        .without(missing.toArray(Feature[]::new))
                        .withMaxOutputTokens(random.nextBoolean() ? 4096 : null)
                        .withMaxTemperature(random.nextBoolean() ? 1.0 : null)
                        .withMaxStops(random.nextBoolean() ? 1 : null)
                        .withThinksUnasked(random.nextBoolean())
                        .withEfforts(random.nextBoolean() ? new Effort[] {Effort.LOW, Effort.HIGH} : new Effort[0])
                        .withEffortTokens(
                                random.nextBoolean()
                                        ? Map.of(Effort.NONE, 0, Effort.LOW, 500, Effort.MAX, 5_000)
                                        : Map.of())
                        .withThinkingTokens(random.nextBoolean() ? 1_024 : null, random.nextBoolean() ? 8_000 : null)
                        .withToolCallIds(oneOf(
                                () -> null,
                                () -> Pattern.compile("^[a-zA-Z0-9_-]+$"),
                                () -> Pattern.compile("^[a-zA-Z0-9]{9}$"))));
    }

    ChatRequest request() {
        ChatRequest.Builder request = ChatRequest.builder().messages(messages(1 + random.nextInt(12)));
        sometimes(() -> request.temperature(1.5));
        sometimes(() -> request.topP(0.9));
        sometimes(() -> request.topK(40));
        sometimes(() -> request.seed(7L));
        sometimes(() -> request.presencePenalty(0.5));
        sometimes(() -> request.stop("END", "STOP"));
        sometimes(() -> request.metadata("user_id", "u1"));
        sometimes(() -> request.maxOutputTokens(8192));
        sometimes(() -> request.reasoning(oneOf(
                () -> Reasoning.effort(oneOf(List.of(Effort.values()))),
                () -> Reasoning.budget(random.nextInt(10) * 1_000),
                () -> new Reasoning(Effort.MEDIUM, 2_000, true),
                () -> new Reasoning(null, null, true))));
        sometimes(() -> request.parallelToolCalls(false));
        sometimes(() -> request.responseFormat(
                oneOf(ResponseFormat::jsonObject, () -> ResponseFormat.jsonSchema("answer", "{\"type\":\"object\"}"))));
        sometimes(() -> request.tools(WEATHER, TIME, NEWS)
                .toolChoice(oneOf(
                        ToolChoice::auto,
                        ToolChoice::none,
                        ToolChoice::required,
                        () -> ToolChoice.required("get_time"),
                        () -> ToolChoice.required("get_time", "get_news"))));
        return request.build();
    }

    private List<Message> messages(int count) {
        List<Message> messages = new ArrayList<>();
        boolean tame = random.nextInt(4) == 0;
        for (int i = 0; i < count; i++) {
            messages.addAll(tame ? tame(i) : wild());
        }
        if (messages.stream().allMatch(Message.System.class::isInstance)) {
            messages.add(user());
        }
        return messages;
    }

    /** What most conversations are like; now and then a call is still without its result. */
    private List<Message> tame(int position) {
        if (random.nextInt(3) > 0) {
            return List.of(position % 2 == 0 ? Message.user(words()) : Message.assistant(words()));
        }
        Content.ToolCall call = new Content.ToolCall("call_" + position, oneOf(NAMES), "{}");
        Message result = Message.toolResult(call, words());
        return random.nextInt(8) == 0 ? List.of(Message.assistant(call)) : List.of(Message.assistant(call), result);
    }

    private List<Message> wild() {
        return List.of(oneOf(this::system, this::user, this::assistant, this::assistant, this::result, this::result));
    }

    private Message system() {
        return new Message.System(parts(1, List.of(this::text, this::mark)));
    }

    private Message user() {
        return new Message.User(parts(1, List.of(this::text, this::text, this::media, this::opaque, this::mark)));
    }

    private Message assistant() {
        return new Message.Assistant(parts(
                0,
                List.of(this::text, this::call, this::call, this::thinking, this::opaque, this::refusal, this::mark)));
    }

    private Message result() {
        return new Message.ToolResult(
                oneOf(IDS),
                random.nextBoolean() ? null : oneOf(NAMES),
                parts(1, List.of(this::text, this::text, this::media, this::mark)),
                random.nextInt(3) == 0);
    }

    private List<Content> parts(int atLeast, List<Supplier<Content>> kinds) {
        List<Content> parts = new ArrayList<>();
        int count = atLeast + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            parts.add(oneOf(kinds).get());
        }
        return parts;
    }

    private Content text() {
        return random.nextInt(5) == 0 ? Content.text(" ") : new Content.Text(words(), maybeOrigin());
    }

    private String words() {
        return "t" + texts++ + ";";
    }

    private Content call() {
        return new Content.ToolCall(oneOf(IDS), oneOf(NAMES), "{}", maybeOrigin());
    }

    private Content thinking() {
        return new Content.Thinking("Hm.", maybeOrigin());
    }

    private Content opaque() {
        return new Content.Opaque("server_tool_use", "{}", oneOf(ORIGINS));
    }

    private Content refusal() {
        return new Content.Refusal(random.nextInt(3) == 0 ? "" : "No.");
    }

    private Content mark() {
        return new Content.CachePoint(null);
    }

    private Content media() {
        return oneOf(
                () -> Content.image("image/png", new byte[] {1}),
                () -> Content.image("https://example.com/cat.png"),
                () -> Content.document("application/pdf", new byte[] {2}, null),
                () -> Content.audio("audio/wav", new byte[] {3}));
    }

    private @Nullable Origin maybeOrigin() {
        return random.nextBoolean() ? null : oneOf(ORIGINS);
    }

    private void sometimes(Runnable change) {
        if (random.nextInt(3) == 0) {
            change.run();
        }
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T oneOf(Supplier<? extends T>... makers) {
        return makers[random.nextInt(makers.length)].get();
    }
}
