package io.linkloom.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages form a line, and every foreign library has one home. */
class PackageLineTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.linkloom.common");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.linkloom.common.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachPackageUsesOnlyThoseAboveIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("url")
                .definedBy("io.linkloom.common.url..")
                .layer("model")
                .definedBy("io.linkloom.common.model..")
                .layer("wire")
                .definedBy("io.linkloom.common.wire..")
                .layer("topic")
                .definedBy("io.linkloom.common.topic..")
                .layer("config")
                .definedBy("io.linkloom.common.config..")
                .layer("runtime")
                .definedBy("io.linkloom.common.runtime..")
                .layer("control")
                .definedBy("io.linkloom.common.control..")
                .whereLayer("control")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("runtime")
                .mayOnlyBeAccessedByLayers("control")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("runtime", "control")
                .whereLayer("topic")
                .mayOnlyBeAccessedByLayers("config", "runtime", "control")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("topic", "config", "runtime", "control")
                .check(CLASSES);
    }

    @Test
    void everyForeignLibraryHasOneHome() {
        onlyIn("topic", "org.apache.kafka..");
        onlyIn("wire", "com.google.protobuf..");
        onlyIn("url", "com.ibm.icu..", "crawlercommons..", "com.dynatrace..", "com.github.benmanes..");
        onlyIn("runtime", "io.javalin..", "io.micrometer..");
    }

    private static void onlyIn(String home, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.linkloom.common." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}
