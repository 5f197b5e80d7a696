package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownFieldsTest {

    @Test
    void every_object_gets_one_and_stays_json() {
        String changed = UnknownFields.into("{\"a\":{},\"b\":[{\"c\":\"{\\\"\"}]}");

        assertThat(WireJsonReader.readObject(changed)).containsKeys("x_new_field", "a", "b");
        assertThat(changed.split("x_new_field", -1)).hasSize(4);
    }

    @Test
    void arguments_of_tools_are_left_alone() {
        assertThat(UnknownFields.into("{\"args\":{\"x\":{\"y\":{}}},\"z\":{}}"))
                .contains("\"args\":{\"x\":{\"y\":{}}},\"z\":{\"x_new_field\"");
        assertThat(UnknownFields.into("{\"arguments\":{\"x\":{}}}")).endsWith("\"arguments\":{\"x\":{}}}");
    }

    @Test
    void a_server_adds_them_to_answers_events_and_errors() {
        for (ProviderServer server : ProviderServer.ofEveryDialect()) {
            try (server) {
                server.withUnknownFields().reply("Hi").reply("Hi").fail(Fault.overloaded());

                assertThat(Wire.whole(server).body()).startsWith("{\"x_new_field\":");
                assertThat(Wire.data(Wire.stream(server))) // none where a stream is binary
                        .filteredOn(data -> !data.equals("[DONE]"))
                        .allMatch(data -> data.startsWith("{\"x_new_field\":"));
                assertThat(Wire.whole(server).body()).startsWith("{\"x_new_field\":");
            }
        }
    }
}
