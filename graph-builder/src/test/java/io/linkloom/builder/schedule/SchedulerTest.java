package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final long NOW = 1_000_000;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final ScheduleLimits TWO_PER_HOST = new ScheduleLimits(100, Duration.ofSeconds(30), LEASE);
    private static final PageRow.LastVisit VISIT = new PageRow.LastVisit(1, Outcome.FETCHED, 200, "", "");

    private final Shard shard = Shard.open(
            new MemoryShardStore.Disk().open(), new ShardIdentity(0, 1, "p", "l", "none", "v", "k"), "memory");
    private long sequence;

    private static PageKey key(String url) {
        return PageKey.of(WebUrl.parse("http://" + url));
    }

    private PageRow queuedRow(int depth) {
        return new PageRow(
                new PageState.Queued(depth, sequence++), depth, 0, Origin.LINK, 1, null, null, PageRow.LinksSeen.NONE);
    }

    /** Writes changes and tells the scheduler. */
    private void write(Scheduler scheduler, PageChanges changes) {
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        shard.write(writes);
        scheduler.apply(changes.moves());
    }

    private void queue(Scheduler scheduler, int depth, String... urls) {
        PageChanges changes = new PageChanges(shard);
        for (String url : urls) {
            changes.put(key(url), null, queuedRow(depth));
        }
        write(scheduler, changes);
    }

    private void visit(Scheduler scheduler, String url) {
        PageChanges changes = new PageChanges(shard);
        PageRow row = changes.page(key(url));
        if (row == null) {
            throw new AssertionError(url);
        }
        changes.put(key(url), row, row.withVisit(VISIT, PageRow.LinksSeen.NONE));
        write(scheduler, changes);
    }

    private List<String> tick(Scheduler scheduler, long now, long budget) {
        ScheduledOrders due = scheduler.tick(now, budget);
        WriteSet writes = new WriteSet();
        due.changes().writeTo(writes);
        shard.write(writes);
        return due.orders().stream()
                .map(order -> order.url().text().substring(7))
                .toList();
    }

    private List<String> tick(Scheduler scheduler) {
        return tick(scheduler, NOW, Long.MAX_VALUE);
    }

    @Test
    void nearerPagesOfAHostGoFirstThenThoseFoundFirst() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(100, Duration.ZERO, LEASE));
        queue(scheduler, 2, "a/z", "a/deep");
        queue(scheduler, 1, "a/y", "a/b");
        queue(scheduler, 0, "a/seed");
        assertThat(tick(scheduler)).containsExactly("a/seed", "a/y", "a/b", "a/z", "a/deep");
        assertThat(tick(scheduler)).isEmpty();
        assertThat(scheduler.waiting()).isZero();
        assertThat(scheduler.outstanding()).isEqualTo(5);
    }

    @Test
    void hostGetsNoMoreThanItsDelayLetsAWorkerFetchInAMinute() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST);
        queue(scheduler, 0, "a/1", "a/2", "a/3", "a/4", "b/1");
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a/1", "a/2", "b/1");
        assertThat(tick(scheduler)).isEmpty();
        visit(scheduler, "a/2");
        assertThat(tick(scheduler)).containsExactly("a/3");
    }

    @Test
    void verySlowHostStillGetsOnePage() {
        assertThat(new ScheduleLimits(1, Duration.ofHours(5), LEASE).perHost()).isEqualTo(1);
        assertThat(new ScheduleLimits(1, Duration.ofSeconds(1), LEASE).perHost())
                .isEqualTo(60);
        assertThat(new ScheduleLimits(1, Duration.ZERO, LEASE).perHost()).isEqualTo(100);
    }

    @Test
    void hostWithManyPagesDoesNotDelayHostsWithFew() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(40, Duration.ZERO, LEASE));
        for (int i = 0; i < 500; i++) {
            queue(scheduler, 0, "big/" + i);
        }
        for (int i = 0; i < 30; i++) {
            queue(scheduler, 0, "small" + i + "/");
        }
        Map<Boolean, Long> byBig = tick(scheduler).stream()
                .collect(Collectors.partitioningBy(url -> url.startsWith("big"), Collectors.counting()));
        assertThat(byBig.get(false)).isEqualTo(30);
        assertThat(byBig.get(true)).isEqualTo(10);
    }

    @Test
    void partitionAndBudgetBoundWhatIsOutstanding() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(3, Duration.ZERO, LEASE));
        queue(scheduler, 0, "a/1", "a/2", "b/1", "b/2", "c/1");
        assertThat(tick(scheduler, NOW, 2)).hasSize(2);
        assertThat(tick(scheduler, NOW, 0)).isEmpty();
        assertThat(tick(scheduler)).hasSize(1);
        assertThat(scheduler.outstanding()).isEqualTo(3);
        assertThat(tick(scheduler)).isEmpty();
    }

    @Test
    void pageThatBecomesNearerThanThoseAlreadyTakenIsNotMissed() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST);
        queue(scheduler, 5, "a/1", "a/2", "a/3");
        assertThat(tick(scheduler)).containsExactly("a/1", "a/2");
        queue(scheduler, 1, "a/near");
        visit(scheduler, "a/1");
        assertThat(tick(scheduler)).containsExactly("a/near");
        visit(scheduler, "a/2");
        assertThat(tick(scheduler)).containsExactly("a/3");
    }

    @Test
    void orderIsGivenAgainWhenItsLeaseEnds() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST);
        queue(scheduler, 0, "a/1", "a/2", "a/3");
        assertThat(tick(scheduler)).hasSize(2);
        visit(scheduler, "a/1");
        assertThat(tick(scheduler, NOW + 1000, 100)).containsExactly("a/3");
        assertThat(tick(scheduler, NOW + LEASE.toMillis() - 1, 100)).isEmpty();

        ScheduledOrders again = scheduler.tick(NOW + LEASE.toMillis(), 0);
        assertThat(again.repeated()).isEqualTo(1);
        FetchOrder order = again.orders().getFirst();
        assertThat(order.url().text()).isEqualTo("http://a/2");
        assertThat(order.attempt()).isEqualTo(2);
        WriteSet writes = new WriteSet();
        again.changes().writeTo(writes);
        shard.write(writes);

        queue(scheduler, 0, "a/4");
        assertThat(tick(scheduler, NOW + LEASE.toMillis() + 1, 100)).isEmpty();
        visit(scheduler, "a/2");
        assertThat(tick(scheduler, NOW + LEASE.toMillis() + 1, 100)).containsExactly("a/4");
    }

    @Test
    void hostThatWasSlowGetsFewerOrdersAndWithTimeAsManyAsBefore() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(100, Duration.ofSeconds(6), LEASE));
        for (int i = 0; i < 100; i++) {
            queue(scheduler, 0, "a/" + i);
        }
        List<String> outstanding = new ArrayList<>(tick(scheduler));
        assertThat(outstanding).hasSize(10);
        long later = NOW + LEASE.toMillis();
        assertThat(tick(scheduler, later, 100)).as("all are given again").hasSize(10);
        for (int i = 0; i < 5; i++) {
            visit(scheduler, outstanding.removeFirst());
        }
        assertThat(tick(scheduler, later, 100))
                .as("half as many, one more already")
                .hasSize(1);
        outstanding.clear();
        try (var due = shard.due(Shard.ALL)) {
            while (due.next()) {
                outstanding.add(due.key().page().url().text().substring(7));
            }
        }
        int most = 0;
        for (int i = 0; i < 60; i++) {
            visit(scheduler, outstanding.removeFirst());
            outstanding.addAll(tick(scheduler, later, 100));
            most = Math.max(most, outstanding.size());
        }
        assertThat(most).isEqualTo(10);
    }

    @Test
    void orderCarriesWhatTheLastVisitLeft() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST);
        Digest digest = Digest.of(new byte[] {1}, 1);
        PageRow visitedBefore = queuedRow(3).withLinks(new PageRow.LinksSeen(5, digest, "\"tag\"", "yesterday", 7));
        PageChanges changes = new PageChanges(shard);
        changes.put(key("a/1"), null, visitedBefore);
        write(scheduler, changes);
        FetchOrder order = scheduler.tick(NOW, 1).orders().getFirst();
        assertThat(order)
                .isEqualTo(new FetchOrder(
                        WebUrl.parse("http://a/1"),
                        3,
                        0,
                        1,
                        NOW,
                        new Validators("\"tag\"", "yesterday", digest),
                        HostState.UNKNOWN));
    }

    @Test
    void newSchedulerGoesOnWhereTheLastOneWas() {
        Scheduler first = new Scheduler(shard, TWO_PER_HOST);
        queue(first, 0, "a/1", "a/2", "a/3", "b/1");
        assertThat(tick(first)).hasSize(3);
        Scheduler second = new Scheduler(shard, TWO_PER_HOST);
        assertThat(second.waiting()).isEqualTo(1);
        assertThat(second.outstanding()).isEqualTo(3);
        assertThat(tick(second)).isEmpty();
        visit(second, "a/1");
        assertThat(tick(second)).containsExactly("a/3");
        assertThat(tick(second, NOW + LEASE.toMillis(), 10)).containsExactlyInAnyOrder("a/2", "a/3", "b/1");
    }
}
