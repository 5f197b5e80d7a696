package io.llmclient.core.internal.typed;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import io.llmclient.Description;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schema of a type, in what the strict modes of all providers have in common: every object is closed, all
 * of its properties are required, what may be null says so, nothing is referred to, and what cannot be enforced
 * everywhere is said in words. So no provider needs a variant of its own. A map, whose keys no strict mode leaves open,
 * is a list of entries.
 */
final class Schemas {

    /** The key of a map's entry. */
    static final String KEY = "key";

    /** The value of a map's entry. */
    static final String VALUE = "value";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Schemas() {}

    /**
     * The schema of a type.
     *
     * @throws IllegalArgumentException when there is none
     */
    static ObjectNode of(Class<?> type) {
        try {
            ObjectNode schema = generator().generateSchema(type);
            Normal.form(schema);
            return schema;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no JSON Schema can be made of " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    /** A closed object with these properties, all of them required: names and schemas in turn. */
    static ObjectNode object(Object... namesAndSchemas) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            properties.set((String) namesAndSchemas[i], (JsonNode) namesAndSchemas[i + 1]);
            required.add((String) namesAndSchemas[i]);
        }
        return object.put("additionalProperties", false);
    }

    /** A generator remembers what it is making, so there is one for each schema. */
    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Mapping.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(JacksonOption.SKIP_SUBTYPE_LOOKUP))
                .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_SUPPLIERS);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(Schemas::define)
                .withDescriptionResolver(scope -> words(scope.getType().getErasedType()))
                .withPropertySorter((unused, unusedToo) -> 0);
        config.forFields()
                .withRequiredCheck(field -> true)
                .withNullableCheck(Schemas::mayBeNull)
                .withDescriptionResolver(field -> words(field.getRawMember()));
        return new SchemaGenerator(config.build());
    }

    /** The items of a list have the list's field. */
    private static boolean mayBeNull(FieldScope field) {
        return !field.isFakeContainerItemScope() && Nullability.mayBeNull(field.getRawMember());
    }

    private static @Nullable String words(AnnotatedElement element) {
        Description given = element.getAnnotation(Description.class);
        return given == null ? null : given.value();
    }

    private static @Nullable CustomDefinition define(ResolvedType type, SchemaGenerationContext context) {
        Scalars scalar = Scalars.of(type.getErasedType());
        if (scalar != null) {
            return inline(scalar(scalar));
        }
        if (type.isInstanceOf(Map.class)) {
            return inline(entries(Expressible.entryTypes(type), context));
        }
        Expressible.require(type);
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static ObjectNode scalar(Scalars scalar) {
        ObjectNode schema = NODES.objectNode().put("type", scalar.type());
        if (scalar.format() != null) {
            schema.put("format", scalar.format());
        }
        if (scalar.words() != null) {
            schema.put("description", scalar.words());
        }
        return schema;
    }

    private static ObjectNode entries(Map.Entry<ResolvedType, ResolvedType> types, SchemaGenerationContext context) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set(
                "items",
                object(
                        KEY,
                        context.createDefinition(types.getKey()),
                        VALUE,
                        context.createDefinition(types.getValue())));
        return list;
    }
}
