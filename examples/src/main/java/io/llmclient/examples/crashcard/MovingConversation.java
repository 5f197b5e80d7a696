package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.RetryPolicy;
import io.llmclient.Tool;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * X08: a conversation with thoughts and tool calls begins at one dialect, goes on at another while the first is down,
 * and comes back; with each other dialect.
 */
final class MovingConversation {

    private static final Tool WEATHER = Tool.function(
            "weather",
            "The weather in a city",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

    /** Who speaks, in the words of every dialect. */
    private static final Pattern TURN = Pattern.compile(
            "\"role\"\\s*:\\s*\"(?<role>\\w+)\"|\"type\"\\s*:\\s*\"(?<item>function_call|function_call_output)\"");

    private static final Pattern RESULT_ID = Pattern.compile(
            "(?:\"(?:tool_call_id|tool_use_id|toolUseId|call_id)\"|\"functionResponse\"\\s*:\\s*\\{\\s*\"id\")"
                    + "\\s*:\\s*\"([^\"]+)\"");

    private final Bench bench;
    private final CardDialect other;
    private final ProviderServer here;
    private final ProviderServer there;
    private final List<Message> conversation = new ArrayList<>();

    private MovingConversation(Bench bench, CardDialect other) {
        this.bench = bench;
        this.other = other;
        here = bench.primary();
        there = bench.server(other.name(), other);
    }

    static void play(Bench bench) {
        for (CardDialect other : CardDialect.ALL) {
            if (!other.equals(bench.dialect())) {
                new MovingConversation(bench, other).play();
            }
        }
    }

    private void play() {
        bench.renew(
                builder -> builder.retry(RetryPolicy.never()),
                bench.candidate(PRIMARY),
                bench.candidate(other.name(), other));
        conversation.add(Message.user("Is it warmer in Bonn or in Rome?"));
        here.enqueue(reply("here", "Bonn"));
        there.enqueue(reply("there", "Rome"));

        Set<String> own = turn(PRIMARY);
        here.enqueue(Fault.status(503));
        Set<String> foreign = turn(other.name());
        here.enqueue(Reply.text("In Rome."));
        turn(PRIMARY);

        mustFit(last(there), "U M U", foreign, own, false);
        mustFit(last(here), "U M U M U", own, foreign, true);
    }

    private static Reply reply(String where, String city) {
        return Reply.thinking("I ask for " + city + ".")
                .signed("c2lnbmVkLXRob3VnaHQ" + where)
                .andToolCall("call_" + city, "weather", "{\"city\":\"" + city + "\"}")
                .signed("c2lnbmVkLWNhbGw" + where);
    }

    /** Asks, and answers the tool call if there is one: the signatures that came with the answer. */
    private Set<String> turn(String expected) {
        ChatResponse response = answer();
        if (response == null) {
            return Set.of();
        }
        String served = Objects.requireNonNull(response.route().servedBy()).provider();
        bench.must(served.equals(expected), "served by " + expected + ", not " + served + ": " + response.route());
        conversation.add(response.message());
        response.toolCalls().forEach(call -> conversation.add(Message.toolResult(call, "20 degrees")));
        Set<String> signatures = new HashSet<>();
        response.content().forEach(part -> addSignature(part, signatures));
        return signatures;
    }

    private @Nullable ChatResponse answer() {
        ChatRequest request =
                ChatRequest.builder().messages(conversation).tool(WEATHER).build();
        try (ChatStream stream = bench.client().stream(request)) {
            return stream.response();
        } catch (LlmException e) {
            bench.must(false, "nothing is refused, but with " + other + " " + e + " " + e.route());
            return null;
        }
    }

    private static void addSignature(Content part, Set<String> signatures) {
        Origin origin = null;
        if (part instanceof Content.Thinking thinking) {
            origin = thinking.origin();
        } else if (part instanceof Content.ToolCall call) {
            origin = call.origin();
        }
        if (origin != null && origin.signature() != null) {
            signatures.add(origin.signature());
        }
    }

    private void mustFit(ServerRequest request, String turns, Set<String> own, Set<String> foreign, boolean isBack) {
        String body = request.body();
        String where = bench.dialect() + " with " + other + (isBack ? ", back: " : ", there: ");
        bench.must(turns(body).equals(turns), where + "turns " + turns + ", not " + turns(body));
        bench.must(foreign.stream().noneMatch(body::contains), where + "no foreign signature " + foreign + body);
        if (isBack) {
            bench.must(own.stream().allMatch(body::contains), where + "its own signatures " + own + body);
        }
        bench.must(idsMatch(body, isBack ? 2 : 1), where + "each result has its call's id");
    }

    /** U for the user's side, M for the model's; what one side says in several messages is one turn. */
    private static String turns(String body) {
        StringBuilder turns = new StringBuilder();
        String last = "";
        Matcher matcher = TURN.matcher(body);
        while (matcher.find()) {
            String turn = side(matcher);
            if (!turn.equals(last)) {
                turns.append(turns.isEmpty() ? "" : " ").append(turn);
            }
            last = turn;
        }
        return turns.toString();
    }

    private static String side(Matcher turn) {
        String role = turn.group("role");
        boolean model = role == null ? turn.group("item").equals("function_call") : role.matches("assistant|model");
        return model ? "M" : "U";
    }

    /** Every id of a result is there a second time, in its call. */
    private static boolean idsMatch(String body, int results) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = RESULT_ID.matcher(body);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return new HashSet<>(ids).size() == results
                && ids.stream().allMatch(id -> body.split(Pattern.quote("\"" + id + "\""), -1).length == 3);
    }

    private static ServerRequest last(ProviderServer server) {
        List<ServerRequest> requests = server.requests();
        return requests.get(requests.size() - 1);
    }
}
