package io.llmclient.examples.crashcard;

import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.LlmClient;
import io.llmclient.StreamRecovery;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where one scenario is played: a primary that misbehaves, a fallback that is well, and a client that has both. */
final class Bench implements AutoCloseable {

    static final String PRIMARY = "primary";
    static final String FALLBACK = "fallback";
    static final String FALLBACK_MODEL = "fallback-model";

    /** What all providers say when they are well: 60 words, one a chunk. */
    static final Reply REPLY = Reply.words(60);

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(20);

    private static final String WORDS = sixtyWords();

    private final Pace pace;
    private final CardDialect dialect;
    private final StreamRecovery mode;
    private final Map<String, ProviderServer> servers = new ConcurrentHashMap<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> missed = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private Timeline timeline = new Timeline(System::nanoTime);
    private LlmClient client;

    Bench(Pace pace, CardDialect dialect, StreamRecovery mode) {
        this.pace = pace;
        this.dialect = dialect;
        this.mode = mode;
        client = client(candidate(PRIMARY), candidate(FALLBACK));
    }

    /** The client asks these, in this order, instead of the primary and the fallback alone. Before the first question. */
    void candidates(HttpProvider... inOrder) {
        client.close();
        timeline = new Timeline(System::nanoTime);
        client = client(inOrder);
    }

    /**
     * The client is another one from now on, with such settings and with breakers of its own; it goes on with the same
     * story. It asks these, in this order.
     */
    void renew(UnaryOperator<ResilientLlmClient.Builder> settings, HttpProvider... inOrder) {
        client.close();
        client = client(builder -> settings.apply(builder.listener(timeline)), inOrder);
    }

    private LlmClient client(HttpProvider... candidates) {
        return client(builder -> builder.listener(timeline), candidates);
    }

    private LlmClient client(UnaryOperator<ResilientLlmClient.Builder> settings, HttpProvider... candidates) {
        ResilientLlmClient.Builder builder = settings.apply(pace.client().streamRecovery(mode));
        for (int i = 0; i < candidates.length; i++) {
            builder.provider(candidates[i]);
            timeline.listed(new Candidate(candidates[i].provider(), candidates[i].model(), i));
        }
        return builder.build();
    }

    /** What a client needs to talk to the server of this name; any key will do. */
    HttpProvider candidate(String name) {
        return candidate(name, "any");
    }

    /** The same with these keys. */
    HttpProvider candidate(String name, String... keys) {
        return dialect.at(server(name), keys).named(name).model(name + "-model");
    }

    /** The same in another dialect. */
    HttpProvider candidate(String name, CardDialect another) {
        return another.at(server(name, another), "any").named(name).model(name + "-model");
    }

    /** The server of this name, which is well unless it is told otherwise; it is opened when it is first needed. */
    ProviderServer server(String name) {
        return server(name, dialect);
    }

    /** The same in another dialect. */
    ProviderServer server(String name, CardDialect another) {
        return servers.computeIfAbsent(name, unused -> another.server().get().otherwise(reply()));
    }

    /** {@link #REPLY} as fast as a model may write it. */
    Reply reply() {
        return REPLY.between(pace.of(BETWEEN_WORDS));
    }

    private static String sixtyWords() {
        StringBuilder words = new StringBuilder();
        REPLY.parts("any", "any").forEach(part -> words.append(((Content.Text) part).text()));
        return words.toString();
    }

    Pace pace() {
        return pace;
    }

    CardDialect dialect() {
        return dialect;
    }

    StreamRecovery mode() {
        return mode;
    }

    ProviderServer primary() {
        return server(PRIMARY);
    }

    /** The primary does this to every request. */
    void always(Behaviour behaviour) {
        primary().otherwise(behaviour);
    }

    /** The primary does this to one request, and then it is well. */
    void once(Behaviour behaviour) {
        primary().enqueue(behaviour);
    }

    /** Asks once. */
    Answer ask() {
        return ask(ChatRequest.of("Say sixty words."));
    }

    /** Asks this. */
    Answer ask(ChatRequest request) {
        Answer answer = Answer.of(client, request, timeline);
        answers.add(answer);
        return answer;
    }

    /** For questions that are more than {@link #ask}; it is closed here. */
    LlmClient client() {
        return client;
    }

    /** The latest answer. */
    Answer answer() {
        return answers.get(answers.size() - 1);
    }

    /** How many words the latest caller was left with; 0 when nobody asked. */
    int words() {
        return answers.isEmpty() ? 0 : answer().words();
    }

    /** What records this scenario: a listener for every client of it. */
    Timeline timeline() {
        return timeline;
    }

    /** One clause of the card. */
    void must(boolean holds, String clause) {
        if (!holds) {
            missed.add(clause);
        }
    }

    /** A clause with the time that it allows. */
    void mustEndWithin(Duration limit) {
        Duration allowed = pace.of(limit);
        must(answer().took().compareTo(allowed) <= 0, "done in " + allowed + ", not " + answer().took());
    }

    /** The exact words, from this provider. */
    void mustBeServedBy(String provider) {
        mustBeWhole();
        must(provider.equals(answer().servedBy()), "served by the " + provider + ", not " + answer().servedBy());
    }

    /** The exact words, from whomever. */
    void mustBeWhole() {
        must(answer().isExactly(WORDS), "the exact 60 words, not " + answer().words() + outcome());
    }

    /** The exact words, or an error that says that there are more. */
    void mustNotBeTruncated() {
        must(
                answer().isExactly(WORDS) || answer().isCleanError(WORDS),
                "the exact 60 words or a clean error with the partial answer, not " + answer().words() + outcome());
    }

    private String outcome() {
        return answer().failure() == null ? " and no error" : " and " + answer().failure();
    }

    void mustAskThePrimary(int atMost) {
        must(attempts() <= atMost, "at most " + atMost + " tries at the primary, not " + attempts());
    }

    /** No time of this length in which the primary is asked more often than so. */
    void mustNotPress(int atMost, Duration within) {
        int most = mostTriesIn(pace.of(within));
        must(most <= atMost, "at most " + atMost + " tries in " + pace.of(within) + ", not " + most);
    }

    private int mostTriesIn(Duration time) {
        List<Instant> tries = tries();
        return tries.stream()
                .mapToInt(from -> (int) tries.stream()
                        .filter(each -> !each.isBefore(from) && each.isBefore(from.plus(time)))
                        .count())
                .max()
                .orElse(0);
    }

    private List<Instant> tries() {
        return primary().requests().stream().map(ServerRequest::at).sorted().toList();
    }

    /** What the clauses say that does not hold. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    /** Something else that is worth telling. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** How often the primary was asked. */
    int attempts() {
        return primary().requests().size();
    }

    /** What the server of this name was asked. */
    List<ServerRequest> askedOf(String name) {
        return server(name).requests();
    }

    /** The shortest time between two tries at the primary; null when there were not two. */
    @Nullable
    Duration gap() {
        List<Instant> tries = tries();
        return IntStream.range(1, tries.size())
                .mapToObj(i -> Duration.between(tries.get(i - 1), tries.get(i)))
                .min(Duration::compareTo)
                .orElse(null);
    }

    @Override
    public void close() {
        client.close();
        servers.values().forEach(ProviderServer::close);
    }
}
