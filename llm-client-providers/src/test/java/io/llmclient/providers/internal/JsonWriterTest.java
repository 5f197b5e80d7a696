package io.llmclient.providers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class JsonWriterTest {

    @Test
    void fields_without_a_value_are_left_out() {
        assertThat(written(out -> out.text("a", null)
                        .textIfAny("b", "")
                        .word("c", null)
                        .number("d", null)
                        .flag("e", null)
                        .flagIf("f", false)
                        .texts("g", List.of())
                        .texts("h", Map.of())
                        .list("i", List.<String>of(), out::json)
                        .flag("j", false)))
                .isEqualTo("{'j':false}");
    }

    @Test
    void an_object_begins_with_its_first_field_and_begins_those_around_it() {
        assertThat(written(out -> out.objectIfAny("a")
                        .objectIfAny("b")
                        .text("c", null)
                        .end()
                        .objectIfAny("d")
                        .number("e", 1)
                        .end()
                        .number("f", 0.5)
                        .end()
                        .number("g", 2L)))
                .isEqualTo("{'a':{'d':{'e':1},'f':0.5},'g':2}");
    }

    @Test
    void an_object_into_which_nothing_is_put_is_left_out_with_those_around_it() {
        assertThat(written(
                        out -> out.objectIfAny("a").objectIfAny("b").end().end().text("c", "d")))
                .isEqualTo("{'c':'d'}");
    }

    @Test
    void an_end_is_that_of_the_object_or_list_in_progress() {
        assertThat(written(out -> out.list("a")
                        .object()
                        .list("b")
                        .end()
                        .end()
                        .json("{}")
                        .end()
                        .object("c")
                        .end()))
                .isEqualTo("{'a':[{'b':[]},{}],'c':{}}");
    }

    private static String written(Consumer<JsonWriter> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            JsonWriter object = new JsonWriter(out).object();
            fields.accept(object);
            object.end();
        }
        return text.toString().replace('"', '\'');
    }
}
