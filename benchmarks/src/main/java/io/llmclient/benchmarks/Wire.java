package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The answers of the server, rendered once. */
final class Wire {

    /** The text of one event; {@link #PIECES} in a whole answer. */
    static final String PIECE = " resilience,";

    /** How many events a whole answer would be. */
    static final int PIECES = 50;

    static final String TEXT = PIECE.repeat(PIECES);

    private static final String OPENAI_USAGE = "{\"prompt_tokens\":97,\"completion_tokens\":200,\"total_tokens\":297,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":"
            + "{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
            + "\"rejected_prediction_tokens\":0}}";
    private static final String OPENAI_HEAD = "{\"id\":\"chatcmpl-BKz8eEYVW5gM9RkGWNfYl1mPTUxF3\",\"object\":\"chat."
            + "%s\",\"created\":1785542400,\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\","
            + "\"system_fingerprint\":\"fp_57db37749c\",";
    private static final String ANTHROPIC_USAGE = "{\"input_tokens\":97,\"cache_creation_input_tokens\":0,"
            + "\"cache_read_input_tokens\":0,\"output_tokens\":200,\"service_tier\":\"standard\"}";
    private static final String ANTHROPIC_HEAD = "{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\","
            + "\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5-20250929\",";
    private static final String GEMINI_TAIL = "\"usageMetadata\":{\"promptTokenCount\":97,\"candidatesTokenCount\":200,"
            + "\"totalTokenCount\":297,\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":97}]},"
            + "\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"mAitaLmkHPPlz7IPvtfUqQ4\"}";

    private Wire() {}

    static byte[] answer(Dialect dialect) {
        String json = switch (dialect) {
            case OPENAI ->
                OPENAI_HEAD.formatted("completion")
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT
                        + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":" + OPENAI_USAGE + "}";
            case ANTHROPIC ->
                ANTHROPIC_HEAD + "\"content\":[{\"type\":\"text\",\"text\":\"" + TEXT
                        + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":"
                        + ANTHROPIC_USAGE + "}";
            case GEMINI ->
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + TEXT
                        + "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}]," + GEMINI_TAIL;
        };
        return whole("200 OK", json);
    }

    static byte[] unavailable() {
        return whole(
                "503 Service Unavailable",
                "{\"error\":{\"message\":\"The server is overloaded or not ready yet.\",\"type\":\"server_error\","
                        + "\"param\":null,\"code\":null}}");
    }

    private static byte[] whole(String status, String json) {
        byte[] body = json.getBytes(UTF_8);
        return join(
                head(status, "application/json", "Content-Length: " + body.length)
                        .getBytes(UTF_8),
                body);
    }

    /** A head, then one chunk an event, then the end: what goes out in one write, or paced. */
    static List<byte[]> stream(Dialect dialect, int events) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(head("200 OK", "text/event-stream; charset=utf-8", "Transfer-Encoding: chunked")
                .getBytes(UTF_8));
        switch (dialect) {
            case OPENAI -> {
                String head = "data: " + OPENAI_HEAD.formatted("completion.chunk");
                String tail = ",\"logprobs\":null,\"finish_reason\":%s}],\"usage\":null,\"obfuscation\":\"%s\"}\n\n";
                parts.add(chunk(head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\","
                        + "\"refusal\":null}" + tail.formatted("null", "Qk1")));
                byte[] event = chunk(head + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + PIECE + "\"}"
                        + tail.formatted("null", "c8JQzr"));
                repeat(parts, event, events);
                parts.add(chunk(head + "\"choices\":[{\"index\":0,\"delta\":{}" + tail.formatted("\"stop\"", "ko2")));
                parts.add(chunk(head + "\"choices\":[],\"usage\":" + OPENAI_USAGE + ",\"obfuscation\":\"\"}\n\n"));
                parts.add(chunk("data: [DONE]\n\n"));
            }
            case ANTHROPIC -> {
                parts.add(anthropic(
                        "message_start",
                        "\"message\":" + ANTHROPIC_HEAD + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                                + "\"usage\":" + ANTHROPIC_USAGE + "}"));
                parts.add(anthropic(
                        "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
                byte[] event = anthropic(
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + PIECE + "\"}");
                repeat(parts, event, events);
                parts.add(anthropic("content_block_stop", "\"index\":0"));
                parts.add(anthropic(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":"
                                + ANTHROPIC_USAGE));
                parts.add(chunk("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
            }
            case GEMINI -> {
                String event =
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}],\"role\":\"model\"}%s,"
                                + "\"index\":0}]," + GEMINI_TAIL + "\r\n\r\n";
                repeat(parts, chunk(event.formatted(PIECE, "")), events);
                parts.add(chunk(event.formatted("", ",\"finishReason\":\"STOP\"")));
            }
        }
        parts.add("0\r\n\r\n".getBytes(UTF_8));
        return parts;
    }

    /** The bytes of one content event as the client sees them, without the framing of the chunk. */
    static int eventSize(Dialect dialect) {
        String chunk = new String(
                stream(dialect, 1).get(dialect == Dialect.OPENAI ? 2 : dialect == Dialect.ANTHROPIC ? 3 : 1), UTF_8);
        return chunk.length() - chunk.indexOf("\r\n") - 4;
    }

    private static byte[] anthropic(String type, String fields) {
        return chunk("event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n");
    }

    private static void repeat(List<byte[]> parts, byte[] event, int times) {
        for (int i = 0; i < times; i++) {
            parts.add(event);
        }
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }

    private static String head(String status, String type, String framing) {
        return "HTTP/1.1 " + status + "\r\nDate: Sat, 01 Aug 2026 00:00:00 GMT\r\nContent-Type: " + type + "\r\n"
                + framing
                + "\r\nConnection: keep-alive\r\nopenai-version: 2020-10-01\r\nopenai-processing-ms: 7\r\n"
                + "x-request-id: req_6f1c2a0de4b94f0c8a2d1f6f4ac2a5f1\r\nx-ratelimit-limit-requests: 5000\r\n"
                + "x-ratelimit-remaining-requests: 4999\r\nServer: loopback\r\n\r\n";
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
