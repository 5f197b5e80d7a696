package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolPairingTest {

    private static final ToolPairing.Words WORDS = new ToolPairing.Words("form %s", "twice %s", "open %s", "orphan %s");

    private final ToolPairing tools = new ToolPairing("[a-z0-9]{1,5}", WORDS);

    @Test
    void calls_that_are_answered_at_once_in_any_order_are_well() {
        tools.other();
        tools.call("a", "search");
        tools.call("b", "search");
        tools.result("b", null);
        tools.result("a", null);
        tools.other();
        tools.call("c", "now");
        tools.result("c", null);

        assertThat(tools.problem()).isNull();
    }

    @Test
    void a_call_needs_its_result_before_anything_else() {
        tools.call("a", "search");
        tools.other();
        tools.result("a", null);

        assertThat(tools.problem()).isEqualTo("open a");
    }

    @Test
    void a_call_at_the_end_needs_its_result_too() {
        tools.call("a", "search");

        assertThat(tools.problem()).isEqualTo("open a");
    }

    @Test
    void a_result_needs_a_call() {
        tools.result("x", "search");

        assertThat(tools.problem()).isEqualTo("orphan x");
    }

    @Test
    void an_id_of_another_form_is_refused() {
        tools.call("call_1234567", "search");
        tools.result("call_1234567", null);

        assertThat(tools.problem()).isEqualTo("form call_1234567");
    }

    @Test
    void an_id_may_not_come_back() {
        tools.call("a", "search");
        tools.result("a", null);
        tools.call("a", "now");
        tools.result("a", null);

        assertThat(tools.problem()).isEqualTo("twice a");
    }

    @Test
    void results_may_find_their_calls_by_the_names_of_tools() {
        ToolPairing names = new ToolPairing(null, WORDS);
        names.call(null, "search");
        names.call(null, "search");
        names.result(null, "search");
        names.result(null, "search");

        assertThat(names.problem()).isNull();
    }
}
