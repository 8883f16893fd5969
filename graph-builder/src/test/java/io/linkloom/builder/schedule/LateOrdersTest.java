package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Orders that workers do not come to keep no others waiting. */
class LateOrdersTest extends SchedulerFixture {
    private static final ScheduleLimits TEN = new ScheduleLimits(10, Duration.ofMinutes(1), LEASE, MINUTE);
    private static final long LATE = MINUTE.toMillis() / 4;

    private Scheduler schedulerOf(int hosts) {
        Scheduler scheduler = new Scheduler(shard, TEN);
        for (int i = 0; i < hosts; i++) {
            queue(scheduler, 0, "h" + i + "/");
        }
        return scheduler;
    }

    @Test
    void afterAWhileTheyDoNotCountAmongThoseThatMayBeOutstanding() {
        Scheduler scheduler = schedulerOf(30);
        assertThat(tick(scheduler)).hasSize(10);
        assertThat(tick(scheduler, NOW + LATE - 1, 100)).isEmpty();
        assertThat(tick(scheduler, NOW + LATE, 100)).hasSize(10);
        assertThat(scheduler.outstanding()).isEqualTo(20);
    }

    @Test
    void withThemTenTimesAsManyMayBeOutstanding() {
        Scheduler scheduler = schedulerOf(150);
        for (int i = 0; i < 20; i++) {
            var _ = tick(scheduler, NOW + i * LATE, 100);
        }
        assertThat(scheduler.outstanding()).isEqualTo(100);
    }

    @Test
    void aVisitMakesRoomWhetherItsOrderWasLateOrNot() {
        Scheduler scheduler = schedulerOf(40);
        String late = tick(scheduler).getFirst();
        String soon = tick(scheduler, NOW + LATE, 100).getFirst();

        visit(scheduler, late);
        assertThat(tick(scheduler, NOW + LATE + 1, 100)).isEmpty();
        assertThat(scheduler.outstanding()).isEqualTo(19);
        visit(scheduler, soon);
        assertThat(tick(scheduler, NOW + LATE + 1, 100)).hasSize(1);
    }

    @Test
    void orderThatIsGivenAgainIsNotLateUntilAWhileLater() {
        Scheduler scheduler = schedulerOf(30);
        assertThat(tick(scheduler)).hasSize(10);
        long again = NOW + LEASE.toMillis();
        assertThat(tick(scheduler, again, 100)).hasSize(10);
        assertThat(tick(scheduler, again + LATE, 100)).hasSize(10);
    }

    @Test
    void thoseOfAnEarlierLifeCountAsGivenWhenTheNextOneFirstLooks() {
        assertThat(tick(schedulerOf(30))).hasSize(10);
        Scheduler next = new Scheduler(shard, TEN);
        assertThat(next.outstanding()).isEqualTo(10);
        assertThat(tick(next, NOW + 1, 100)).isEmpty();
        visit(next, "h0/");
        assertThat(tick(next, NOW + 2, 100)).hasSize(1);
        assertThat(tick(next, NOW + 1 + LATE, 100)).hasSize(9);
    }
}
