package io.linkloom.standalone.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StandaloneCrawlTest {

    @TempDir
    private Path directory;

    private CrawlRequest request(InventedWebSpec web, CrawlBudget budget) throws IOException {
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
        return new CrawlRequest(data(), config, seeds, Scope.Kind.ANY, null, budget);
    }

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    private static Ending crawl(CrawlRequest request) throws InterruptedException {
        return crawl(request, CrawlWatch.FOREVER);
    }

    private static Ending crawl(CrawlRequest request, Duration longest) throws InterruptedException {
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request, Time.system());
                StopSignal never = StopSignal.byHand()) {
            return new CrawlWatch(crawl, new CapturedTerminal(false, 100).terminal(), never, Time.system(), longest)
                    .await();
        }
    }

    @Test
    void crawlEndsWhenAsManyBytesAreFetchedAsItMayAndGoesOnWithMore() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(5, 60, 5))) {
            // A page of this web has about 10 KB, so that these are some pages of the 60.
            assertThat(crawl(request(server.spec(), new CrawlBudget(Long.MAX_VALUE, 100_000))))
                    .isEqualTo(new Ending.Finished(Ending.Rest.OVER_BUDGET));
            long fetched = totals().bytesFetched();
            assertThat(fetched).isBetween(100_000L, 1_000_000L);
            assertThat(totals().pages(PageState.Name.QUEUED)).isPositive();

            assertThat(crawl(request(server.spec(), new CrawlBudget(Long.MAX_VALUE, 100_000))))
                    .as("what earlier runs fetched counts")
                    .isEqualTo(new Ending.Finished(Ending.Rest.OVER_BUDGET));
            assertThat(totals().bytesFetched()).isEqualTo(fetched);

            assertThat(crawl(request(server.spec(), CrawlBudget.NONE)))
                    .isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            assertThat(totals().bytesFetched()).isGreaterThan(fetched);
        }
    }

    @Test
    void crawlThatHasNoMoreTimeGoesOnInTheNextRun() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(5, 60, 5))) {
            assertThat(crawl(request(server.spec(), CrawlBudget.NONE), Duration.ofMillis(1)))
                    .isEqualTo(new Ending.Finished(Ending.Rest.OUT_OF_TIME));
            assertThat(everVisited()).isLessThan(60);
            assertThat(crawl(request(server.spec(), CrawlBudget.NONE)))
                    .isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            assertThat(everVisited()).isGreaterThanOrEqualTo(60);
        }
    }

    /** Of an index that may be without shards, since a millisecond may be over before there are any. */
    private long everVisited() {
        try {
            return totals().everVisited();
        } catch (ShardRefusedException noneYet) {
            return 0;
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
    void shardThatCannotBeReadAnyMoreEndsTheCrawlAndIsNamed() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(5, 60, 5))) {
            assertThat(crawl(request(server.spec(), CrawlBudget.ofPages(3))))
                    .isEqualTo(new Ending.Finished(Ending.Rest.OVER_BUDGET));
            int spoilt = spoilQueuedPages();
            assertThat(crawl(request(server.spec(), CrawlBudget.NONE)))
                    .isInstanceOfSatisfying(
                            Ending.Failed.class,
                            failed -> assertThat(failed.sentence()).startsWith("shard " + spoilt + " does not work: "));
        }
    }

    /** Writes nonsense over the pages that wait in one shard; which one it was. */
    private int spoilQueuedPages() {
        try (RocksShared memory = new RocksShared(1 << 20, 4 << 20)) {
            for (int partition = 0; partition < 2; partition++) {
                String path = data().shards().resolve("" + partition).toString();
                RocksShardStore store = RocksShardStore.open(Path.of(path), memory);
                try (Shard shard = Shard.openAsItIs(store, path)) {
                    WriteSet nonsense = new WriteSet();
                    try (var pages = shard.pages(Shard.ALL)) {
                        while (pages.next()) {
                            if (pages.row().state() instanceof PageState.Queued) {
                                PageKey page = pages.key();
                                nonsense.put(Family.PAGES, page.bytes(), new byte[] {99});
                            }
                        }
                    }
                    if (!nonsense.isEmpty()) {
                        shard.write(nonsense);
                        return partition;
                    }
                }
            }
        }
        throw new AssertionError("no page waits");
    }
}
