package io.llmclient.examples.crashcard;

/** What becomes of a scenario. */
enum Verdict {
    /** All that the card demands and asks for. */
    PASS("pass"),
    /** No answer, but an error that says so and holds the partial answer. */
    CLEAN("clean error"),
    /** Something that the card forbids, or not what it asks for. */
    FAIL("FAIL");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
