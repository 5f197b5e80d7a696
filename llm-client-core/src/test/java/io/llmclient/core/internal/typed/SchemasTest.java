package io.llmclient.core.internal.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.llmclient.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd types are what this is about. */
@SuppressWarnings({"unused", "rawtypes", "UnusedVariable", "ArrayRecordComponent", "NullableOptional"})
class SchemasTest {

    record City(String name) {}

    private static final String CITY =
            "{'type':'object','properties':{'name':{'type':'string'}},'required':['name'],'additionalProperties':false}";

    private static String of(Class<?> type) {
        return Schemas.of(type).toString().replace('"', '\'');
    }

    private static <T> T read(Class<T> type, String json) {
        return TypedJson.of(type).read(json.replace('\'', '"'));
    }

    @Nested
    class Components {

        static class Base {
            String zone = "";
            private int age;
        }

        static final class Derived extends Base {
            String own = "";
        }

        static class Holder<T> {
            List<T> all = List.of();
        }

        static final class Cities extends Holder<City> {}

        record Named(
                @JsonProperty("first_name") String first,
                @JsonIgnore String secret,
                String last) {}

        static final class NamedFields {
            @JsonProperty("first_name")
            String first = "";

            @JsonIgnore
            String secret = "";

            @JsonProperty(access = JsonProperty.Access.READ_ONLY)
            String made = "";

            String last = "";
        }

        @JsonIgnoreProperties("secret")
        record Partly(String last, String secret) {}

        @JsonIgnoreProperties("secret")
        static final class PartlyFields {
            String last = "";
            String secret = "";
        }

        record WithConstant(String name) {
            static final int CONSTANT = 1;
        }

        static final class Unset {
            static String shared = "";
            transient String cached = "";
            final int fixed = List.of().size();
            String name = "";
        }

        static final class Accessed {
            private String name = "";

            public String getOther() {
                return name;
            }

            public void setAnother(String another) {
                name = another;
            }

            @JsonProperty("told")
            public String getTold() {
                return name;
            }
        }

        record WrittenOut(@Nullable String note) {
            WrittenOut(String note) {
                this.note = note;
            }
        }

        record Flat(@JsonUnwrapped City city) {}

        @Test
        void of_a_superclass_come_first_in_the_order_of_their_declaration() {
            assertThat(of(Derived.class)).contains("'required':['zone','age','own']");
        }

        @Test
        void of_a_generic_superclass_have_the_types_that_the_class_gives_them() {
            assertThat(of(Cities.class)).contains("'all':{'type':'array','items':" + CITY + "}");
        }

        @Test
        void have_the_names_that_are_read_and_what_is_ignored_is_not_asked_for() {
            assertThat(of(Named.class)).contains("'required':['first_name','last']");
            assertThat(read(Named.class, "{'first_name':'a','last':'b'}").first())
                    .isEqualTo("a");
            assertThat(of(NamedFields.class)).contains("'required':['first_name','last']");
            assertThat(read(NamedFields.class, "{'first_name':'a','last':'b'}").first)
                    .isEqualTo("a");
            assertThat(of(Partly.class)).contains("'required':['last']");
            assertThat(of(PartlyFields.class)).contains("'required':['last']");
        }

        @Test
        void that_the_mapper_would_not_set_are_not_asked_for() {
            assertThat(of(WithConstant.class)).contains("'required':['name']");
            assertThat(of(Unset.class)).contains("'required':['name']");
        }

        @Test
        void are_fields_and_no_accessors() {
            assertThat(of(Accessed.class)).contains("'required':['name']");
        }

        @Test
        void may_be_null_where_the_constructor_does_not_say_so_again() {
            assertThat(of(WrittenOut.class)).contains("'note':{'anyOf':[{'type':'string'},{'type':'null'}]}");
        }

        @Test
        void without_a_place_of_their_own_are_refused() {
            assertThatThrownBy(() -> of(Flat.class))
                    .hasMessageEndingWith("City is unwrapped; leave out @JsonUnwrapped");
        }
    }

    @Nested
    class Generics {

        record Box<T>(T value) {}

        record Shelf<T>(List<Box<T>> boxes) {}

        record Room(Shelf<String> texts, Box<Box<City>> twice) {}

        record Bound<T extends City2>(T value) {}

        static class City2 {
            String name = "";
        }

        record Wild(List<? extends City> some, Map<String, ? extends Integer> counts) {}

        record Unbound(List<?> some) {}

        record Super(List<? super City> some) {}

        record RawBox(Box box) {}

        record RawMap(Map map) {}

        record RawOptional(Optional optional) {}

        @Test
        void are_resolved_through_two_levels() {
            assertThat(of(Room.class))
                    .contains(
                            "'boxes':{'type':'array','items':{'type':'object','properties':{'value':{'type':'string'}}")
                    .contains("'twice':{'type':'object','properties':{'value':{'type':'object','properties':{'value':"
                            + CITY + "}");
        }

        @Test
        void that_are_open_are_what_they_are_bound_to() {
            assertThat(of(Bound.class)).contains("'value':" + CITY);
            assertThat(of(Wild.class))
                    .contains("'some':{'type':'array','items':" + CITY)
                    .contains("'value':{'type':'integer'}");
        }

        @ParameterizedTest
        @ValueSource(classes = {Box.class, Unbound.class, Super.class, RawBox.class, RawMap.class, RawOptional.class})
        void that_nothing_is_said_of_are_refused(Class<?> type) {
            assertThatThrownBy(() -> of(type))
                    .hasMessage("no JSON Schema can be made of " + type.getName()
                            + ": it holds an Object, or a type parameter that nothing is said of; name a type");
        }
    }

    @Nested
    class Values {

