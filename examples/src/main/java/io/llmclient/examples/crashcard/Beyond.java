package io.llmclient.examples.crashcard;

import java.util.List;
import java.util.function.Consumer;

/** What no public card tests: the same discipline on further ways to fail. X01 is the card itself, on every dialect. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
enum Beyond implements Trial {
    X02(
            "all fail, within a deadline of 3 s",
            "Retries, waits and the fallback together end within the deadline, whatever fails; 100 ms are allowed for"
                    + " the machine.",
            OneDeadline::play),
    X03(
            "200 callers at a dying primary",
            "Once its breaker is open, the primary sees no more than one probe at a time; all callers are served, and"
                    + " come back without harm.",
            ManyCallers::play),
    X04(
            "cancelled at any moment",
            "The socket is closed within 100 ms, no breaker counts it, nothing is left of it, and nobody else is asked.",
            CancelAnywhere::play),
    X05(
            "cut after a whole tool call",
            "A tool call is handed out once: no restart after it, and the fallback only while nothing was shown.",
            ToolCallOnce::play),
    X06(
            "429 with a hint beyond the cap",
            "No waiting: the fallback serves at once, and all callers leave the primary alone until the hint.",
            LongHint::play),
    X07(
            "401, then 429, on one of two keys",
            "The other key serves the same call, no breaker changes, and the bad key is shown once.",
            TwoKeys::play),
    X08(
            "a conversation moves and returns",
            "Ids of tool calls match, roles alternate, signatures stay with whom they belong to, and nothing is refused.",
            MovingConversation::play),
    X09(
            "means harm: floods, bombs, trickles",
            "Each costs some time and some memory, and the fallback serves.",
            HostileProvider::play),
    X10("listener and interceptor throw", "No answer is lost, and no permission of a breaker.", ThrowingListener::play);

    private final String what;
    private final String must;
    private final Consumer<Bench> course;

    Beyond(String what, String must, Consumer<Bench> course) {
        this.what = what;
        this.must = must;
        this.course = course;
    }

    @Override
    public String id() {
        return name();
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String must() {
        return must;
    }

    @Override
    public Verdict play(Bench bench) {
        try {
            course.accept(bench);
        } catch (RuntimeException e) { // what the client should have kept to itself
            bench.must(false, "no exception that is not a failure: " + e);
        }
        return bench.missed().isEmpty() ? Verdict.PASS : Verdict.FAIL;
    }

    @Override
    public List<String> remarks(Bench bench) {
        return bench.remarks();
    }
}
