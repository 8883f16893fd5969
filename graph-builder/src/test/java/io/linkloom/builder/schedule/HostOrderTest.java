package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which host has its turn first. */
class HostOrderTest extends SchedulerFixture {
    @Test
    void hostWithABetterPageHasItsTurnBeforeTheOthers() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 100, "a/1");
        queue(scheduler, 100, "b/1", "c/1", "d/1");
        queue(scheduler, 60, "c/better");
        assertThat(tick(scheduler, NOW, 1)).containsExactly("c/better");
        assertThat(tick(scheduler, NOW, 1)).containsExactly("a/1");
        queue(scheduler, 90, "d/better");
        assertThat(tick(scheduler, NOW, 1)).containsExactly("d/better");
        assertThat(tick(scheduler, NOW, 10)).containsExactlyInAnyOrder("b/1", "c/1", "d/1");
    }

    @Test
    void hostIsWorthWhatItsNextPageIsWorth() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 10, "a/home");
        queue(scheduler, 200, "a/deep");
        queue(scheduler, 90, "b/1", "c/1");
        assertThat(tick(scheduler, NOW, 1)).containsExactly("a/home");
        List<String> next = new ArrayList<>(tick(scheduler, NOW, 1));
        next.addAll(tick(scheduler, NOW, 1));
        assertThat(next).containsExactlyInAnyOrder("b/1", "c/1");
        assertThat(tick(scheduler, NOW, 1)).containsExactly("a/deep");
    }

    @Test
    void betterHostHasNoMoreThanPolitenessAllowsAndLeavesTheRestToOthers() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "a/2", "a/3", "a/4");
        queue(scheduler, 200, "b/1", "b/2", "b/3");
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a/1", "a/2", "b/1", "b/2");
        assertThat(tick(scheduler)).isEmpty();
    }

    @Test
    void pageThatMovesForwardTakesItsHostAlongAndIsOrderedOnce() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 100, "a/1", "b/1");
        PageChanges changes = new PageChanges(shard);
        PageRow row = changes.page(key("b/1"));
        if (row == null) {
            throw new AssertionError("b/1");
        }
        changes.put(key("b/1"), row, row.withState(new PageState.Queued(50, 1)));
        write(scheduler, changes);
        assertThat(scheduler.waiting()).isEqualTo(2);
        assertThat(tick(scheduler, NOW, 1)).containsExactly("b/1");
        assertThat(tick(scheduler)).containsExactly("a/1");
        assertThat(tick(scheduler)).isEmpty();
    }

    @Test
    void pageThatComesBackWaitsWhereTheLinksToItSay() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 3, "a/1");
        Tally sites = new Tally(8, 8, 8);
        WriteSet writes = new WriteSet();
        writes.put(Family.COUNTS, CountsKey.ofPage(key("a/1")).bytes(), new CountsRow(sites, sites, sites).encode());
        shard.write(writes);
        assertThat(tick(scheduler)).hasSize(1);
        fail(scheduler, "a/1", 1, NOW + 7000);
        assertThat(tick(scheduler, NOW + 7000, 100)).isEmpty();
        assertThat(shard.page(key("a/1")))
                .extracting(PageRow::state)
                .isEqualTo(new PageState.Queued(
                        96 + 3 * 4 - 3 * 4,
                        PageState.Queued.again(0, NOW + 7000).sequence()));
        assertThat(tick(scheduler, NOW + 7001, 100)).containsExactly("a/1");
    }

    /** Median time of a tick that gives a hundred orders, when so many hosts are ready. */
    private static long tickNanos(int hosts) {
        HostOrderTest test = new HostOrderTest();
        Scheduler scheduler =
                new Scheduler(test.shard, new ScheduleLimits(100, Duration.ofMinutes(1), LEASE, MINUTE), SITES);
        PageChanges changes = new PageChanges(test.shard);
        for (int i = 0; i < hosts; i++) {
            changes.put(key("h" + i + "/1"), null, test.queuedRow(i % 200));
        }
        test.write(scheduler, changes);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long before = System.nanoTime();
            ScheduledOrders decided = scheduler.tick(NOW, 100);
            nanos.add(System.nanoTime() - before);
            assertThat(decided.orders()).hasSize(100);
            test.write(scheduler, decided);
            decided.orders()
                    .forEach(order -> test.visit(scheduler, order.url().text().substring(7)));
        }
        return nanos.stream().sorted().skip(4).findFirst().orElseThrow();
    }

    @Test
    void tickOfAHundredThousandHostsCostsWhatOneOfAThousandDoes() {
        long warm = tickNanos(1000);
        long few = Math.max(warm / 2, tickNanos(1000));
        assertThat(tickNanos(100_000)).as("a hundred times as many hosts").isLessThan(20 * few);
    }
}