        enum Mood {
            @JsonProperty("in a good mood")
            GOOD,
            BAD {
                @Override
                public String toString() {
                    return "awful";
                }
            }
        }

        enum Code {
            ONE("1-a");

            private final String code;

            Code(String code) {
                this.code = code;
            }

            @JsonValue
            String code() {
                return code;
            }
        }

        record Felt(Mood mood) {}

        record Coded(Code code) {}

        record Grid(int[][] cells, List<String[]> rows, byte[][] images, Set<Set<City>> cities) {}

        record Optionals(
                List<Optional<String>> texts,
                Map<String, OptionalInt> numbers,
                @Nullable Optional<City> city) {}

        @Test
        void of_enums_have_the_names_that_are_read() {
            assertThat(of(Felt.class)).contains("{'type':'string','enum':['in a good mood','BAD']}");
            assertThat(read(Felt.class, "{'mood':'in a good mood'}").mood()).isEqualTo(Mood.GOOD);
            assertThat(of(Coded.class)).contains("{'type':'string','enum':['1-a']}");
            assertThat(read(Coded.class, "{'code':'1-a'}").code()).isEqualTo(Code.ONE);
        }

        @Test
        void are_arrays_of_arrays() {
            assertThat(of(Grid.class))
                    .contains("'cells':{'type':'array','items':{'type':'array','items':{'type':'integer'}}}")
                    .contains("'rows':{'type':'array','items':{'type':'array','items':{'type':'string'}}}")
                    .contains("'images':{'type':'array','items':{'type':'string','description':'base64'}}")
                    .contains("'cities':{'type':'array','items':{'type':'array','items':" + CITY + "}}");
        }

        @Test
        void may_be_null_within_lists_and_maps_too() {
            assertThat(of(Optionals.class))
                    .contains("'texts':{'type':'array','items':{'anyOf':[{'type':'string'},{'type':'null'}]}}")
                    .contains("'value':{'anyOf':[{'type':'integer'},{'type':'null'}]}")
                    .contains("'city':{'anyOf':[" + CITY + ",{'type':'null'}]}");
            assertThat(read(Optionals.class, "{'texts':['a',null],'numbers':[{'key':'b','value':null}]}"))
                    .isEqualTo(new Optionals(
                            List.of(Optional.of("a"), Optional.empty()),
                            Map.of("b", OptionalInt.empty()),
                            Optional.empty()));
        }
    }

    @Nested
    class Words {

        @JsonClassDescription("a spice")
        record Spice(@JsonPropertyDescription("its name") String name) {}

        @JsonClassDescription("Jackson's")
        @Description("ours")
        record Both(
                @JsonPropertyDescription("Jackson's") @Description("ours")
                int count) {}

        record Meal(
                @Description("what is in it") List<Spice> spices,
                @Nullable Spice main) {}

        @Test
        void may_be_said_as_jackson_has_it_but_ours_count_first() {
            assertThat(of(Spice.class)).contains("'its name'").contains("'description':'a spice'");
            assertThat(of(Both.class)).contains("'description':'ours'").doesNotContain("Jackson's");
        }

        @Test
        void of_a_list_are_not_those_of_its_items() {
            assertThat(of(Meal.class))
                    .contains("'required':['name'],'description':'a spice','additionalProperties':false},"
                            + "'description':'what is in it'}");
        }

        @Test
        void of_what_may_be_null_are_said_once_and_outermost() {
            assertThat(of(Meal.class))
                    .contains(
                            "'required':['name'],'additionalProperties':false},{'type':'null'}],'description':'a spice'}");
        }
    }

    @Nested
    class Depth {

        record Self(@Nullable Self self) {}

        record Chicken(Egg egg) {}

        record Egg(Chicken chicken) {}

        record ByList(List<ByList> all) {}

        record ByArray(ByArray[] all) {}

        record ByMap(Map<String, ByMap> all) {}

        record ByKey(Map<ByKey, String> all) {}

        record ByOptional(Optional<ByOptional> one) {}

        record ByParameter(Generics.Box<ByParameter> box) {}

        static final class ByItems extends ArrayList<ByItems> {
            private static final long serialVersionUID = 1L;
        }

        record Growing<T>(Growing<List<T>> more) {}

        record Seed(Growing<String> growing) {}

        record Twins(City one, City other, List<City> more) {}

        @ParameterizedTest
        @ValueSource(
                classes = {
                    Self.class,
                    Chicken.class,
                    ByList.class,
                    ByArray.class,
                    ByMap.class,
                    ByKey.class,
                    ByOptional.class,
                    ByParameter.class,
                    ByItems.class
                })
        void of_a_type_that_holds_itself_has_no_end(Class<?> type) {
            assertThatThrownBy(() -> of(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no JSON Schema can be made of " + type.getName() + ": " + type.getName()
                            + " is circular: it holds itself");
        }

        @Test
        void of_a_type_that_holds_itself_of_ever_another_type_has_no_end() {
            assertThatThrownBy(() -> of(Seed.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no JSON Schema can be made of " + Seed.class.getName())
                    .hasMessageEndingWith("is more than 100 types deep");
        }

        @Test
        void counts_and_not_how_often_a_type_is_held_side_by_side() {
            assertThat(of(Twins.class)).contains("'one':" + CITY + ",'other':" + CITY);
        }

        @Test
        void of_many_levels_is_fine() throws ClassNotFoundException {
            Class<?> type = Class.forName("[".repeat(90) + "I");

            assertThat(of(type)).endsWith("{'type':'integer'}" + "}".repeat(90));
            assertThat(read(type, "{'value':" + "[".repeat(90) + "7" + "]".repeat(90) + "}"))
                    .isInstanceOf(type);
        }
    }
}
