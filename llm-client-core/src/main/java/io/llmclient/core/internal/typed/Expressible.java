package io.llmclient.core.internal.typed;

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
    static void require(Class<?> type) {
        if (type == Object.class) {
            throw new IllegalArgumentException(
                    "it holds an Object, or a type parameter that nothing is said of; name a type");
        }
        if (type.isEnum() || type.isRecord() || type.isArray() || CONTAINERS.contains(type)) {
            return;
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " is abstract; name a type that can be made");
        }
        if (type.getPackageName().startsWith("java.")) {
            throw new IllegalArgumentException(type.getName() + " has no form in JSON that a model could know");
        }
        if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " is an inner class; make it static, or a record");
        }
        if (Arrays.stream(type.getDeclaredConstructors()).noneMatch(Expressible::takesNothing)) {
            throw new IllegalArgumentException(
                    type.getName() + " has no constructor without arguments; make it a record");
        }
    }

    /**
     * Checks the type of a map.
     *
     * @throws IllegalArgumentException when it is not known by its interface
     */
    static void requireMap(Class<?> type) {
        if (type != Map.class) {
            throw new IllegalArgumentException(
                    "it holds a " + type.getName() + "; use a Map with the types of its keys and values");
        }
    }

    private static boolean takesNothing(Constructor<?> constructor) {
        return constructor.getParameterCount() == 0;
    }
}
