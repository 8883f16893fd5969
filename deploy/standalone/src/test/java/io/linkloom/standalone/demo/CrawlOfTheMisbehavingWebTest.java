package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.Misbehaviour;
import io.linkloom.testkit.misbehaving.ServedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole crawl of all misbehaving hosts at once: it ends by itself, and what takes more than one visit comes out right. */
@Timeout(180)
class CrawlOfTheMisbehavingWebTest {
    private static final int GOOD_HOSTS = 10;
    /** But for hosts that are to be left alone for a minute, which the crawl would wait for. */
    private static final Set<Misbehaviour> SEEDS =
            EnumSet.complementOf(EnumSet.of(Misbehaviour.BUSY_429, Misbehaviour.BUSY_503, Misbehaviour.BUSY_NONSENSE));

    @TempDir
    private static Path directory;

    private static MisbehavingServer web;
    private static Ending ending;
    private static Map<String, String> pages;

    @BeforeAll
    static void crawl() throws IOException, InterruptedException {
        web = MisbehavingServer.start(MisbehavingOptions.DEFAULT.withDrip(Duration.ofMillis(100)));
        Files.write(directory.resolve("hosts"), List.of("127.0.0.1 *.test"));
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        CrawlRequest request = new CrawlRequest(data, config(), seeds(), Scope.Kind.ANY, 0, CrawlBudget.NONE);
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request, Time.system());
                StopSignal never = StopSignal.byHand()) {
            CapturedTerminal terminal = new CapturedTerminal(false, 100);
            ending = new CrawlWatch(crawl, terminal.terminal(), never, Time.system()).await();
        }
        pages = new TreeMap<>();
        try (OfflineShards shards = OfflineShards.open(data.shards())) {
            new IndexFacts(shards.all(), new Sites()).pages(pages::put);
        }
    }

    @AfterAll
    static void close() {
        web.close();
    }

    private static Config config() {
        return Config.load(
                OneProcessSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts")),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("fetch.first-byte-timeout=3s"),
                        Flag.set("fetch.tls-timeout=3s"),
                        Flag.set("fetch.request-timeout=5s"),
                        Flag.set("worker.delay=0s")))));
    }

    private static Set<WebUrl> seeds() {
        Set<WebUrl> seeds = new LinkedHashSet<>();
        SEEDS.forEach(each -> seeds.add(WebUrl.parse(web.url(each))));
        for (int i = 0; i < GOOD_HOSTS; i++) {
            seeds.add(WebUrl.parse(web.url("good-" + i + ".test", "/")));
        }
        return seeds;
    }

    private static String page(Misbehaviour misbehaviour, String path) {
        return pages.getOrDefault(web.url(misbehaviour, path), "unknown");
    }

    private static List<String> asked(Misbehaviour misbehaviour) {
        return web.requests(misbehaviour.host()).stream()
                .map(ServedRequest::path)
                .filter(path -> !path.equals("/robots.txt"))
                .toList();
    }

    @Test
    void crawlEndsByItself() {
        assertThat(ending).isEqualTo(new Ending.Finished(Ending.Rest.FOR_LATER));
        for (Misbehaviour each : SEEDS) {
            assertThat(page(each, "/")).as(each.label()).isNotIn("unknown", "queued", "ordered");
        }
        for (int i = 0; i < GOOD_HOSTS; i++) {
            assertThat(pages.get(web.url("good-" + i + ".test", "/"))).startsWith("fetched");
        }
    }

    @Test
    void redirectsAreFollowedPageByPageUpToTen() {
        assertThat(page(Misbehaviour.REDIRECT_CHAIN_5, "/")).startsWith("redirected");
        assertThat(page(Misbehaviour.REDIRECT_CHAIN_5, "/x/5")).startsWith("fetched");
        assertThat(asked(Misbehaviour.REDIRECT_CHAIN_5)).hasSize(6);
        for (Misbehaviour each : List.of(Misbehaviour.REDIRECT_CHAIN_11, Misbehaviour.REDIRECT_ENDLESS)) {
            assertThat(page(each, "/x/9")).startsWith("redirected");
            assertThat(page(each, "/x/10")).startsWith("redirect_loop");
            assertThat(asked(each)).as(each.label()).hasSize(11);
        }
    }

    @Test
    void redirectsInACircleEndWhereTheyBegan() {
        assertThat(page(Misbehaviour.REDIRECT_LOOP, "/")).startsWith("redirected");
        assertThat(page(Misbehaviour.REDIRECT_LOOP, "/x/1")).startsWith("redirected");
        assertThat(asked(Misbehaviour.REDIRECT_LOOP)).containsExactly("/", "/x/1");
        assertThat(page(Misbehaviour.REDIRECT_TO_ITSELF, "/")).startsWith("redirect_loop");
        assertThat(asked(Misbehaviour.REDIRECT_TO_ITSELF)).containsExactly("/");
    }

    @Test
    void redirectToTheInsideOfANetworkIsNotFollowed() {
        assertThat(page(Misbehaviour.REDIRECT_INSIDE, "/")).startsWith("redirected");
        assertThat(pages.get("http://169.254.169.254/latest/meta-data/")).startsWith("address_refused");
    }

    /** Twice where the connection broke before an answer, which may have been its age, or where a host asked to come again. */
    @Test
    void nothingIsAskedForAgainAndAgain() {
        Map<String, Long> counts = web.requests().stream()
                .filter(each -> !each.path().equals("/robots.txt"))
                .map(each -> each.host() + each.path())
                .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        assertThat(counts.values()).allMatch(count -> count <= 2);
        counts.keySet().removeIf(page -> page.startsWith("busy-") || page.contains("-at-once."));
        assertThat(counts.values()).allMatch(count -> count == 1);
    }
}
