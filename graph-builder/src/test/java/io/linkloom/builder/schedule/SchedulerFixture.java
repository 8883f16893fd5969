package io.linkloom.builder.schedule;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A shard in memory, and what becomes of its pages while a scheduler looks on. */
abstract class SchedulerFixture {
    static final long NOW = 1_000_000;
    static final Sites SITES = new Sites();
    static final Duration LEASE = Duration.ofMinutes(10);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final ScheduleLimits TWO_PER_HOST = new ScheduleLimits(100, Duration.ofSeconds(30), LEASE, MINUTE);
    static final PageRow.LastVisit VISIT = new PageRow.LastVisit(1, Outcome.FETCHED, 200, "", "", 0);

    static final HostState ASKED_BEFORE = new HostState(RobotsState.ABSENT, 1, 0, Duration.ZERO, 0, 0);

    /** How many rows were walked over. */
    final long[] rowsRead = {0};

    final Shard shard = Shard.open(
            CountedRows.over(new MemoryShardStore.Disk().open(), rowsRead),
            new ShardIdentity(0, 1, "p", "l", "none", "v", "k"),
            "memory");
    private long sequence = 1;

    static PageKey key(String url) {
        return PageKey.of(WebUrl.parse("http://" + url));
    }

    /** As many orders as are due at once, of sites with these budgets. */
    static ScheduleLimits limits(SiteBudgets budgets) {
        return new ScheduleLimits(1000, Duration.ZERO, LEASE, MINUTE).with(budgets);
    }

    Scheduler scheduler(SiteBudgets budgets) {
        return new Scheduler(shard, limits(budgets), SITES);
    }

    static String[] pages(String host, int number) {
        return IntStream.range(0, number).mapToObj(page -> host + "/" + page).toArray(String[]::new);
    }

    PageRow queuedRow(int depth) {
        return new PageRow(
                new PageState.Queued(depth, sequence++), depth, 0, Origin.LINK, 1, null, null, PageRow.LinksSeen.NONE);
    }

    /** Writes changes and tells the scheduler. */
    void write(Scheduler scheduler, PageChanges changes) {
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        shard.write(writes);
        scheduler.reconsider(changes.usage(), Map.of());
        scheduler.apply(changes.moves(), Map.of());
    }

    void write(Scheduler scheduler, ScheduledOrders decided) {
        WriteSet writes = new WriteSet();
        decided.changes().writeTo(writes);
        shard.write(writes);
        scheduler.written(decided);
    }

    /** Writes a step of what operators want, and tells all that have to know. */
    void write(Scheduler scheduler, ActPass pass, ActPass.Step step) {
        WriteSet writes = new WriteSet();
        MetaRows.putActs(writes, step.row());
        step.changes().writeTo(writes);
        shard.write(writes);
        pass.written(step);
        scheduler.reconsider(step.changes().usage(), Map.of());
        scheduler.apply(step.changes().moves(), Map.of());
    }

    /** Has so many other sites link to a site. */
    void link(Scheduler scheduler, String site, long referringSites) {
        WriteSet writes = new WriteSet();
        Tally links = new Tally(referringSites, referringSites, referringSites);
        CountsKey key = CountsKey.ofSite(site);
        writes.put(Family.COUNTS, key.bytes(), new CountsRow(links, links, links).encode());
        shard.write(writes);
        scheduler.reconsider(Map.of(), Map.of(key, referringSites));
    }

    /** Queues pages of hosts that were asked before, or of which something else is known. */
    void queue(Scheduler scheduler, int depth, String... urls) {
        for (String url : urls) {
            if (shard.host(HostKey.of(key(url))) == null) {
                know(url, ASKED_BEFORE);
            }
        }
        PageChanges changes = new PageChanges(shard);
        for (String url : urls) {
            changes.put(key(url), null, queuedRow(depth));
        }
        write(scheduler, changes);
    }

    /** Writes what is known of a page's host. */
    HostRow know(String url, HostState state) {
        HostRow row = new HostRow(NOW, state);
        WriteSet writes = new WriteSet();
        writes.put(Family.HOSTS, HostKey.of(key(url)).toBytes(), row.encode());
        shard.write(writes);
        return row;
    }

    void visit(Scheduler scheduler, String url) {
        visit(scheduler, url, PageState.Visited.settled(), VISIT);
    }

    void fail(Scheduler scheduler, String url, int failures, long retryAtMillis) {
        PageRow.LastVisit visit = new PageRow.LastVisit(NOW, Outcome.TIMEOUT, 0, "", "", failures);
        visit(scheduler, url, new PageState.Visited(retryAtMillis), visit);
    }

    void visit(Scheduler scheduler, String url, PageState.Visited planned, PageRow.LastVisit visit) {
        PageChanges changes = new PageChanges(shard);
        PageRow row = changes.page(key(url));
        if (row == null) {
            throw new AssertionError(url);
        }
        changes.put(key(url), row, row.withVisit(planned, visit, PageRow.LinksSeen.NONE));
        write(scheduler, changes);
    }

    /** The addresses that are ordered, without their scheme; what was decided is written. */
    List<String> tick(Scheduler scheduler, long now, long budget) {
        ScheduledOrders due = scheduler.tick(now, budget);
        write(scheduler, due);
        return due.orders().stream()
                .map(order -> order.url().text().substring(7))
                .toList();
    }

    List<String> tick(Scheduler scheduler) {
        return tick(scheduler, NOW, Long.MAX_VALUE);
    }
}
