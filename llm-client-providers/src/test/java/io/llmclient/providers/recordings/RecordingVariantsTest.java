package io.llmclient.providers.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded answers in other clothes: what a server may do differently without meaning something else. Skipped where
 * there are no recordings.
 */
class RecordingVariantsTest {

    /** A reason to finish that is more than null or empty. */
    private static final Pattern FINISH = Pattern.compile(
            "\"(finish_reason|stop_reason|finishReason)\"\\s*:\\s*\"[^\"]" + "|\"response\\.(completed|incomplete)\"");

    private static final String ERROR =
            "{\n  \"error\": {\n    \"type\": \"overloaded_error\",\n    \"message\": \"overloaded\"\n  }\n}\n";

    private static final String STREAM = "text/event-stream";

    private List<Recording> answers;
    private Replay replay;

    @BeforeEach
    void open() throws IOException {
        Optional<Path> directory = Recordings.directory();
        assumeTrue(directory.isPresent(), "no recordings beside the checkout, nor in " + Recordings.PROPERTY);
        answers = Recordings.in(directory.get()).stream()
                .filter(recording -> Api.of(recording).isPresent() && recording.status() == 200)
                .filter(recording -> recording.expected().get("error").isNull())
                .filter(recording -> !recording.isBinary()) // these are variants of texts
                .toList();
        replay = new Replay();
    }

    @AfterEach
    void close() {
        if (replay != null) {
            replay.close();
        }
    }

    /** Those of server-sent events: the variants are theirs. */
    private List<Recording> streams() {
        return answers.stream()
                .filter(recording -> recording.stream() && !recording.api().equals("ollama.chat"))
                .toList();
    }

    @Test
    void unknown_events_comments_and_line_ends_change_no_streamed_answer() {
        for (Recording recording : streams()) {
            String stream = events(recording).stream()
                    .map(event ->
                            ": alive\r\n\r\nid: 7\r\nevent: new\r\ndata: {\"type\":\"new\",\"object\":\"new\"}\r\n\r\n"
                                    + event.replace("\n", "\r\n") + "\r\n\r\n")
                    .collect(Collectors.joining());
            assertSame(recording, stream, STREAM, true);
        }
    }

    @Test
    void a_byte_order_mark_and_a_missing_last_line_end_change_no_streamed_answer() {
        for (Recording recording : streams()) {
            assertSame(recording, "\uFEFF" + text(recording).stripTrailing(), STREAM, true);
        }
    }

    @Test
    void missing_blank_lines_between_events_change_no_streamed_answer() {
        for (Recording recording : streams()) {
            if (!recording.api().startsWith("anthropic")) { // whose end is named by its event
                assertSame(recording, String.join("\n", events(recording)) + "\n\n", STREAM, true);
            }
        }
    }

    @Test
    void the_order_of_fields_changes_no_answer() {
        for (Recording recording : answers) {
            String body = recording.stream()
                    ? events(recording).stream()
                            .map(RecordingVariantsTest::reversedEvent)
                            .collect(Collectors.joining())
                    : new Tree(reversed(Tree.lenient(text(recording)).value())).toString();
            Replay.Outcome plain = recording.stream()
                    ? asRecorded(recording)
                    // Written once more by this test, as the other is: 1.0 may become 1.
                    : ask(recording, Tree.lenient(text(recording)).toString(), "application/json", false);
            Replay.Outcome varied =
                    ask(recording, body, recording.stream() ? STREAM : "application/json", recording.stream());
            assertThat(said(varied)).as(recording.id()).isEqualTo(said(plain));
        }
    }

    @Test
    void a_whole_answer_to_a_request_for_a_stream_is_never_half_read() {
        for (Recording recording : answers) {
            if (!recording.stream()) {
                assertSame(recording, text(recording), "application/json; charset=utf-8", true);
                Replay.Outcome mislabelled = ask(recording, text(recording), "text/plain", true);
                if (mislabelled.failure() == null) {
                    assertThat(said(mislabelled)).as(recording.id()).isEqualTo(said(asRecorded(recording)));
                }
            }
        }
    }

    @Test
    void a_stream_that_is_cut_before_its_reason_to_finish_is_no_answer() {
        for (Recording recording : streams()) {
            for (String cut : cuts(recording)) {
                Replay.Outcome outcome = ask(recording, cut, STREAM, true);
                assertThat(outcome.failure()).as(recording.id()).isInstanceOf(LlmException.class);
            }
        }
    }

