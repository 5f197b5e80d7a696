package io.llmclient.providers.internal.openai;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a reader hands on, without what says nothing. */
final class Heard implements Deltas {

    private final List<String> lines = new ArrayList<>();

    static List<String> ofWhole(String body) {
        Heard heard = new Heard();
        reader().whole(cursor(body), heard);
        return heard.lines;
    }

    static List<String> ofStream(String... events) {
        Heard heard = new Heard();
        AnswerReader reader = reader();
        for (String event : events) {
            reader.event("", cursor(event), heard);
        }
        reader.end(heard);
        return heard.lines;
    }

    private static AnswerReader reader() {
        return OpenAiChat.compatible().reader(new Target("m", true, Quirks.none()));
    }

    private static JsonCursor cursor(String json) {
        return JsonCursor.over(Written.json(json).getBytes(StandardCharsets.UTF_8));
    }

    private void hear(String what, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            lines.add(what + " " + value);
        }
    }

    @Override
    public void id(@Nullable String id) {
        hear("id", id);
    }

    @Override
    public void model(@Nullable String model) {
        hear("model", model);
    }

    @Override
    public void text(@Nullable String fragment) {
        hear("text", fragment);
    }

    @Override
    public void thinking(@Nullable String fragment) {
        hear("thinking", fragment);
    }

    @Override
    public void refusal(@Nullable String fragment) {
        hear("refusal", fragment);
    }

    @Override
    public void sign(@Nullable String signature) {
        hear("sign", signature);
    }

    @Override
    public void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        lines.add("call " + index + " " + id + " " + name + " " + arguments);
    }

    @Override
    public void opaque(String type, String json) {
        hear(type, json);
    }

    @Override
    public void endPart() {
        lines.add("end of part");
    }

    @Override
    public void usage(Usage usage) {
        hear("usage", usage);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        lines.add("finish " + reason + " " + raw);
    }

    @Override
    public void end() {
        lines.add("end");
    }

    @Override
    public void fail() {
        lines.add("fail");
    }
}
