package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlledQueuesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ORDERED_AT = 1000;

    private final HostQueues queues = new HostQueues(1, 16, Pace.even(Duration.ofSeconds(1)));
    private long offsets;

    @BeforeEach
    void assign() {
        queues.assigned(Set.of(0), -10 * SECOND);
    }

    private void add(String url) {
        FetchOrder order =
                new FetchOrder(WebUrl.parse("http://" + url), 0, 0, 1, ORDERED_AT, Validators.NONE, HostState.UNKNOWN);
        queues.add(new ReceivedOrder(order, new OrderReceipt(0, offsets++)), 0, ORDERED_AT);
    }

    private void say(Control... what) {
        List<Controls.Said<Control>> said = new ArrayList<>();
        for (Control each : what) {
            said.add(new Controls.Said<>(said.size(), each));
        }
        queues.obey(Controls.of(said));
    }

    private Turn turn(long nanos) {
        return Objects.requireNonNull(queues.nextTurn(nanos));
    }

    /** A request of a turn, which ends at once; the URL that it was for. */
    private String fetch(Turn turn, long nanos, Duration crawlDelay) {
        QueuedOrder order = Objects.requireNonNull(queues.nextOrder(turn, nanos));
        HostState state = HostState.UNKNOWN.withCrawlDelay(crawlDelay);
        var _ = queues.asked(turn, state, Duration.ZERO, "", nanos, ORDERED_AT);
        long _ = queues.turnOver(turn, nanos);
        return order.received().order().url().text();
    }

    @Test
    void noTurnBeginsWhileTheCrawlPausesAndOrdersAreKept() {
        add("a.test/1");
        say(new Control.Paused(1));
        assertThat(queues.nextTurn(SECOND)).isNull();
        assertThat(queues.nanosUntilTurn(SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(queues.queuedOrders()).isEqualTo(1);
        say();
        assertThat(fetch(turn(SECOND), SECOND, Duration.ZERO)).isEqualTo("http://a.test/1");
    }

    @Test
    void turnThatIsUnderWayGetsNoFurtherOrderWhenTheCrawlPauses() {
        add("a.test/1");
        Turn turn = turn(SECOND);
        say(new Control.Paused(1));
        assertThat(queues.nextOrder(turn, SECOND)).isNull();
        assertThat(queues.turnOver(turn, SECOND)).isZero();
        assertThat(queues.nextTurn(SECOND)).isNull();
        assertThat(queues.queuedOrders()).isEqualTo(1);
    }

    @Test
    void ordersOfAHostThatIsBlockedAreGivenUpAtOnceAndOthersAreDone() {
        add("a.test/1");
        add("www.a.test/1");
        say(new Control.Blocked(PageRange.host("a.test"), 1));
        assertThat(queues.takeExpired()).containsExactly(new OrderReceipt(0, 0));
        assertThat(queues.queuedOrders()).isEqualTo(1);
        assertThat(fetch(turn(SECOND), SECOND, Duration.ZERO)).isEqualTo("http://www.a.test/1");
        assertThat(queues.nextTurn(SECOND)).isNull();
    }

    @Test
    void orderOfASchedulerThatHeardFirstThatAHostIsNotBlockedAnyMoreIsDoneWhenTheWorkerHearsIt() {
        say(new Control.Blocked(PageRange.host("a.test"), 1));
        add("a.test/1");
        assertThat(queues.nextTurn(SECOND)).isNull();
        say();
        assertThat(fetch(turn(2 * SECOND), 2 * SECOND, Duration.ZERO)).isEqualTo("http://a.test/1");
    }

    @Test
    void orderThatComesForABlockedHostDoesNotFillTheHandForLong() {
        say(new Control.Blocked(PageRange.site("a.test"), 1));
        add("a.test/1");
        for (long now = 0; now < 11 * SECOND; now += SECOND / 4) {
            assertThat(queues.nextTurn(now)).isNull();
        }
        assertThat(queues.takeExpired()).hasSize(1);
        assertThat(queues.queuedOrders()).isZero();
        for (long now = 11 * SECOND; now < 15 * SECOND; now += SECOND) {
            assertThat(queues.nextTurn(now)).isNull();
        }
        assertThat(queues.hosts()).isZero();
    }

    @Test
    void orderThatGaveWayToRobotsIsNotPutBackWhereItsSiteWasBlockedMeanwhile() {
        add("www.a.test/1");
        Turn turn = turn(SECOND);
        QueuedOrder order = Objects.requireNonNull(queues.nextOrder(turn, SECOND));
        say(new Control.Blocked(PageRange.site("a.test"), 1));
        assertThat(queues.postpone(turn, order)).isTrue();
        assertThat(queues.takeExpired()).hasSize(1);
        assertThat(queues.queuedOrders()).isZero();
        assertThat(queues.turnOver(turn, SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void orderThatWaitsForItsHostToBeUnblockedGoesOnWaitingWhenSomethingElseIsSaid() {
        Control block = new Control.Blocked(PageRange.host("a.test"), 1);
        say(block);
        add("a.test/1");
        say(block, new Control.Delayed(PageRange.host("b.test"), Duration.ofSeconds(5), 1));
        assertThat(queues.takeExpired()).isEmpty();
        assertThat(queues.queuedOrders()).isEqualTo(1);
    }

    /** No visit tells of it, since the order was given up. */
    @Test
    void hostThatIsBlockedAfterItsRobotsWasReadIsLeftAloneForItsGapWhenItIsUnblocked() {
        add("a.test/1");
        Turn turn = turn(0);
        QueuedOrder order = Objects.requireNonNull(queues.nextOrder(turn, 0));
        say(new Control.Blocked(PageRange.host("a.test"), 1));
        HostState robots = HostState.UNKNOWN.withCrawlDelay(Duration.ofMinutes(15));
        var _ = queues.asked(turn, robots, Duration.ZERO, "", 0, ORDERED_AT);
        assertThat(queues.postpone(turn, order)).isTrue();
        long _ = queues.turnOver(turn, 0);
        say();
        assertThat(queues.nextTurn(601 * SECOND)).isNull();
        add("a.test/1");
        assertThat(queues.nextTurn(900 * SECOND - 1)).isNull();
        assertThat(fetch(turn(901 * SECOND), 901 * SECOND, Duration.ZERO)).isEqualTo("http://a.test/1");
    }

    @Test
    void hostThatIsAskedForTheRobotsOfAnotherIsLeftAloneForAsLongAsIsSaid() {
        say(new Control.Delayed(PageRange.host("a.test"), Duration.ofMinutes(20), 1));
        queues.askedBesides(WebUrl.parse("http://a.test/robots.txt"), "", 0);
        assertThat(queues.nextTurn(601 * SECOND)).isNull();
        add("a.test/1");
        assertThat(queues.nextTurn(1200 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(1200 * SECOND)).isNotNull();
    }

    @Test
    void delayThatIsSetHoldsFromTheNextRequestOnAndNeverUndercutsRobots() {
        say(new Control.Delayed(PageRange.host("a.test"), Duration.ofSeconds(5), 1));
        for (int i = 0; i < 4; i++) {
            add("a.test/" + i);
        }
        fetch(turn(0), 0, Duration.ZERO);
        assertThat(queues.nanosUntilTurn(0)).isEqualTo(5 * SECOND);
        say(new Control.Delayed(PageRange.host("a.test"), Duration.ZERO, 1));
        fetch(turn(5 * SECOND), 5 * SECOND, Duration.ofSeconds(3));
        assertThat(queues.nanosUntilTurn(5 * SECOND))
                .as("what robots.txt asks for")
                .isEqualTo(3 * SECOND);
        say();
        fetch(turn(8 * SECOND), 8 * SECOND, Duration.ZERO);
        assertThat(queues.nanosUntilTurn(8 * SECOND)).as("what is configured").isEqualTo(SECOND);
    }

    @Test
    void ordersOfPagesThatWereDroppedSinceAreGivenUpAndLaterOnesAreNot() {
        add("a.test/cal/1");
        add("a.test/page");
        PageRange calendar = new PageRange(PageRange.Kind.PREFIX, "http://a.test/cal/");
        say(new Control.Dropped("1", calendar, ORDERED_AT + 1));
        assertThat(queues.takeExpired()).containsExactly(new OrderReceipt(0, 0));
        say(new Control.Dropped("0", calendar, ORDERED_AT - 1));
        add("a.test/cal/2");
        assertThat(queues.takeExpired()).isEmpty();
        assertThat(queues.queuedOrders()).isEqualTo(2);
    }
}
