package io.camkit.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keeps the arrows between the modules as they are drawn, and the rules that no compiler checks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the classes are read once
class ArchitectureTest {
    private static final String[] PLUGINS = {"io.camkit.source..", "io.camkit.sink..", "io.camkit.codec.."};
    private static final String[] LIBRARY = {
        "io.camkit",
        "io.camkit.spi..",
        "io.camkit.core..",
        "io.camkit.media..",
        "io.camkit.net..",
        "io.camkit.http..",
        "io.camkit.process..",
        "io.camkit.source..",
        "io.camkit.sink..",
        "io.camkit.codec.."
    };
    private static final Set<String> CLOCK_METHODS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.lang.Thread.sleep",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.Throwable.printStackTrace");

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.camkit");

    @Test
    void theApiNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("io.camkit", "io.camkit.spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.camkit", "io.camkit.spi..")
                .check(code);
    }

    @Test
    void theCoreSeesTheApiAndALoggerOnly() {
        classes()
                .that()
                .resideInAPackage("io.camkit.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.slf4j..", "io.camkit", "io.camkit.spi..", "io.camkit.core..")
                .check(code);
    }

    @Test
    void formatsSeeTheApiOnly() {
        classes()
                .that()
                .resideInAPackage("io.camkit.media..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.camkit", "io.camkit.spi..", "io.camkit.media..")
                .check(code);
    }

    @Test
    void childProcessesSeeTheApiOnly() {
        classes()
                .that()
                .resideInAPackage("io.camkit.process..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.camkit", "io.camkit.spi..", "io.camkit.process..")
                .check(code);
    }

    @Test
    void theNetworkSeesNoPluginNoServerAndNoRuntime() {
        noClasses()
                .that()
                .resideInAPackage("io.camkit.net..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.camkit.core..",
                        "io.camkit.http..",
                        "io.camkit.media..",
                        "io.camkit.source..",
                        "io.camkit.sink..",
                        "io.camkit.codec.."))
                .check(code);
        noClasses()
                .that()
                .resideInAPackage("io.camkit.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.camkit.core..",
                        "io.camkit.media..",
                        "io.camkit.source..",
                        "io.camkit.sink..",
                        "io.camkit.codec.."))
                .check(code);
    }

    @Test
    void pluginsNeverSeeTheCoreNorTheTestKitNorSamples() {
        noClasses()
                .that()
                .resideInAnyPackage(PLUGINS)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.camkit.core..", "io.camkit.testkit..", "io.camkit.server.."))
                .check(code);
    }

    @Test
    void pluginsNeverSeeEachOther() {
        slices().matching("io.camkit.(source|sink|codec).(*)..")
                .should()
                .notDependOnEachOther()
                .check(code);
    }

    @Test
    void jacksonStaysInHttpAndSamples() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY).and(not(resideInAPackage("io.camkit.http.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(code);
    }

    @Test
    void theTestKitReachesTheRuntimeThroughTheApi() {
        noClasses()
                .that()
                .resideInAPackage("io.camkit.testkit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.camkit.core..",
                        "io.camkit.http..",
                        "io.camkit.source..",
                        "io.camkit.sink..",
                        "io.camkit.codec.."))
                .check(code);
    }

    @Test
    void nothingIsStaticAndMutable() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(LIBRARY))
                .and(areNotMadeByTheCompiler())
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(mutable())
                .check(code);
    }

    private static DescribedPredicate<JavaField> areNotMadeByTheCompiler() {
        return describe(
                "are not made by the compiler", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /** Types whose very purpose is to change. What {@code List.of} and the like return is declared by interface and passes. */
    private static DescribedPredicate<JavaClass> mutable() {
        return describe("a type made to change", type -> {
            boolean concurrent = type.getPackageName().startsWith("java.util.concurrent") && !type.isEnum();
            boolean collection =
                    (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) && !type.isInterface();
            return concurrent
                    || collection
                    || type.isEquivalentTo(ThreadLocal.class)
                    || type.isEquivalentTo(StringBuilder.class)
                    || type.isAssignableTo(java.nio.Buffer.class);
        });
    }

    @Test
    void timeRandomnessAndSleepAreInjected() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY)
                        .and(not(describe(
                                "the system clock", type -> type.getName().startsWith("io.camkit.core.SystemClock")))))
                .should()
                .accessTargetWhere(isOneOf(CLOCK_METHODS))
                .check(code);
    }

    private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> members) {
        return describe("is a clock, dice or sleep of the JDK's own", access -> {
            AccessTarget target = access.getTarget();
            boolean listed = members.contains(target.getOwner().getName() + "." + target.getName());
            boolean stackTrace = target.getName().equals("printStackTrace")
                    && target.getOwner().isAssignableTo(Throwable.class);
            return listed || stackTrace;
        });
    }

    @Test
    void theLibraryNeverPrints() {
        noClasses()
                .that()
                .resideInAnyPackage(LIBRARY)
                .should()
                .accessTargetWhere(describe(
                        "is System.out or System.err",
                        access -> access.getTarget().getOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err")
                                        .contains(access.getTarget().getName())))
                .check(code);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .that()
                .resideInAPackage("io.camkit..")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Misc|Common|Impl)")
                .check(code);
    }
}
