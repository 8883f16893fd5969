package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.DirectoryKey;
import io.linkloom.builder.store.DirectoryRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.PageRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sites that have used what they may, and what is done with their pages all the same. */
class SpentSitesTest extends SchedulerFixture {
    private List<String> ticks(Scheduler scheduler) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.addAll(tick(scheduler));
        }
        return all;
    }

    private void againNow(Scheduler scheduler, boolean now, List<String> urls) {
        PageChanges changes = new PageChanges(shard);
        for (String url : urls) {
            PageRow row = row(changes, url);
            changes.put(
                    key(url), row, row.withState(now ? PageState.Queued.againNow(1) : PageState.Queued.again(1, NOW)));
        }
        write(scheduler, changes);
    }

    /** 40 visited pages are to be visited again, behind others that the site may not have any more. */
    @Test
    void pagesVisitedBeforeAreOrderedOnceInATickThoughTheirSiteIsOverBudget() {
        Scheduler scheduler = scheduler(new SiteBudgets(40, 40, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 60));
        List<String> first = ticks(scheduler);
        assertThat(first).hasSize(40);
        first.forEach(page -> visit(scheduler, page));
        againNow(scheduler, false, first);
        List<String> again = ticks(scheduler);
        assertThat(again).doesNotHaveDuplicates();
        assertThat(again).hasSize(40);
    }

    @Test
    void crawlOfASiteThatIsVisitedAgainThoughItHasUsedItsBudgetEnds() {
        Scheduler scheduler = scheduler(new SiteBudgets(40, 40, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 60));
        List<String> first = ticks(scheduler);
        first.forEach(page -> visit(scheduler, page));
        againNow(scheduler, false, first);
        Set<String> again = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            for (String page : new TreeSet<>(tick(scheduler))) {
                again.add(page);
                visit(scheduler, page);
            }
        }
        assertThat(List.of(again.size(), scheduler.outstanding(), scheduler.isBusyUntil(NOW), scheduler.waiting()))
                .isEqualTo(List.of(40, 0, false, 0L));
    }

    /** What an operator wants again goes first, a retry behind. */
    @Test
    void pageThatWaitsFirstIsOrderedOnceWhereOthersWaitBehindThoseOverBudget() {
        Scheduler scheduler = scheduler(new SiteBudgets(2, 2, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 5));
        List<String> first = ticks(scheduler);
        assertThat(first).hasSize(2);
        first.forEach(page -> visit(scheduler, page));
        againNow(scheduler, true, first.subList(0, 1));
        againNow(scheduler, false, first.subList(1, 2));
        assertThat(ticks(scheduler)).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void hostsThatWereServedAreSoAgainThoughOthersHaveNoRoom() {
        SiteBudgets budgets = new SiteBudgets(10, 10, 2, 0, 1);
        Scheduler scheduler = scheduler(budgets);
        queue(scheduler, 1, pages("z0.farm.test", 10));
        queue(scheduler, 1, pages("z1.farm.test", 10));
        for (int host = 0; host < 9; host++) {
            queue(scheduler, 1, "a" + host + ".farm.test/");
        }
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            first.addAll(tick(scheduler, NOW, 1));
        }
        assertThat(first).hasSize(10).contains("z0.farm.test/4", "z1.farm.test/4");
        first.forEach(page -> visit(scheduler, page));
        link(scheduler, "farm.test", 2);
        List<String> second = ticks(scheduler);
        second.forEach(page -> visit(scheduler, page));
        second.addAll(ticks(scheduler));
        List<String> reopened = ticks(scheduler(budgets));
        assertThat(reopened).as("what only a reopen finds").isEmpty();
        assertThat(second).hasSize(10);
    }

    @Test
    void pagesThatAreRefusedAtTheirTurnUseNothingOfTheirSite() {
        SiteBudgets budgets = new SiteBudgets(10, 10, 3, 0, 1);
        Scheduler before = scheduler(budgets);
        queue(before, 1, pages("trap.test/ok", 5));
        List<String> ok = ticks(before);
        assertThat(ok).hasSize(5);
        ok.forEach(page -> visit(before, page));
        DirectoryKey dir = DirectoryKey.of(key("trap.test/bad/1"));
        WriteSet writes = new WriteSet();
        writes.put(Family.DIRECTORIES, dir.toBytes(), worn().encode());
        shard.write(writes);
        Scheduler scheduler = scheduler(budgets);
        queue(scheduler, 1, pages("trap.test/bad", 12));
        queue(scheduler, 2, pages("trap.test/ok2", 3));
        List<String> later = ticks(scheduler);
        List<String> reopened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reopened.addAll(ticks(scheduler(budgets)));
        }
        assertThat(reopened).as("what only reopening finds").isEmpty();
        assertThat(later).hasSize(3);
    }

    private PageRow row(PageChanges changes, String url) {
        PageRow row = changes.page(key(url));
        if (row == null) {
            throw new AssertionError(url);
        }
        return row;
    }

    /** A directory of which nothing was new. */
    private static DirectoryRow worn() {
        DirectoryRow row = DirectoryRow.NONE;
        for (int i = 0; i < 2000; i++) {
            row = row.withPage().withNothing();
        }
        return row;
    }

    private static final String TOPIC = "t";

    private void act(Scheduler scheduler, Control.Act... acts) {
        List<Controls.Said<Control>> said = new ArrayList<>();
        for (Control.Act act : acts) {
            said.add(new Controls.Said<>(10L + said.size(), act));
        }
        ActPass pass = new ActPass(shard, SITES);
        for (ActPass.Step step = pass.step(Controls.of(said), TOPIC);
                step != null;
                step = pass.step(Controls.of(said), TOPIC)) {
            write(scheduler, pass, step);
        }
    }

    @Test
    void pagesThatAreRestoredCountForTheirSitesLikeOthers() {
        Scheduler scheduler = scheduler(new SiteBudgets(10, 10, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 100));
        act(
                scheduler,
                new Control.Dropped("1", PageRange.site("trap.test"), NOW),
                new Control.Restored("2", PageRange.site("trap.test"), NOW));
        assertThat(ticks(scheduler)).hasSize(10);
    }

    /** A site that has used its allowance loses all that waits, and later has more. */
    @Test
    void siteHasOneAccountWhateverHappens() {
        SiteBudgets budgets = new SiteBudgets(10, 10, 30, 0, 1);
        Scheduler scheduler = scheduler(budgets);
        queue(scheduler, 1, pages("a.trap.test", 11));
        List<String> got = tick(scheduler);
        assertThat(got).hasSize(10);
        // Its orders are outstanding, the last page waits over budget. Links come, and what waits is dropped before the
        // next tick.
        link(scheduler, "trap.test", 2);
        PageChanges changes = new PageChanges(shard);
        for (String url : pages("a.trap.test", 11)) {
            PageRow row = row(changes, url);
            changes.put(
                    key(url),
                    row,
                    row.state() instanceof PageState.Queued
                            ? row.withState(new PageState.Known(KnownReason.DROPPED))
                            : row.withVisit(PageState.Visited.settled(), VISIT, PageRow.LinksSeen.NONE));
        }
        write(scheduler, changes);
        queue(scheduler, 1, pages("b.trap.test", 8));
        assertThat(tick(scheduler, NOW, 1)).hasSizeLessThanOrEqualTo(1);
        queue(scheduler, 1, pages("c.trap.test", 30));
        var _ = ticks(scheduler);
        assertThat(shard.usage(HostKey.of(key("a.trap.test/"))).pages()
                        + shard.usage(HostKey.of(key("b.trap.test/"))).pages()
                        + shard.usage(HostKey.of(key("c.trap.test/"))).pages())
                .isLessThanOrEqualTo(20);
    }

    /** A page of which nothing waits (dropped while it was ordered, say) is visited and leads to more. */
    @Test
    void visitOfAPageOfASiteThatIsNotInMemoryCountsOnce() {
        SiteBudgets budgets = new SiteBudgets(3, 3, 1, 0, 1);
        Scheduler scheduler = scheduler(budgets);
        queue(scheduler, 1, "a.test/0");
        assertThat(tick(scheduler)).hasSize(1);
        PageChanges drop = new PageChanges(shard);
        PageRow row = row(drop, "a.test/0");
        drop.put(key("a.test/0"), row, row.withState(new PageState.Known(KnownReason.DROPPED)));
        write(scheduler, drop);
        PageChanges changes = new PageChanges(shard);
        row = row(changes, "a.test/0");
        changes.put(key("a.test/0"), row, row.withVisit(PageState.Visited.settled(), VISIT, PageRow.LinksSeen.NONE));
        for (String url : pages("a.test/more", 5)) {
            changes.put(key(url), null, queuedRow(2));
        }
        write(scheduler, changes);
        List<String> got = ticks(scheduler);
        got.forEach(page -> visit(scheduler, page));
        assertThat(ticks(scheduler(budgets))).as("what only a reopen finds").isEmpty();
        assertThat(got).hasSize(2);
    }

    private static final Recrawl ON =
            new Recrawl(true, Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(10), 0.3);

    /** All that waits at a host is refused in the tick in which a page of it is due again. */
    @Test
    void whatWasRefusedInThisTickIsNotCountedAgain() {
        SiteBudgets budgets = new SiteBudgets(1000, 1000, 1, 0, 1);
        Scheduler scheduler = new Scheduler(shard, limits(budgets).with(ON), SITES);
        queue(scheduler, 1, "h0.trap.test/");
        assertThat(tick(scheduler)).hasSize(1);
        queue(scheduler, 1, "h1.trap.test/");
        WriteSet writes = new WriteSet();
        writes.put(
                Family.DIRECTORIES, DirectoryKey.of(key("h0.trap.test/bad/1")).toBytes(), worn().encode());
        shard.write(writes);
        visit(scheduler, "h0.trap.test/", PageState.Visited.recrawlAt(NOW), VISIT);
        Scheduler next = new Scheduler(shard, limits(budgets).with(ON), SITES);
        queue(next, 1, pages("h0.trap.test/bad", 2));
        assertThat(tick(next, NOW, 3)).containsExactly("h0.trap.test/");
        visit(next, "h0.trap.test/");
        assertThat(tick(next, NOW, 3)).isEmpty();
    }

    /** Rows read a tick while a page is due again at a host that is not to be asked, whose site is over budget. */
    @Test
    void pageDueAgainOfAHostThatIsBlockedCostsNoWalkThroughItsQueue() {
        PageChanges changes = new PageChanges(shard);
        for (String url : pages("trap.test", 20_000)) {
            changes.put(key(url), null, queuedRow(1));
        }
        for (String url : pages("trap.test/old", 10)) {
            changes.put(
                    key(url),
                    null,
                    queuedRow(1).withVisit(PageState.Visited.recrawlAt(NOW), VISIT, PageRow.LinksSeen.NONE));
        }
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        HostState blocked = ASKED_BEFORE.blocked(1, NOW + 3_600_000);
        writes.put(Family.HOSTS, HostKey.of(key("trap.test/")).toBytes(), new HostRow(NOW, blocked).encode());
        shard.write(writes);
        Scheduler scheduler =
                new Scheduler(shard, limits(new SiteBudgets(10, 10, 3, 0, 1)).with(ON), SITES);
        for (int i = 0; i < 3; i++) {
            rowsRead[0] = 0;
            assertThat(tick(scheduler, NOW + i, Long.MAX_VALUE)).isEmpty();
        }
        assertThat(rowsRead[0]).as("rows read by a tick that gives nothing").isLessThan(1000);
    }

    @Test
    void pagesThatComeBackOneByOneToASiteOverBudgetCostNoWalkThroughItsQueueEach() {
        Scheduler scheduler = scheduler(new SiteBudgets(10, 10, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 5_000));
        List<String> first = ticks(scheduler);
        assertThat(first).hasSize(10);
        first.forEach(page -> visit(scheduler, page));
        queue(scheduler, 2, pages("trap.test/more", 10));
        rowsRead[0] = 0;
        for (String page : first) {
            againNow(scheduler, false, List.of(page));
            assertThat(ticks(scheduler)).containsExactly(page);
            visit(scheduler, page);
        }
        assertThat(rowsRead[0]).isLessThan(5_000);
        // What was counted is what is there: with more links the rest is served.
        link(scheduler, "trap.test", 1 << 20);
        Set<String> rest = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            for (String page : tick(scheduler)) {
                rest.add(page);
                visit(scheduler, page);
            }
        }
        assertThat(rest).hasSize(5_000);
    }

    /** Operator wants a whole site again that has used its allowance; retries wait behind others. */
    @Test
    void siteThatIsToBeVisitedAgainIsSoOnceAndTheCrawlEnds() {
        Scheduler scheduler = scheduler(new SiteBudgets(40, 40, 3, 0, 1));
        queue(scheduler, 1, pages("trap.test", 20));
        queue(scheduler, 3, pages("trap.test/deep", 40));
        List<String> first = ticks(scheduler);
        assertThat(first).hasSize(40);
        first.forEach(page -> visit(scheduler, page));
        act(scheduler, new Control.Recrawled("1", PageRange.site("trap.test"), NOW));
        Map<String, Integer> times = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            List<String> some = tick(scheduler);
            some.forEach(page -> times.merge(page, 1, Integer::sum));
            new TreeSet<>(some).forEach(page -> visit(scheduler, page));
        }
        assertThat(List.of(
                        times.size(),
                        Collections.max(times.values()),
                        scheduler.outstanding(),
                        scheduler.isBusyUntil(NOW)))
                .isEqualTo(List.of(40, 1, 0, false));
    }
}
