package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.RequestLog;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl whose rules change while it runs. */
@Timeout(120)
class CrawlByScopeRulesTest {
    @TempDir
    private Path directory;

    private final Sites sites = new Sites();
    private final RequestLog requests = new RequestLog(100_000);

    private long requestsOf(String site) {
        return requests.entries().stream()
                .filter(entry -> sites.siteOf(WebUrl.parse("http://" + entry.host() + "/"))
                        .equals(site))
                .count();
    }

    private CrawlRequest request(InventedWebSpec web, @Nullable String rules) throws IOException {
        Path hosts = directory.resolve("hosts");
        web.hostsFile(hosts);
        Config config = Config.load(
                OneProcessSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("fetch.hosts-file=" + hosts),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("kafka.partitions=2"),
                        Flag.set("worker.delay=0s")))));
        Set<WebUrl> seeds = web.seeds().stream().map(WebUrl::parse).collect(Collectors.toSet());
        return new CrawlRequest(data(), config, seeds, Scope.Kind.ANY, null, null, rules, CrawlBudget.NONE);
    }

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    private static void awaitPages(StandaloneCrawl crawl, long pages) throws InterruptedException {
        while (!crawl.isIdle() || crawl.status().pages() != pages) {
            assertThat(crawl.failure()).isNull();
            Thread.sleep(20);
        }
    }

    private WebUrl pageOf(String site, List<WebUrl> pages) {
        return pages.stream()
                .filter(page -> sites.siteOf(page).equals(site))
                .findFirst()
                .orElseThrow();
    }

    private String statusOnceItHas(String text) throws InterruptedException {
        while (true) {
            CommandRun status = CommandRun.of("status", "--data", data().path().toString());
            if (status.out().contains(text)) {
                return status.out();
            }
            Thread.sleep(50);
        }
    }

    private ShardTotals totals() {
        ShardTotals all = new ShardTotals();
        try (OfflineShards index = OfflineShards.open(data().shards())) {
            index.all().forEach(shard -> all.plus(shard.totals()));
        }
        return all;
    }

    @Test
    void rulesKeepPagesOutUntilTheyChangeAndBadOnesChangeNothing() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(8, 120, 6), requests)) {
            List<WebUrl> pages = TrueGraph.of(server.spec())
                    .pages()
                    .map(page -> WebUrl.parse(page.url()))
                    .toList();
            Set<String> seeds = server.spec().seeds().stream()
                    .map(seed -> sites.siteOf(WebUrl.parse(seed)))
                    .collect(Collectors.toSet());
            String denied = pages.stream()
                    .map(sites::siteOf)
                    .filter(site -> !seeds.contains(site))
                    .findFirst()
                    .orElseThrow();
            Path rules = directory.resolve("rules");
            Files.writeString(rules, "# not that one\ndeny site " + denied + "\n");

            long first;
            try (StandaloneCrawl crawl =
                    StandaloneCrawl.start(request(server.spec(), rules.toString()), Time.system())) {
                while (!crawl.isIdle()) {
                    Thread.sleep(20);
                }
                first = crawl.status().pages();
                assertThat(requestsOf(denied)).isZero();
                Files.writeString(rules, "dney site " + denied + "\n");
                assertThat(statusOnceItHas("refused since"))
                        .contains("1 of " + rules, "in force since", "line 1", "dney");
                assertThat(crawl.status().pages()).isEqualTo(first);
                assertThat(requestsOf(denied)).isZero();
            }
            assertThat(totals().pages(PageState.Name.KNOWN)).isPositive();
            assertThatThrownBy(() -> StandaloneCrawl.start(request(server.spec(), null), Time.system()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll(rules.toString(), "line 1", "dney");

            String data = data().path().toString();
            WebUrl known = pageOf(denied, pages);
            Files.delete(rules);
            assertThat(CommandRun.of("status", "--data", data).exitCode())
                    .as("only why needs the rules")
                    .isZero();
            assertThat(CommandRun.of("why", "--data", data, known.text()).err())
                    .contains("the scope rules in " + rules + " cannot be read");

            Files.writeString(rules, "\n\ndeny site " + denied + "\n");
            assertThat(CommandRun.of("why", "--data", data, known.text()).out())
                    .contains("denied", "line 3: deny site " + denied);
            try (StandaloneCrawl crawl = StandaloneCrawl.start(request(server.spec(), null), Time.system())) {
                awaitPages(crawl, first);
                assertThat(requestsOf(denied)).as("kept for later runs").isZero();
                Files.writeString(rules, "# everything\n");
                awaitPages(crawl, pages.size());
            }
            assertThat(totals().pages(PageState.Name.KNOWN)).isZero();
            assertThat(requestsOf(denied)).isPositive();
        }
    }
}
