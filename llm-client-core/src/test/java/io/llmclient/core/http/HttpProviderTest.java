package io.llmclient.core.http;

import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.Message;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.internal.time.SystemTime;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.Feature;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderStream;
import io.llmclient.spi.TimeSource;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ManualTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LlmTestExtension.class)
class HttpProviderTest {

    private static final ChatRequest HELLO = ChatRequest.of("hello");

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void open() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpProvider parrot() {
        return parrot(Auth.bearer("sk-secret"));
    }

    private HttpProvider parrot(Auth auth) {
        return HttpProvider.of(
                        "parrot", new Parrot(Framing.SSE), server.url("/v1/").toString(), auth)
                .model("ara");
    }

    private static ProviderCall call(boolean streaming, int key, Timeouts timeouts) {
        return new ProviderCall(streaming, key, timeouts, null, SystemTime.INSTANCE, new Cancellation());
    }

    private static ResilientLlmClient client(HttpProvider provider) {
        return ResilientLlmClient.builder().provider(provider).build();
    }

    private void answers(String body) {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .addHeader("x-request-id", "req-1")
                .addHeader("x-ratelimit-remaining-requests", "9")
                .addHeader("set-cookie", "no")
                .body(body)
                .build());
    }

    private RecordedRequest request() throws InterruptedException {
        return server.takeRequest();
    }

    @Test
    void a_request_has_the_dialects_path_and_body_and_the_providers_key() throws Exception {
        answers("{\"said\":\"hello\",\"done\":\"yes\"}");
        try (LlmClient client = client(parrot().header("X-Team", "blue"))) {
            ChatResponse answer = client.chat("hello");
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.rawFinishReason()).isEqualTo("yes");
            assertThat(answer.headers())
                    .containsOnly(Map.entry("x-request-id", "req-1"), Map.entry("x-ratelimit-remaining-requests", "9"));
            assertThat(answer.rawBody()).isNull();
        }
        RecordedRequest request = request();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/say/ara");
        assertThat(request.getBody()).isNotNull();
        assertThat(request.getBody().utf8()).isEqualTo("{\"say\":\"hello\"}");
        assertThat(request.getHeaders().get("authorization")).isEqualTo("Bearer sk-secret");
        assertThat(request.getHeaders().get("parrot-version")).isEqualTo("1");
        assertThat(request.getHeaders().get("x-team")).isEqualTo("blue");
        assertThat(request.getHeaders().get("content-type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("accept")).isEqualTo("application/json");
    }

    @Test
    void a_header_of_the_application_wins_over_the_dialects() throws Exception {
        answers("{\"said\":\"a\",\"done\":\"yes\"}");
        try (LlmClient client = client(parrot().header("Parrot-Version", "2"))) {
            client.chat("a");
        }
        assertThat(request().getHeaders().values("parrot-version")).containsExactly("2");
    }

    @Test
    void the_body_is_kept_as_it_came_when_asked_for() {
        String body = "{\"said\":\"a\",\"done\":\"yes\",\"odd\":[1]}";
        answers(body);
        try (LlmClient client = client(parrot())) {
            ChatRequest request = ChatRequest.builder().user("a").rawBody(true).build();
            assertThat(client.chat(request).rawBody()).isEqualTo(body);
        }
    }

    @Test
    void extras_of_this_provider_are_added_replaced_and_reach_inner_fields() throws Exception {
        answers("{\"said\":\"a\",\"done\":\"yes\"}");
        ChatRequest request = ChatRequest.builder()
                .user("a")
                .extra("parrot", "loud", true)
                .extra("parrot", "say", "b")
                .extra("parrot", "cage.size.cm", 40)
                .extra("cockatoo", "crest", "up")
                .build();
        try (LlmClient client = client(parrot())) {
            client.chat(request);
        }
        assertThat(request().getBody().utf8())
                .isEqualTo("{\"say\":\"b\",\"loud\":true,\"cage\":{\"size\":{\"cm\":40}}}");
    }

    @Test
    void extras_follow_a_provider_under_either_of_its_names() throws Exception {
        answers("{\"said\":\"a\",\"done\":\"yes\"}");
        ChatRequest request = ChatRequest.builder()
                .user("a")
                .extra("parrot", "loud", true)
                .extra("parrot-eu", "loud", false)
                .build();
        try (LlmClient client = client(parrot().named("parrot-eu"))) {
            client.chat(request);
        }
        assertThat(request().getBody().utf8()).isEqualTo("{\"say\":\"a\",\"loud\":false}");
    }

    @Test
    void an_error_in_a_good_status_is_an_error() {
        answers("{\"error\":{\"message\":\"no credit left\",\"code\":\"insufficient_quota\"}}");
        try (LlmClient client = client(parrot())) {
            assertThatFailureOf(() -> client.chat("a"))
                    .hasKind(FailureKind.QUOTA_EXHAUSTED)
                    .hasStatus(200)
                    .satisfies(failure -> assertThat(failure.requestId()).isEqualTo("req-1"));
        }
    }

    @Test
    void json_that_is_no_answer_is_malformed() {
        answers("{\"hello\":\"world\"}");
        answers("[]");
        try (LlmClient client = client(parrot())) {
            assertThatFailureOf(() -> client.chat("a")).hasKind(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_key_that_cannot_be_had_is_a_wrong_key_and_says_nothing() {
        HttpProvider keyless = HttpProvider.of(
                        "parrot", new Parrot(Framing.SSE), server.url("/").toString(), Auth.bearer(() -> {
                            throw new IllegalStateException("vault");
                        }))
                .model("ara");
        try (LlmClient client = client(keyless)) {
            assertThatFailureOf(() -> client.chat("a")).hasKind(FailureKind.AUTHENTICATION);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_key_may_change_between_requests() throws Exception {
        String[] key = {"one"};
        HttpProvider rotating = HttpProvider.of(
                        "parrot",
                        new Parrot(Framing.SSE),
                        server.url("/").toString(),
                        Auth.header("x-api-key", () -> key[0]))
                .model("ara");
        answers("{\"said\":\"a\",\"done\":\"yes\"}");
        answers("{\"said\":\"a\",\"done\":\"yes\"}");
        try (LlmClient client = client(rotating)) {
            client.chat("a");
            key[0] = "two";
            client.chat("a");
        }
        assertThat(request().getHeaders().get("x-api-key")).isEqualTo("one");
        assertThat(request().getHeaders().get("x-api-key")).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a b", "a\nb", "schlüssel"})
    void a_key_that_no_header_can_hold_is_refused_without_showing_it(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auth.bearer(key))
                .withMessageContaining("API key")
                .withMessageNotContaining(key.isBlank() ? "\n" : key);
    }

    @Test
    void a_key_from_a_file_may_end_in_a_line_break() {
        assertThat(Auth.bearer("sk-1\n").headers(0)).containsEntry("authorization", "Bearer sk-1");
    }

    @Test
    void each_attempt_shows_the_key_that_it_is_told_to_show() throws Exception {
        HttpProvider pool = parrot(Auth.header("x-api-key", "one", "two", "three"));
        assertThat(pool.keys()).isEqualTo(3);

        for (int key : new int[] {2, 0, 1}) {
            answers("{\"said\":\"a\",\"done\":\"yes\"}");
            pool.open(HELLO, call(false, key, Timeouts.defaults())).close();
        }
        pool.close();

        assertThat(request().getHeaders().values("x-api-key")).containsExactly("three");
        assertThat(request().getHeaders().values("x-api-key")).containsExactly("one");
        assertThat(request().getHeaders().values("x-api-key")).containsExactly("two");
    }

    @Test
    void a_provider_without_a_pool_counts_one_key() {
        assertThat(parrot().keys()).isEqualTo(1);
        assertThat(parrot(Auth.none()).keys()).isEqualTo(1);
        assertThat(parrot(Auth.bearer(() -> "sk-1")).keys()).isEqualTo(1);
    }

    @Test
    void a_pool_with_a_key_twice_is_refused_without_showing_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auth.bearer("sk-1", "sk-2", " sk-1\n"))
                .withMessage("API keys 1 and 3 are the same");
    }

    @Test
    void a_pool_with_a_blank_key_or_one_that_no_header_can_hold_is_refused_by_its_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auth.bearer("sk-1", " "))
                .withMessage("API key 2 is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auth.header("x-api-key", "sk 1", "sk-2"))
                .withMessageStartingWith("API key 1 holds a character")
                .withMessageNotContaining("sk");
    }

    @Test
    void a_pool_without_a_key_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auth.bearer(new String[0]))
                .withMessageContaining("at least one API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "nul\0", "schlüssel"})
    void a_header_that_cannot_be_sent_is_refused_when_it_is_set_without_showing_it(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parrot().header("x-team", value))
                .withMessageContaining("x-team")
                .withMessageNotContaining(value);
    }

    @Test
    void a_provider_does_not_show_its_key() {
        assertThat(parrot().toString()).contains("parrot/ara").contains("***").doesNotContain("sk-secret");
    }

    @Test
    void a_provider_with_several_keys_says_how_many_and_shows_none() {
        assertThat(parrot(Auth.bearer("sk-secret", "sk-hidden")).toString())
                .endsWith("authorization: Bearer *** of 2 keys)");
    }

    @Test
    void tags_replace_those_that_were_there() {
        assertThat(parrot().tags()).isEmpty();
        assertThat(parrot().tags("us", "cheap").tags("eu", "eu").model("kea").tags())
                .containsOnly("eu");
    }

    @Test
    void a_blank_tag_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parrot().tags("eu", " "))
                .withMessage("tags must not be blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8000/v1", "http://localhost/v1/", "http://[::1]:1234", "https://example.com/v1"
            })
    void a_base_url_may_be_https_or_this_machine(String url) {
        assertThat(parrot().baseUrl(url).toString()).contains(url.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com",
                "example.com/v1",
                "https:///v1",
                "https://user:pw@example.com",
                "https://example.com/v1?key=abc",
                "https://exa mple.com"
            })
    void a_base_url_that_would_leak_or_lead_nowhere_is_refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parrot().baseUrl(url))
                .withMessageContaining("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@my_host/v1",
                "https://user:s3cret ^@example.com/v1",
                "user:s3cret@example.com/v1",
                "https://my_host/v1?key=s3cret"
            })
    void a_base_url_that_is_refused_is_not_shown_when_it_may_hold_a_key(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parrot().baseUrl(url))
                .satisfies(e -> assertThat(stackTrace(e)).contains("baseUrl").doesNotContain("s3cret"));
    }

    private static String stackTrace(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void plain_http_to_another_host_is_refused_when_the_client_is_built() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(parrot().baseUrl("http://gateway.internal/v1")))
                .withMessageContaining("baseUrl must be https")
                .withMessageContaining("allowPlainHttp()");
    }

    @Test
    void plain_http_to_another_host_can_be_allowed_by_name() {
        try (ResilientLlmClient client =
                client(parrot().baseUrl("http://gateway.internal/v1").allowPlainHttp())) {
            assertThat(client).hasToString("ResilientLlmClient[parrot/ara]");
        }
    }

    @Test
    void a_variant_leaves_the_original_as_it_is() {
        HttpProvider one = parrot();
        HttpProvider other =
                one.model("kea").named("other").timeouts(Timeouts.defaults().withStall(Duration.ofSeconds(1)));
        assertThat(one.model()).isEqualTo("ara");
        assertThat(one.provider()).isEqualTo("parrot");
        assertThat(one.timeouts()).isNull();
        assertThat(other.model()).isEqualTo("kea");
    }

    @Test
    void capabilities_of_the_dialect_can_be_corrected() {
        assertThat(parrot().capabilities().has(Feature.TOP_K)).isFalse();
        assertThat(parrot().capabilities(known -> known.with(Feature.TOP_K))
                        .capabilities()
                        .has(Feature.TOP_K))
                .isTrue();
    }

    @Test
    void a_request_that_cannot_be_sent_costs_no_connection() {
        ChatRequest spoken = ChatRequest.builder()
                .message(Message.user(Content.audio("audio/wav", new byte[] {1})))
                .build();
        try (LlmClient client = client(parrot().capabilities(known -> known.without(Feature.AUDIO)))) {
            assertThatFailureOf(() -> client.chat(spoken)).hasKind(FailureKind.UNSUPPORTED);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void the_deadline_holds_while_the_body_of_an_error_does_not_come() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .bodyDelay(3, TimeUnit.SECONDS)
                .body("later")
                .build());
        ChatRequest hurried = ChatRequest.builder()
                .user("hi")
                .deadline(Duration.ofMillis(300))
                .build();
        try (LlmClient client = client(parrot())) {
            assertThatFailureOf(() -> client.chat(hurried))
                    .satisfies(failure -> assertThat(failure.route().duration()).isLessThan(Duration.ofMillis(1_500)));
        }
    }

    @Test
    void an_event_that_breaks_off_does_not_end_the_answer() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"half \"}\n\ndata: {\"done\":\"yes\",\"said\":\"an ans")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(stream::response).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void events_without_a_blank_line_between_them_are_read_all() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"Hel\"}\ndata: {\"said\":\"lo\"}\n\ndata: {\"done\":\"yes\"}\n\n")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream(ChatRequest.of("hello"))) {
            stream.forEach(event -> {});
            assertThat(stream.response().text()).isEqualTo("Hello");
        }
    }

    @Test
    void an_end_mark_without_a_blank_line_before_it_ends_the_stream() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"hello\"}\ndata: [DONE]\n\n")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream(ChatRequest.of("hello"))) {
            stream.forEach(event -> {});
            assertThat(stream.response().text()).isEqualTo("hello");
        }
    }

    @Test
    void what_a_reader_kept_is_handed_out_at_the_end_of_the_stream() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"later\":\"last words\"}\n\ndata: [DONE]\n\n")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream(ChatRequest.of("hello"))) {
            stream.forEach(event -> {});
            assertThat(stream.response().text()).isEqualTo("last words");
        }
    }

    @Test
    void a_tool_call_with_a_piece_that_could_not_be_read_is_not_handed_out_as_whole() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("""
                        data: {"call":"{\\"amount\\":"}

                        data: {"call":"1

                        data: {"call":"}"}

                        data: {"done":"yes"}

                        """)
                .build());
        List<ChatEvent> events = new ArrayList<>();
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(() -> stream.forEach(events::add)).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
        assertThat(events).noneMatch(ChatEvent.ToolCallCompleted.class::isInstance);
    }

    @Test
    void a_stream_with_many_events_that_cannot_be_read_is_not_read_on() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"a\"}\n\n" + "data: {\"said\":\n\n".repeat(17)
                        + "data: {\"said\":\"z\",\"done\":\"yes\"}\n\n")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(stream::response)
                    .hasKind(FailureKind.STREAM_INTERRUPTED)
                    .hasMessageContaining("more than 16 events");
        }
    }

    @Test
    void a_few_events_that_cannot_be_read_are_passed_over_and_counted() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"a\"}\n\n" + "data: {\"said\":\n\n".repeat(16)
                        + "data: {\"said\":\"z\",\"done\":\"yes\"}\n\n")
                .build());
        try (LlmClient client = client(parrot());
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response().text()).isEqualTo("az");
            assertThat(stream.response().skippedEvents()).isEqualTo(16);
        }
    }

    @Test
    void the_time_of_a_stream_that_is_finished_already_ends_it_well() {
        String finished = "data: {\"said\":\"hello\",\"done\":\"yes\"}\n\n";
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body(finished + ": still here\n\n")
                .throttleBody(finished.length(), 2_500, TimeUnit.MILLISECONDS)
                .build());
        Timeouts brief = Timeouts.defaults().withStream(Duration.ofMillis(600));
        long start = SystemTime.INSTANCE.nanoTime();
        try (HttpProvider parrot = parrot();
                ProviderStream stream = parrot.open(HELLO, call(true, 0, brief))) {
            assertThat(stream.next()).isEqualTo(new ChatEvent.TextDelta("hello"));
            assertThat(stream.next()).isInstanceOf(ChatEvent.Completed.class);
        }
        assertThat(Duration.ofNanos(SystemTime.INSTANCE.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_stream_that_does_not_end_in_its_time_says_so() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"on and \"}\n\n".repeat(100))
                .throttleBody(50, 50, TimeUnit.MILLISECONDS)
                .build());
        Timeouts brief = Timeouts.defaults().withStream(Duration.ofMillis(600));
        try (HttpProvider parrot = parrot();
                ProviderStream stream = parrot.open(HELLO, call(true, 0, brief))) {
            assertThatFailureOf(() -> readOn(stream))
                    .hasKind(FailureKind.TIMED_OUT)
                    .hasStatus(200)
                    .hasMessage("the stream did not end within 600 ms");
            assertThat(stream.partial().text()).startsWith("on and on and ");
        }
    }

    @Test
    void events_that_are_there_already_do_not_prolong_a_stream_whose_time_is_up() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body("data: {\"said\":\"on and \"}\n\n".repeat(20_000))
                .build());
        Timeouts brief = Timeouts.defaults().withStream(Duration.ofSeconds(14));
        ProviderCall call = new ProviderCall(true, 0, brief, null, new HastyClock(), new Cancellation());
        try (HttpProvider parrot = parrot();
                ProviderStream stream = parrot.open(HELLO, call)) {
            assertThat(stream.next()).isInstanceOf(ChatEvent.TextDelta.class);
            assertThatFailureOf(() -> readOn(stream))
                    .hasKind(FailureKind.TIMED_OUT)
                    .hasMessage("the stream did not end within 14 s");
        }
    }

    private static void readOn(ProviderStream stream) {
        while (!(stream.next() instanceof ChatEvent.Completed)) {}
    }

    /** Goes on by a second whenever somebody looks. */
    private static final class HastyClock implements TimeSource {
        private final ManualTime time = new ManualTime();

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            time.advance(Duration.ofSeconds(1));
            return time.nanoTime();
        }

        @Override
        public void sleep(Duration wait, Cancellation cancellation) throws InterruptedException {
            time.sleep(wait, cancellation);
        }
    }
}
