package io.llmclient.benchmarks;

/** A JVM that makes one call and says so: for the time from its start. */
public final class FirstAnswer {

    private FirstAnswer() {}

    /** Takes the client's name and the server's address. */
    public static void main(String[] args) throws Exception {
        int chars = Subjects.of(args[0], args[1], "200").call();
        System.out.println(chars);
        Runtime.getRuntime().halt(0);
    }
}
