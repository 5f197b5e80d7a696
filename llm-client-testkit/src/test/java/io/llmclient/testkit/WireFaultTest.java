package io.llmclient.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireFaultTest {

    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_reset_before_headers_sends_no_byte() throws IOException {
        server.fail(Fault.resetBeforeHeaders());

        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.ask(Wire.OPENAI).readToReset()).isEmpty();
        }
        assertThat(server.takeRequest().status()).isNull();
    }

    @Test
    void a_reset_after_headers_sends_nothing_else() throws IOException {
        server.fail(Fault.resetAfterHeaders());

        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.ask(Wire.OPENAI).readToReset())
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void a_reset_in_a_stream_comes_in_the_middle_of_the_next_event() throws IOException {
        server.reply(Reply.words(5).resetAfter(2));

        try (RawConnection connection = new RawConnection(server)) {
            String read = connection.ask(Wire.OPENAI_STREAM).readToReset();

            assertThat(read).contains("word2 ").doesNotContain("word3").doesNotEndWith("\n\n\r\n");
        }
    }

    @Test
    void a_cut_stream_ends_its_body_properly_and_has_no_reason_and_no_mark() throws IOException {
        server.reply(Reply.words(5).cutAfter(2)).reply("still there");

        try (RawConnection connection = new RawConnection(server)) {
            String read = connection.ask(Wire.OPENAI_STREAM).readUntil(LAST_CHUNK);
            assertThat(read).contains("word2 ").doesNotContain("word3", "\"stop\"", "[DONE]");

            connection.ask(Wire.OPENAI).readUntil("still there");
        }
    }

    @Test
    void a_cut_after_the_last_word_comes_before_the_finish_reason() {
        server.reply(Reply.words(2).cutAfter(99));

        assertThat(Wire.stream(server).body()).contains("word2").doesNotContain("\"stop\"", "[DONE]");
    }

    @Test
    void a_missing_mark_leaves_reason_and_usage() {
        server.reply(Reply.words(2).withoutTerminalMark());

        assertThat(Wire.stream(server).body())
                .contains("\"stop\"", "prompt_tokens")
                .doesNotContain("[DONE]");
    }

    @Test
    void an_unstreamed_answer_is_cut_to_half_its_json() {
        server.reply(Reply.words(50).cutAfter(1));

        assertThat(WireJsonReader.readObject(Wire.whole(server).body())).isNull();
    }

    @Test
    void an_unreadable_event_stands_between_good_ones() {
        server.reply(Reply.words(3).malformedAfter(1));

        assertThat(Wire.data(Wire.stream(server)))
                .hasSize(8)
                .satisfies(data ->
                        assertThat(WireJsonReader.readObject(data.get(2))).isNull())
                .satisfies(data -> assertThat(data.get(3)).contains("word2"));
    }

    @Test
    void an_unreadable_whole_answer_has_its_full_length() {
        server.reply(Reply.words(3).malformedAfter(0));

        assertThat(WireJsonReader.readObject(Wire.whole(server).body())).isNull();
    }

    @Test
    void a_stalled_stream_keeps_its_socket_until_the_client_closes_it() throws IOException {
        server.reply(Reply.words(5).stallAfter(2));
        ServerRequest request;

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM).readUntil("word2");
            request = server.takeRequest();
            assertThat(request.awaitClientClose(ofMillis(20))).isFalse();
            assertThat(request.closedEarly()).isFalse();
        }

        assertThat(request.awaitClientClose(ofSeconds(5))).isTrue();
        assertThat(request.closedEarly()).isTrue();
    }

    @Test
    void a_client_that_leaves_during_a_hang_is_noticed() throws IOException {
        server.fail(Fault.hang());

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI);
            server.takeRequest();
        }

        assertThat(server.requests().get(0).awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void a_client_that_leaves_during_a_trickle_is_noticed() throws IOException {
        server.reply(Reply.words(500).between(ofMillis(500)));

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM).readUntil("word1");
        }

        assertThat(server.takeRequest().awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void a_client_that_leaves_after_a_whole_answer_did_not_leave_early() throws IOException {
        server.reply("Hi");

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI).readUntil("fp_testkit\"}");
        }
        ServerRequest request = server.takeRequest();

        assertThat(request.awaitClientClose(ofSeconds(5))).isTrue();
        assertThat(request.closedEarly()).isFalse();
    }

    @Test
    void a_slow_first_token_comes_after_headers_and_role() throws IOException {
        server.reply(Reply.text("Hi").firstTokenAfter(ofSeconds(100)));

        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.ask(Wire.OPENAI_STREAM).readUntil("\"role\":\"assistant\""))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_trickle_takes_its_time() {
        server.reply(Reply.words(4).firstTokenAfter(ofMillis(30)).between(ofMillis(30)));
        long start = System.nanoTime();

        Wire.stream(server);

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(ofMillis(120).toNanos());
    }

    @Test
    void pings_fill_a_silence_and_are_no_content() {
        server.reply(Reply.words(2).between(ofMillis(90)).pingEvery(ofMillis(20)));

        assertThat(Wire.stream(server).body().lines().filter(": keep-alive"::equals))
                .hasSize(4);
    }

    @Test
    void garbage_has_the_right_type_and_no_sense() {
        server.fail(Fault.garbage()).fail(Fault.garbage());

        HttpResponse<String> whole = Wire.whole(server);
        HttpResponse<String> stream = Wire.stream(server);

        assertThat(Wire.header(whole, "content-type")).isEqualTo("application/json");
        assertThat(WireJsonReader.readObject(whole.body())).isNull();
        assertThat(Wire.header(stream, "content-type")).startsWith("text/event-stream");
        assertThat(Wire.data(stream)).allMatch(data -> WireJsonReader.readObject(data) == null);
    }

    @Test
    void a_gateways_page_is_html_with_status_200() {
        server.fail(Fault.wrongContentType());

        HttpResponse<String> response = Wire.stream(server);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.header(response, "content-type")).isEqualTo("text/html");
    }

    @Test
    void an_empty_body_is_a_200() {
        server.fail(Fault.emptyBody());

        HttpResponse<String> response = Wire.stream(server);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void an_endless_line_goes_on_until_the_client_leaves() throws IOException {
        server.fail(Fault.endlessLine());

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM).readUntil("x".repeat(60_000));
        }

        assertThat(server.takeRequest().awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void a_fault_may_take_its_time() {
        server.fail(Fault.serverError().after(ofMillis(60)));
        long start = System.nanoTime();

        assertThat(Wire.whole(server).statusCode()).isEqualTo(500);
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(ofMillis(60).toNanos());
    }
}
