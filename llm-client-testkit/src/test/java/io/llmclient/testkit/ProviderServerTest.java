package io.llmclient.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderServerTest {

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_request_is_recorded_as_it_came() {
        server.clock(new ManualTime()).reply("Hi");

        Wire.openAi(server, Wire.OPENAI_STREAM);
        ServerRequest request = server.takeRequest();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("Authorization")).isEqualTo("Bearer sk-test");
        assertThat(request.headers()).containsEntry("authorization", List.of("Bearer sk-test"));
        assertThat(request.body()).isEqualTo(Wire.OPENAI_STREAM);
        assertThat(request.streaming()).isTrue();
        assertThat(request.model()).isEqualTo("gpt-test");
        assertThat(request.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(request.status()).isEqualTo(200);
    }

    @Test
    void requests_can_be_forgotten() {
        server.reply("one").reply("two");
        Wire.openAi(server, Wire.OPENAI);
        server.forgetRequests();
        Wire.openAi(server, Wire.OPENAI_STREAM);

        assertThat(server.requests()).hasSize(1);
        assertThat(server.takeRequest().streaming()).isTrue();
    }

    @Test
    void the_words_about_a_request_hold_no_key() {
        ServerRequest request;
        try (ProviderServer gemini = ProviderServer.gemini().reply("Hi")) {
            Wire.post(gemini.url() + "/v1beta/models/m:generateContent?key=secret", Wire.GEMINI);
            request = gemini.takeRequest();
        }

        assertThat(request).hasToString("POST /v1beta/models/m:generateContent → 200");
    }

    @Test
    void one_connection_serves_request_after_request() throws IOException {
        server.reply("one").reply("two");

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI).readUntil("fp_testkit\"}");
            connection.ask(Wire.OPENAI).readUntil("fp_testkit\"}");
        }

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_connection_is_closed_after_the_answer_when_the_client_asks_for_it() throws IOException {
        server.reply("Hi");

        try (RawConnection connection = new RawConnection(server)) {
            connection.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer k\r\nConnection: close\r\nContent-Length: "
                            + Wire.OPENAI.length() + "\r\n\r\n" + Wire.OPENAI);
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 200 ").contains("\"content\":\"Hi\"");
        }
    }

    @Test
    void a_request_body_may_come_in_chunks() throws IOException {
        server.reply("Hi");
        String first = Wire.OPENAI.substring(0, 20);
        String rest = Wire.OPENAI.substring(20);

        try (RawConnection connection = new RawConnection(server)) {
            connection.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer k\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send(
                    "14\r\n" + first + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n");
            connection.readUntil("fp_testkit\"}");
        }

        assertThat(server.takeRequest().body()).isEqualTo(Wire.OPENAI);
    }

    @Test
    void a_client_that_waits_for_a_go_ahead_gets_one() throws IOException {
        server.reply("Hi");

        try (RawConnection connection = new RawConnection(server)) {
            connection.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer k\r\nExpect: 100-continue\r\nContent-Length: "
                            + Wire.OPENAI.length() + "\r\n\r\n");
            connection.readUntil("HTTP/1.1 100 Continue\r\n\r\n");
            connection.send(Wire.OPENAI);
            assertThat(connection.readUntil("fp_testkit\"}")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_server_that_refuses_comes_back_on_the_same_port() throws IOException {
        server.reply("Hi");
        String url = server.url();

        server.down(Fault.refused());
        assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
        server.recover();

        assertThat(server.url()).isEqualTo(url);
        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI).readUntil("\"content\":\"Hi\"");
        }
    }

    @Test
    void a_server_may_refuse_and_come_back_as_often_as_it_likes() throws IOException {
        server.otherwise(Reply.text("Hi"));

        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.ask(Wire.OPENAI).readUntil("\"content\":\"Hi\"");
                server.down(Fault.refused());
                assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
                server.recover();
            }
        }
    }

    @Test
    void refusing_ends_idle_connections() throws IOException {
        server.reply("Hi");

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI).readUntil("fp_testkit\"}");
            server.down(Fault.refused());

            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void refusing_lets_an_answer_under_way_end() throws IOException {
        server.reply(Reply.text("Hello you").between(ofMillis(100)));

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM).readUntil("Hello");
            server.down(Fault.refused());

            assertThat(connection.readToEnd()).contains("[DONE]").endsWith("0\r\n\r\n");
        }
    }

    @Test
    void down_is_a_plain_503_until_it_recovers() {
        server.otherwise(Reply.text("Hi"));

        server.down();
        assertThat(Wire.whole(server).statusCode()).isEqualTo(503);
        server.recover();

        assertThat(Wire.whole(server).statusCode()).isEqualTo(200);
    }

    @Test
    void an_outage_runs_on_the_clock_that_the_test_gives() {
        ManualTime time = new ManualTime();
        server.clock(time).outage(Outage.between(ofSeconds(10), ofSeconds(70))).otherwise(Reply.text("Hi"));

        int before = Wire.whole(server).statusCode();
        time.advance(ofSeconds(10));
        int during = Wire.whole(server).statusCode();
        time.advance(ofSeconds(60));
        int after = Wire.whole(server).statusCode();

        assertThat(List.of(before, during, after)).containsExactly(200, 503, 200);
    }

    @Test
    void a_request_too_many_fails_the_audit() {
        assertThat(Wire.whole(server).body()).contains("the script has nothing for this request");

        assertThatThrownBy(server::audit).isInstanceOf(AssertionError.class).hasMessageContaining("1 request(s)");
    }

    @Test
    void an_answer_that_nobody_ends_fails_the_audit() throws IOException {
        server.reply(Reply.words(3).stallAfter(1));

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM).readUntil("word1");

            assertThatThrownBy(server::audit).hasMessageContaining("1 answer(s) are under way");
        }
        server.audit();
    }

    @Test
    void close_ends_answers_that_would_never_end_and_every_thread() throws IOException {
        server.enqueue(Fault.hang(), Reply.words(3).firstTokenAfter(ofSeconds(100)));

        try (RawConnection hanging = new RawConnection(server);
                RawConnection slow = new RawConnection(server)) {
            hanging.ask(Wire.OPENAI_STREAM);
            server.takeRequest();
            slow.ask(Wire.OPENAI_STREAM);
            server.takeRequest();
            server.close();

            assertThat(hanging.readToEnd()).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("llm-client-testkit openai"));
    }

    @Test
    void closing_twice_does_nothing() {
        server.close();
        server.close();

        assertThatThrownBy(() -> Wire.whole(server)).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void every_dialect_takes_part() {
        List<ProviderServer> servers = ProviderServer.ofEveryDialect();
        servers.forEach(each -> each.otherwise(Reply.text("Hi")));

        assertThat(servers)
                .extracting(ProviderServer::provider)
                .containsExactly(
                        "openai",
                        "anthropic",
                        "gemini",
                        "cohere",
                        "ollama",
                        "openai-responses",
                        "mistral",
                        "bedrock",
                        "bedrock-anthropic");
        assertThat(servers)
                .allSatisfy(each -> assertThat(Wire.whole(each).body()).contains("Hi"))
                .allSatisfy(each -> assertThat(Wire.stream(each).statusCode()).isEqualTo(200));
        servers.forEach(ProviderServer::close);
    }
}
