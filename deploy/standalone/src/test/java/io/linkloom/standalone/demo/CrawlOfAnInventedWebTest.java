package io.linkloom.standalone.demo;

import static io.linkloom.standalone.demo.LoopbackCrawl.crawl;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.command.LinkloomCommand;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.testkit.web.Changes;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.RequestLog;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole crawls, broker, disk and network included, compared with the invented web link by link. */
@Timeout(120)
class CrawlOfAnInventedWebTest {

    @TempDir
    private Path directory;

    private final RequestLog requests = new RequestLog(1_000_000);

    private static InventedWebSpec web(int pages) {
        InventedWebSpec spec = InventedWebSpec.lifelike(60, pages, 25);
        return spec.withFeatures(spec.features().withSlowRiders(0));
    }

    private CrawlRequest request(InventedWebSpec web) throws IOException {
        return new LoopbackCrawl(directory).request(web);
    }

    private DataDirectory data() {
        return new LoopbackCrawl(directory).data();
    }

    @Test
    void indexIsWhatTheWebIs() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(web(800))) {
            Ending ending = crawl(request(server.spec()), crawl -> false);
            assertThat(ending).isEqualTo(new Ending.Finished(Ending.Rest.FOR_LATER));
            IndexAssert.assertIndexIsTheWeb(data(), server.spec());
            assertThatWhyNamesTheLineOfRobotsTxt(server.spec());
        }
    }

    private void assertThatWhyNamesTheLineOfRobotsTxt(InventedWebSpec web) {
        String forbidden = TrueGraph.of(web)
                .pages()
                .filter(page -> page.outcome().equals("robots_disallowed"))
                .findFirst()
                .orElseThrow()
                .url();
        CapturedTerminal why = new CapturedTerminal(false, 200);
        int exit = LinkloomCommand.run(
                why.terminal(), Map.of(), "why", "--data", data().path().toString(), forbidden);
        assertThat(exit).isZero();
        assertThat(why.out())
                .contains("robots_disallowed: robots.txt forbids it: Disallow: /")
                .containsPattern("\\(line \\d+, group \\*\\)");
    }

    @Test
    void crawlThatWasStoppedGoesOnAndFetchesNothingTwice() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(web(3000), requests)) {
            CrawlRequest request = request(server.spec());
            assertThat(crawl(request, crawl -> crawl.status().pages() > 300)).isEqualTo(new Ending.Stopped());
            long before = requests.entries().size();
            assertThat(crawl(request, crawl -> false)).isEqualTo(new Ending.Finished(Ending.Rest.FOR_LATER));

            assertThat(before).isBetween(300L, 2800L);
            IndexAssert.assertIndexIsTheWeb(data(), server.spec());
            assertThat(answeredMoreThanOnce(server.spec())).isEmpty();
        }
    }

    /**
     * Pages only: the files of robots rules, one of which lies behind a redirect, are asked for by every run. But for pages that
     * close the connection: those are tried again on a fresh one.
     */
    private Map<String, Long> answeredMoreThanOnce(InventedWebSpec web) {
        assertThat(requests.dropped()).isZero();
        Map<String, Long> counts = requests.entries().stream()
                .filter(entry -> !entry.path().endsWith("robots.txt"))
                .map(entry -> "http://" + entry.host() + ":" + web.port() + entry.path())
                .collect(Collectors.groupingBy(url -> url, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);
        TrueGraph.of(web)
                .pages()
                .filter(page -> page.outcome().equals("malformed_response"))
                .forEach(page -> counts.remove(page.url()));
        return counts;
    }

    @Test
    void crawledAgainTheIndexIsWhatTheWebHasBecomeAndUnchangedPagesAreNotSentAgain()
            throws IOException, InterruptedException {
        InventedWebSpec calm = InventedWebSpec.calm(30, 600, 15).withChanges(Changes.lively());
        try (InventedWebServer server = InventedWebServer.start(calm, requests)) {
            CrawlRequest first = request(server.spec());
            assertThat(crawl(first, crawl -> false)).isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            IndexAssert.assertIndexIsTheWeb(data(), server.spec());
            long pages = TrueGraph.of(server.spec()).pageCount();

            server.setEpoch(1);
            CrawlRequest again = new CrawlRequest(
                    first.data(),
                    first.config(),
                    Set.of(),
                    null,
                    null,
                    Instant.ofEpochMilli(Time.system().millis()),
                    null,
                    CrawlBudget.NONE);
            long before = requests.entries().size();
            assertThat(crawl(again, crawl -> false)).isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            assertThat(requests.entries().size() - before).isGreaterThanOrEqualTo(pages);
            Map<String, Long> outcomes = outcomes();
            assertThat(outcomes.get("not_modified")).isGreaterThan(pages / 4);
            assertThat(outcomes.get("fetched")).isPositive();

            // The same command without the wish goes on with it, and finds nothing left.
            long done = requests.entries().size();
            assertThat(crawl(first, crawl -> false)).isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            assertThat(requests.entries()).hasSize((int) done);
        }
    }

    private Map<String, Long> outcomes() {
        try (OfflineShards index = OfflineShards.open(data().shards())) {
            return index.status(0).visits();
        }
    }

    @Test
    void crawlEndsWhenAsManyPagesAsAskedForAreFetched() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(web(800), requests)) {
            CrawlRequest all = request(server.spec());
            CrawlRequest some = new CrawlRequest(
                    all.data(), all.config(), all.seeds(), all.scope(), all.maxDepth(), CrawlBudget.ofPages(100));
            assertThat(crawl(some, crawl -> false)).isEqualTo(new Ending.Finished(Ending.Rest.OVER_BUDGET));
            assertThat(requests.entries().stream().filter(entry -> !entry.path().equals("/robots.txt")))
                    .hasSizeLessThanOrEqualTo(100);
        }
    }
}
