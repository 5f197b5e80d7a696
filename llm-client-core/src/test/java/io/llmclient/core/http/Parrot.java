package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.FinishReason;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** A wire language of one word: {@code {"say": "…"}}. */
record Parrot(Framing framing) implements Dialect {

    @Override
    public String name() {
        return "parrot";
    }

    @Override
    public Capabilities capabilities(String model) {
        return Capabilities.everything().without(Feature.TOP_K);
    }

    @Override
    public String path(Target target) {
        return "/say/" + target.model();
    }

    @Override
    public Map<String, String> headers(Target target) {
        return Map.of("parrot-version", "1");
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("say", request.messages().get(0).text());
        out.writeEndObject();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new AnswerReader() {
            private String later = "";

            @Override
            public void end(Deltas out) {
                out.text(later);
            }

            @Override
            public void whole(JsonCursor in, Deltas out) {
                event("", in, out);
            }

            @Override
            public void event(String event, JsonCursor in, Deltas out) {
                if (in.object()) {
                    for (String name; (name = in.name()) != null; ) {
                        switch (name) {
                            case "said" -> out.text(in.text());
                            case "done" -> out.finish(FinishReason.STOP, in.text());
                            case "later" -> later += in.text();
                            case "call" -> out.toolCall(0, "id", "tool", in.text());
                            case "error", "__type" -> out.fail();
                            default -> {}
                        }
                    }
                }
            }
        };
    }
}
