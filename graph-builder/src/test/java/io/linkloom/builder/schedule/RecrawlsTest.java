package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecrawlsTest {
    private static final long NOW = 1_000_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Recrawl ON =
            new Recrawl(true, Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(10), 0.3);
    private static final PageRow.LastVisit VISIT = new PageRow.LastVisit(1, Outcome.FETCHED, 200, "", "", 0);

    private final Shard shard = Shard.open(
            new MemoryShardStore.Disk().open(), new ShardIdentity(0, 1, "p", "l", "none", "v", "k"), "memory");

    private Scheduler scheduler(int perPartition, Duration delay, Recrawl plan) {
        return new Scheduler(shard, new ScheduleLimits(perPartition, delay, MINUTE, MINUTE).with(plan), new Sites());
    }

    private void put(Scheduler scheduler, String url, PageState state) {
        PageKey page = PageKey.of(WebUrl.parse("http://" + url));
        PageChanges changes = new PageChanges(shard);
        PageRow before = changes.page(page);
        PageRow.LastVisit visit = state instanceof PageState.Visited ? VISIT : null;
        changes.put(
                page,
                before,
                new PageRow(state, 0, 0, Origin.LINK, 1, null, visit, PageRow.LinksSeen.NONE, 86_400_000));
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        HostRow host = new HostRow(NOW, SchedulerFixture.ASKED_BEFORE);
        writes.put(Family.HOSTS, HostKey.of(page).toBytes(), host.encode());
        shard.write(writes);
        scheduler.reconsider(changes.usage(), Map.of());
        scheduler.apply(changes.moves(), Map.of());
    }

    private void bothWait(Scheduler scheduler) {
        for (int i = 0; i < 100; i++) {
            put(scheduler, "new" + i + ".test/", new PageState.Queued(0, i));
            put(scheduler, "old" + i + ".test/", PageState.Visited.recrawlAt(NOW - i));
        }
    }

    private List<String> tick(Scheduler scheduler, long now) {
        ScheduledOrders decided = scheduler.tick(now, Long.MAX_VALUE);
        WriteSet writes = new WriteSet();
        decided.changes().writeTo(writes);
        shard.write(writes);
        scheduler.written(decided);
        return decided.orders().stream()
                .map(FetchOrder::url)
                .map(url -> url.text().substring(7))
                .toList();
    }

    private static long old(List<String> ordered) {
        return ordered.stream().filter(url -> url.startsWith("old")).count();
    }

    @Test
    void pagesDueAgainGetTheirShareWhileNewOnesWait() {
        Scheduler scheduler = scheduler(10, Duration.ZERO, ON);
        bothWait(scheduler);
        for (int i = 0; i < 5; i++) {
            List<String> ordered = tick(scheduler, NOW);
            assertThat(ordered).hasSize(10);
            assertThat(old(ordered)).isEqualTo(3);
            ordered.forEach(url -> put(scheduler, url, PageState.Visited.settled()));
        }
    }

    @Test
    void shareHoldsAlsoWhereOrdersAreGivenOneByOne() {
        Scheduler scheduler = scheduler(1, Duration.ZERO, ON);
        bothWait(scheduler);
        long again = 0;
        for (int i = 0; i < 20; i++) {
            List<String> ordered = tick(scheduler, NOW);
            again += old(ordered);
            ordered.forEach(url -> put(scheduler, url, PageState.Visited.settled()));
        }
        assertThat(again).isEqualTo(6);
    }

    @Test
    void whatOneSideDoesNotNeedTheOtherGets() {
        Scheduler scheduler = scheduler(10, Duration.ZERO, ON);
        put(scheduler, "new.test/", new PageState.Queued(0, 1));
        for (int i = 0; i < 20; i++) {
            put(scheduler, "old" + i + ".test/", PageState.Visited.recrawlAt(NOW));
        }
        assertThat(tick(scheduler, NOW)).hasSize(10).contains("new.test/");
        Scheduler none = scheduler(50, Duration.ZERO, new Recrawl(true, MINUTE, MINUTE, MINUTE, 1));
        for (int i = 0; i < 60; i++) {
            put(none, "new" + i + ".test/", new PageState.Queued(0, i));
        }
        assertThat(old(tick(none, NOW)))
                .as("the eleven that are left, and new ones besides")
                .isEqualTo(11);
        assertThat(none.outstanding()).isEqualTo(50);
    }

    @Test
    void pageIsNotVisitedBeforeItIsDueAndIsAfterARestart() {
        Scheduler first = scheduler(10, Duration.ZERO, ON);
        put(first, "a.test/", PageState.Visited.recrawlAt(NOW + 500));
        assertThat(tick(first, NOW + 499)).isEmpty();
        assertThat(first.isBusyUntil(NOW)).as("there is always something").isTrue();
        Scheduler second = scheduler(10, Duration.ZERO, ON);
        assertThat(tick(second, NOW + 499)).isEmpty();
        assertThat(tick(second, NOW + 500)).containsExactly("a.test/");
        assertThat(tick(second, NOW + 500)).isEmpty();
        assertThat(second.outstanding()).isOne();
    }

    @Test
    void planIsLeftAloneWherePagesAreFetchedOnce() {
        Scheduler scheduler = scheduler(10, Duration.ZERO, Recrawl.OFF);
        put(scheduler, "a.test/", PageState.Visited.recrawlAt(NOW));
        assertThat(tick(scheduler, NOW + 1)).isEmpty();
        assertThat(scheduler.isBusyUntil(NOW + 1)).isFalse();
        assertThat(scheduler(10, Duration.ZERO, Recrawl.OFF).isBusyUntil(NOW + 1))
                .isFalse();
    }

    @Test
    void leaseThatEndsIsFoundBesideThousandsOfPagesDueAgain() {
        Scheduler scheduler = scheduler(5000, Duration.ofSeconds(30), ON);
        put(scheduler, "a.test/", new PageState.Queued(0, 1));
        assertThat(tick(scheduler, NOW)).containsExactly("a.test/");
        for (int i = 0; i < 1500; i++) {
            put(scheduler, "busy.test/" + i, PageState.Visited.recrawlAt(NOW));
        }
        assertThat(tick(scheduler, NOW + 600_000)).contains("a.test/");
    }

    @Test
    void busyHostHoldsUpNoOther() {
        Scheduler scheduler = scheduler(5000, Duration.ofSeconds(30), ON);
        for (int i = 0; i < 2500; i++) {
            put(scheduler, "busy.test/" + i, PageState.Visited.recrawlAt(NOW - 10));
        }
        put(scheduler, "other.test/", PageState.Visited.recrawlAt(NOW));
        assertThat(tick(scheduler, NOW)).hasSize(2).allMatch(url -> url.startsWith("busy.test/"));
        assertThat(tick(scheduler, NOW)).isEmpty();
        assertThat(tick(scheduler, NOW)).containsExactly("other.test/");
    }
}
