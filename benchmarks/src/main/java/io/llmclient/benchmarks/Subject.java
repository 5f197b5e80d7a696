package io.llmclient.benchmarks;

/** A client under measurement. Safe for use by several threads. */
interface Subject {

    /** Asks for a whole answer, and returns how many characters of text it had. */
    int call() throws Exception;

    /** Asks for a stream, reads it to its end, and returns how many characters of text its events had. */
    default int stream() throws Exception {
        throw new UnsupportedOperationException("streams are not measured for this one");
    }
}
