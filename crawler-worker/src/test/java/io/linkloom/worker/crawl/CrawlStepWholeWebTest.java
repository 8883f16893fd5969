package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crawls a whole invented web by {@link CrawlStep} alone and compares every page and link with the truth. */
class CrawlStepWholeWebTest {
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            // What an endless page costs this test; far more than any other page takes on a busy machine.
            Duration.ofSeconds(4),
            64 << 10);

    private final Map<WebUrl, PageVisit> visits = new ConcurrentHashMap<>();
    private final Map<WebUrl, WebUrl> seen = new ConcurrentHashMap<>();
    private final Phaser underWay = new Phaser(1);
    private final Semaphore atOnce = new Semaphore(32);

    @Test
    void everyPageAndEveryLinkIsAsTheWebHasIt(@TempDir Path dir) throws Exception {
        InventedWebSpec spec = InventedWebSpec.lifelike(30, 900, 40);
        try (InventedWebServer server = InventedWebServer.start(spec)) {
            server.spec().hostsFile(dir.resolve("hosts"));
            crawl(server.spec(), HostsFile.read(dir.resolve("hosts")));
            TrueGraph truth = TrueGraph.of(server.spec());
            assertThat(pages()).isEqualTo(truePages(truth));
            assertThat(links()).isEqualTo(trueLinks(truth));
        }
    }

    private void crawl(InventedWebSpec spec, HostsFile hosts) {
        Time time = Time.system();
        try (FetchClient client = new FetchClient(
                        "test", hosts, new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))), LIMITS, time);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CrawlStep step = new CrawlStep(
                    new Robots(RobotsTimes.DEFAULT, time),
                    new ScannerExtractor(ExtractOptions.of(Robots.AGENT, ExtractLimits.DEFAULT)),
                    new Backoff(new Random()),
                    1 << 20,
                    time::millis);
            spec.seeds().forEach(seed -> visit(WebUrl.parse(seed), step, client, threads));
            underWay.arriveAndAwaitAdvance();
        }
    }

    private void visit(WebUrl url, CrawlStep step, FetchClient client, ExecutorService threads) {
        if (seen.putIfAbsent(url, url) != null) {
            return;
        }
        underWay.register();
        threads.execute(() -> {
            atOnce.acquireUninterruptibly();
            Fetcher fetcher = client.fetcher();
            Step done = Attempts.whole(step, FetchOrder.first(url, 0, 0, 0), HostState.UNKNOWN, fetcher);
            fetcher.endTurn(Long.MAX_VALUE);
            atOnce.release();
            if (done instanceof Step.Visited(PageVisit visit, boolean _)) {
                visits.put(url, visit);
                visit.links().forEach(link -> visit(link.target(), step, client, threads));
            }
            underWay.arriveAndDeregister();
        });
    }

    private Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        visits.forEach((url, visit) -> pages.put(url.text(), visit.outcome().label() + " " + visit.status()));
        return pages;
    }

    private static Map<String, String> truePages(TrueGraph truth) {
        Map<String, String> pages = new TreeMap<>();
        truth.pages().forEach(page -> pages.put(page.url(), page.outcome() + " " + page.status()));
        return pages;
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        visits.values().forEach(visit -> visit.links().forEach(link -> links.add(text(visit.url(), link))));
        links.sort(null);
        return links;
    }

    private static String text(WebUrl source, Link link) {
        var rel = new TreeSet<>(List.of(RelToken.text(link.rel()).split(" ", -1)));
        return source + " " + link.target() + " " + link.kind().label() + " "
                + (link.rel() == 0 ? "[]" : rel.toString()) + " " + link.count() + " "
                + link.anchor();
    }

    private static List<String> trueLinks(TrueGraph truth) {
        return truth.links()
                .map(link -> link.source() + " " + link.target() + " " + link.kind() + " "
                        + (link.rel().isEmpty() ? "[]" : link.rel().toString()) + " " + link.count() + " "
                        + link.anchor())
                .sorted()
                .toList();
    }
}
