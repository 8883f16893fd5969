package io.linkloom.builder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages form a line, every foreign library has one home, and the services do not know each other. */
class PackageLineTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.linkloom.builder");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.linkloom.builder.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachPackageUsesOnlyThoseAboveIt() {
        mayUse("store", List.of());
        mayUse("fold", List.of("store"));
        mayUse("check", List.of("store"));
        mayUse("schedule", List.of("store"));
        mayUse("query", List.of("store", "fold", "schedule"));
        mayUse("api", List.of("store", "fold", "schedule", "query"));
        mayUse("export", List.of("store", "fold", "schedule", "query"));
        mayUse("app", List.of("store", "fold", "check", "schedule", "query", "api", "export"));
    }

    private static void mayUse(String user, List<String> above) {
        List<String> below =
                List.of("store", "fold", "check", "schedule", "query", "api", "export", "app", "simulation").stream()
                        .filter(other -> !other.equals(user) && !above.contains(other))
                        .toList();
        for (String other : below) {
            noClasses()
                    .that()
                    .resideInAPackage("io.linkloom.builder." + user + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.linkloom.builder." + other + "..")
                    .check(CLASSES);
        }
    }

    @Test
    void everyForeignLibraryHasOneHome() {
        onlyIn("store", "org.rocksdb..");
        onlyIn("api", "io.javalin..", "com.fasterxml.jackson..");
        onlyIn("app", "io.micrometer..");
        onlyIn("fold", "com.google.re2j..");
    }

    private static void onlyIn(String home, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.linkloom.builder." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }

    @Test
    void neitherKafkaNorTheWorkerIsKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.linkloom.worker..")
                .check(CLASSES);
    }
}
