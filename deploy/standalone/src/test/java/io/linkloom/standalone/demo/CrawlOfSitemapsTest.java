package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sitemaps and feeds through a whole crawl: from the robots.txt that names them to the pages that nothing else leads to. */
@Timeout(120)
class CrawlOfSitemapsTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void pagesThatOnlySitemapsListAreFetchedAndFeedsAreLinks() throws IOException, InterruptedException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String host = "site.test:" + web.getAddress().getPort();
        web.createContext("/", exchange -> answer(exchange, host));
        web.start();
        try (OfflineShards shards = crawl(WebUrl.parse("http://" + host + "/"))) {
            Shard shard = shardOf(shards, host);
            assertThat(page(shard, host, "/index.xml").origin()).isEqualTo(Origin.SITEMAP_FILE);
            assertThat(page(shard, host, "/pages.xml").origin()).isEqualTo(Origin.SITEMAP_FILE);
            PageRow listed = page(shard, host, "/listed");
            assertThat(listed.origin()).isEqualTo(Origin.SITEMAP);
            assertThat(listed.sitemapPriority()).isEqualTo(90);
            assertThat(listed.lastVisit()).isNotNull();
            assertThat(listed.lastVisit().outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(outlinks(shard, host, "/pages.xml").live())
                    .as("what a sitemap lists is no link")
                    .isEmpty();
            assertThat(outlinks(shard, host, "/feed.rss").live())
                    .singleElement()
                    .satisfies(link -> assertThat(link.anchor()).isEqualTo("News of today"));
            PageRow vouched = page(shard, host, "/listed-elsewhere");
            assertThat(vouched.origin())
                    .as("the index is on another host, and speaks for the one whose robots.txt names it")
                    .isEqualTo(Origin.SITEMAP);
            assertThat(shards.all())
                    .as("a sitemap does not speak for others")
                    .allMatch(any -> any.page(key("b.test", "/not-its-to-say")) == null);
            assertThat(page(shard, host, "/news").origin()).isEqualTo(Origin.LINK);
        } finally {
            web.stop(0);
        }
        assertThat(asked).containsOnlyOnce("/robots.txt", "/index.xml", "/pages.xml", "/listed", "/feed.rss", "/news");
    }

    /** Nothing comes back by itself within a day, but for the sitemap, and that says each time that its page has just been changed. */
    @Test
    void pageOfWhichASitemapSaysThatItWasChangedIsVisitedAgain() throws IOException, InterruptedException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String host = "site.test:" + web.getAddress().getPort();
        web.createContext("/", exchange -> answer(exchange, host));
        web.start();
        Path rules = Files.writeString(
                directory.resolve("rules"),
                "recrawl prefix " + host + "/pages.xml every 1s\nrecrawl any every 1s..2d\n");
        CrawlRequest request = new CrawlRequest(
                new DataDirectory(directory.resolve("data")),
                config("schedule.recrawl=adaptive", "schedule.recrawl.first-interval=1d"),
                Set.of(WebUrl.parse("http://" + host + "/")),
                Scope.Kind.ANY,
                null,
                null,
                rules.toString(),
                CrawlBudget.NONE);
        try {
            assertThat(LoopbackCrawl.crawl(request, _ -> Collections.frequency(asked, "/listed") >= 3))
                    .isEqualTo(new Ending.Stopped());
        } finally {
            web.stop(0);
        }
        assertThat(asked).containsOnlyOnce("/", "/index.xml", "/feed.rss", "/news");
    }

    private Config config(String... settings) throws IOException {
        Files.write(directory.resolve("hosts"), List.of("127.0.0.1 site.test cdn.test"));
        List<Flag> flags = new ArrayList<>(List.of(
                Flag.set("fetch.hosts-file=" + directory.resolve("hosts")),
                Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                Flag.set("worker.delay=0s")));
        for (String setting : settings) {
            flags.add(Flag.set(setting));
        }
        return Config.load(OneProcessSettings.ALL, List.of(Source.flags(flags)));
    }

    private OfflineShards crawl(WebUrl seed) throws IOException, InterruptedException {
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        Config config = config();
        CrawlRequest request = new CrawlRequest(data, config, Set.of(seed), Scope.Kind.ANY, null, CrawlBudget.NONE);
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request, Time.system());
                StopSignal never = StopSignal.byHand()) {
            CapturedTerminal terminal = new CapturedTerminal(false, 100);
            var _ = new CrawlWatch(crawl, terminal.terminal(), never, Time.system()).await();
        }
        return OfflineShards.open(data.shards());
    }

    private void answer(HttpExchange exchange, String host) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (host.equals(exchange.getRequestHeaders().getFirst("Host"))) {
            asked.add(path);
        }
        int port = exchange.getLocalAddress().getPort();
        Map<String, String> bodies = Map.of(
                "/robots.txt", "Sitemap: /index.xml\nSitemap: http://cdn.test:" + port + "/cdn-index.xml\n",
                "/cdn-index.xml",
                        "<sitemapindex><sitemap><loc>http://cdn.test:" + port
                                + "/cdn.xml</loc></sitemap></sitemapindex>",
                "/cdn.xml", "<urlset>" + listed("http://" + host + "/listed-elsewhere") + "</urlset>",
                "/index.xml",
                        "<sitemapindex><sitemap><loc>http://" + host + "/pages.xml</loc></sitemap></sitemapindex>",
                "/pages.xml",
                        "<urlset>" + listed("http://" + host + "/listed") + listed("http://b.test/not-its-to-say")
                                + "</urlset>",
                "/feed.rss",
                        "<rss version='2.0'><channel><item><title>News of today</title><link>/news</link></item></channel></rss>",
                "/", "<a href=/feed.rss>what is new</a>");
        String type =
                path.endsWith(".xml") ? "application/xml" : path.endsWith(".rss") ? "application/rss+xml" : "text/html";
        byte[] body = bodies.getOrDefault(path, "<p>nothing leads on").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String listed(String url) {
        return "<url><loc>" + url + "</loc><lastmod>" + Instant.now() + "</lastmod><priority>0.9</priority></url>";
    }

    private static Shard shardOf(OfflineShards shards, String host) {
        return shards.all().stream()
                .filter(shard -> shard.page(key(host, "/")) != null)
                .findFirst()
                .orElseThrow();
    }

    private static PageRow page(Shard shard, String host, String path) {
        PageRow row = shard.page(key(host, path));
        assertThat(row).as(path).isNotNull();
        return row;
    }

    private static OutlinksRow outlinks(Shard shard, String host, String path) {
        return shard.outlinks(key(host, path));
    }

    private static PageKey key(String host, String path) {
        return PageKey.of(WebUrl.parse("http://" + host + path));
    }
}
