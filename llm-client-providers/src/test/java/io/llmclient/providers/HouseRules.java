package io.llmclient.providers;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.Buffer;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of {@link ArchitectureTest} that ArchUnit does not have. */
final class HouseRules {

    /** Public types that others extend, each with its reason. */
    private static final Map<String, String> OPEN_BY_DESIGN = Map.of(
            "io.llmclient.LlmException", "users catch it and its subclasses by name",
            "io.llmclient.testkit.ProviderContract", "a provider's test extends it");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random");

    private static final Set<String> RANDOMS = Set.of(
            "java.util.concurrent.ThreadLocalRandom", "java.util.SplittableRandom", "java.security.SecureRandom");

    private HouseRules() {}

    static DescribedPredicate<JavaClass> areSeenByApplications() {
        return describe("are seen by applications", HouseRules::isSeenByApplications);
    }

    static ArchCondition<JavaClass> dependOnlyOn(String... packages) {
        return onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.jspecify.annotations").or(resideInAnyPackage(packages)));
    }

    static ArchCondition<JavaClass> showInSignatures(String... packages) {
        DescribedPredicate<JavaClass> hidden = resideInAnyPackage(packages);
        return condition("show types in signatures that " + hidden.getDescription(), (type, events) -> {
            signatures(type)
                    .forEach((where, shown) -> shown.stream()
                            .filter(hidden)
                            .forEach(found -> events.add(
                                    SimpleConditionEvent.satisfied(type, where + " shows " + found.getName()))));
        });
    }

    static ArchCondition<JavaClass> beClosedToSubclasses() {
        return expect(
                "be final, sealed or an interface, or open for a reason given in HouseRules",
                type -> type.isInterface()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.reflect().isSealed()
                        || OPEN_BY_DESIGN.containsKey(type.getName()),
                JavaClass::getDescription);
    }

    static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return expect(
                "be in a package that is @NullMarked in its package-info.java",
                type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"),
                JavaClass::getDescription);
    }

    static ArchCondition<JavaClass> askForTimeOrChance() {
        return accessTargetWhere(describe("a clock, a sleep or a random source is", HouseRules::isTimeOrChance));
    }

    static ArchCondition<JavaClass> readTheEnvironment() {
        return accessTargetWhere(
                describe("System.getenv is", access -> target(access).equals("java.lang.System.getenv")));
    }

    static ArchCondition<JavaField> beConstants() {
        return expect(
                "be final and of a type without setters",
                field -> isOfTheCompiler(field)
                        || (field.getModifiers().contains(JavaModifier.FINAL) && !isMutable(field)),
                JavaField::getDescription);
    }

    static SliceAssignment onePerPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static boolean isSeenByApplications(JavaClass type) {
        boolean isOpen = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return isOpen
                && !type.getPackageName().contains(".internal")
                && type.getEnclosingClass()
                        .map(HouseRules::isSeenByApplications)
                        .orElse(true);
    }

    private static Map<String, Set<JavaClass>> signatures(JavaClass type) {
        Stream<Map.Entry<String, Set<JavaClass>>> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(member -> Map.entry(member.getDescription(), typesOf(member)));
        Stream<Map.Entry<String, Set<JavaClass>>> heading = Stream.of(Map.entry(type.getDescription(), typesOf(type)));
        return Stream.concat(heading, members).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<JavaClass> typesOf(JavaMember member) {
        Stream<JavaClass> thrown =
                member instanceof JavaCodeUnit code ? code.getExceptionTypes().stream() : Stream.empty();
        return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown).collect(Collectors.toSet());
    }

    private static Set<JavaClass> typesOf(JavaClass type) {
        Stream<JavaType> above = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> bounds =
                type.getTypeParameters().stream().flatMap(parameter -> parameter.getBounds().stream());
        return Stream.concat(above, bounds)
                .flatMap(other -> other.getAllInvolvedRawTypes().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isTimeOrChance(JavaAccess<?> access) {
        String target = target(access);
        JavaClass owner = access.getTargetOwner();
        boolean readsAClock = owner.getPackageName().equals("java.time")
                && (access.getName().equals("now") || access.getName().startsWith("system"));
        return readsAClock
                || CLOCKS.contains(target)
                || RANDOMS.contains(owner.getName())
                || owner.isEquivalentTo(Random.class);
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    /** Such as the table behind a switch over an enum. */
    private static boolean isOfTheCompiler(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        boolean isImplementation =
                !type.isInterface() && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
        boolean isOpenArray = type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
        return isImplementation
                || isOpenArray
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo("java.util.concurrent.ConcurrentMap")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(Buffer.class)
                || type.isAssignableTo(StringBuilder.class);
    }

    private interface Check<T> {
        void on(T item, ConditionEvents events);
    }

    private static <T> ArchCondition<T> condition(String description, Check<T> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.on(item, events);
            }
        };
    }

    private static <T> ArchCondition<T> expect(String description, Predicate<T> holds, Function<T, String> name) {
        return condition(
                description,
                (item, events) -> events.add(
                        new SimpleConditionEvent(item, holds.test(item), name.apply(item) + " should " + description)));
    }
}
