package io.linkloom.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventedWebTest {

    private static final InventedWebSpec DEMO = InventedWebSpec.demo(8080);

    @TempDir
    Path directory;

    @Test
    void theDemoIsAsLargeAsItIsSaidToBe() {
        TrueGraph graph = TrueGraph.of(DEMO);

        assertThat(DEMO.seeds()).hasSize(3);
        assertThat(graph.pageCount()).isEqualTo(5_000);
        assertThat(graph.linkCount()).isBetween(350_000L, 450_000L);
        assertThat(graph.pages().mapToInt(TruePage::depth)).allMatch(depth -> depth <= 12);
        assertThat(graph.outcomes().get("timeout")).isEqualTo(2);
        assertThat(graph.outcomes().get("malformed_response")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 5", "1, 60, 10", "3, 3, 5", "4, 30, 200", "40, 40, 10", "500, 3000, 3", "20, 20000, 30"})
    void everyPageIsReachedAtAnySize(int sites, int pages, int links) {
        TrueGraph graph = TrueGraph.of(InventedWebSpec.calm(sites, pages, links));

        assertThat(graph.pageCount()).isEqualTo(pages);
        assertThat(graph.outcomes()).isEqualTo(Map.of("fetched", (long) pages));
    }

    @Test
    void pagesHaveAboutAsManyLinksAsAskedFor() {
        for (int links : List.of(10, 40, 120)) {
            TrueGraph graph = TrueGraph.of(InventedWebSpec.calm(100, 20_000, links));
            double mean = graph.linkCount() / 20_000.0;
            assertThat(mean).isCloseTo(links, within(0.25 * links));
        }
    }

    @Test
    void theSameSpecGivesTheSameBytes() {
        assertThat(bytes(DEMO)).isEqualTo(bytes(InventedWebSpec.demo(8080)));
    }

    @Test
    void anotherSeedGivesAnotherWeb() {
        assertThat(bytes(DEMO)).isNotEqualTo(bytes(DEMO.withSeed(2)));
    }

    @Test
    void thePortChangesNothingButTheUrls() {
        Function<InventedWebSpec, Set<String>> links = spec ->
                TrueGraph.of(spec).links().map(InventedWebTest::withoutPort).collect(Collectors.toSet());
        InventedWebSpec small = InventedWebSpec.lifelike(20, 300, 20);

        assertThat(links.apply(small.withPort(80))).isEqualTo(links.apply(small.withPort(4321)));
        assertThat(small.withPort(80).seeds()).noneMatch(seed -> seed.matches("http://[^/]*:.*"));
    }

    @Test
    void everyPageHasAUrlOfItsOwnThatFindsIt() {
        InventedWeb web = InventedWeb.of(DEMO);
        Set<String> urls = new HashSet<>();
        for (int site = 0; site < web.sites().count(); site++) {
            for (int page = 0; page < web.sites().pages(site); page++) {
                String url = web.url(site, page);
                assertThat(urls.add(url)).as(url).isTrue();
                assertThat(web.find(url)).as(url).isEqualTo(PageId.of(site, page));
            }
        }
    }

    @Test
    void sharesAreAsAskedFor() {
        Features features = new Features(0.1, 0.2, 0.05, 0.05, 0, 0, 0.1, 0, 0, 3, 4, 2, true, 0, 0);
        InventedWebSpec spec = InventedWebSpec.calm(100, 20_000, 20).withFeatures(features);

        Map<String, Long> outcomes = TrueGraph.of(spec).outcomes();

        double leaves = 20_000 * 11.0 / 12;
        assertThat(outcomes.getOrDefault("redirected", 0L) / leaves).isCloseTo(0.1, within(0.02));
        assertThat(outcomes.getOrDefault("gone", 0L) / leaves).isCloseTo(0.25, within(0.03));
        assertThat(outcomes.getOrDefault("server_error", 0L) / leaves).isCloseTo(0.05, within(0.02));
        assertThat(outcomes.getOrDefault("wrong_type", 0L) / leaves).isCloseTo(0.1, within(0.02));
        assertThat(outcomes).containsEntry("timeout", 3L).containsEntry("malformed_response", 4L);
        assertThat(outcomes).containsKeys("dns_failure", "connect_failure", "robots_unreachable");
    }

    @Test
    void mostLinksStayOnTheirSiteAndAFewSitesGetMostOfTheOthers() {
        List<TrueLink> external = TrueGraph.of(DEMO)
                .links()
                .filter(link -> !site(link.source()).equals(site(link.target())))
                .toList();
        Map<String, Long> bySite =
                external.stream().collect(Collectors.groupingBy(link -> site(link.target()), Collectors.counting()));
        List<Long> counts = bySite.values().stream().sorted().toList();

        assertThat(external.size() / 401_073.0).isBetween(0.15, 0.35);
        assertThat(bySite).hasSize(200);
        assertThat(counts.getLast()).isGreaterThan(20 * counts.get(100));
    }

    @Test
    void redirectsDoNotAddToTheDepth() {
        TrueGraph graph = TrueGraph.of(DEMO);
        graph.links().filter(link -> link.kind().equals("redirect")).forEach(redirect -> {
            int from = graph.page(redirect.source()).orElseThrow().depth();
            assertThat(graph.page(redirect.target()).orElseThrow().depth()).isLessThanOrEqualTo(from);
        });
    }

    @Test
    void whatCannotBeReadHasNoLinks() {
        TrueGraph graph = TrueGraph.of(DEMO);
        graph.pages()
                .filter(page -> !page.outcome().equals("fetched"))
                .filter(page -> !page.outcome().equals("redirected"))
                .forEach(page -> assertThat(graph.linksOf(page.url())).isEmpty());
        assertThat(graph.linksOf("http://nobody-999.test:8080/")).isEmpty();
    }

    @Test
    void aSeedOfAnotherWebIsRefused() {
        assertThatThrownBy(() -> TrueGraph.of(DEMO, List.of("http://www.example.org/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://www.example.org/");
    }

    @Test
    void aWebWithoutRoomForItsRaritiesIsRefused() {
        InventedWebSpec tiny = InventedWebSpec.calm(1, 1, 5).withFeatures(Features.lifelike());

        assertThatThrownBy(() -> TrueGraph.of(tiny))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no page left");
    }

    @Test
    void theHostsFileNamesEveryHostButTheOneThatDoesNotResolve() throws IOException {
        Path file = directory.resolve("hosts");
        DEMO.hostsFile(file);
        Set<String> names = new HashSet<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> line.startsWith("127.0.0.1 "))
                    .forEach(line -> names.addAll(List.of(line.split(" ", -1))));
        }

        TrueGraph.of(DEMO).pages().forEach(page -> {
            String host = URI.create(page.url()).getHost();
            boolean isNamed = names.contains(host) || names.contains("*." + site(page.url()));
            assertThat(isNamed).as(page.url()).isEqualTo(!page.outcome().equals("dns_failure"));
        });
    }

    private static byte[] bytes(InventedWebSpec spec) {
        InventedWeb web = InventedWeb.of(spec);
        HtmlPage html = new HtmlPage(web);
        ByteSink out = new ByteSink(1024);
        for (int site = 0; site < 50; site++) {
            html.write(out, site, 0);
        }
        return Arrays.copyOf(out.array(), out.length());
    }

    private static String withoutPort(TrueLink link) {
        return link.toString().replace(":4321/", "/");
    }

    private static String site(String url) {
        String host = URI.create(url).getHost();
        String[] labels = host.split("\\.", -1);
        return labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
