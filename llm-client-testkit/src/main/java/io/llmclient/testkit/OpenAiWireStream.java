package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A streamed chat completion: role first, deltas, finish reason, usage if it was asked for, {@code [DONE]}. */
final class OpenAiWireStream implements WireStream {

    private final WireAsk ask;
    private final Reply reply;
    private final String answerId;
    private int toolCalls;

    OpenAiWireStream(WireAsk ask, Reply reply, String answerId) {
        this.ask = ask;
        this.reply = reply;
        this.answerId = answerId;
    }

    @Override
    public String opening() {
        return delta(object("role", "assistant", "content", "", "refusal", null), null);
    }

    @Override
    public String event(Chunk chunk) {
        if (chunk.content() instanceof Content.Text) {
            return delta(object("content", chunk.fragment()), null);
        }
        if (chunk.content() instanceof Content.Refusal) {
            return delta(object("refusal", chunk.fragment()), null);
        }
        if (chunk.content() instanceof Content.Thinking) {
            return delta(object("reasoning_content", chunk.fragment()), null);
        }
        return chunk.content() instanceof Content.ToolCall call ? toolCall(call, chunk) : "";
    }

    private String toolCall(Content.ToolCall call, Chunk chunk) {
        String start = "";
        if (chunk.first()) {
            Map<String, @Nullable Object> first = object("index", toolCalls++);
            first.putAll(OpenAiWire.toolCall(call, ""));
            start = delta(object("tool_calls", List.of(first)), null);
        }
        Map<String, @Nullable Object> fragment =
                object("index", toolCalls - 1, "function", object("arguments", chunk.fragment()));
        return start + delta(object("tool_calls", List.of(fragment)), null);
    }

    @Override
    public String finish() {
        String last = delta(object(), OpenAiWire.finishReason(reply));
        return ask.usageInStream() ? last + data(List.of(), OpenAiWire.usage(reply.usage())) : last;
    }

    String delta(Map<String, @Nullable Object> delta, @Nullable String finishReason) {
        return data(List.of(object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finishReason)), null);
    }

    private String data(List<?> choices, @Nullable Object usage) {
        Map<String, @Nullable Object> chunk = OpenAiWire.head(ask, reply, answerId, "chat.completion.chunk");
        chunk.put("system_fingerprint", "fp_testkit");
        chunk.put("choices", choices);
        if (ask.usageInStream()) {
            chunk.put("usage", usage);
        }
        chunk.put("obfuscation", "aB3dE6gH9");
        return "data: " + WireJson.write(chunk) + "\n\n";
    }

    @Override
    public String mark() {
        return OpenAiWire.DONE;
    }

    @Override
    public String ping() {
        return ": keep-alive\n\n";
    }

    @Override
    public String malformed() {
        return "data: {\"id\":\"chatcmpl-" + answerId
                + "\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"del\n\n";
    }
}
