package io.llmclient.providers.fuzz;

import io.llmclient.providers.recordings.Recording;
import io.llmclient.providers.recordings.Recordings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One answer of a provider, to be spoilt: recorded, or written by hand where there are no recordings. */
@SuppressWarnings("ArrayRecordComponent") // seeds are never compared
record Seed(String api, boolean stream, int status, Map<String, String> headers, byte[] body) {

    /** Longer ones cost time and hold nothing new. */
    private static final int LONGEST = 20_000;

    /** The client would try to unpack what is not packed. */
    private static final Pattern FRAMING =
            Pattern.compile("content-length|content-encoding|transfer-encoding|connection", Pattern.CASE_INSENSITIVE);

    static List<Seed> all() {
        return All.SEEDS;
    }

    /** Recordings tell the versions of an API apart; of those that do, one is spoken. */
    boolean isSpokenAs(String dialect) {
        return api.replace(".v2.", ".").equals(dialect);
    }

    /** Whether the client takes it for a stream of events if it asked for one. */
    boolean isEvents() {
        return headers.entrySet().stream()
                .noneMatch(header -> header.getKey().equalsIgnoreCase("content-type")
                        && header.getValue().startsWith("application/json"));
    }

    private static List<Seed> read() {
        Optional<Path> recordings = Recordings.directory()
                .map(directory -> directory.resolve("visible"))
                .filter(Files::isDirectory);
        if (recordings.isEmpty()) {
            return byHand();
        }
        return Recordings.in(recordings.get()).stream().map(Seed::of).toList();
    }

    private static Seed of(Recording recording) {
        Map<String, String> headers = new TreeMap<>(recording.headers());
        headers.keySet().removeIf(name -> FRAMING.matcher(name).matches());
        byte[] body = recording.body();
        byte[] some = body.length > LONGEST ? Arrays.copyOf(body, LONGEST) : body;
        return new Seed(recording.api(), recording.stream(), recording.status(), headers, some);
    }

    private static List<Seed> byHand() {
        return List.of(
                stream("openai.chat", """
                        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}

                        data: {"choices":[{"index":0,"delta":{"reasoning_content":"Hm","tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null}]}

                        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}

                        data: [DONE]

                        """),
                whole("openai.chat", 200, """
                        {"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hi","tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}"""),
                whole("openai.chat", 429, """
                        {"error":{"message":"Please try again in 1.5s.","type":"requests","code":"rate_limit_exceeded"}}"""),
                stream("openai.responses", """
                        data: {"type":"response.created","response":{"id":"r","model":"m","status":"in_progress","output":[]}}

                        data: {"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"Hm"}

                        data: {"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[{"text":"Hm"}],"encrypted_content":"e"}}

                        data: {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"t","name":"f"}}

                        data: {"type":"response.function_call_arguments.delta","output_index":1,"delta":"{}"}

                        data: {"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"t","name":"f","arguments":"{}"}}

                        data: {"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":3}}}

                        """),
                whole("openai.responses", 200, """
                        {"id":"r","model":"m","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}"""),
                stream("anthropic.messages", """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":3}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: content_block_start
                        data: {"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"q\\":1}"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":1}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """),
                whole("anthropic.messages", 200, """
                        {"id":"m","type":"message","model":"c","content":[{"type":"text","text":"Hi"},{"type":"tool_use","id":"t","name":"f","input":{"a":[1]}}],"stop_reason":"tool_use","usage":{"input_tokens":3}}"""),
                whole("anthropic.messages", 529, """
                        {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}"""),
                stream("gemini.generateContent", """
                        data: {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}]}}],"modelVersion":"g"}

                        data: {"candidates":[{"content":{"parts":[{"text":"Hi"},{"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"s"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3}}

                        """),
                whole("gemini.generateContent", 200, """
                        {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3},"modelVersion":"g"}"""),
                whole("gemini.generateContent", 429, """
                        {"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3.5s"}]}}"""),
                stream("cohere.v2.chat", """
                        event: message-start
                        data: {"type":"message-start","id":"c","delta":{"message":{"role":"assistant","tool_calls":[]}}}

                        event: tool-plan-delta
                        data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I look"}}}

                        event: tool-call-start
                        data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"f_1","function":{"name":"f","arguments":""}}}}}

                        event: tool-call-delta
                        data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{}"}}}}}

                        event: tool-call-end
                        data: {"type":"tool-call-end","index":0}

                        event: message-end
                        data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"tokens":{"input_tokens":3}}}}

                        data: [DONE]

                        """),
                whole("cohere.v2.chat", 200, """
                        {"id":"c","message":{"content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"Hi"}]},"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":3}}}"""),
                whole("cohere.v2.chat", 400, """
                        {"id":"c","error_type":"TOO_MANY_TOKENS","message":"too many tokens"}"""),
                new Seed("ollama.chat", true, 200, Map.of("content-type", "application/x-ndjson"), bytes("""
                        {"model":"m","message":{"role":"assistant","content":"Hi","thinking":"Hm"},"done":false}
                        {"model":"m","message":{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":false}
                        {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":2}
                        """)),
                whole("ollama.chat", 200, """
                        {"model":"m","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop","eval_count":2}"""),
                whole("ollama.chat", 404, """
                        {"error":"model \\"m\\" not found, try pulling it first"}"""));
    }

    private static Seed stream(String api, String body) {
        return new Seed(api, true, 200, Map.of("content-type", "text/event-stream"), bytes(body));
    }

    private static Seed whole(String api, int status, String body) {
        return new Seed(api, false, status, Map.of("content-type", "application/json"), bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Read once. */
    private static final class All {
        static final List<Seed> SEEDS = Seed.read();
    }
}
