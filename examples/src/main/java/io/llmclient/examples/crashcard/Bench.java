package io.llmclient.examples.crashcard;

import io.llmclient.Content;
import io.llmclient.LlmClient;
import io.llmclient.StreamRecovery;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where one scenario is played: a primary that misbehaves, a fallback that is well, and a client that has both. */
final class Bench implements AutoCloseable {

    static final String PRIMARY = "primary";
    static final String FALLBACK = "fallback";
    static final String FALLBACK_MODEL = "fallback-model";

    /** What both providers say when they are well: 60 words, one a chunk. */
    static final Reply REPLY = Reply.words(60);

    private static final String WORDS = words();

    private final Pace pace;
    private final ProviderServer primary;
    private final ProviderServer fallback;
    private final LlmClient client;
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    Bench(Pace pace, CardDialect dialect, StreamRecovery mode) {
        this.pace = pace;
        primary = dialect.server().get().otherwise(REPLY);
        fallback = dialect.server().get().otherwise(REPLY);
        client = pace.client()
                .provider(dialect.at(primary).named(PRIMARY).model("primary-model"))
                .provider(dialect.at(fallback).named(FALLBACK).model(FALLBACK_MODEL))
                .streamRecovery(mode)
                .build();
    }

    private static String words() {
        StringBuilder words = new StringBuilder();
        REPLY.parts("any", "any").forEach(part -> words.append(((Content.Text) part).text()));
        return words.toString();
    }

    Pace pace() {
        return pace;
    }

    ProviderServer primary() {
        return primary;
    }

    /** The primary does this to every request. */
    void always(Behaviour behaviour) {
        primary.otherwise(behaviour);
    }

    /** The primary does this to one request, and then it is well. */
    void once(Behaviour behaviour) {
        primary.enqueue(behaviour);
    }

    /** Asks once. */
    Answer ask() {
        Answer answer = Answer.of(client, "Say sixty words.");
        answers.add(answer);
        return answer;
    }

    /** The latest answer. */
    Answer answer() {
        return answers.get(answers.size() - 1);
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
        return primary.requests().stream().map(ServerRequest::at).toList();
    }

    /** What the clauses say that does not hold. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    /** How often the primary was asked. */
    int attempts() {
        return primary.requests().size();
    }

    /** What the fallback was asked. */
    List<ServerRequest> askedOfFallback() {
        return fallback.requests();
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
        primary.close();
        fallback.close();
    }
}
