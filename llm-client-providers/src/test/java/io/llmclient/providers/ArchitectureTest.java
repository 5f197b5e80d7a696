package io.llmclient.providers;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.llmclient.providers.HouseRules.areSeenByApplications;
import static io.llmclient.providers.HouseRules.askForTimeOrChance;
import static io.llmclient.providers.HouseRules.beClosedToSubclasses;
import static io.llmclient.providers.HouseRules.beConstants;
import static io.llmclient.providers.HouseRules.beInANullMarkedPackage;
import static io.llmclient.providers.HouseRules.dependOnlyOn;
import static io.llmclient.providers.HouseRules.onePerPackage;
import static io.llmclient.providers.HouseRules.readTheEnvironment;
import static io.llmclient.providers.HouseRules.showInSignatures;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each room may know of the others, and the habits of the whole house; docs/architecture.md draws it. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.llmclient");

    private static final String API = "io.llmclient";
    private static final String SPI = "io.llmclient.spi";
    private static final String CORE = "io.llmclient.core";
    private static final String CORE_HTTP = "io.llmclient.core.http";
    private static final String GUARDS = "io.llmclient.core.internal.guard..";
    private static final String TRANSPORT = "io.llmclient.core.internal.transport..";
    private static final String TYPED = "io.llmclient.core.internal.typed..";
    private static final String TIME = "io.llmclient.core.internal.time..";
    private static final String PROVIDERS = "io.llmclient.providers";
    private static final String DIALECTS = "io.llmclient.providers.internal..";
    private static final String MODELS = "io.llmclient.providers.internal.models";
    private static final String AWS_SIGNER = "io.llmclient.providers.internal.aws..";
    private static final String GOOGLE_TOKENS = "io.llmclient.providers.internal.google..";
    private static final String TESTKIT = "io.llmclient.testkit..";

    private static final String[] RESILIENCE4J = {"io.github.resilience4j.."};
    private static final String[] OKHTTP = {"okhttp3..", "okio..", "kotlin.."};
    private static final String[] JACKSON_TOKENS = {"tools.jackson.core.."};
    private static final String[] JACKSON_MAPPING = {"tools.jackson.databind..", "com.fasterxml.jackson.."};
    private static final String[] AWS = {"software.amazon.."};
    private static final String[] GOOGLE = {"com.google.auth..", "com.google.api.client.."};
    private static final String[] TEST_LIBRARIES = {"org.assertj..", "org.junit..", "org.opentest4j.."};

    @Nested
    class Rooms {

        @Test
        void api_knows_nothing_but_java() {
            classes().that().resideInAPackage(API).should(dependOnlyOn(API)).check(HOUSE);
        }

        @Test
        void spi_knows_api() {
            classes()
                    .that()
                    .resideInAPackage(SPI)
                    .should(dependOnlyOn(API, SPI))
                    .check(HOUSE);
        }

        @Test
        void only_guards_see_resilience4j() {
            onlyIn(GUARDS, RESILIENCE4J);
        }

        @Test
        void only_the_transport_sees_ok_http() {
            onlyIn(TRANSPORT, OKHTTP);
        }

        @Test
        void only_the_typed_room_maps_objects_and_makes_schemas() {
            onlyIn(TYPED, JACKSON_MAPPING);
        }

        @Test
        void front_rooms_do_not_see_json() {
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE, PROVIDERS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(JACKSON_TOKENS)
                    .check(HOUSE);
        }

        @Test
        void providers_stand_on_the_front_of_core() {
            classes()
                    .that()
                    .resideInAPackage(PROVIDERS)
                    .should(dependOnlyOn(API, SPI, CORE, CORE_HTTP, PROVIDERS, DIALECTS))
                    .check(HOUSE);
        }

        @Test
        void only_the_signer_sees_the_library_of_amazon() {
            onlyIn(AWS_SIGNER, AWS);
            classes()
                    .that()
                    .resideInAPackage(AWS_SIGNER)
                    .should(dependOnlyOn(and(AWS, CORE_HTTP, AWS_SIGNER)))
                    .check(HOUSE);
        }

        @Test
        void only_the_tokens_see_the_library_of_google() {
            onlyIn(GOOGLE_TOKENS, GOOGLE);
            classes()
                    .that()
                    .resideInAPackage(GOOGLE_TOKENS)
                    .should(dependOnlyOn(and(GOOGLE, "javax.net.ssl", API, CORE_HTTP, GOOGLE_TOKENS)))
                    .check(HOUSE);
        }

        @Test
        void dialects_know_the_vocabulary_and_json_tokens() {
            classes()
                    .that()
                    .resideInAPackage(DIALECTS)
                    .and()
                    .resideOutsideOfPackages(AWS_SIGNER, GOOGLE_TOKENS)
                    .should(dependOnlyOn(and(JACKSON_TOKENS, API, SPI, CORE_HTTP, DIALECTS)))
                    .check(HOUSE);
        }

        @Test
        void dialects_do_not_know_each_other() {
            slices().matching("io.llmclient.providers.internal.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(resideInAPackage(DIALECTS), resideInAPackage(MODELS))
                    .check(HOUSE);
        }

        @Test
        void what_is_known_of_models_is_data() {
            classes()
                    .that()
                    .resideInAPackage(MODELS)
                    .should(dependOnlyOn(API, SPI, MODELS))
                    .check(HOUSE);
        }

        @Test
        void dialects_have_no_thread_file_or_socket() {
            noClasses()
                    .that()
                    .resideInAPackage(DIALECTS)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                                    "java.util.concurrent..",
                                    "java.nio.channels..",
                                    "java.nio.file..",
                                    "java.net.http..")
                            .or(belongToAnyOf(Thread.class, Socket.class, File.class)))
                    .because("a dialect is a pure function")
                    .check(HOUSE);
        }

        @Test
        void the_testkit_stands_on_api_alone() {
            classes()
                    .that()
                    .resideInAPackage(TESTKIT)
                    .should(dependOnlyOn(and(TEST_LIBRARIES, API, SPI, TESTKIT)))
                    .check(HOUSE);
        }

        @Test
        void packages_have_no_cycles() {
            slices().assignedFrom(onePerPackage()).should().beFreeOfCycles().check(HOUSE);
        }

        private void onlyIn(String room, String... library) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(room, TESTKIT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(library)
                    .because("only %s may see it".formatted(room))
                    .check(HOUSE);
        }
    }

    @Nested
    class PublicFace {

        @Test
        void signatures_show_no_library() {
            noClasses()
                    .that(areSeenByApplications())
                    .and()
                    .resideOutsideOfPackages(CORE_HTTP, TESTKIT)
                    .should(showInSignatures(
                            and(and(RESILIENCE4J, OKHTTP), and(JACKSON_TOKENS, JACKSON_MAPPING), "org.slf4j..")))
                    .check(HOUSE);
        }

        @Test
        void signatures_of_core_http_show_json_tokens_at_most() {
            noClasses()
                    .that(areSeenByApplications())
                    .and()
                    .resideInAPackage(CORE_HTTP)
                    .should(showInSignatures(and(and(RESILIENCE4J, OKHTTP), and(JACKSON_MAPPING), "org.slf4j..")))
                    .check(HOUSE);
        }

        @Test
        void signatures_show_no_internals() {
            noClasses()
                    .that(areSeenByApplications())
                    .should(showInSignatures("io.llmclient..internal.."))
                    .check(HOUSE);
        }

        @Test
        void public_types_are_closed_to_subclasses() {
            classes().that().arePublic().should(beClosedToSubclasses()).check(HOUSE);
        }

        @Test
        void every_failure_is_an_llm_exception() {
            classes()
                    .that()
                    .areAssignableTo(Throwable.class)
                    .and()
                    .areNotPrivate()
                    .should()
                    .beAssignableTo("io.llmclient.LlmException")
                    .because("a user catches one type; only a signal that never leaves its class may be another")
                    .check(HOUSE);
        }

        @Test
        void every_package_is_null_marked() {
            classes().should(beInANullMarkedPackage()).check(HOUSE);
        }
    }

    @Nested
    class Habits {

        @Test
        void time_and_chance_enter_by_the_front_door() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(TIME, TESTKIT)
                    .should(askForTimeOrChance())
                    .check(HOUSE);
        }

        @Test
        void only_providers_read_the_environment() {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(PROVIDERS)
                    .should(readTheEnvironment())
                    .check(HOUSE);
        }

        @Test
        void nothing_is_printed() {
            NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(HOUSE);
        }

        @Test
        void statics_are_constants() {
            fields().that().areStatic().should(beConstants()).check(HOUSE);
        }

        @Test
        void locks_are_not_monitors() {
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage(TESTKIT)
                    .should()
                    .haveModifier(JavaModifier.SYNCHRONIZED)
                    .because("a virtual thread that waits inside a monitor pins its carrier")
                    .check(HOUSE);
        }
    }

    private static String[] and(String[] some, String... others) {
        return Stream.of(some, others).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String[] and(String[] some, String[] others, String one) {
        return and(and(some, others), one);
    }
}
