package io.llmclient.testkit;

/** Something of a test that can tell at the end whether all went as it should. */
public interface Audited {

    /**
     * Checks what happened so far. May wait a moment for what is just ending.
     *
     * @throws AssertionError saying what is wrong
     */
    void audit();
}
