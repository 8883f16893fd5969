package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.Changes;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.RequestLog;
import io.linkloom.testkit.web.RequestLog.Entry;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl that visits pages again and again, of a web that changes meanwhile. */
@Timeout(180)
class RecrawlOfAnInventedWebTest {
    private static final Duration LONGEST = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private final RequestLog requests = new RequestLog(1_000_000);

    /** The machine's clocks, and a day later once that is wanted. */
    private record DayThatEnds(BooleanSupplier isOver) implements Time {
        @Override
        public long millis() {
            return Time.system().millis();
        }

        @Override
        public long nanos() {
            return Time.system().nanos() + (isOver.getAsBoolean() ? LONGEST.toNanos() : 0);
        }
    }

    @Test
    void pagesComeBackByConditionalRequestsAndWhatHasChangedIsFoldedUntilTheTimeIsOver()
            throws IOException, InterruptedException {
        InventedWebSpec calm = InventedWebSpec.calm(20, 300, 25).withChanges(Changes.lively());
        LoopbackCrawl crawls = new LoopbackCrawl(directory);
        try (InventedWebServer server = InventedWebServer.start(calm, requests)) {
            CrawlRequest forEver = crawls.request(
                    server.spec(),
                    "schedule.recrawl=adaptive",
                    "schedule.recrawl.first-interval=1s",
                    "schedule.recrawl.min-interval=1s",
                    "schedule.recrawl.max-interval=1s");
            Set<String> pages = pathsOf(server.spec());
            try (StandaloneCrawl crawl = StandaloneCrawl.start(forEver, Time.system());
                    StopSignal never = StopSignal.byHand()) {
                // Both from the thread that watches: all pages have come twice, and twice more since the web changed.
                int[] changedAt = {-1};
                Time day = new DayThatEnds(() -> {
                    if (changedAt[0] < 0 && haveComeTwice(pages, 0)) {
                        server.setEpoch(1);
                        changedAt[0] = requests.entries().size();
                    }
                    return changedAt[0] >= 0 && haveComeTwice(pages, changedAt[0]);
                });
                CapturedTerminal terminal = new CapturedTerminal(false, 100);
                assertThat(new CrawlWatch(crawl, terminal.terminal(), never, day, LONGEST).await())
                        .isEqualTo(new Ending.Finished(Ending.Rest.OUT_OF_TIME));
                assertThat(crawl.stop().isClean()).isTrue();
            }
            assertThat(requests.dropped()).isZero();
            assertThat(outcomes(crawls).get("not_modified")).isPositive();
            assertThatPagesAreAskedForConditionally();

            // What is on its way is folded by a run that visits nothing again: links to other sites, and orders that
            // were cut off.
            assertThat(LoopbackCrawl.crawl(crawls.request(server.spec()), _ -> false))
                    .isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            IndexAssert.assertIndexIsTheWebVisitedAgain(crawls.data(), server.spec());
        }
    }

    private static Set<String> pathsOf(InventedWebSpec web) {
        int authority = "http://".length();
        return TrueGraph.of(web)
                .pages()
                .map(page -> page.url().substring(authority).replace(":" + web.port(), ""))
                .collect(Collectors.toSet());
    }

    private static String page(Entry request) {
        return request.host() + request.path();
    }

    private boolean haveComeTwice(Set<String> pages, int from) {
        List<Entry> all = requests.entries();
        Map<String, Long> visits = all.subList(from, all.size()).stream()
                .collect(Collectors.groupingBy(RecrawlOfAnInventedWebTest::page, Collectors.counting()));
        return pages.stream().allMatch(page -> visits.getOrDefault(page, 0L) >= 2);
    }

    /** Never the first time; and again mostly, since all but a few pages have an entity tag. */
    private void assertThatPagesAreAskedForConditionally() {
        Map<String, List<Entry>> byPage = requests.entries().stream()
                .filter(request -> !request.path().equals("/robots.txt"))
                .collect(Collectors.groupingBy(RecrawlOfAnInventedWebTest::page));
        assertThat(byPage.values()).noneMatch(visits -> visits.getFirst().isConditional());
        assertThat(byPage.values())
                .filteredOn(visits -> visits.get(1).isConditional())
                .hasSizeGreaterThan(byPage.size() / 2);
    }

    private static Map<String, Long> outcomes(LoopbackCrawl crawls) {
        try (OfflineShards index = OfflineShards.open(crawls.data().shards())) {
            return index.status(0).visits();
        }
    }
}
