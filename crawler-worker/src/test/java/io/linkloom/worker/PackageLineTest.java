package io.linkloom.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages are the data flow: a line without cycles, each third party in its one home. */
class PackageLineTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.linkloom.worker");

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.linkloom.worker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesFormALine() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("queue")
                .definedBy("io.linkloom.worker.queue")
                .layer("fetch")
                .definedBy("io.linkloom.worker.fetch")
                .layer("robots")
                .definedBy("io.linkloom.worker.robots")
                .layer("extract")
                .definedBy("io.linkloom.worker.extract")
                .layer("sitemap")
                .definedBy("io.linkloom.worker.sitemap")
                .layer("crawl")
                .definedBy("io.linkloom.worker.crawl")
                .layer("app")
                .definedBy("io.linkloom.worker.app")
                .whereLayer("queue")
                .mayNotAccessAnyLayer()
                .whereLayer("fetch")
                .mayNotAccessAnyLayer()
                .whereLayer("robots")
                .mayOnlyAccessLayers("fetch")
                .whereLayer("extract")
                .mayNotAccessAnyLayer()
                .whereLayer("sitemap")
                .mayOnlyAccessLayers("extract")
                .whereLayer("crawl")
                .mayOnlyAccessLayers("queue", "fetch", "robots", "extract", "sitemap")
                .whereLayer("app")
                .mayOnlyAccessLayers("queue", "fetch", "robots", "extract", "sitemap", "crawl")
                .check(CLASSES);
    }

    @Test
    void everyThirdPartyHasOneHome() {
        onlyIn("io.linkloom.worker.fetch", "org.apache.hc..");
        onlyIn("io.linkloom.worker.fetch", "com.aayushatharva..");
        onlyIn("io.linkloom.worker.fetch", "com.github.luben..");
        onlyIn("io.linkloom.worker.extract", "org.jsoup..");
        onlyIn("io.linkloom.worker.extract", "com.ibm.icu..");
        onlyIn("io.linkloom.worker.robots", "crawlercommons.robots..");
        onlyIn("io.linkloom.worker.sitemap", "crawlercommons.sitemaps..");
        onlyIn("io.linkloom.worker.app", "io.micrometer..");
    }

    private static void onlyIn(String home, String thirdParty) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(thirdParty)
                .check(CLASSES);
    }

    @Test
    void workerKnowsNeitherTheBuilderNorKafkaNorTheStore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.linkloom.builder..", "org.apache.kafka..", "org.rocksdb..")
                .check(CLASSES);
    }
}
