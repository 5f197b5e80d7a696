package io.llmclient.providers.internal;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets readers of one dialect read, and writes down what they hand on, without what says nothing. */
public final class Hearing {

    private final Supplier<AnswerReader> readers;

    /** Takes a reader for each answer. */
    public Hearing(Supplier<AnswerReader> readers) {
        this.readers = readers;
    }

    /** What is heard of an unstreamed answer, given as JSON in single quotes. */
    public List<String> ofWhole(String body) {
        Notes notes = new Notes();
        readers.get().whole(cursor(body), notes);
        return notes.lines;
    }

    /** What is heard of a stream's events, given as JSON in single quotes. */
    public List<String> ofStream(String... events) {
        Notes notes = new Notes();
        AnswerReader reader = readers.get();
        for (String event : events) {
            reader.event("", cursor(event), notes);
        }
        reader.end(notes);
        return notes.lines;
    }

    /** As {@link #ofStream}; each event's name stands before its JSON, with a space between. */
    public List<String> ofNamedStream(String... events) {
        Notes notes = new Notes();
        AnswerReader reader = readers.get();
        for (String event : events) {
            String[] parts = event.split(" ", 2);
            reader.event(parts[0], cursor(parts[1]), notes);
        }
        reader.end(notes);
        return notes.lines;
    }

    private static JsonCursor cursor(String json) {
        return JsonCursor.over(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static final class Notes implements Deltas {
        private final List<String> lines = new ArrayList<>();

        private void hear(String what, @Nullable Object value) {
            if (value != null && !value.equals("")) {
                lines.add(what + " " + value);
            }
        }

        @Override
        public void id(JsonCursor in) {
            hear("id", in.text());
        }

        @Override
        public void model(JsonCursor in) {
            hear("model", in.text());
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
        public void usage(Supplier<Usage> usage) {
            hear("usage", usage.get());
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
}
