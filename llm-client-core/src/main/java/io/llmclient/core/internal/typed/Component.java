package io.llmclient.core.internal.typed;

import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/**
 * A component of an object, as the mapper reads it: its own word on what there is, so that a schema asks for nothing
 * else.
 *
 * @param words null for none
 */
record Component(
        String name,
        JavaType type,
        boolean nullable,
        @Nullable String words) {

    private static final DeserializationConfig CONFIG = Mapping.MAPPER.deserializationConfig();
    private static final AnnotationIntrospector ANNOTATIONS = CONFIG.getAnnotationIntrospector();

    /**
     * The components of a type, in the order of their declaration.
     *
     * @throws IllegalArgumentException when one has no place of its own
     */
    static List<Component> of(JavaType type) {
        ClassIntrospector classes = CONFIG.classIntrospectorInstance();
        AnnotatedClass annotated = classes.introspectClassAnnotations(type);
        BeanDescription bean = classes.introspectForDeserialization(type, annotated);
        Set<String> ignored = bean.getIgnoredPropertyNames();
        Map<String, Field> fields = new LinkedHashMap<>(); // for the mapper a record has none, but they say it all
        annotated.fields().forEach(field -> fields.put(field.getName(), field.getAnnotated()));
        List<String> order = List.copyOf(fields.keySet());
        return bean.findProperties().stream()
                .filter(property -> property.couldDeserialize() && !ignored.contains(property.getName()))
                .sorted(Comparator.comparingInt(property -> order.indexOf(property.getInternalName())))
                .map(property -> of(property, Optional.ofNullable(fields.get(property.getInternalName()))))
                .toList();
    }

    private static Component of(BeanPropertyDefinition property, Optional<Field> field) {
        if (ANNOTATIONS.findUnwrappingNameTransformer(CONFIG, property.getPrimaryMember()) != null) {
            throw new IllegalArgumentException(
                    property.getPrimaryType().getRawClass().getName() + " is unwrapped; leave out @JsonUnwrapped");
        }
        return new Component(
                property.getName(),
                property.getPrimaryType(),
                field.filter(Nullability::mayBeNull).isPresent(),
                field.map(Words::of).orElse(null));
    }
}
