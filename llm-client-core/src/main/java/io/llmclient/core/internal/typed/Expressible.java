package io.llmclient.core.internal.typed;

import com.fasterxml.classmate.ResolvedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses types that have no schema, or that could not be made from JSON, before a provider is asked for them. */
final class Expressible {

    /** What is known by its interface. */
    private static final Set<Class<?>> CONTAINERS = Set.of(Collection.class, List.class, Set.class, Optional.class);

    private Expressible() {}

    /**
     * Checks a type that is neither a scalar nor a map.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    static void require(ResolvedType type) {
        Class<?> raw = type.getErasedType();
        if (raw == Object.class) {
            throw new IllegalArgumentException(
                    "it holds an Object, or a type parameter that nothing is said of; name a type");
        }
        if (raw.isEnum() || raw.isRecord() || type.isArray() || CONTAINERS.contains(raw)) {
            return;
        }
        if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            throw new IllegalArgumentException(raw.getName() + " is abstract; name a type that can be made");
        }
        if (raw.getPackageName().startsWith("java.")) {
            throw new IllegalArgumentException(raw.getName() + " has no form in JSON that a model could know");
        }
        if (raw.getEnclosingClass() != null && !Modifier.isStatic(raw.getModifiers())) {
            throw new IllegalArgumentException(raw.getName() + " is an inner class; make it static, or a record");
        }
        if (Arrays.stream(raw.getDeclaredConstructors()).noneMatch(Expressible::takesNothing)) {
            throw new IllegalArgumentException(
                    raw.getName() + " has no constructor without arguments; make it a record");
        }
    }

    /** The types of a map's keys and values. */
    static Map.Entry<ResolvedType, ResolvedType> entryTypes(ResolvedType map) {
        List<ResolvedType> types = map.typeParametersFor(Map.class);
        if (map.getErasedType() != Map.class || types.isEmpty()) {
            throw new IllegalArgumentException("it holds a "
                    + map.getErasedType().getName() + "; use a Map with the types of its keys and values");
        }
        return Map.entry(types.get(0), types.get(1));
    }

    private static boolean takesNothing(Constructor<?> constructor) {
        return constructor.getParameterCount() == 0;
    }
}
