package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.DirectoryKey;
import io.linkloom.builder.store.DirectoryRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.HostState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to the pages of sites with small budgets, in any order: what a scheduler has in memory is what one that is new reads
 * from the shard. So when nothing is left to order, one that is new finds nothing either, and no site has more than it may.
 */
class SpentSitesModelTest extends SchedulerFixture {
    private static final SiteBudgets BUDGETS = new SiteBudgets(6, 20, 3, 4, 1);
    private static final int STEPS = 500;

    private final Map<String, Long> referring = new HashMap<>();
    private final Map<String, Integer> known = new TreeMap<>();
    private final TreeSet<String> outstanding = new TreeSet<>();
    private Scheduler scheduler = opened();
    private Random random = new Random();

    private Scheduler opened() {
        return new Scheduler(shard, new ScheduleLimits(1000, Duration.ZERO, LEASE, MINUTE).with(BUDGETS), SITES);
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsInMemoryIsWhatANewSchedulerReads(int seed) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String host = "h" + random.nextInt(5) + ".s" + random.nextInt(4) + ".test";
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> found(host);
                case 3 -> link(host.substring(3));
                case 4, 5, 6 -> order(random.nextInt(5));
                case 7, 8 -> visitSome();
                case 9 -> changeSome(host);
                case 10 -> learn(host);
                default -> {
                    if (random.nextInt(8) == 0) {
                        wear(host);
                        scheduler = opened();
                    }
                }
            }
        }
        finish();
        assertThat(scheduler.outstanding()).isZero();
        assertThat(scheduler.isBusyUntil(NOW)).isFalse();
        assertThat(scheduler.waiting()).isZero();
        scheduler = opened();
        order(1000);
        assertThat(outstanding).as("what only a new scheduler finds").isEmpty();
        usage().forEach((site, pages) ->
                assertThat(pages).as(site).isLessThanOrEqualTo(BUDGETS.pages(referring.getOrDefault(site, 0L), false)));
    }

    private void finish() {
        int rounds = 0;
        do {
            order(1000);
            new ArrayList<>(outstanding).forEach(this::visited);
            rounds++;
        } while (scheduler.isBusyUntil(NOW) && rounds < 1000);
    }

    private void found(String host) {
        for (int more = random.nextInt(3); more >= 0; more--) {
            int number = known.merge(host, 1, Integer::sum);
            String directory = random.nextInt(3) == 0 ? "/worn/" : "/";
            queue(scheduler, random.nextInt(3), host + directory + number);
        }
    }

    private void link(String site) {
        long now = referring.merge(site, (long) random.nextInt(4), Long::sum);
        Tally links = new Tally(now, now, now);
        CountsKey key = CountsKey.ofSite(site);
        WriteSet writes = new WriteSet();
        writes.put(Family.COUNTS, key.bytes(), new CountsRow(links, links, links).encode());
        shard.write(writes);
        scheduler.reconsider(Map.of(), Map.of(key, now));
    }

    private void order(int most) {
        for (String page : tick(scheduler, NOW, most)) {
            assertThat(outstanding.add(page)).as("%s is ordered once", page).isTrue();
        }
    }

    private void visited(String page) {
        outstanding.remove(page);
        visit(scheduler, page);
    }

    private void visitSome() {
        for (String page : new ArrayList<>(outstanding)) {
            if (random.nextInt(3) == 0) {
                visited(page);
            }
        }
    }

    /** Nobody learns anything new of a host that was never asked. */
    private void learn(String host) {
        HostState state = random.nextBoolean() ? ASKED_BEFORE : ASKED_BEFORE.blocked(1, NOW - 1);
        scheduler.apply(List.of(), Map.of(HostKey.of(key(host + "/")), know(host + "/", state)));
    }

    /** Drops, restores or queues again what there is of a host, as operators and scopes do. */
    private void changeSome(String host) {
        PageChanges changes = new PageChanges(shard);
        int what = random.nextInt(4);
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                if (pages.key().url().host().equals(host) && random.nextBoolean()) {
                    PageState now = changed(pages.row(), what);
                    if (now != null) {
                        changes.put(pages.key(), pages.row(), pages.row().withState(now));
                        outstanding.remove(pages.key().url().text().substring("http://".length()));
                    }
                }
            }
        }
        write(scheduler, changes);
    }

    private @Nullable PageState changed(PageRow row, int what) {
        boolean visited = row.lastVisit() != null;
        return switch (row.state()) {
            case PageState.Queued _ ->
                what < 2 ? visited ? PageState.Visited.settled() : new PageState.Known(KnownReason.DROPPED) : null;
            case PageState.Ordered _ ->
                switch (what) {
                    case 0 -> visited ? PageState.Visited.settled() : new PageState.Known(KnownReason.DROPPED);
                    case 1 -> visited ? PageState.Queued.again(1, NOW) : PageState.Queued.breadthFirst(1, NOW);
                    default -> null;
                };
            case PageState.Visited _ ->
                what == 2 ? PageState.Queued.againNow(1) : what == 3 ? PageState.Queued.again(2, NOW) : null;
            case PageState.Known _ -> what == 2 ? PageState.Queued.breadthFirst(1, 1) : null;
        };
    }

    /** Nothing of a directory was new, so what waits there is refused at its turn. */
    private void wear(String host) {
        DirectoryRow row = DirectoryRow.NONE;
        for (int i = 0; i < 2000; i++) {
            row = row.withPage().withNothing();
        }
        WriteSet writes = new WriteSet();
        writes.put(Family.DIRECTORIES, DirectoryKey.of(key(host + "/worn/1")).toBytes(), row.encode());
        shard.write(writes);
    }

    private Map<String, Long> usage() {
        Map<String, Long> pages = new TreeMap<>();
        try (Rows<HostKey, UsageRow> usage = shard.usage(Shard.ALL)) {
            while (usage.next()) {
                pages.merge(SITES.siteOf(usage.key().hostName()), usage.row().pages(), Long::sum);
            }
        }
        return pages;
    }
}
