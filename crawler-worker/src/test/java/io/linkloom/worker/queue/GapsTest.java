package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a gap: the address, the response time, a block; and what becomes of orders that cannot wait for its end. */
class GapsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_700_000_000_000L;
    private static final Duration NONE = Duration.ZERO;

    private long offsets;

    private static HostQueues queues(Duration delay, Duration addressDelay) {
        return new HostQueues(1, 16, new Pace(delay, addressDelay, 0, delay));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void add(HostQueues queues, String url, long now) {
        add(queues, url, now, HostState.UNKNOWN, 0);
    }

    /** An order that is given now and expires so many seconds after the beginning of time, or never. */
    private OrderReceipt add(HostQueues queues, String url, long now, HostState host, long expiresSeconds) {
        long millis = millis(now);
        long expires = expiresSeconds == 0 ? 0 : EPOCH + expiresSeconds * 1000;
        FetchOrder order =
                new FetchOrder(WebUrl.parse(url), 0, 0, 1, millis, Validators.NONE, host, Origin.LINK, null, expires);
        OrderReceipt receipt = new OrderReceipt(0, offsets++);
        queues.add(new ReceivedOrder(order, receipt), now, millis);
        return receipt;
    }

    private static long millis(long now) {
        return EPOCH + now / 1_000_000;
    }

    private static Turn turn(HostQueues queues, long now) {
        return Objects.requireNonNull(queues.nextTurn(now), "no host is ready at " + now);
    }

    /** One whole turn with one request. */
    private static String ask(HostQueues queues, long now, @Nullable String ip, HostState state, Duration response) {
        Turn turn = turn(queues, now);
        assertThat(queues.bind(turn, ip, now))
                .as("%s may be asked", turn.host())
                .isTrue();
        assertThat(queues.nextOrder(turn, now)).isNotNull();
        var _ = queues.asked(turn, state, response, ip == null ? "" : ip, now, millis(now));
        var _ = queues.turnOver(turn, now);
        return turn.host();
    }

    private static String ask(HostQueues queues, long now, String ip) {
        return ask(queues, now, ip, HostState.UNKNOWN, NONE);
    }

    @Test
    void hostsOfOneAddressHaveTheirTurnsWithItsGapInTheOrderInWhichTheyBecameReady() {
        HostQueues queues = queues(NONE, seconds(2));
        for (int i = 0; i < 4; i++) {
            add(queues, "http://h" + i + ".test/", i);
        }
        assertThat(ask(queues, 4, "192.0.2.1")).isEqualTo("h0.test");
        for (int i = 1; i < 4; i++) {
            Turn early = turn(queues, 5);
            assertThat(queues.bind(early, "192.0.2.1", 5))
                    .as("the address has its gap")
                    .isFalse();
            assertThat(queues.nextOrder(early, 5)).isNull();
            var _ = queues.turnOver(early, 5);
        }
        assertThat(queues.hostsInLine()).isEqualTo(3);
        for (int i = 1; i < 4; i++) {
            long due = 4 + 2 * SECOND * i;
            assertThat(queues.nextTurn(due - 1)).isNull();
            assertThat(queues.nanosUntilTurn(due - 1)).isEqualTo(1);
            assertThat(ask(queues, due, "192.0.2.1")).isEqualTo("h" + i + ".test");
        }
        assertThat(queues.hostsInLine()).isZero();
    }

    @Test
    void addressIsNotAskedForOneHostWhileItAnswersAnother() {
        HostQueues queues = queues(NONE, seconds(1));
        add(queues, "http://a.test/", 0);
        add(queues, "http://b.test/", 1);
        add(queues, "http://other.test/", 2);
        Turn running = turn(queues, 2);
        assertThat(queues.bind(running, "192.0.2.1", 2)).isTrue();
        Turn second = turn(queues, 2);
        assertThat(queues.bind(second, "192.0.2.1", 2)).isFalse();
        var _ = queues.turnOver(second, 2);
        assertThat(queues.bind(turn(queues, 2), "192.0.2.2", 2)).isTrue();
        assertThat(queues.nextTurn(100 * SECOND)).isNull();
        var _ = queues.asked(running, HostState.UNKNOWN, NONE, "192.0.2.1", 100 * SECOND, EPOCH);
        var _ = queues.turnOver(running, 100 * SECOND);
        assertThat(queues.nextTurn(101 * SECOND - 1)).isNull();
        assertThat(turn(queues, 101 * SECOND).host()).isEqualTo("b.test");
    }

    @Test
    void longerOfTheHostsAndTheAddresssGapCounts() {
        HostQueues queues = queues(seconds(1), seconds(3));
        add(queues, "http://a.test/1", 0);
        add(queues, "http://a.test/2", 0);
        add(queues, "http://a.test/3", 0);
        assertThat(ask(queues, 0, "192.0.2.1")).isEqualTo("a.test");
        assertThat(queues.nextTurn(3 * SECOND - 1)).isNull();
        HostState slow = HostState.UNKNOWN.withCrawlDelay(seconds(9));
        ask(queues, 3 * SECOND, "192.0.2.1", slow, NONE);
        assertThat(queues.nextTurn(12 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(12 * SECOND)).isNotNull();
    }

    @Test
    void hostWhoseAddressHasChangedKeepsTheGapOfTheNewOne() {
        HostQueues queues = queues(NONE, seconds(5));
        add(queues, "http://a.test/1", 0);
        add(queues, "http://a.test/2", 0);
        ask(queues, 0, "192.0.2.1");
        add(queues, "http://b.test/1", 1);
        ask(queues, 1, "192.0.2.2");
        assertThat(queues.nextTurn(5 * SECOND - 1)).as("as far as is known").isNull();
        Turn turn = turn(queues, 5 * SECOND);
        assertThat(queues.bind(turn, "192.0.2.2", 5 * SECOND)).isFalse();
        var _ = queues.turnOver(turn, 5 * SECOND);
        assertThat(queues.nextTurn(5 * SECOND)).isNull();
        assertThat(ask(queues, 5 * SECOND + 1, "192.0.2.2")).isEqualTo("a.test");
    }

    @Test
    void requestSentToAnotherHostOnTheWayCountsAsItsOwn() {
        HostQueues queues = queues(seconds(2), seconds(1));
        queues.askedBesides(WebUrl.parse("http://b.test/robots.txt"), "192.0.2.2", 0);
        add(queues, "http://b.test/", 1);
        add(queues, "http://neighbour.test/", 1);
        Turn neighbour = turn(queues, 1);
        assertThat(queues.bind(neighbour, "192.0.2.2", 1)).isFalse();
        var _ = queues.turnOver(neighbour, 1);
        assertThat(ask(queues, SECOND, "192.0.2.2")).isEqualTo("neighbour.test");
        assertThat(queues.nextTurn(2 * SECOND - 1)).isNull();
        assertThat(turn(queues, 2 * SECOND).host()).isEqualTo("b.test");
    }

    @Test
    void addressesAreForgottenOnceTheirGapIsOver() {
        HostQueues queues = queues(NONE, seconds(1));
        for (int i = 0; i < 10; i++) {
            add(queues, "http://h" + i + ".test/", 0);
            ask(queues, 0, "192.0.2." + i);
        }
        assertThat(queues.addresses()).isEqualTo(10);
        assertThat(queues.nextTurn(SECOND)).isNull();
        assertThat(queues.addresses()).isZero();
        assertThat(queues.hosts()).isZero();
        assertThat(queues.nanosUntilTurn(SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        // delay, factor, longest, Crawl-delay, response in ms: gap in ms
        "1000, 5, 30000, 0, 100, 1000",
        "1000, 5, 30000, 0, 200, 1000",
        "1000, 5, 30000, 0, 3000, 15000",
        "1000, 5, 30000, 0, 60000, 30000",
        "1000, 0, 30000, 0, 60000, 1000",
        "1000, 5, 500, 0, 60000, 1000",
        "1000, 5, 30000, 20000, 3000, 20000",
        "1000, 5, 30000, 90000, 60000, 90000",
        "0, 5, 30000, 0, 60000, 0",
        "0, 5, 30000, 7000, 60000, 7000",
    })
    void gapIsTheLongestOfDelaySlownessAndCrawlDelay(
            long delay, int factor, long longest, long crawlDelay, long response, long gap) {
        Pace pace = new Pace(Duration.ofMillis(delay), NONE, factor, Duration.ofMillis(longest));
        assertThat(pace.gapNanos(Duration.ofMillis(crawlDelay), response * 1_000_000))
                .isEqualTo(gap * 1_000_000);
    }

    @Test
    void hostThatBecomesSlowIsLeftAloneForLongerAtOnceAndTrustedAgainBitByBit() {
        HostQueues queues = new HostQueues(1, 16, new Pace(seconds(1), NONE, 10, seconds(60)));
        long now = 0;
        long[] responses = {50, 50, 4000, 50, 50, 50};
        long[] gaps = {1000, 1000, 40_000, 30_125, 22_718, 17_164};
        for (int i = 0; i < responses.length; i++) {
            add(queues, "http://a.test/" + i, now);
            ask(queues, now, null, HostState.UNKNOWN, Duration.ofMillis(responses[i]));
            add(queues, "http://a.test/next", now);
            assertThat(queues.nextTurn(now + gaps[i] * 1_000_000 - 1))
                    .as("%d", i)
                    .isNull();
            now += (gaps[i] + 1) * 1_000_000;
            ask(queues, now, null, HostState.UNKNOWN, NONE);
            now += (gaps[i] + 1) * 1_000_000;
        }
    }

    @Test
    void blockedHostIsLeftAloneAndOthersAreNot() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/1", 0);
        add(queues, "http://a.test/2", 0);
        ask(queues, 0, null, HostState.UNKNOWN.blocked(1, EPOCH + 60_000), NONE);
        assertThat(queues.blockedHosts()).isEqualTo(1);
        add(queues, "http://b.test/", SECOND);
        assertThat(ask(queues, SECOND, null, HostState.UNKNOWN, NONE)).isEqualTo("b.test");
        assertThat(queues.nextTurn(60 * SECOND - 1)).isNull();
        Turn turn = turn(queues, 60 * SECOND);
        assertThat(turn.host()).isEqualTo("a.test");
        assertThat(queues.known(turn).failures()).isEqualTo(1);
        assertThat(queues.blockedHosts()).isZero();
    }

    @Test
    void blockEndsATurnThatMightHaveGoneOn() {
        HostQueues queues = queues(NONE, NONE);
        add(queues, "http://a.test/1", 0);
        add(queues, "http://a.test/2", 0);
        Turn turn = turn(queues, 0);
        assertThat(queues.nextOrder(turn, 0)).isNotNull();
        var _ = queues.asked(turn, HostState.UNKNOWN.blocked(1, EPOCH + 60_000), NONE, "", 0, EPOCH);
        assertThat(queues.nextOrder(turn, 0)).isNull();
        assertThat(queues.turnOver(turn, 0)).isEqualTo(60 * SECOND);
    }

    @Test
    void blockThatAnotherWorkerMetIsKept() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/", 0, HostState.UNKNOWN.blocked(4, EPOCH + 90_000), 0);
        assertThat(queues.blockedHosts()).isEqualTo(1);
        assertThat(queues.nextTurn(90 * SECOND - 1)).isNull();
        assertThat(queues.known(turn(queues, 90 * SECOND)).failures()).isEqualTo(4);
    }

    @Test
    void failuresCountOnWhereTheBlockIsOverWhenTheOrderComes() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/", 5 * SECOND, HostState.UNKNOWN.blocked(4, EPOCH + 3000), 0);
        assertThat(queues.known(turn(queues, 5 * SECOND)).failures()).isEqualTo(4);
    }

    @Test
    void whatAnOrderSaysOfFailuresIsOldOnceTheHostHasAnswered() {
        HostQueues queues = queues(seconds(10), NONE);
        HostState failing = HostState.UNKNOWN.blocked(4, EPOCH + 90_000);
        add(queues, "http://a.test/1", 0);
        ask(queues, SECOND, null, HostState.UNKNOWN, NONE);
        FetchOrder old =
                new FetchOrder(WebUrl.parse("http://a.test/2"), 0, 0, 1, EPOCH + 500, Validators.NONE, failing);
        queues.add(new ReceivedOrder(old, new OrderReceipt(0, offsets++)), 2 * SECOND, millis(2 * SECOND));
        assertThat(queues.known(turn(queues, 11 * SECOND)).failures())
                .as("it was given before the host answered")
                .isZero();
        add(queues, "http://a.test/3", 12 * SECOND, failing, 0);
        assertThat(queues.blockedHosts()).as("and this one after").isEqualTo(1);
    }

    @Test
    void newerRobotsTxtOfAnOrderChangesTheGapAndAnOlderOneDoesNot() {
        HostQueues queues = queues(seconds(1), NONE);
        HostState known = new HostState(RobotsState.READ, EPOCH, 0, seconds(5), 0, 0);
        HostState older = new HostState(RobotsState.READ, EPOCH - 9, 0, seconds(50), 0, 0);
        HostState newer = new HostState(RobotsState.READ, EPOCH + 9, 0, seconds(2), 0, 0);
        add(queues, "http://a.test/1", 0, known, 0);
        add(queues, "http://a.test/2", 0, older, 0);
        assertThat(queues.known(turn(queues, 0)).crawlDelay()).isEqualTo(seconds(5));
        add(queues, "http://b.test/1", 0, known, 0);
        add(queues, "http://b.test/2", 0, newer, 0);
        assertThat(queues.known(turn(queues, 0)).crawlDelay()).isEqualTo(seconds(2));
    }

    @Test
    void longGapIsToldSoThatNobodyNeedsToRememberIt() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/", 0);
        add(queues, "http://b.test/", 0);
        HostState slow = HostState.UNKNOWN.withCrawlDelay(Duration.ofDays(2));
        Turn turn = turn(queues, 0);
        assertThat(queues.asked(turn, slow, NONE, "", 0, EPOCH).blockedUntilMillis())
                .as("no sooner, since the time now is cut to milliseconds")
                .isEqualTo(EPOCH + Duration.ofDays(2).toMillis() + 1);
        HostState usual = HostState.UNKNOWN.withCrawlDelay(seconds(59));
        assertThat(queues.asked(turn(queues, 0), usual, NONE, "", 0, EPOCH)).isEqualTo(usual);
    }

    /** Whoever had the host before may have asked it at the last moment, and heard of its delay then. */
    @Test
    void gapAfterTheOwnerBeforeIsTheLongestThatAnOrderTellsOf() {
        HostQueues queues = queues(seconds(1), NONE);
        queues.assigned(Set.of(0), 0);
        HostState before = new HostState(RobotsState.READ, EPOCH - 90_000, 0, NONE, 0, 0);
        HostState now = new HostState(RobotsState.READ, EPOCH - 5_000, 0, seconds(30), 0, 0);
        add(queues, "http://a.test/1", 0, before, 0);
        add(queues, "http://a.test/2", 0, now, 0);
        assertThat(queues.nextTurn(30 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(30 * SECOND)).isNotNull();
    }

    @Test
    void hostWithoutOrdersIsForgottenAfterTenMinutesThoughItsGapGoesOn() {
        HostQueues queues = queues(seconds(1), NONE);
        for (int i = 0; i < 100; i++) {
            add(queues, "http://h" + i + ".test/", 0);
            ask(queues, 0, null, HostState.UNKNOWN.withCrawlDelay(Duration.ofDays(2)), NONE);
        }
        assertThat(queues.nextTurn(600 * SECOND - 1)).isNull();
        assertThat(queues.hosts()).isEqualTo(100);
        assertThat(queues.nextTurn(600 * SECOND)).isNull();
        assertThat(queues.hosts()).isZero();
        assertThat(queues.blockedHosts()).isZero();
        add(queues, "http://h1.test/", 700 * SECOND, HostState.UNKNOWN.blocked(0, EPOCH + 172_800_000), 0);
        assertThat(queues.nextTurn(172_800 * SECOND - 1)).isNull();
        assertThat(queues.nextTurn(172_800 * SECOND)).isNotNull();
    }

    /** Nobody else knows of it: a robots.txt that says so makes no visit, and its page does not wait for so long. */
    @Test
    void hostWithALongDelayThatNoVisitHasToldOfIsRememberedUntilItIsOver() {
        HostQueues queues = queues(NONE, NONE);
        queues.assigned(Set.of(0), 0);
        add(queues, "http://a.test/", 0, HostState.UNKNOWN, 600);
        Turn turn = turn(queues, 0);
        QueuedOrder order = Objects.requireNonNull(queues.nextOrder(turn, 0));
        HostState robots = new HostState(RobotsState.READ, EPOCH, 0, Duration.ofHours(1), 0, 0);
        var _ = queues.asked(turn, robots, NONE, "", 0, EPOCH);
        assertThat(queues.postpone(turn, order)).isTrue();
        var _ = queues.turnOver(turn, 0);
        assertThat(queues.takeExpired()).hasSize(1);

        assertThat(queues.nextTurn(1200 * SECOND)).isNull();
        assertThat(queues.hosts()).isEqualTo(1);
        add(queues, "http://a.test/", 1200 * SECOND, HostState.UNKNOWN, 4800);
        assertThat(queues.nextTurn(3600 * SECOND - 1)).isNull();
        assertThat(ask(queues, 3601 * SECOND, null, robots, NONE)).isEqualTo("a.test");
        assertThat(queues.nextTurn(4201 * SECOND)).isNull();
        assertThat(queues.hosts()).as("its visit has told of it").isZero();
    }

    @Test
    void absurdTimesOfAnOrderAreBounded() {
        HostQueues queues = queues(seconds(1), NONE);
        Duration eternity = Duration.ofMillis(Long.MAX_VALUE);
        add(queues, "http://a.test/", 0, new HostState(RobotsState.READ, 1, 0, eternity, 0, Long.MAX_VALUE), 0);
        add(queues, "http://b.test/", 0, HostState.UNKNOWN.blocked(1, Long.MIN_VALUE), 0);
        assertThat(turn(queues, 0).host()).isEqualTo("b.test");
        assertThat(queues.nextTurn(365L * 86_400 * SECOND)).isNull();
    }

    @Test
    void orderThatExpiresBeforeItsTurnIsGivenUp() {
        HostQueues queues = queues(seconds(1), NONE);
        OrderReceipt first = add(queues, "http://a.test/1", 0, HostState.UNKNOWN, 10);
        OrderReceipt second = add(queues, "http://a.test/2", 0, HostState.UNKNOWN, 20);
        Turn turn = turn(queues, 11 * SECOND);
        assertThat(Objects.requireNonNull(queues.nextOrder(turn, 11 * SECOND))
                        .received()
                        .receipt())
                .isEqualTo(second);
        assertThat(queues.takeExpired()).containsExactly(first);
        assertThat(queues.takeExpired()).isEmpty();
        assertThat(queues.queuedOrders()).isZero();
    }

    @Test
    void ordersThatExpireBeforeABlockEndsAreGivenUpAtOnceAndTheOthersWait() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/1", 0, HostState.UNKNOWN, 600);
        OrderReceipt hopeless = add(queues, "http://a.test/2", 0, HostState.UNKNOWN, 600);
        add(queues, "http://a.test/3", 0, HostState.UNKNOWN, 4000);
        ask(queues, 0, null, HostState.UNKNOWN.blocked(1, EPOCH + 3_600_000), NONE);
        assertThat(queues.takeExpired()).containsExactly(hopeless);
        assertThat(queues.queuedOrders()).isEqualTo(1);
        OrderReceipt later = add(queues, "http://b.test/", 0, HostState.UNKNOWN.blocked(1, EPOCH + 700_000), 600);
        assertThat(queues.takeExpired()).as("it never waits").containsExactly(later);
    }

    @Test
    void orderWithoutExpiryWaitsForAnyBlock() {
        HostQueues queues = queues(seconds(1), NONE);
        add(queues, "http://a.test/", 0, HostState.UNKNOWN.blocked(1, EPOCH + 3_600_000), 0);
        assertThat(queues.takeExpired()).isEmpty();
        assertThat(turn(queues, 3600 * SECOND).host()).isEqualTo("a.test");
    }

    @Test
    void lineOfAnAddressHoldsNoMoreOrdersThanItServesBeforeTheyExpire() {
        HostQueues queues = queues(NONE, seconds(1));
        int hosts = 1000;
        for (int i = 0; i < hosts; i++) {
            for (int page = 0; page < 5; page++) {
                add(queues, "http://h" + i + ".test/" + page, 0, HostState.UNKNOWN, 100);
            }
        }
        long now = 0;
        int asked = 0;
        for (Turn turn = queues.nextTurn(now); turn != null; turn = queues.nextTurn(now)) {
            if (queues.bind(turn, "192.0.2.1", now) && queues.nextOrder(turn, now) != null) {
                asked++;
                var _ = queues.asked(turn, HostState.UNKNOWN, NONE, "192.0.2.1", now, millis(now));
            }
            var _ = queues.turnOver(turn, now);
        }
        assertThat(asked).isEqualTo(1);
        assertThat(queues.takeExpired().size() + queues.queuedOrders() + asked).isEqualTo(5 * hosts);
        assertThat(queues.queuedOrders()).isBetween(90, 310);
    }
}
