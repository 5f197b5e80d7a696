package io.llmclient.core.internal.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmclient.Description;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedJsonTest {

    enum Course {
        STARTER,
        DESSERT
    }

    @Description("one ingredient")
    record Ingredient(String name, @Description("in grams") double amount) {}

    record Recipe(
            String title,
            int minutes,
            @Nullable Course course,
            List<Ingredient> ingredients,
            Optional<String> source,
            Map<String, Integer> nutrients,
            @Description("who serves it") @Nullable Ingredient main,
            LocalDate since,
            Optional<List<Ingredient>> more,
            @JsonProperty("is-vegan") boolean vegan) {}

    record Lone(Course course) {}

    record Nothing() {}

    record Times(Instant at, LocalTime opens, Duration takes, LocalDate day, UUID id, BigDecimal price) {}

    record Keyed(Map<Course, List<Integer>> counts, Set<String> tags) {}

    record Positive(int count) {
        Positive {
            if (count <= 0) {
                throw new IllegalArgumentException("count must be positive");
            }
        }
    }

    @SuppressWarnings("unused")
    static final class Bean {
        private String name = "";
        private transient int cached;
        private static final int CONSTANT = 1;
    }

    private static <T> T read(Class<T> type, String json) {
        return TypedJson.of(type).read(json.replace('\'', '"'));
    }

    @Nested
    class Schema {

        @Test
        void every_object_is_closed_and_demands_all_of_its_properties() {
            assertThat(TypedJson.of(Ingredient.class).schema()).isEqualTo("""
                            {"type":"object","properties":{"name":{"type":"string"},\
                            "amount":{"type":"number","description":"in grams"}},"required":["name","amount"],\
                            "description":"one ingredient","additionalProperties":false}""");
        }

        @Test
        void what_may_be_null_says_so_and_is_required_all_the_same() {
            assertThat(TypedJson.of(Recipe.class).schema())
                    .contains("""
                            "course":{"anyOf":[{"type":"string","enum":["STARTER","DESSERT"]},{"type":"null"}]}""")
                    .contains("""
                            "source":{"anyOf":[{"type":"string"},{"type":"null"}]}""")
                    .contains("\"course\",\"ingredients\",\"source\"");
        }

        @Test
        void the_word_of_a_component_counts_before_that_of_its_type() {
            assertThat(TypedJson.of(Recipe.class).schema())
                    .contains("{\"type\":\"null\"}],\"description\":\"who serves it\"}")
                    .doesNotContain("allOf");
        }

        @Test
        void a_map_is_a_list_of_entries_since_no_strict_mode_leaves_keys_open() {
            assertThat(TypedJson.of(Keyed.class).schema()).contains("""
                            "counts":{"type":"array","items":{"type":"object","properties":{\
                            "key":{"type":"string","enum":["STARTER","DESSERT"]},\
                            "value":{"type":"array","items":{"type":"integer"}}},""");
        }

        @Test
        void names_are_those_that_jackson_reads() {
            assertThat(TypedJson.of(Recipe.class).schema()).contains("\"is-vegan\":{\"type\":\"boolean\"}");
        }

        @Test
        void times_name_a_format_where_every_provider_knows_it_and_are_explained_elsewhere() {
            assertThat(TypedJson.of(Times.class).schema())
                    .contains("\"at\":{\"type\":\"string\",\"format\":\"date-time\"}")
                    .contains("\"day\":{\"type\":\"string\",\"format\":\"date\"}")
                    .contains("\"id\":{\"type\":\"string\",\"format\":\"uuid\"}")
                    .contains("\"opens\":{\"type\":\"string\",\"description\":\"time of day");
        }

        @Test
        void an_object_without_components_says_so() {
            assertThat(TypedJson.of(Nothing.class).schema()).contains("\"properties\":{}");
        }

        @Test
        void a_class_has_its_fields_without_constants_and_transient_ones() {
            assertThat(TypedJson.of(Bean.class).schema())
                    .contains("\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]");
        }

        @Test
        void what_is_no_object_becomes_the_property_of_one() {
            assertThat(TypedJson.of(Course.class).schema())
                    .startsWith("{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"string\",\"enum\":");
            assertThat(TypedJson.of(Ingredient[].class).schema())
                    .startsWith("{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"array\"");
        }
    }

    @Nested
    class Refused {

        record Raw(Object anything) {}

        @SuppressWarnings("rawtypes")
        record RawList(List items) {}

        record Generic<T>(T value) {}

        record Abstract(Supplier<String> words) {}

        record Foreign(Thread thread) {}

        record Tree(String name, List<Tree> children) {}

        record RawMap(EnumMap<Course, String> words) {}

        @SuppressWarnings("ClassCanBeStatic") // that is what is wrong with it
        class Inner {
            String name = "";
        }

        static final class NeedsArguments {
            final String name;

            NeedsArguments(String name) {
                this.name = name;
            }
        }

        static Stream<Class<?>> types() {
            return Stream.of(
                    Object.class,
                    Raw.class,
                    RawList.class,
                    Generic.class,
                    Abstract.class,
                    Foreign.class,
                    Tree.class,
                    RawMap.class,
                    Inner.class,
                    NeedsArguments.class);
        }

        @ParameterizedTest
        @MethodSource("types")
        void a_type_that_json_cannot_express_is_named(Class<?> type) {
            assertThatThrownBy(() -> TypedJson.of(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no JSON Schema can be made of " + type.getName());
        }

        @Test
        void the_message_says_what_is_wrong() {
            assertThatThrownBy(() -> TypedJson.of(Inner.class)).hasMessageContaining("make it static, or a record");
            assertThatThrownBy(() -> TypedJson.of(Raw.class)).hasMessageContaining("Object");
            assertThatThrownBy(() -> TypedJson.of(Tree.class)).hasMessageContaining("circular");
        }
    }

    @Nested
    class Reading {

        private static final String RECIPE = """
                {"title": "Soup", "minutes": 20, "course": "STARTER",
                 "ingredients": [{"name": "Leek", "amount": 200.5}], "source": "Mum",
                 "nutrients": [{"key": "fat", "value": 3}, {"value": 4, "key": "salt"}],
                 "main": null, "since": "2026-01-31", "more": null, "is-vegan": true}""";

        @Test
        void records_lists_enums_maps_optionals_and_dates_are_read() {
            assertThat(read(Recipe.class, RECIPE))
                    .isEqualTo(new Recipe(
                            "Soup",
                            20,
                            Course.STARTER,
                            List.of(new Ingredient("Leek", 200.5)),
                            Optional.of("Mum"),
                            Map.of("fat", 3, "salt", 4),
                            null,
                            LocalDate.of(2026, 1, 31),
                            Optional.empty(),
                            true));
        }

        @Test
        void a_map_may_also_come_as_an_object() {
            assertThat(read(Keyed.class, "{'counts': {'DESSERT': [1, 2]}, 'tags': ['a']}"))
                    .isEqualTo(new Keyed(Map.of(Course.DESSERT, List.of(1, 2)), Set.of("a")));
        }

        @Test
        void times_are_read() {
            String json = """
                    {"at": "2026-01-31T09:30:00Z", "opens": "09:30:00", "takes": "PT1H30M", "day": "2026-01-31",
                     "id": "123e4567-e89b-42d3-a456-426614174000", "price": 0.10}""";
            assertThat(read(Times.class, json))
                    .isEqualTo(new Times(
                            Instant.parse("2026-01-31T09:30:00Z"),
                            LocalTime.of(9, 30),
                            Duration.ofMinutes(90),
                            LocalDate.of(2026, 1, 31),
                            UUID.fromString("123e4567-e89b-42d3-a456-426614174000"),
                            new BigDecimal("0.10")));
        }

        @Test
        void what_may_be_null_may_be_absent() {
            String absent = RECIPE.replace("\"course\": \"STARTER\",", "").replace("\"source\": \"Mum\",", "");
            assertThat(read(Recipe.class, absent).course()).isNull();
            assertThat(read(Recipe.class, absent).source()).isEmpty();
        }

        @Test
        void what_models_without_a_strict_mode_like_to_do_is_forgiven() {
            assertThat(read(Ingredient.class, "{'name': 'Leek', 'amount': '2.5', 'colour': 'green'}"))
                    .isEqualTo(new Ingredient("Leek", 2.5));
            assertThat(read(Lone.class, "{'course': 'dessert'}").course()).isEqualTo(Course.DESSERT);
        }

        @Test
        void what_is_no_object_is_taken_out_of_one() {
            assertThat(read(Course.class, "{'value': 'DESSERT'}")).isEqualTo(Course.DESSERT);
            assertThat(read(int[].class, "{'value': [1, 2]}")).containsExactly(1, 2);
        }

        @Test
        void a_class_is_read_into_its_fields() {
            assertThat(read(Bean.class, "{'name': 'x'}").name).isEqualTo("x");
        }

        @Test
        void the_place_of_what_is_missing_is_named() {
            assertThatThrownBy(() -> read(Recipe.class, RECIPE.replace("\"name\": \"Leek\",", "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ingredients[0].name is missing");
            assertThatThrownBy(() -> read(Recipe.class, RECIPE.replace("\"Soup\"", "null")))
                    .hasMessage("title is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"secret words\"", "{}", "12.5", "[1]"})
        void the_place_of_what_does_not_fit_is_named_without_quoting_it(String minutes) {
            assertThatThrownBy(() -> read(Recipe.class, RECIPE.replace("\"minutes\": 20", "\"minutes\": " + minutes)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("it does not fit Recipe at minutes")
                    .hasNoCause();
        }

        @Test
        void an_unknown_constant_of_an_enum_does_not_fit() {
            assertThatThrownBy(() -> read(Lone.class, "{'course': 'BREAKFAST'}"))
                    .hasMessage("it does not fit Lone at course");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "no", "{'course': 'STARTER'", "{'course': 'STARTER'} {}", "{'course': 'STARTER',}"})
        void what_is_no_json_is_said_without_quoting_it(String text) {
            assertThatThrownBy(() -> read(Lone.class, text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("STARTER")
                    .hasNoCause();
        }

        @Test
        void what_the_types_own_constructor_throws_is_the_cause() {
            assertThatThrownBy(() -> read(Positive.class, "{'count': 0}"))
                    .hasMessage("it does not fit Positive")
                    .hasRootCauseMessage("count must be positive");
        }
    }
}
