package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostQueuesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration GAP = Duration.ofSeconds(1);

    private long offsets;

    private ReceivedOrder order(String url) {
        return order(url, 0, null);
    }

    private ReceivedOrder order(String url, int partition, @Nullable Duration crawlDelay) {
        FetchOrder order = new FetchOrder(
                WebUrl.parse(url),
                0,
                0,
                1,
                0,
                Validators.NONE,
                crawlDelay == null ? HostState.UNKNOWN : HostState.UNKNOWN.withCrawlDelay(crawlDelay));
        return new ReceivedOrder(order, new OrderReceipt(partition, offsets++));
    }

    private static HostQueues queues(int connections, Duration delay) {
        return new HostQueues(connections, 16, Pace.even(delay));
    }

    private static Turn turn(HostQueues queues, long now) {
        return Objects.requireNonNull(queues.nextTurn(now), "no host is ready at " + now);
    }

    private static @Nullable QueuedOrder nextOrder(HostQueues queues, Turn turn) {
        return queues.nextOrder(turn, turn.beganNanos);
    }

    /** A request that ends at once, to a host that wants this gap. */
    private static void asked(HostQueues queues, Turn turn, Duration gap) {
        HostState polite = HostState.UNKNOWN.withCrawlDelay(gap);
        var _ = queues.asked(turn, polite, Duration.ZERO, "", turn.beganNanos, 0);
    }

    private static List<String> ordersOf(HostQueues queues, Turn turn) {
        List<String> urls = new ArrayList<>();
        for (QueuedOrder order = nextOrder(queues, turn); order != null; order = nextOrder(queues, turn)) {
            urls.add(order.received().order().url().pathAndQuery());
        }
        return urls;
    }

    /** A request that takes as long as it takes, as the fetch loop makes it. */
    private record Running(Turn turn, long startNanos, long endNanos) {}

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5 * SECOND, -3 * SECOND})
    void smallestGapOfAHostIsNeverUnderTheDelayWhateverTheClockStartsFrom(long startNanos) {
        Random random = new Random(7);
        HostQueues queues = queues(1, GAP);
        for (int i = 0; i < 300; i++) {
            queues.add(order("http://h" + random.nextInt(12) + ".test/" + i), startNanos, 0);
        }
        Map<String, Long> lastEnd = new HashMap<>();
        PriorityQueue<Running> running =
                new PriorityQueue<>(Comparator.comparingLong(each -> each.endNanos() - startNanos));
        long now = startNanos;
        int done = 0;
        while (done < 300) {
            for (Turn turn = queues.nextTurn(now); turn != null; turn = queues.nextTurn(now)) {
                Long last = lastEnd.get(turn.host());
                if (last != null) {
                    assertThat(now - last).as("gap of %s", turn.host()).isGreaterThanOrEqualTo(SECOND);
                }
                assertThat(nextOrder(queues, turn)).isNotNull();
                asked(queues, turn, GAP);
                assertThat(nextOrder(queues, turn)).as("one request a turn").isNull();
                running.add(new Running(turn, now, now + random.nextLong(3 * SECOND)));
            }
            Running next = running.peek();
            long wait = queues.nanosUntilTurn(now);
            if (next != null && (wait == Long.MAX_VALUE || next.endNanos() - now <= wait)) {
                now = next.endNanos();
                running.remove();
                lastEnd.put(next.turn().host(), now);
                long ignored = queues.turnOver(next.turn(), now);
                done++;
            } else {
                now += wait;
            }
        }
        assertThat(queues.queuedOrders()).isZero();
    }

    @Test
    void slowHostDoesNotDelayOthers() {
        HostQueues queues = queues(1, GAP);
        queues.add(order("http://slow.test/1", 0, Duration.ofHours(1)), 0, 0);
        queues.add(order("http://slow.test/2"), 0, 0);
        for (int i = 0; i < 10; i++) {
            queues.add(order("http://quick.test/" + i), 0, 0);
        }
        int quickDone = 0;
        for (long now = 0; now < 15 * SECOND; now += SECOND / 10) {
            Turn turn = queues.nextTurn(now);
            if (turn != null && turn.host().equals("quick.test")) {
                assertThat(nextOrder(queues, turn)).isNotNull();
                asked(queues, turn, GAP);
                long ignored = queues.turnOver(turn, now);
                quickDone++;
            }
        }
        assertThat(quickDone).isEqualTo(10);
    }

    @Test
    void hostNeverHasMoreTurnsThanConnections() {
        HostQueues queues = queues(3, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            queues.add(order("http://a.test/" + i), 0, 0);
        }
        Turn first = turn(queues, 0);
        turn(queues, 0);
        turn(queues, 0);
        assertThat(queues.nextTurn(0)).isNull();
        long ignored = queues.turnOver(first, 0);
        assertThat(queues.nextTurn(0)).isNotNull();
        assertThat(queues.runningTurns()).isEqualTo(3);
    }

    @Test
    void severalConnectionsToOneHostStillKeepTheGapBetweenRequests() {
        HostQueues queues = queues(2, GAP);
        for (int i = 0; i < 10; i++) {
            queues.add(order("http://a.test/" + i), 0, 0);
        }
        turn(queues, 0);
        assertThat(queues.nextTurn(SECOND - 1)).isNull();
        assertThat(queues.nextTurn(SECOND)).isNotNull();
    }

    @Test
    void withoutDelayATurnTakesSeveralOrdersButNotAllForEver() {
        HostQueues queues = queues(1, Duration.ZERO);
        for (int i = 0; i < 20; i++) {
            queues.add(order("http://big.test/" + i), 0, 0);
        }
        queues.add(order("http://small.test/"), 0, 0);
        Turn big = turn(queues, 0);
        assertThat(ordersOf(queues, big)).hasSize(16).startsWith("/0", "/1");
        assertThat(turn(queues, 0).host()).isEqualTo("small.test");
        assertThat(queues.turnOver(big, 0)).as("more orders wait, at once").isZero();
        assertThat(ordersOf(queues, turn(queues, 0))).containsExactly("/16", "/17", "/18", "/19");
    }

    @Test
    void hostThatWaitedLongestHasTheNextTurn() {
        HostQueues queues = queues(1, Duration.ZERO);
        queues.add(order("http://a.test/"), 1, 0);
        queues.add(order("http://b.test/"), 2, 0);
        queues.add(order("http://c.test/"), 3, 0);
        assertThat(List.of(
                        turn(queues, 9).host(),
                        turn(queues, 9).host(),
                        turn(queues, 9).host()))
                .containsExactly("a.test", "b.test", "c.test");
    }

    @Test
    void ordersOfDroppedPartitionsHaveNoTurn() {
        HostQueues queues = queues(1, Duration.ZERO);
        queues.assigned(Set.of(0, 1), 0);
        queues.add(order("http://a.test/", 0, null), 0, 0);
        queues.add(order("http://b.test/", 1, null), 0, 0);
        queues.add(order("http://b.test/2", 1, null), 0, 0);
        assertThat(queues.dropPartitions(Set.of(1))).isEqualTo(2);
        assertThat(turn(queues, 0).host()).isEqualTo("a.test");
        assertThat(queues.nextTurn(0)).isNull();
        assertThat(queues.queuedOrders()).isEqualTo(1);
    }

    @Test
    void turnUnderWayEndsInPeaceWhenItsPartitionIsDropped() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), -10 * SECOND);
        queues.add(order("http://a.test/1"), 0, 0);
        Turn turn = turn(queues, 0);
        QueuedOrder order = Objects.requireNonNull(nextOrder(queues, turn));
        assertThat(queues.dropPartitions(Set.of(0))).isZero();
        assertThat(queues.postpone(turn, order)).as("taken back").isFalse();
        assertThatCode(() -> assertThat(queues.turnOver(turn, SECOND)).isEqualTo(Long.MAX_VALUE))
                .doesNotThrowAnyException();
        assertThat(queues.queuedOrders()).isZero();
    }

    @Test
    void hostOfANewAssignmentFirstWaitsOneGap() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), 0);
        queues.add(order("http://a.test/"), SECOND / 4, 0);
        assertThat(queues.nextTurn(SECOND - 1)).isNull();
        assertThat(queues.nanosUntilTurn(SECOND / 2)).isEqualTo(SECOND / 2);
        assertThat(queues.nextTurn(SECOND)).isNotNull();
        queues.add(order("http://later.test/"), 2 * SECOND, 0);
        assertThat(queues.nextTurn(2 * SECOND))
                .as("the owner before is long gone")
                .isNotNull();
    }

    @Test
    void hostOfANewAssignmentHasItsTurnAtOnceWithoutDelay() {
        HostQueues queues = queues(1, Duration.ZERO);
        queues.assigned(Set.of(0), 0);
        queues.add(order("http://a.test/"), 0, 0);
        assertThat(queues.nextTurn(0)).isNotNull();
    }

    @Test
    void partitionThatComesBackWaitsOneGapAgain() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), -10 * SECOND);
        queues.add(order("http://a.test/1"), 0, 0);
        queues.dropPartitions(Set.of(0));
        queues.assigned(Set.of(0), SECOND);
        queues.add(order("http://a.test/1"), SECOND, 0);
        assertThat(queues.nextTurn(2 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(2 * SECOND)).isNotNull();
    }

    @Test
    void delayThatTheSchedulerKnowsIsKeptFromTheFirstRequestOn() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), 0);
        queues.add(order("http://a.test/", 0, Duration.ofSeconds(5)), 0, 0);
        assertThat(queues.nextTurn(5 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(5 * SECOND)).isNotNull();
    }

    @Test
    void postponedOrderIsTheHostsNextAfterTheGap() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), -10 * SECOND);
        queues.add(order("http://a.test/1"), 0, 0);
        queues.add(order("http://a.test/2"), 0, 0);
        Turn turn = turn(queues, 0);
        QueuedOrder first = Objects.requireNonNull(nextOrder(queues, turn));
        asked(queues, turn, GAP);
        assertThat(queues.postpone(turn, first)).isTrue();
        assertThat(queues.turnOver(turn, SECOND)).isEqualTo(SECOND);
        assertThat(queues.nextTurn(2 * SECOND - 1)).isNull();
        QueuedOrder again = Objects.requireNonNull(nextOrder(queues, turn(queues, 2 * SECOND)));
        assertThat(again.received()).isEqualTo(first.received());
        assertThat(again.postponed()).isTrue();
    }

    @Test
    void orderGivenAgainTakesThePlaceOfTheOneThatStillWaits() {
        HostQueues queues = queues(1, Duration.ZERO);
        ReceivedOrder first = order("http://a.test/1");
        queues.add(first, 0, 0);
        queues.add(order("http://a.test/2"), 0, 0);
        ReceivedOrder again = order("http://a.test/1");
        queues.add(again, 0, 0);
        assertThat(queues.queuedOrders()).isEqualTo(2);
        assertThat(queues.takeSuperseded()).containsExactly(first.receipt());
        assertThat(queues.takeSuperseded()).isEmpty();
        Turn turn = turn(queues, 0);
        assertThat(Objects.requireNonNull(nextOrder(queues, turn)).received()).isEqualTo(again);
        assertThat(ordersOf(queues, turn)).containsExactly("/2");
        assertThat(queues.queuedOrders()).isZero();
    }

    @Test
    void postponedOrderGivesWayToOneThatCameMeanwhileAndKeepsItsPlace() {
        HostQueues queues = queues(1, GAP);
        queues.assigned(Set.of(0), -10 * SECOND);
        queues.add(order("http://a.test/1"), 0, 0);
        queues.add(order("http://a.test/2"), 0, 0);
        Turn turn = turn(queues, 0);
        QueuedOrder first = Objects.requireNonNull(nextOrder(queues, turn));
        ReceivedOrder again = order("http://a.test/1");
        queues.add(again, 0, 0);
        asked(queues, turn, GAP);
        assertThat(queues.postpone(turn, first)).isTrue();
        assertThat(queues.takeSuperseded()).containsExactly(first.received().receipt());
        assertThat(queues.queuedOrders()).isEqualTo(2);
        assertThat(queues.turnOver(turn, 0)).isEqualTo(SECOND);
        QueuedOrder next = Objects.requireNonNull(nextOrder(queues, turn(queues, SECOND)));
        assertThat(next.received()).isEqualTo(again);
        assertThat(next.postponed()).as("robots.txt has been asked for").isTrue();
    }

    @Test
    void turnInWhichTheHostWasNotAskedCostsNoGap() {
        HostQueues queues = queues(1, GAP);
        for (int i = 0; i < 20; i++) {
            queues.add(order("http://a.test/" + i), 0, 0);
        }
        Turn turn = turn(queues, 0);
        assertThat(ordersOf(queues, turn)).as("all forbidden by robots.txt").hasSize(16);
        long ignored = queues.turnOver(turn, 5);
        assertThat(queues.nextTurn(5)).isNotNull();
    }

    @Test
    void hostIsForgottenOnceItsGapIsOver() {
        HostQueues queues = queues(1, GAP);
        queues.add(order("http://a.test/"), 0, 0);
        Turn turn = turn(queues, 0);
        assertThat(ordersOf(queues, turn)).hasSize(1);
        asked(queues, turn, GAP);
        assertThat(queues.turnOver(turn, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(queues.nextTurn(SECOND - 1)).isNull();
        assertThat(queues.hosts()).as("its gap still has to be kept").isEqualTo(1);
        queues.add(order("http://a.test/2"), SECOND / 2, 0);
        assertThat(queues.nextTurn(SECOND - 1)).isNull();
        Turn second = turn(queues, SECOND);
        assertThat(ordersOf(queues, second)).hasSize(1);
        long ignored = queues.turnOver(second, SECOND);
        assertThat(queues.nextTurn(2 * SECOND)).isNull();
        assertThat(queues.hosts()).isZero();
    }

    @Test
    void portsAreHostsOfTheirOwnAndSchemesAreNot() {
        HostQueues queues = queues(1, GAP);
        queues.add(order("http://a.test/"), 0, 0);
        queues.add(order("https://a.test/"), 0, 0);
        queues.add(order("http://a.test:8080/"), 0, 0);
        assertThat(queues.hosts()).isEqualTo(2);
    }

    @Test
    void manyHostsCostLittleEach() {
        HostQueues queues = queues(1, Duration.ofHours(1));
        for (int i = 0; i < 200_000; i++) {
            queues.add(order("http://h" + i + ".test/"), i, 0);
        }
        for (int i = 0; i < 200_000; i++) {
            Turn turn = turn(queues, 200_000 + i);
            assertThat(nextOrder(queues, turn)).isNotNull();
            asked(queues, turn, Duration.ofHours(1));
            long ignored = queues.turnOver(turn, 200_000 + i);
        }
        assertThat(queues.nextTurn(SECOND)).isNull();
    }
}
