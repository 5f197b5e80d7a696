package io.llmclient.providers.internal.bedrock;

import tools.jackson.core.JsonGenerator;

/** A field with an object that is written only if something is put into it. */
final class Field {

    private final String name;
    private final JsonGenerator out;
    private boolean open;

    Field(String name, JsonGenerator out) {
        this.name = name;
        this.out = out;
    }

    /** To write into the object, which begins now at the latest. */
    JsonGenerator open() {
        if (!open) {
            open = true;
            out.writeObjectPropertyStart(name);
        }
        return out;
    }

    void close() {
        if (open) {
            out.writeEndObject();
        }
    }
}
