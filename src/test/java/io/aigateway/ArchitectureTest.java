package io.aigateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The house rules of docs/architecture.md. Features are found by their {@code api} package, so this never goes stale. */
@AnalyzeClasses(packages = "io.aigateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.aigateway.";

    /** The features, and what stands on them. */
    private static final List<String> FEATURES_AND_ABOVE = List.of(
            "codesuggestions",
            "blueprint",
            "telemetry",
            "chat",
            "prompts",
            "proxy",
            "embeddings",
            "search",
            "http",
            "app");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.aigateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernelKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("..aigateway.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.aigateway.kernel..");

    @ArchTest
    static final ArchRule theFirstFloorStandsOnTheKernel = noClasses()
            .that()
            .resideInAnyPackage(on("bus", "settings", "wire", "work", "tokens", "observe", "resilience", "redact"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(FEATURES_AND_ABOVE, "auth", "limit", "model", "registry", "provider"));

    @ArchTest
    static final ArchRule onlyTheClusterKnowsHazelcast = noClasses()
            .that()
            .resideOutsideOfPackage("io.aigateway.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

    @ArchTest
    static final ArchRule theClusterKnowsTheBusAndSettingsOnly = noClasses()
            .that()
            .resideInAPackage("io.aigateway.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(
                    FEATURES_AND_ABOVE, "auth", "limit", "model", "registry", "provider", "wire", "work", "tokens"));

    @ArchTest
    static final ArchRule authKnowsNoFeatureAndNoDoor = noClasses()
            .that()
            .resideInAPackage("io.aigateway.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(FEATURES_AND_ABOVE, "bus", "limit", "model", "registry", "provider"));

    @ArchTest
    static final ArchRule limitsKnowNoFeatureAndNoDoor = noClasses()
            .that()
            .resideInAPackage("io.aigateway.limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(FEATURES_AND_ABOVE, "auth", "model", "registry", "provider"));

    @ArchTest
    static final ArchRule theRegistryKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage("io.aigateway.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(FEATURES_AND_ABOVE, "bus", "auth", "limit", "provider"))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule providersKnowModelMessagesOnly = noClasses()
            .that()
            .resideInAPackage("io.aigateway.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aigateway.model")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(onAnd(FEATURES_AND_ABOVE, "auth", "limit", "registry"));

    @ArchTest
    static final ArchRule theFakeProvidersKnowNothingOfTheGateway = noClasses()
            .that()
            .resideInAPackage("io.aigateway.fakeupstream..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.aigateway..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(on("fakeupstream", "kernel", "wire"))));

    @ArchTest
    static final ArchRule nobodyButTheCommandUsesTheFakeProviders = noClasses()
            .that()
            .resideOutsideOfPackages(on("fakeupstream", "app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aigateway.fakeupstream..");

    @ArchTest
    static final ArchRule coreIsPlainJava = classes()
            .that()
            .resideInAPackage("io.aigateway.*.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.aigateway.kernel..",
                    "io.aigateway.*.core..",
                    "io.aigateway.*.api..");

    /** The command that builds the index runs without an event loop. */
    @ArchTest
    static final ArchRule theIndexKnowsNoVertx = noClasses()
            .that()
            .resideInAPackage("io.aigateway.search.index..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule onlyTheIndexKnowsLucene = noClasses()
            .that()
            .resideOutsideOfPackage("io.aigateway.search.index..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule messagesKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("io.aigateway.*.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "com.fasterxml..");

    @ArchTest
    static final ArchRule onlyTheBusTouchesTheEventBus = noClasses()
            .that()
            .resideOutsideOfPackages("io.aigateway.bus..", "io.aigateway.app..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EventBus.class);

    @ArchTest
    static final ArchRule nobodyWaitsOnAThread = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(CompletableFuture.class, "join")
            .orShould()
            .callMethod(CompletableFuture.class, "get")
            .orShould()
            .callMethod(Future.class, "await");

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule verticlesAreFinalAndNamedSo = classes()
            .that()
            .areAssignableTo(VerticleBase.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveSimpleNameEndingWith("Verticle");

    @ArchTest
    static void featuresMeetOnlyInMessages(JavaClasses classes) {
        for (String feature : features(classes)) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(feature + "..", ROOT + "app..")
                    .should()
                    .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(feature + "..")
                            .and(JavaClass.Predicates.resideOutsideOfPackage(feature + ".api..")))
                    .because("features meet in messages")
                    .check(classes);
        }
    }

    @ArchTest
    static void providersDoNotMeet(JavaClasses classes) {
        List<String> providers = List.of("anthropic", "vertexai", "vertexsearch", "openai", "mock");
        for (String provider : providers) {
            String[] others = providers.stream()
                    .filter(other -> !other.equals(provider))
                    .map(other -> ROOT + "provider." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "provider." + provider + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    /** Features are what has messages; {@code model} is not one, it stands below them. */
    private static Set<String> features(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.matches("io\\.aigateway\\.\\w+\\.api") && !name.startsWith(ROOT + "model"))
                .map(name -> name.substring(0, name.length() - ".api".length()))
                .collect(Collectors.toSet());
    }

    private static String[] onAnd(List<String> rooms, String... more) {
        return on(Stream.concat(rooms.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static String[] on(String... rooms) {
        return List.of(rooms).stream().map(room -> ROOT + room + "..").toArray(String[]::new);
    }
}
