package io.llmclient.core.internal.typed;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.MapType;

/** The one mapper. It reads what {@link Schemas} demand, and forgives what models without a strict mode get wrong. */
final class Mapping {

    /** Fields alone say what there is, so that schema and mapper agree. A fraction is no integer, and is not cut. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(seen -> seen.withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withSetterVisibility(Visibility.NONE))
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().setDeserializerModifier(new MapsOfEntries()))
            .build();

    private Mapping() {}

    /** Reads maps also from the list of entries that {@link Schemas} asks for. */
    private static final class MapsOfEntries extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> given) {
            return new Entries(given);
        }
    }

    private static final class Entries extends DelegatingDeserializer {

        Entries(ValueDeserializer<?> ofObjects) {
            super(ofObjects);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> ofObjects) {
            return new Entries(ofObjects);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            if (!json.isExpectedStartArrayToken()) {
                return super.deserialize(json, context);
            }
            ObjectNode object = context.getNodeFactory().objectNode();
            for (JsonNode entry : context.readTree(json)) {
                object.set(entry.path(Schemas.KEY).asString(), entry.get(Schemas.VALUE));
            }
            JsonParser again = object.traverse(context);
            again.nextToken();
            return super.deserialize(again, context);
        }
    }
}
