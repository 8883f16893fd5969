package io.linkloom.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages have no cycles, the modules know each other as designed, and Kafka's server has one home. */
class PackageLineTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.linkloom");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.linkloom.standalone.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void kafkaIsOnlyKnownToTheBroker() {
        noClasses()
                .that()
                .resideInAPackage("io.linkloom.standalone..")
                .and()
                .resideOutsideOfPackage("io.linkloom.standalone.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..", "org.rocksdb..")
                .check(CLASSES);
    }

    @Test
    void parserAndHttpClientAreOnlyYardsticksHere() {
        noClasses()
                .that()
                .resideInAPackage("io.linkloom.standalone..")
                .and()
                .resideOutsideOfPackage("io.linkloom.standalone.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jsoup..", "org.apache.hc..", "crawlercommons..", "org.openjdk.jmh.annotations..")
                .check(CLASSES);
    }

    @Test
    void workerAndBuilderDoNotKnowEachOther() {
        independent("io.linkloom.worker..", "io.linkloom.builder..");
        independent("io.linkloom.builder..", "io.linkloom.worker..");
    }

    @Test
    void theInventedWebKnowsNothingOfTheCrawler() {
        independent("io.linkloom.testkit..", "io.linkloom.common..", "io.linkloom.worker..", "io.linkloom.builder..");
    }

    private static void independent(String packages, String... others) {
        noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }
}
