package io.llmclient.providers.internal.anthropic;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what a reader says, leaving out the empty fragments that count for nothing. */
final class RecordedDeltas implements Deltas {

    final List<String> log = new ArrayList<>();
    Usage usage = Usage.unknown();

    @Override
    public void id(JsonCursor in) {
        add("id", in.text());
    }

    @Override
    public void model(JsonCursor in) {
        add("model", in.text());
    }

    @Override
    public void text(String fragment) {
        add("text", fragment);
    }

    @Override
    public void thinking(String fragment) {
        add("thinking", fragment);
    }

    @Override
    public void refusal(String fragment) {
        add("refusal", fragment);
    }

    @Override
    public void sign(String signature) {
        add("sign", signature);
    }

    @Override
    public void toolCall(int index, String id, String name, String arguments) {
        String said = Stream.of(id, name, arguments).filter(Objects::nonNull).collect(Collectors.joining(" "));
        if (!said.isEmpty()) {
            log.add("toolCall " + index + " " + said);
        }
    }

    @Override
    public void opaque(String type, String json) {
        log.add("opaque " + type + " " + json);
    }

    @Override
    public void endPart() {
        log.add("endPart");
    }

    @Override
    public void usage(Supplier<Usage> tokens) {
        usage = tokens.get();
        log.add("usage " + tokens.get().input() + "/" + tokens.get().output());
    }

    @Override
    public void finish(FinishReason reason, String raw) {
        log.add("finish " + reason + " " + raw);
    }

    @Override
    public void end() {
        log.add("end");
    }

    @Override
    public void fail() {
        log.add("fail");
    }

    private void add(String what, String fragment) {
        if (fragment != null && !fragment.isEmpty()) {
            log.add(what + " " + fragment);
        }
    }
}
