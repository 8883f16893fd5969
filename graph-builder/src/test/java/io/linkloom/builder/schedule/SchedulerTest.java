package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchedulerTest extends SchedulerFixture {
    private void learn(Scheduler scheduler, String host, HostState state) {
        HostRow row = know(host + "/", state);
        scheduler.apply(List.of(), Map.of(HostKey.of(key(host + "/")), row));
    }

    @Test
    void nearerPagesOfAHostGoFirstThenThoseFoundFirst() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(100, Duration.ZERO, LEASE, MINUTE), SITES);
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
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "a/2", "a/3", "a/4", "b/1");
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a/1", "a/2", "b/1");
        assertThat(tick(scheduler)).isEmpty();
        visit(scheduler, "a/2");
        assertThat(tick(scheduler)).containsExactly("a/3");
    }

    /** Its crawl-delay, which all orders after the first one then carry, may be long. */
    @Test
    void hostThatNobodyWasToldAboutGetsOneOrderBeforeItsFirstVisit() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        know("a/", HostState.UNKNOWN);
        queue(scheduler, 0, "a/1", "a/2", "a/3", "a/4", "b/1");
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a/1", "b/1");
        assertThat(tick(scheduler)).isEmpty();
        visit(scheduler, "a/1");
        HostState told = ASKED_BEFORE.withCrawlDelay(Duration.ofSeconds(20));
        learn(scheduler, "a", told);
        assertThat(scheduler.tick(NOW, Long.MAX_VALUE).orders())
                .hasSize(2)
                .extracting(FetchOrder::host)
                .containsOnly(told);
    }

    @Test
    void verySlowHostStillGetsOnePage() {
        assertThat(new ScheduleLimits(1, Duration.ofHours(5), LEASE, MINUTE).perHost(HostState.UNKNOWN))
                .isEqualTo(1);
        assertThat(new ScheduleLimits(1, Duration.ofSeconds(1), LEASE, MINUTE).perHost(HostState.UNKNOWN))
                .isEqualTo(60);
        assertThat(new ScheduleLimits(1, Duration.ZERO, LEASE, MINUTE).perHost(HostState.UNKNOWN))
                .isEqualTo(100);
    }

    @Test
    void hostWithManyPagesDoesNotDelayHostsWithFew() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(40, Duration.ZERO, LEASE, MINUTE), SITES);
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
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(3, Duration.ZERO, LEASE, MINUTE), SITES);
        queue(scheduler, 0, "a/1", "a/2", "b/1", "b/2", "c/1");
        assertThat(tick(scheduler, NOW, 2)).hasSize(2);
        assertThat(tick(scheduler, NOW, 0)).isEmpty();
        assertThat(tick(scheduler)).hasSize(1);
        assertThat(scheduler.outstanding()).isEqualTo(3);
        assertThat(tick(scheduler)).isEmpty();
    }

    @Test
    void pageThatBecomesNearerThanThoseAlreadyTakenIsNotMissed() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
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
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
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
        write(scheduler, again);

        queue(scheduler, 0, "a/4");
        assertThat(tick(scheduler, NOW + LEASE.toMillis() + 1, 100)).isEmpty();
        visit(scheduler, "a/2");
        assertThat(tick(scheduler, NOW + LEASE.toMillis() + 1, 100)).containsExactly("a/4");
    }

    @Test
    void hostThatWasSlowGetsFewerOrdersAndWithTimeAsManyAsBefore() {
        Scheduler scheduler =
                new Scheduler(shard, new ScheduleLimits(100, Duration.ofSeconds(6), LEASE, MINUTE), SITES);
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
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
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
                        HostState.UNKNOWN,
                        Origin.LINK,
                        null,
                        NOW + LEASE.toMillis()));
    }

    @Test
    void newSchedulerGoesOnWhereTheLastOneWas() {
        Scheduler first = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(first, 0, "a/1", "a/2", "a/3", "b/1");
        assertThat(tick(first)).hasSize(3);
        Scheduler second = new Scheduler(shard, TWO_PER_HOST, SITES);
        assertThat(second.waiting()).isEqualTo(1);
        assertThat(second.outstanding()).isEqualTo(3);
        assertThat(tick(second)).isEmpty();
        visit(second, "a/1");
        assertThat(tick(second)).containsExactly("a/3");
        assertThat(tick(second, NOW + LEASE.toMillis(), 10)).containsExactlyInAnyOrder("a/2", "a/3", "b/1");
    }

    @Test
    void hostThatWantsToBeAskedSeldomHasOneOrderWithALeaseThatIsLongEnough() {
        HostState slow = HostState.UNKNOWN.withCrawlDelay(Duration.ofMinutes(20));
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "a/2", "a/3");
        learn(scheduler, "a", slow);
        FetchOrder order = onlyOrder(scheduler, NOW);
        assertThat(order.host()).isEqualTo(slow);
        assertThat(order.expiresAtMillis())
                .isEqualTo(NOW + Duration.ofMinutes(41).toMillis());
        assertThat(tick(scheduler, NOW + Duration.ofMinutes(40).toMillis(), 100))
                .as("neither another page nor the same again")
                .isEmpty();
        visit(scheduler, order.url().text().substring(7));
        assertThat(tick(scheduler)).containsExactly("a/2");
    }

    private FetchOrder onlyOrder(Scheduler scheduler, long now) {
        ScheduledOrders due = scheduler.tick(now, 100);
        write(scheduler, due);
        assertThat(due.orders()).hasSize(1);
        return due.orders().getFirst();
    }

    @Test
    void delayWithoutEndIsANumberLikeAnyOther() {
        HostState never = HostState.UNKNOWN.withCrawlDelay(Duration.ofMillis(Long.MAX_VALUE));
        assertThat(TWO_PER_HOST.perHost(never)).isEqualTo(1);
        assertThat(TWO_PER_HOST.lease(never, 1000)).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void lookaheadDecidesHowManyOrdersAHostHas() {
        Duration delay = Duration.ofSeconds(10);
        assertThat(new ScheduleLimits(100, delay, LEASE, MINUTE).perHost(HostState.UNKNOWN))
                .isEqualTo(6);
        assertThat(new ScheduleLimits(100, delay, LEASE, Duration.ofMinutes(5)).perHost(HostState.UNKNOWN))
                .isEqualTo(30);
    }

    @Test
    void hostThatRefusesRequestsHasNoOrdersUntilItsTime() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "a/2", "a/3", "b/1");
        assertThat(tick(scheduler)).hasSize(3);
        learn(scheduler, "a", HostState.UNKNOWN.blocked(1, NOW + 5000));
        visit(scheduler, "a/1");
        visit(scheduler, "b/1");
        queue(scheduler, 0, "a/4");
        assertThat(tick(scheduler, NOW + 4999, 100)).isEmpty();
        assertThat(scheduler.blockedHosts()).isEqualTo(1);
        assertThat(scheduler.nextMillis()).isEqualTo(NOW + 5000);
        assertThat(tick(scheduler, NOW + 5000, 100)).containsExactly("a/3");
        assertThat(scheduler.blockedHosts()).isZero();
    }

    @Test
    void blockIsAsLongAsTheLastVisitSays() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        learn(scheduler, "a", HostState.UNKNOWN.blocked(1, NOW + 5000));
        queue(scheduler, 0, "a/1", "a/2", "a/3");
        assertThat(tick(scheduler)).isEmpty();
        learn(scheduler, "a", HostState.UNKNOWN.blocked(2, NOW + 9000));
        assertThat(tick(scheduler, NOW + 5000, 100)).isEmpty();
        assertThat(scheduler.blockedHosts()).isEqualTo(1);
        learn(scheduler, "a", ASKED_BEFORE);
        assertThat(tick(scheduler, NOW + 5001, 100)).containsExactly("a/1", "a/2");
        assertThat(scheduler.blockedHosts()).isZero();
    }

    @Test
    void blockOutlivesTheScheduler() {
        Scheduler first = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(first, 0, "a/1", "b/1");
        learn(first, "a", HostState.UNKNOWN.blocked(3, NOW + 5000));
        Scheduler second = new Scheduler(shard, TWO_PER_HOST, SITES);
        assertThat(tick(second)).containsExactly("b/1");
        assertThat(second.blockedHosts()).isEqualTo(1);
        FetchOrder order = onlyOrder(second, NOW + 5000);
        assertThat(order.url().text()).isEqualTo("http://a/1");
        assertThat(order.host().failures()).isEqualTo(3);
    }

    @Test
    void orderOfAHostThatIsBlockedMeanwhileIsNotRepeatedButWaits() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1");
        assertThat(tick(scheduler)).containsExactly("a/1");
        long leaseEnd = NOW + LEASE.toMillis();
        learn(scheduler, "a", HostState.UNKNOWN.blocked(1, leaseEnd + 5000));
        assertThat(tick(scheduler, leaseEnd, 100)).isEmpty();
        assertThat(scheduler.waiting()).isEqualTo(1);
        assertThat(scheduler.outstanding()).isZero();
        assertThat(tick(scheduler, leaseEnd + 4999, 100)).isEmpty();
        assertThat(tick(scheduler, leaseEnd + 5000, 100)).containsExactly("a/1");
    }

    @Test
    void ordersGivenBeforeTheDelayWasKnownAreNotAllRepeated() {
        Scheduler scheduler =
                new Scheduler(shard, new ScheduleLimits(100, Duration.ofSeconds(6), LEASE, MINUTE), SITES);
        for (int i = 0; i < 10; i++) {
            queue(scheduler, 0, "a/" + i);
        }
        assertThat(tick(scheduler)).hasSize(10);
        learn(scheduler, "a", HostState.UNKNOWN.withCrawlDelay(Duration.ofHours(1)));
        visit(scheduler, "a/0");
        long leaseEnd = NOW + LEASE.toMillis();
        List<String> given = new ArrayList<>(tick(scheduler, leaseEnd, 100));
        given.addAll(tick(scheduler, leaseEnd + 1, 100));
        assertThat(given).hasSize(1);
        assertThat(scheduler.outstanding()).isEqualTo(1);
        assertThat(scheduler.waiting()).isEqualTo(8);
    }

    @Test
    void pageThatFailedIsOrderedAgainWhenItsRetryIsDue() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "b/1", "c/1");
        assertThat(tick(scheduler)).hasSize(3);
        fail(scheduler, "a/1", 1, NOW + 7000);
        fail(scheduler, "b/1", 2, NOW + 9000);
        assertThat(scheduler.nextMillis()).isEqualTo(NOW + 7000);
        assertThat(tick(scheduler, NOW + 6999, 100)).isEmpty();
        assertThat(tick(scheduler, NOW + 7000, 100)).isEmpty();
        FetchOrder order = onlyOrder(scheduler, NOW + 7001);
        assertThat(order.url().text()).isEqualTo("http://a/1");
        assertThat(order.attempt()).isEqualTo(2);
        assertThat(scheduler.nextMillis()).isEqualTo(NOW + 9000);
        visit(scheduler, "a/1");
        assertThat(tick(scheduler, NOW + 9000, 100)).isEmpty();
        assertThat(onlyOrder(scheduler, NOW + 9001).attempt()).isEqualTo(3);
        assertThat(scheduler.nextMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void retryOutlivesTheScheduler() {
        Scheduler first = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(first, 0, "a/1", "a/2");
        assertThat(tick(first)).hasSize(2);
        fail(first, "a/1", 1, NOW + 7000);
        Scheduler second = new Scheduler(shard, TWO_PER_HOST, SITES);
        assertThat(second.outstanding()).isEqualTo(1);
        assertThat(second.nextMillis()).isEqualTo(NOW + 7000);
        assertThat(tick(second, NOW + 7000, 100)).isEmpty();
        assertThat(tick(second, NOW + 7000, 100)).containsExactly("a/1");
    }

    @Test
    void manyRetriesThatAreDueAtOnceAllComeToTheirTurn() {
        Scheduler scheduler = new Scheduler(shard, new ScheduleLimits(5000, Duration.ZERO, LEASE, MINUTE), SITES);
        for (int i = 0; i < 2500; i++) {
            queue(scheduler, 0, "h" + i % 50 + "/" + i);
        }
        List<String> all = tick(scheduler);
        assertThat(all).hasSize(2500);
        all.forEach(url -> fail(scheduler, url, 1, NOW + 1000));
        List<String> again = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            again.addAll(tick(scheduler, NOW + 1000, 5000));
        }
        assertThat(again).hasSize(2500).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void retriesGoBehindPagesThatWereNeverFetched() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "a/2");
        assertThat(tick(scheduler)).hasSize(2);
        fail(scheduler, "a/1", 1, NOW + 10);
        fail(scheduler, "a/2", 1, NOW + 10);
        queue(scheduler, 0, "a/3");
        assertThat(tick(scheduler, NOW + 10, 0)).isEmpty();
        assertThat(tick(scheduler, NOW + 11, 100)).containsExactly("a/3", "a/1");
    }

    @Test
    void crawlIsOverForNowWhenAllThatIsLeftHasToWaitLonger() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        queue(scheduler, 0, "a/1", "b/1", "b/2", "b/3");
        assertThat(scheduler.isBusyUntil(NOW)).isTrue();
        assertThat(tick(scheduler)).hasSize(3);
        fail(scheduler, "a/1", 1, NOW + 60_000);
        learn(scheduler, "b", HostState.UNKNOWN.blocked(1, NOW + 90_000));
        assertThat(scheduler.isBusyUntil(NOW + 59_999)).as("two orders are out").isTrue();
        visit(scheduler, "b/1");
        visit(scheduler, "b/2");
        assertThat(tick(scheduler)).isEmpty();
        assertThat(scheduler.isBusyUntil(NOW + 59_999)).isFalse();
        assertThat(scheduler.isBusyUntil(NOW + 60_000)).isTrue();
        learn(scheduler, "b", HostState.UNKNOWN.blocked(0, NOW + 900_000));
        assertThat(scheduler.isBusyUntil(NOW))
                .as("a host that only wants time is waited for")
                .isTrue();
    }

    @Test
    void orderSaysHowItsPageBecameKnown() {
        Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
        PageChanges changes = new PageChanges(shard);
        changes.put(key("a/1"), null, queuedRow(3).withWay(3, 0, Origin.SITEMAP, key("a/sitemap.xml")));
        write(scheduler, changes);
        FetchOrder order = onlyOrder(scheduler, NOW);
        assertThat(order.origin()).isEqualTo(Origin.SITEMAP);
        assertThat(order.discoveredFrom()).isEqualTo(WebUrl.parse("http://a/sitemap.xml"));
    }
}
