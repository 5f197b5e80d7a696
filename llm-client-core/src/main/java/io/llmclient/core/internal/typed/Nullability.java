package io.llmclient.core.internal.typed;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a component may be null: it is an optional, or bears an annotation named Nullable, whoever made that. */
final class Nullability {

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private Nullability() {}

    static boolean mayBeNull(Field field) {
        Stream<Annotation> annotations = Stream.of(
                        field.getAnnotations(), field.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream);
        return OPTIONALS.contains(field.getType())
                || annotations.anyMatch(
                        each -> each.annotationType().getSimpleName().equals("Nullable"));
    }
}
