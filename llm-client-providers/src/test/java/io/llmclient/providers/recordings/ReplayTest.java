package io.llmclient.providers.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness itself: it must see what is wrong. The exchange is made up. */
class ReplayTest {

    private static final String BODY = """
            {"id": "c-1", "model": "gpt-4o-1", "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {
              "role": "assistant", "content": "I look.", "reasoning_content": "Hm.", "tool_calls": [
                {"id": "t-1", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}}
              ]}}],
             "usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}}""";

    private static final String RECORDING = """
            {
              "id": "made-up", "provider": "openai", "api": "openai.chat", "stream": false, "roundTrippable": true,
              "canonicalRequest": {
                "model": "gpt-4o", "system": "Be brief.", "temperature": 0.5, "extra": {"user": "u-1"},
                "messages": [{"role": "user", "parts": [{"type": "text", "text": "Weather in Rome?"}]}],
                "tools": [{"name": "weather", "parameters": {"type": "object"}}]
              },
              "request": {"body": {
                "model": "gpt-4o", "temperature": 0.5, "user": "u-1", "stream": false,
                "messages": [
                  {"role": "developer", "content": "Be brief."}, {"role": "user", "content": "Weather in Rome?"}
                ],
                "tools": [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]
              }},
              "response": {"status": 200, "headers": {"content-type": "application/json"}, "bodyText": %s},
              "expected": {
                "text": "I look.", "thinking": "Hm.", "model": "gpt-4o-1", "responseId": "c-1",
                "toolCalls": [{"id": "t-1", "name": "weather", "arguments": {"city": "Rome"}}],
                "finishReason": "tool_calls", "rawFinishReason": "tool_calls",
                "usage": {"input": 9, "output": 4, "total": 13}, "usageDetail": {"inputTotal": 9, "outputTotal": 4}
              }
            }""".formatted(new Tree(BODY));

    private Replay replay;

    @BeforeEach
    void listen() throws Exception {
        replay = new Replay();
    }

    @AfterEach
    void close() {
        replay.close();
    }

    @Test
    void what_is_spoken_as_recorded_agrees() {
        assertThat(differences(RECORDING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"text\": \"I look.\"             | \"text\": \"I see.\"             | answer.text",
                "\"thinking\": \"Hm.\"             | \"thinking\": null              | answer.thinking",
                "\"model\": \"gpt-4o-1\"           | \"model\": \"gpt-4o-2\"          | answer.model",
                "\"responseId\": \"c-1\"           | \"responseId\": \"c-2\"          | answer.id",
                "\"id\": \"t-1\", \"name\"         | \"id\": \"t-2\", \"name\"        | answer.toolCalls[0].id",
                "\"name\": \"weather\", \"arg      | \"name\": \"wind\", \"arg        | answer.toolCalls[0].name",
                "{\"city\": \"Rome\"}              | {\"city\": \"Oslo\"}             | answer.toolCalls[0].arguments",
                "\"finishReason\": \"tool_calls\"  | \"finishReason\": \"stop\"       | answer.finishReason",
                "\"rawFinishReason\": \"tool_calls\" | \"rawFinishReason\": \"stop\"  | answer.rawFinishReason",
                "\"inputTotal\": 9                 | \"inputTotal\": 8                | answer.usage.input",
                "\"outputTotal\": 4                | \"outputTotal\": null            | answer.usage.output",
                "\"total\": 13                     | \"total\": 14                    | answer.usage.total",
                "\"status\": 200                   | \"status\": 500                  | failure",
                "\"user\": \"u-1\", \"stream\"     | \"user\": \"u-2\", \"stream\"    | request.user",
                "\"content\": \"Be brief.\"        | \"content\": \"Be long.\"        | request.messages[0].content",
                "\"temperature\": 0.5, \"user\"    | \"temperature\": 0.6, \"user\"   | request.temperature",
                "\"temperature\": 0.5, \"user\"    | \"top_k\": 2, \"temperature\": 0.5, \"user\" | request.top_k",
                "\"model\": \"gpt-4o\", \"system\" | \"system\"                       | request.model"
            })
    void what_is_not_as_recorded_shows(String right, String wrong, String field) {
        assertThat(RECORDING).contains(right);

        assertThat(differences(RECORDING.replace(right, wrong)))
                .extracting(Difference::field)
                .contains(field);
    }

    @Test
    void an_error_that_is_read_as_another_kind_shows() {
        String recording = """
                {"id": "made-up", "provider": "openai", "api": "openai.chat",
                 "response": {"status": 429, "headers": {"retry-after": "7"}, "bodyText": "{\\"error\\":{\\"code\\":\\"slow_down\\"}}"},
                 "expected": {"error": {"kind": "rate_limit", "code": "slow_down", "status": 429, "retryAfterMs": 7000}}}""";

        assertThat(differences(recording)).isEmpty();
        assertThat(differences(recording.replace("rate_limit", "auth")))
                .extracting(Difference::field)
                .containsExactly("failure.kind");
        assertThat(differences(recording.replace("7000", "8000")))
                .extracting(Difference::field)
                .containsExactly("failure.retryAfterMs");
    }

    @Test
    void an_explanation_that_is_not_needed_is_wrong() {
        Recording recording = recording(RECORDING);
        Explanations explanations = Explanations.of("# comment\n\nmade-up answer.text: because\n");

        Report needed = new Report(explanations);
        needed.add(recording, differing("answer.text"));
        Report notNeeded = new Report(explanations);
        notNeeded.add(recording, new Comparison.Result(List.of(), null));
        Report another = new Report(explanations);
        another.add(recording, differing("answer.model"));

        assertThat(needed.line()).isEqualTo("recordings: 0 agree, 1 explained, 0 differ");
        assertThat(needed.wrong()).isEmpty();
        assertThat(notNeeded.line()).isEqualTo("recordings: 1 agree, 0 explained, 0 differ");
        assertThat(notNeeded.wrong()).singleElement().asString().contains("agrees now");
        assertThat(another.line()).isEqualTo("recordings: 0 agree, 0 explained, 1 differ");
        assertThat(another.wrong()).hasSize(2);
    }

    @Test
    void a_recording_of_an_api_that_is_not_spoken_is_explained_or_counted_apart() {
        Recording recording = recording(RECORDING);

        Report explained = new Report(Explanations.of("made-up api: because\n"));
        explained.notSpoken(recording);
        Report unknown = new Report(Explanations.of(""));
        unknown.notSpoken(recording);

        assertThat(explained.line()).isEqualTo("recordings: 0 agree, 1 explained, 0 differ");
        assertThat(unknown.line()).isEqualTo("recordings: 0 agree, 0 explained, 0 differ");
        assertThat(unknown.toString()).contains("not spoken: 1 of openai.chat");
    }

    private static Comparison.Result differing(String field) {
        return new Comparison.Result(List.of(Difference.of(field, "a", "b")), null);
    }

    private List<Difference> differences(String json) {
        Recording recording = recording(json);
        return new Comparison(replay, Api.of(recording).orElseThrow())
                .of(recording)
                .all();
    }

    private static Recording recording(String json) {
        return new Recording("made-up", Tree.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
