package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that workers do not come to keep no others waiting. */
class LateOrdersTest extends SchedulerFixture {
    private static final ScheduleLimits TEN = new ScheduleLimits(10, Duration.ofMinutes(1), LEASE, MINUTE);
    private static final long LATE = MINUTE.toMillis() / 4;

    private Scheduler schedulerOf(int hosts) {
        Scheduler scheduler = new Scheduler(shard, TEN, SITES);
        for (int i = 0; i < hosts; i++) {
            queue(scheduler, 0, "h" + i + "/");
        }
        return scheduler;
    }

    /** An order that there is room for becomes a visit at once. */
    private void overtake(Scheduler scheduler, long now) {
        List<String> ordered = tick(scheduler, now, 1);
        assertThat(ordered).hasSize(1);
        visit(scheduler, ordered.getFirst());
    }

    @Test
    void ordersThatOneOfLongAfterThemHasOvertakenLeaveRoomForOthers() {
        Scheduler scheduler = schedulerOf(40);
        List<String> first = tick(scheduler);
        assertThat(first).hasSize(10);
        visit(scheduler, first.getFirst());

        overtake(scheduler, NOW + LATE - 1);
        assertThat(tick(scheduler, NOW + LATE - 1, 0)).isEmpty();
        overtake(scheduler, NOW + LATE);
        assertThat(tick(scheduler, NOW + LATE + 1, 100)).hasSize(10);
        assertThat(scheduler.outstanding()).isEqualTo(19);
    }

    @Test
    void whereNoneIsOvertakenMoreWouldOnlyWaitToo() {
        Scheduler scheduler = schedulerOf(40);
        List<String> first = tick(scheduler);
        assertThat(tick(scheduler, NOW + 20 * LATE, 100)).isEmpty();
        visit(scheduler, first.getFirst());
        assertThat(tick(scheduler, NOW + 20 * LATE, 100)).hasSize(1);
        assertThat(tick(scheduler, NOW + 30 * LATE, 100)).isEmpty();
    }

    @Test
    void whereVisitsTakeLongOrdersMayBeOvertakenByMore() {
        Scheduler scheduler = schedulerOf(3000);
        long now = NOW;
        for (int i = 0; i < 200; i++) {
            List<String> ordered = tick(scheduler, now, 100);
            assertThat(ordered).as("round %s", i).hasSize(10);
            now += LATE;
            assertThat(tick(scheduler, now, 100)).isEmpty();
            ordered.forEach(page -> visit(scheduler, page));
        }

        assertThat(tick(scheduler, now, 9)).hasSize(9);
        overtake(scheduler, now + 3 * LATE);
        List<String> room = tick(scheduler, now + 3 * LATE, 100);
        assertThat(room).hasSize(1);
        visit(scheduler, room.getFirst());
        overtake(scheduler, now + 6 * LATE);
        assertThat(tick(scheduler, now + 6 * LATE, 100)).hasSize(10);
    }

    @Test
    void withLateOnesTenTimesAsManyMayBeOutstanding() {
        Scheduler scheduler = schedulerOf(300);
        Deque<String> ordered = new ArrayDeque<>();
        int most = 0;
        for (int i = 0; i < 30; i++) {
            ordered.addAll(tick(scheduler, NOW + i * LATE, 100));
            most = Math.max(most, scheduler.outstanding());
            visit(scheduler, ordered.removeLast());
        }
        assertThat(most).isEqualTo(100);
    }

    @Test
    void aVisitOfALateOneMakesNoRoomAmongTheOthers() {
        Scheduler scheduler = schedulerOf(60);
        List<String> late = tick(scheduler);
        visit(scheduler, late.getFirst());
        overtake(scheduler, NOW + LATE);
        List<String> soon = tick(scheduler, NOW + LATE, 100);
        assertThat(soon).hasSize(10);

        visit(scheduler, late.getLast());
        assertThat(tick(scheduler, NOW + LATE + 1, 100)).isEmpty();
        visit(scheduler, soon.getFirst());
        assertThat(tick(scheduler, NOW + LATE + 1, 100)).hasSize(1);
    }

    @Test
    void thoseOfAnEarlierLifeCountAsGivenWhenTheNextOneFirstLooks() {
        List<String> before = tick(schedulerOf(60));
        Scheduler next = new Scheduler(shard, TEN, SITES);
        assertThat(next.outstanding()).isEqualTo(10);
        assertThat(tick(next, NOW + 1, 100)).isEmpty();

        visit(next, before.getFirst());
        overtake(next, NOW + 2);
        assertThat(tick(next, NOW + 2, 100)).hasSize(1);
        assertThat(next.outstanding()).isEqualTo(10);
    }
}
