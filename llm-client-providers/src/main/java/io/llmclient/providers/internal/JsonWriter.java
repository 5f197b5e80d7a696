package io.llmclient.providers.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes JSON, and leaves out what has no value: a field that is null, a list that is empty. */
public final class JsonWriter {

    private final JsonGenerator out;
    /** The names of objects that begin with their first field, outermost first. */
    private final List<String> awaited = new ArrayList<>(0);

    public JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** Begins an object. */
    public JsonWriter object() {
        out.writeStartObject();
        return this;
    }

    /** Begins an object in a field. */
    public JsonWriter object(String name) {
        field(name).writeStartObject();
        return this;
    }

    /** Begins an object in a field; the field is left out if nothing is put into the object. */
    public JsonWriter objectIfAny(String name) {
        awaited.add(name);
        return this;
    }

    /** Begins a list in a field. */
    public JsonWriter list(String name) {
        field(name).writeStartArray();
        return this;
    }

    /** A field with a list, whose elements are written one by one. */
    public <T> JsonWriter list(String name, List<T> values, Consumer<? super T> element) {
        if (!values.isEmpty()) {
            list(name);
            values.forEach(element);
            end();
        }
        return this;
    }

    /** Ends the object or list in progress. */
    public JsonWriter end() {
        if (!awaited.isEmpty()) {
            awaited.remove(awaited.size() - 1);
        } else if (out.streamWriteContext().inArray()) {
            out.writeEndArray();
        } else {
            out.writeEndObject();
        }
        return this;
    }

    public JsonWriter text(String name, @Nullable String value) {
        if (value != null) {
            field(name).writeString(value);
        }
        return this;
    }

    /** A field with a text that is neither null nor empty. */
    public JsonWriter textIfAny(String name, @Nullable String value) {
        return text(name, value == null || value.isEmpty() ? null : value);
    }

    /** A field with a name of ours, which most wires have in small letters. */
    public JsonWriter word(String name, @Nullable Enum<?> value) {
        return text(name, value == null ? null : value.name().toLowerCase(Locale.ROOT));
    }

    public JsonWriter number(String name, @Nullable Number value) {
        if (value instanceof Double) {
            field(name).writeNumber(value.doubleValue());
        } else if (value != null) {
            field(name).writeNumber(value.longValue());
        }
        return this;
    }

    public JsonWriter flag(String name, @Nullable Boolean value) {
        if (value != null) {
            field(name).writeBoolean(value);
        }
        return this;
    }

    /** A field that is true, or not there. */
    public JsonWriter flagIf(String name, boolean value) {
        return flag(name, value ? true : null);
    }

    /** A field whose value is JSON text already. */
    public JsonWriter json(String name, String json) {
        field(name).writeRawValue(json);
        return this;
    }

    public JsonWriter texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            list(name);
            for (String value : values) {
                out.writeString(value);
            }
            end();
        }
        return this;
    }

    /** A field with an object of texts. */
    public JsonWriter texts(String name, Map<String, String> values) {
        objectIfAny(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text(value.getKey(), value.getValue());
        }
        return end();
    }

    /** An element of a list that is JSON text already. */
    public JsonWriter json(String json) {
        out.writeRawValue(json);
        return this;
    }

    /** For the value of a field, which makes the objects around it begin. */
    private JsonGenerator field(String name) {
        for (String object : awaited) {
            out.writeName(object);
            out.writeStartObject();
        }
        awaited.clear();
        out.writeName(name);
        return out;
    }
}
