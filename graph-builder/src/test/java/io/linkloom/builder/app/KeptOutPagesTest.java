package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of pages that are dropped or kept out, as a whole shard has it. */
class KeptOutPagesTest {
    private static final ShardIdentity IDENTITY =
            new ShardIdentity(0, 1, "murmur2", "psl", "none", "visits-id", "links-id");
    private static final HostState ASKED_BEFORE = new HostState(RobotsState.ABSENT, 1, 0, Duration.ZERO, 0, 0);
    private final Sites sites = new Sites();
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();
    private long visits;
    private long records;

    private ActiveShard open(TrapLimits traps, SiteBudgets budgets) {
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        ScheduleLimits limits = new ScheduleLimits(1000, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1))
                .with(traps)
                .with(budgets);
        ActiveShard shard = new ActiveShard(
                Shard.open(disk.open(), IDENTITY, "test"), sites, discovery, FoldRules.USUAL, limits, null);
        shard.setTarget(ShardOffsets.START);
        return shard;
    }

    private void fold(ActiveShard shard, News news) {
        ChangeSet changes = shard.fold(news);
        shard.write(changes, news.next());
    }

    private void discovered(ActiveShard shard, Origin origin, @Nullable String from, int depth, String... urls) {
        LinksRecord record = new Discoveries(
                origin,
                1,
                from == null ? null : WebUrl.parse(from),
                Stream.of(urls).map(WebUrl::parse).toList(),
                depth,
                Map.of());
        fold(
                shard,
                new News(List.of(), List.of(new Positioned<>(records++, record)), new ShardOffsets(visits, records)));
    }

    private PageVisit visit(FetchOrder order, long at, Outcome outcome, int status, long profile) {
        byte[] bytes = order.url().text().getBytes(StandardCharsets.UTF_8);
        PageFacts facts = new PageFacts(
                "text/html",
                9,
                false,
                "",
                "",
                null,
                PageRobots.NONE,
                Digest.of(bytes, bytes.length),
                "",
                "",
                0,
                profile);
        return new PageVisit(
                        order,
                        at,
                        outcome,
                        "",
                        status,
                        "",
                        null,
                        outcome == Outcome.FETCHED ? facts : PageFacts.NONE,
                        LinksDigest.of(List.of()),
                        false,
                        List.of())
                .with(ASKED_BEFORE, List.of());
    }

    private List<FetchOrder> order(ActiveShard shard, long now) {
        List<FetchOrder> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ScheduledOrders orders = shard.order(now, 1_000_000);
            if (!orders.isEmpty()) {
                shard.write(orders);
                all.addAll(orders.orders());
            }
        }
        return all;
    }

    private void visitAll(ActiveShard shard, List<FetchOrder> orders, long at, long profile) {
        List<Positioned<PageVisit>> done = new ArrayList<>();
        for (FetchOrder order : orders) {
            done.add(new Positioned<>(
                    visits++,
                    visit(
                            order,
                            at,
                            Outcome.FETCHED,
                            200,
                            profile == 0 ? new Random(order.url().text().hashCode() * 31L).nextLong() : profile)));
        }
        fold(shard, new News(done, List.of(), new ShardOffsets(visits, records)));
    }

    private static String[] pages(String begin, int number) {
        return IntStream.range(0, number).mapToObj(i -> "http://" + begin + i).toArray(String[]::new);
    }

    private static void act(ActiveShard shard, Control.Act... acts) {
        List<Controls.Said<Control>> said = new ArrayList<>();
        for (Control.Act act : acts) {
            said.add(new Controls.Said<>(10L + said.size(), act));
        }
        Controls controls = Controls.of(said);
        boolean more = true;
        while (more) {
            more = shard.obey(controls, "topic");
        }
    }

    @Test
    void ordersThatAreDroppedGiveTheirPlacesBack() {
        SiteBudgets budgets = new SiteBudgets(10, 10, 3, 0, 1);
        ActiveShard shard = open(TrapLimits.USUAL, budgets);
        discovered(shard, Origin.SITEMAP, "http://a.test/", 0, "http://a.test/first");
        visitAll(shard, order(shard, 1000), 1001, 0);
        discovered(shard, Origin.SITEMAP, "http://a.test/", 0, pages("a.test/cal/", 9));
        assertThat(order(shard, 2000)).hasSize(9);
        discovered(shard, Origin.SITEMAP, "http://a.test/", 0, pages("a.test/good/", 9));
        assertThat(order(shard, 2000)).isEmpty();
        act(shard, new Control.Dropped("1", new PageRange(PageRange.Kind.PREFIX, "http://a.test/cal/"), 5000));
        assertThat(shard.shard()
                        .usage(HostKey.of(PageKey.of(WebUrl.parse("http://a.test/"))))
                        .pages())
                .isEqualTo(1);
        List<FetchOrder> got = order(shard, 3000);
        shard.shard().flush();
        assertThat(order(open(TrapLimits.USUAL, budgets), 3000))
                .as("what only a reopen finds")
                .isEmpty();
        assertThat(got).hasSize(9);
    }

    @Test
    void linkFromAnotherSiteLetsAPageInAlsoWhenItsDirectoryHasNewContentAgain() {
        ActiveShard shard = open(new TrapLimits(0.05, 100, 0), SiteBudgets.NONE);
        discovered(shard, Origin.LINK, "http://trap.test/", 0, pages("trap.test/d/", 600));
        for (int i = 0; i < 100; i++) {
            List<FetchOrder> some = order(shard, 1000L * i + 1000);
            if (some.isEmpty()) {
                break;
            }
            // One after the other, so that what is refused is seen.
            for (FetchOrder each : some) {
                visitAll(shard, List.of(each), 1000L * i + 1001, 77);
            }
        }
        PageKey kept = PageKey.of(WebUrl.parse("http://trap.test/d/590"));
        PageRow row = shard.shard().page(kept);
        assertThat(row).extracting(PageRow::state).isEqualTo(new PageState.Known(KnownReason.LOW_YIELD));
        // Some that other sites link to have new content.
        discovered(shard, Origin.LINK, "http://other.test/", 0, pages("trap.test/d/x", 5));
        List<FetchOrder> asked = order(shard, 500_000);
        assertThat(asked).hasSize(5);
        visitAll(shard, asked, 500_001, 0);
        discovered(shard, Origin.LINK, "http://other.test/", 5, "http://trap.test/d/590");
        assertThat(shard.shard().page(kept)).extracting(PageRow::state).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void pageThatWasDroppedWhileItWasOrderedIsNotTriedAgain() {
        ActiveShard shard = open(TrapLimits.USUAL, SiteBudgets.NONE);
        discovered(shard, Origin.SEED, null, 0, "http://a.test/x");
        List<FetchOrder> orders = order(shard, 1000);
        assertThat(orders).hasSize(1);
        act(shard, new Control.Dropped("1", PageRange.site("a.test"), 5000));
        fold(
                shard,
                new News(
                        List.of(new Positioned<>(visits++, visit(orders.getFirst(), 1500, Outcome.TIMEOUT, 0, 0))),
                        List.of(),
                        new ShardOffsets(visits, records)));
        List<FetchOrder> again = new ArrayList<>(order(shard, 1_000_000_000L));
        again.addAll(order(shard, 1_000_000_100L));
        assertThat(again).isEmpty();
    }
}
