package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.common.model.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteBudgetsTest extends SchedulerFixture {
    private static final SiteBudgets TEN = new SiteBudgets(10, 20, 3, 0, 1);

    private List<String> ticks(Scheduler scheduler) {
        List<String> all = new ArrayList<>();
        for (List<String> some = tick(scheduler); !some.isEmpty(); some = tick(scheduler)) {
            all.addAll(some);
        }
        return all;
    }

    private static long ofSite(List<String> pages, String site) {
        return pages.stream().filter(page -> page.contains(site + "/")).count();
    }

    @Test
    void siteGetsWhatItMayHaveAndMoreWhenOtherSitesLinkToIt() {
        Scheduler scheduler = scheduler(TEN);
        queue(scheduler, 1, pages("www.trap.test", 1000));
        queue(scheduler, 1, pages("b.test", 9));
        assertThat(scheduler.waiting()).isEqualTo(1009);
        List<String> first = ticks(scheduler);
        assertThat(ofSite(first, "trap.test")).isEqualTo(10);
        assertThat(ofSite(first, "b.test")).isEqualTo(9);
        first.forEach(page -> visit(scheduler, page));
        assertThat(ticks(scheduler)).isEmpty();
        assertThat(scheduler.sitesOverBudget()).isEqualTo(1);
        assertThat(scheduler.waiting()).as("what is over is not waited for").isZero();
        assertThat(scheduler.isBusyUntil(NOW)).isFalse();

        link(scheduler, "trap.test", 4);
        assertThat(scheduler.isBusyUntil(NOW)).isTrue();
        assertThat(ticks(scheduler)).hasSize(30);
        assertThat(ticks(new Scheduler(shard, limits(TEN), SITES))).isEmpty();
    }

    @Test
    void whoeverOpensTheShardKnowsWhatWasSpent() {
        Scheduler scheduler = scheduler(TEN);
        queue(scheduler, 1, pages("trap.test", 100));
        assertThat(tick(scheduler, NOW, 7)).hasSize(7);
        Scheduler next = scheduler(TEN);
        assertThat(ticks(next)).hasSize(3);
        assertThat(shard.usage(HostKey.of(key("trap.test/")))).isEqualTo(new UsageRow(10, 0));
        assertThat(scheduler(TEN).sitesOverBudget()).isEqualTo(1);
        assertThat(ticks(scheduler(new SiteBudgets(11, 20, 3, 0, 1)))).hasSize(1);
    }

    @Test
    void siteWithASeedHasABudgetOfItsOwn() {
        Scheduler scheduler = scheduler(TEN);
        PageChanges changes = new PageChanges(shard);
        PageRow seed =
                new PageRow(new PageState.Queued(0, 1), 0, 0, Origin.SEED, 1, null, null, PageRow.LinksSeen.NONE);
        changes.put(key("asked.test/"), null, seed);
        write(scheduler, changes);
        queue(scheduler, 1, pages("www.asked.test", 100));
        assertThat(ticks(scheduler)).hasSize(20);
    }

    @Test
    void siteHasNoMoreHostsThanItMayHoweverManyItMakes() {
        Scheduler scheduler = scheduler(new SiteBudgets(1000, 1000, 3, 0, 1));
        for (int host = 0; host < 50; host++) {
            queue(scheduler, 1, pages("h" + host + ".farm.test", 2));
        }
        assertThat(scheduler.waiting()).as("those of three hosts").isEqualTo(6);
        assertThat(ticks(scheduler)).hasSize(6);
        assertThat(scheduler.sitesOverBudget()).isEqualTo(1);
        assertThat(ticks(scheduler(new SiteBudgets(1000, 1000, 3, 0, 1)))).isEmpty();

        link(scheduler, "farm.test", 5);
        assertThat(ticks(scheduler)).hasSize(18);
        link(scheduler, "farm.test", 1000);
        assertThat(ticks(scheduler)).hasSize(76);
        assertThat(scheduler.sitesOverBudget()).isZero();
    }

    @Test
    void visitsOfASiteWithAllItsHostsHaveNobodyLookForMore() {
        Scheduler scheduler = scheduler(new SiteBudgets(1000, 1000, 3, 0, 1));
        for (int host = 0; host < 50; host++) {
            queue(scheduler, 1, "h" + host + ".farm.test/");
        }
        List<String> ordered = tick(scheduler);
        assertThat(ordered).hasSize(3);
        ordered.forEach(page -> visit(scheduler, page));
        assertThat(scheduler.isBusyUntil(NOW)).isFalse();
    }

    @Test
    void hostsWhosePagesAreGoneLeaveTheirPlacesToOthers() {
        Scheduler scheduler = scheduler(new SiteBudgets(1000, 1000, 3, 0, 1));
        for (int host = 0; host < 5; host++) {
            queue(scheduler, 1, "h" + host + ".farm.test/");
        }
        PageChanges changes = new PageChanges(shard);
        for (int host = 0; host < 3; host++) {
            PageKey gone = key("h" + host + ".farm.test/");
            PageRow row = changes.page(gone);
            assertThat(row).isNotNull();
            changes.put(gone, row, row.withState(new PageState.Known(KnownReason.DROPPED)));
        }
        write(scheduler, changes);
        assertThat(ticks(scheduler)).containsExactlyInAnyOrder("h3.farm.test/", "h4.farm.test/");
    }

    @Test
    void hostHasNoMorePagesThanAnyHost() {
        Scheduler scheduler = scheduler(new SiteBudgets(0, 0, 0, 4, 1));
        queue(scheduler, 1, pages("a.test", 10));
        queue(scheduler, 1, pages("www.a.test", 10));
        assertThat(ticks(scheduler)).hasSize(8);
    }

    @Test
    void pageThatWasFetchedBeforeIsFetchedAgainWhateverTheSiteHasUsed() {
        Scheduler scheduler = scheduler(TEN);
        queue(scheduler, 1, pages("trap.test", 100));
        List<String> ordered = ticks(scheduler);
        ordered.subList(1, 10).forEach(page -> visit(scheduler, page));
        fail(scheduler, ordered.getFirst(), 1, NOW + 1000);
        assertThat(tick(scheduler, NOW + 500, 1000)).isEmpty();
        tick(scheduler, NOW + 1000, 1000);
        assertThat(tick(scheduler, NOW + 1000, 1000))
                .as("its retry was queued by the tick before")
                .containsExactly(ordered.getFirst());
    }

    @Test
    void orderThatCameToNothingMakesRoomForAnother() {
        Scheduler scheduler = scheduler(TEN);
        queue(scheduler, 1, pages("trap.test", 100));
        List<String> ordered = ticks(scheduler);
        assertThat(ordered).hasSize(10);
        PageChanges changes = new PageChanges(shard);
        PageKey lost = key(ordered.getFirst());
        PageRow row = changes.page(lost);
        assertThat(row).isNotNull();
        changes.put(lost, row, row.withState(PageState.Queued.breadthFirst(1, NOW)));
        write(scheduler, changes);
        assertThat(ticks(scheduler)).hasSize(1);
    }

    @Test
    void sitesBelowASuffixThatIsBelowASiteAreNotItsHosts() {
        Scheduler scheduler = scheduler(TEN);
        queue(scheduler, 1, pages("a.github.io", 20));
        queue(scheduler, 1, pages("b.github.io", 20));
        queue(scheduler, 1, pages("github.io", 20));
        List<String> ordered = ticks(scheduler);
        assertThat(ofSite(ordered, "a.github.io")).isEqualTo(10);
        assertThat(ofSite(ordered, "b.github.io")).isEqualTo(10);
        assertThat(ordered).hasSize(30);
    }

    @Test
    void numbersThatAreNoBoundsAreRefused() {
        assertThatThrownBy(() -> new SiteBudgets(-1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SiteBudgets(0, 0, 0, 0, 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(SiteBudgets.ofText(SiteBudgets.USUAL.text())).contains(SiteBudgets.USUAL);
        assertThat(SiteBudgets.USUAL.pages(0, false)).isEqualTo(10_000);
        assertThat(SiteBudgets.USUAL.pages(100, false)).isEqualTo(80_000);
        assertThat(SiteBudgets.USUAL.hosts(0, true)).isEqualTo(100_000);
    }

    /** A model keeps what each site may have and has; pages, links, visits and restarts come in any order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensSitesGetWhatTheyMayHaveAndNotMore(long seed) {
        Random random = new Random(seed);
        SiteBudgets budgets = new SiteBudgets(5, 20, 4, 0, 1);
        Scheduler scheduler = scheduler(budgets);
        Map<String, Long> referring = new HashMap<>();
        Map<String, Integer> known = new HashMap<>();
        Map<String, Integer> got = new HashMap<>();
        List<String> outstanding = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            String site = "s" + random.nextInt(6) + ".test";
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    int before = known.merge(site, 1, Integer::sum);
                    queue(scheduler, random.nextInt(3), "h" + random.nextInt(3) + "." + site + "/" + before);
                }
                case 2 -> {
                    long now = referring.merge(site, (long) random.nextInt(4), Long::sum);
                    link(scheduler, site, now);
                }
                case 3 -> {
                    for (String page : tick(scheduler, NOW, random.nextInt(6))) {
                        got.merge(page.replaceFirst("h..([^/]*)/.*", "$1"), 1, Integer::sum);
                        outstanding.add(page);
                    }
                }
                default -> {
                    if (!outstanding.isEmpty()) {
                        visit(scheduler, outstanding.removeLast());
                    }
                    if (random.nextInt(10) == 0) {
                        scheduler = scheduler(budgets);
                    }
                }
            }
            got.forEach((name, pages) -> assertThat((long) pages)
                    .isLessThanOrEqualTo(budgets.pages(referring.getOrDefault(name, 0L), false)));
        }
        for (String page : ticks(scheduler)) {
            got.merge(page.replaceFirst("h..([^/]*)/.*", "$1"), 1, Integer::sum);
        }
        known.forEach((name, pages) -> assertThat((long) got.getOrDefault(name, 0))
                .as(name)
                .isEqualTo(Math.min(pages, budgets.pages(referring.getOrDefault(name, 0L), false))));
    }
}
