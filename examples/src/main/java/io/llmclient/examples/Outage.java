package io.llmclient.examples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.Route;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.OpenAi;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Three providers, an outage of the first and a stall of the second, and a client that answers all the same.
 *
 * <p>The providers are servers on this machine that speak the real wire formats. Run it with {@code mvn -q -Pdemo
 * verify}. It checks itself, and exits with 1 when something went otherwise than it says.
 */
public final class Outage implements AutoCloseable {

    /** Long enough for two calls that leave OpenAI alone, short enough to be over when it is well again. */
    private static final Duration REST = ofSeconds(4);

    private static final Duration STALL = ofMillis(1_500);

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Narrator narrator = new Narrator(out);
    private final List<Route> routes = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private int calls;

    private final ProviderServer openai = ProviderServer.openAi();
    private final ProviderServer anthropic = ProviderServer.anthropic();
    private final ProviderServer gemini = ProviderServer.gemini();

    private final LlmClient client = ResilientLlmClient.builder()
            .provider(OpenAi.withKey("any").baseUrl(openai.url()).model("gpt-5.6-terra"))
            .provider(Anthropic.withKey("any").baseUrl(anthropic.url()).model("claude-sonnet-5-5"))
            .provider(Gemini.withKey("any").baseUrl(gemini.url()).model("gemini-3.8-flash"))
            .breaker(BreakerPolicy.defaults().withRest(REST, 1.5, ofSeconds(60)))
            .timeouts(Timeouts.defaults().withStall(STALL))
            .listener(narrator)
            .build();

    private Outage() {}

    public static void main(String[] args) {
        boolean asExpected;
        try (Outage outage = new Outage()) {
            outage.announce();
            outage.play();
            asExpected = outage.sumUp();
        }
        System.exit(asExpected ? 0 : 1);
    }

    private void announce() {
        out.println("""
                An outage, in real time
                =======================
                One client with three providers, in this order:

                   1. openai/gpt-5.6-terra    2. anthropic/claude-sonnet-5-5    3. gemini/gemini-3.8-flash

                They are servers on this machine that speak the real wire formats: no key, no network. OpenAI
                gets busy and then goes down, Anthropic falls silent in the middle of an answer, Gemini steps
                in, and OpenAI comes back. The client's settings are its defaults, but for two that would have
                you wait: a provider that fails rests for 4 s, not 25 s, and a stream that falls silent is given
                up after 1.5 s, not 30 s.

                Below, a line with a time is an event as a listener hears it; "route" is what the answer carries.""");
    }

    private void play() {
        openai.reply(answer("Air scatters blue light more than red."));
        chat("All is well.", "Why is the sky blue?", "openai", 1);

        openai.fail(Fault.rateLimited(ofSeconds(1))).reply(answer("It is a waxing moon."));
        chat("OpenAI is busy and says: come back in a second.", "Which moon looks like a D?", "openai", 2);

        openai.down();
        anthropic.reply(answer("Rivers bring the salt, and only water leaves."));
        chat("OpenAI goes down.", "Why is the sea salty?", "anthropic", 4);

        anthropic.reply(answer("Cats purr to calm others, and themselves."));
        chat("OpenAI is still down, and nobody waits for it.", "Why do cats purr?", "anthropic", 1);

        anthropic.reply(answer("The moon pulls at the sea and so").stallAfter(8));
        gemini.reply(answer("The moon pulls the near side of the sea more than the far side."));
        stream("Anthropic, too, falls silent in the middle of an answer.", "What makes the tides?", "gemini", 2);

        openai.recover().reply(answer("Ice is lighter than water."));
        chat("OpenAI is back, and its rest is over.", "Why does ice float?", "openai", 1);

        openai.reply(answer("The air they shine through is never still."));
        chat("All is well again.", "Why do stars twinkle?", "openai", 1);
    }

    /** An answer at the pace of a fast model. */
    private static Reply answer(String text) {
        return Reply.text(text).firstTokenAfter(ofMillis(200)).between(ofMillis(70));
    }

    private void chat(String title, String question, String expectedServer, int expectedRequests) {
        play(title, question, expectedServer, expectedRequests, () -> client.chat(question));
    }

    private void stream(String title, String question, String expectedServer, int expectedRequests) {
        ChatRequest request = ChatRequest.builder()
                .user(question)
                .streamRecovery(StreamRecovery.RESTART)
                .build();
        String shown = question + "  (a stream with StreamRecovery.RESTART)";
        play(title, shown, expectedServer, expectedRequests, () -> read(request));
    }

    private ChatResponse read(ChatRequest request) {
        try (ChatStream stream = client.stream(request)) {
            boolean reading = false;
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    if (!reading) {
                        narrator.caller("reads: ");
                    }
                    reading = true;
                    narrator.more(delta.text());
                } else if (event instanceof ChatEvent.Restarted) {
                    reading = false;
                    narrator.caller("is told to throw that away, the answer begins anew");
                }
            }
            return stream.response();
        }
    }

    private void play(
            String title, String question, String expectedServer, int expectedRequests, Supplier<ChatResponse> call) {
        calls++;
        narrator.chapter(calls, title, question);
        try {
            ChatResponse answer = call.get();
            narrator.answer(answer.text(), answer.route());
            routes.add(answer.route());
            if (!isServedBy(expectedServer, answer.route()) || answer.route().requests() != expectedRequests) {
                surprises.add("Call " + calls + " should have been answered by " + expectedServer + " with request "
                        + expectedRequests + ".");
            }
        } catch (LlmException failure) {
            narrator.failure(failure);
            surprises.add("Call " + calls + " should have been answered.");
        }
    }

    private boolean sumUp() {
        Duration total = routes.stream().map(Route::duration).reduce(Duration.ZERO, Duration::plus);
        out.printf(
                "%n%d calls, %d answers in %s: %d by OpenAI, %d by Anthropic, %d by Gemini.%n",
                calls,
                routes.size(),
                Narrator.readable(total),
                servedBy("openai"),
                servedBy("anthropic"),
                servedBy("gemini"));
        out.printf("While OpenAI was down it got %d requests; after these, nobody bothered it.%n", requestsWhileDown());
        if (requestsWhileDown() != 3) {
            surprises.add("That should have been 3.");
        }
        surprises.forEach(surprise -> out.println("NOT AS EXPECTED: " + surprise));
        return surprises.isEmpty();
    }

    private long requestsWhileDown() {
        return openai.requests().stream()
                .filter(request -> Integer.valueOf(503).equals(request.status()))
                .count();
    }

    private long servedBy(String provider) {
        return routes.stream().filter(route -> isServedBy(provider, route)).count();
    }

    private static boolean isServedBy(String provider, Route route) {
        return route.servedBy() != null && route.servedBy().provider().equals(provider);
    }

    @Override
    public void close() {
        client.close();
        openai.close();
        anthropic.close();
        gemini.close();
    }
}