    @Test
    void an_error_in_any_spelling_ends_a_stream_as_what_it_is() {
        List<String> spellings = List.of(
                "data: " + ERROR.replace("\n", "") + "\n\n",
                "data: " + ERROR.strip().replace("\n", "\ndata: ") + "\n\n",
                "event: error\ndata: " + ERROR.replace("\n", "") + "\n\n",
                ERROR,
                "[" + ERROR + "]");
        for (Recording recording : streams()) {
            String cut = cuts(recording).get(0);
            for (String error : spellings) {
                LlmException failure =
                        (LlmException) ask(recording, cut + error, STREAM, true).failure();
                LlmException cause =
                        failure instanceof StreamInterruptedException ? (LlmException) failure.getCause() : failure;
                assertThat(cause.kind()).as(recording.id() + " and " + error).isEqualTo(FailureKind.OVERLOADED);
            }
        }
    }

    private void assertSame(Recording recording, String body, String type, boolean stream) {
        Replay.Outcome varied = ask(recording, body, type, stream);
        assertThat(content(varied)).as(recording.id()).isEqualTo(content(asRecorded(recording)));
    }

    /** All that was read, with an own name for the ids that the library makes. */
    private static String content(Replay.Outcome outcome) {
        ChatResponse answer = outcome.answer();
        return outcome.failure() + " "
                + (answer == null ? null : answer.content().toString().replaceAll("call_[0-9a-z]+_", "made_"))
                + said(outcome);
    }

    private static String said(Replay.Outcome outcome) {
        ChatResponse answer = outcome.answer();
        if (answer == null) {
            return String.valueOf(outcome.failure());
        }
        String calls = answer.toolCalls().stream()
                .map(call ->
                        call.name() + call.arguments().chars().sorted().boxed().toList())
                .collect(Collectors.joining());
        return Stream.of(
                        answer.text(),
                        answer.thinking(),
                        answer.refusal(),
                        calls,
                        answer.rawFinishReason(),
                        answer.usage())
                .map(Objects::toString)
                .map(text -> text.startsWith("{")
                        ? String.valueOf(text.length())
                        : text) // Cloudflare's object, whose fields may turn round
                .collect(Collectors.joining("\n"));
    }

    /** The stream broken off at its begin and near its end, but before the reason to finish. */
    private static List<String> cuts(Recording recording) {
        List<String> events = events(recording);
        int finish = 0;
        while (finish < events.size()
                && !FINISH.matcher(events.get(finish)).find()
                && !events.get(finish).contains("[DONE]")) {
            finish++;
        }
        return Stream.of(0, 1, finish / 2, finish)
                .filter(count -> count <= Math.max(0, events.size() - 1) && count <= Math.max(0, indexOfFinish(events)))
                .map(count -> events.subList(0, count).stream()
                        .map(event -> event + "\n\n")
                        .collect(Collectors.joining()))
                .toList();
    }

    private static int indexOfFinish(List<String> events) {
        for (int i = 0; i < events.size(); i++) {
            if (FINISH.matcher(events.get(i)).find() || events.get(i).contains("[DONE]")) {
                return i;
            }
        }
        return events.size();
    }

    private static String text(Recording recording) {
        return new String(recording.body(), StandardCharsets.UTF_8);
    }

    private static List<String> events(Recording recording) {
        return Stream.of(text(recording).replace("\r\n", "\n").split("\n\n"))
                .map(String::strip)
                .filter(event -> !event.isEmpty())
                .toList();
    }

    private static String reversedEvent(String event) {
        return event.lines()
                .map(line -> line.startsWith("data:") && line.contains("{")
                        ? "data: "
                                + new Tree(reversed(
                                        Tree.lenient(line.substring(5).strip()).value()))
                        : line)
                .collect(Collectors.joining("\n", "", "\n\n"));
    }

    private static Object reversed(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<Object> names = new ArrayList<>(map.keySet());
            Map<String, Object> reversed = new LinkedHashMap<>();
            for (int i = names.size() - 1; i >= 0; i--) {
                reversed.put((String) names.get(i), reversed(map.get(names.get(i))));
            }
            return reversed;
        }
        return value instanceof List<?> list
                ? list.stream().map(RecordingVariantsTest::reversed).collect(Collectors.toCollection(ArrayList::new))
                : value;
    }

    private Replay.Outcome asRecorded(Recording recording) {
        return ask(recording, text(recording), recording.stream() ? STREAM : "application/json", recording.stream());
    }

    private Replay.Outcome ask(Recording recording, String body, String type, boolean stream) {
        Map<String, Object> response =
                Map.of("status", 200L, "headers", Map.of("content-type", type), "bodyText", body);
        Map<String, Object> json = new LinkedHashMap<>();
        recording.json().fields().forEach((name, value) -> json.put(name, value.value()));
        json.put("response", response);
        json.put("stream", stream);
        Recording variant = new Recording(recording.id(), new Tree(json));
        return replay.ask(
                variant,
                Api.of(recording).orElseThrow().provider().apply(variant, replay.baseUrl()),
                ChatRequest.of("Hello"));
    }
}
