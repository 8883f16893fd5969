package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker, its scheduler and its hosts in virtual time, all drawn from one seed: hosts share addresses, are slow, want long
 * gaps, fail and ask to be left alone; orders expire and are given again; partitions come and go. Every request is checked
 * against those before it.
 */
final class SimulatedCrawl {
    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;
    private static final int PARTITIONS = 3;
    private static final long LEASE_MILLIS = 60_000;
    /** After each, hosts wait out a gap once more. */
    private static final int MOST_REBALANCES = 6;

    private final Random random;
    private final Pace pace;
    private final int connections;
    private final HostQueues queues;
    private final long startNanos;
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<String, Long> addressEnds = new HashMap<>();
    private final Map<String, Integer> addressTurns = new HashMap<>();
    private final PriorityQueue<Event> events;
    private final Map<OrderReceipt, Page> underWay = new HashMap<>();
    private final Set<OrderReceipt> inFlight = new HashSet<>();
    private final Set<Page> unfetched = new HashSet<>();
    private long now;
    private long eventsSoFar;
    private int rebalances;
    private long offsets;
    int requests;
    int expired;
    int waitsForAddress;

    /** What a host is like, and what was seen of it. */
    private final class Site {
        final String name;
        final int partition;
        final Duration crawlDelay;
        final int failsPercent;
        String ip;
        HostState told = HostState.UNKNOWN;
        HostState last;

        @Nullable
        Long lastEnd;

        long lastResponse;
        int turns;

        Site(int number, int addresses) {
            name = "h" + number + ".test";
            partition = number % PARTITIONS;
            crawlDelay = number % 7 == 0 ? Duration.ofSeconds(random.nextInt(200)) : Duration.ZERO;
            failsPercent = number % 5 == 0 ? 50 : 0;
            ip = "192.0.2." + random.nextInt(addresses);
            last = HostState.UNKNOWN.withCrawlDelay(crawlDelay);
        }
    }

    private record Page(Site site, int number) {
        WebUrl url() {
            return WebUrl.parse("http://" + site.name + "/" + number);
        }
    }

    private record Event(long atNanos, long order, Runnable what) {}

    SimulatedCrawl(long seed, int hosts, int addresses, int pages) {
        random = new Random(seed);
        startNanos = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - 5 * SECOND;
        now = startNanos;
        events = new PriorityQueue<>(Comparator.<Event>comparingLong(event -> event.atNanos() - startNanos)
                .thenComparingLong(Event::order));
        Duration delay = Duration.ofMillis(random.nextInt(4) * 500L);
        Duration addressDelay = Duration.ofMillis(random.nextInt(3) * 300L);
        pace = new Pace(delay, addressDelay, random.nextInt(6), Duration.ofSeconds(5));
        connections = random.nextInt(5) == 0 ? 2 : 1;
        queues = new HostQueues(connections, 4, pace);
        for (int i = 0; i < hosts; i++) {
            Site site = new Site(i, addresses);
            sites.put(site.name, site);
        }
        queues.assigned(Set.of(0, 1, 2), now);
        List<Site> all = new ArrayList<>(sites.values());
        all.sort(Comparator.comparing(site -> site.name));
        for (int i = 0; i < pages; i++) {
            Page page = new Page(all.get(random.nextInt(hosts)), i);
            unfetched.add(page);
            at(now + random.nextLong(20 * SECOND), () -> give(page));
        }
        at(now + 30 * SECOND, this::rebalance);
    }

    @Override
    public String toString() {
        return pace + ", " + connections + " connections";
    }

    /** Runs until every page was fetched. */
    void run() {
        for (int step = 0; !unfetched.isEmpty() || queues.runningTurns() > 0; step++) {
            assertThat(step).as("the crawl comes to an end").isLessThan(1_000_000);
            for (Turn turn = queues.nextTurn(now); turn != null; turn = queues.nextTurn(now)) {
                begin(turn);
            }
            completeNeedless();
            Event next = events.peek();
            long wait = queues.nanosUntilTurn(now);
            if (next != null && (wait == Long.MAX_VALUE || next.atNanos() - now <= wait)) {
                now = next.atNanos();
                events.remove().what().run();
            } else {
                assertThat(wait).as("something is going on, or will").isNotEqualTo(Long.MAX_VALUE);
                now += wait;
            }
        }
        completeNeedless();
        assertThat(queues.queuedOrders())
                .as("no order is lost, none kept for nothing")
                .isEqualTo(underWay.size());
    }

    private void at(long nanos, Runnable what) {
        events.add(new Event(nanos, eventsSoFar++, what));
    }

    private long millis() {
        return EPOCH_MILLIS + (now - startNanos) / 1_000_000;
    }

    /** As the scheduler does, which may not have heard of the latest visits, and gives again what did not come in time. */
    private void give(Page page) {
        if (!unfetched.contains(page)) {
            return;
        }
        Site site = page.site();
        boolean stale = random.nextInt(3) == 0;
        HostState told = stale ? site.told : site.last;
        site.told = site.last;
        long ordered = millis();
        boolean expires = random.nextInt(10) != 0;
        FetchOrder order = new FetchOrder(
                page.url(),
                0,
                0,
                1,
                ordered,
                Validators.NONE,
                told,
                Origin.LINK,
                null,
                expires ? ordered + LEASE_MILLIS : 0);
        OrderReceipt receipt = new OrderReceipt(site.partition, offsets++);
        underWay.put(receipt, page);
        queues.add(new ReceivedOrder(order, receipt), now, ordered);
        at(now + (LEASE_MILLIS + 1000) * 1_000_000, () -> give(page));
    }

    private void completeNeedless() {
        queues.takeSuperseded().forEach(underWay::remove);
        for (OrderReceipt receipt : queues.takeExpired()) {
            expired++;
            assertThat(underWay.remove(receipt)).as("completed once").isNotNull();
        }
    }

    /** One partition goes away and comes back with its orders, those included that are being fetched. */
    private void rebalance() {
        int partition = random.nextInt(PARTITIONS);
        int dropped = queues.dropPartitions(Set.of(partition));
        assertThat(dropped).isNotNegative();
        queues.assigned(Set.of(partition), now);
        List<Map.Entry<OrderReceipt, Page>> again = underWay.entrySet().stream()
                .filter(entry -> entry.getKey().partition() == partition)
                .sorted(Comparator.comparingLong(entry -> entry.getKey().offset()))
                .toList();
        again.forEach(entry -> {
            if (!inFlight.contains(entry.getKey())) {
                underWay.remove(entry.getKey());
            }
        });
        again.forEach(entry -> give(entry.getValue()));
        if (++rebalances < MOST_REBALANCES) {
            at(now + 40 * SECOND, this::rebalance);
        }
    }

    private void begin(Turn turn) {
        Site site = site(turn);
        if (random.nextInt(20) == 0) {
            site.ip = "192.0.2." + random.nextInt(8);
        }
        String ip = site.ip;
        if (!queues.bind(turn, ip, now)) {
            waitsForAddress++;
            var _ = queues.turnOver(turn, now);
            return;
        }
        site.turns++;
        addressTurns.merge(ip, 1, Integer::sum);
        assertThat(site.turns).as("turns of %s", site.name).isLessThanOrEqualTo(connections);
        next(turn, ip, true);
    }

    private void next(Turn turn, String ip, boolean first) {
        QueuedOrder order = queues.nextOrder(turn, now);
        if (order == null) {
            site(turn).turns--;
            addressTurns.merge(ip, -1, Integer::sum);
            var _ = queues.turnOver(turn, now);
            return;
        }
        long expires = order.received().order().expiresAtMillis();
        assertThat(expires == 0 || expires >= millis()).as("expired").isTrue();
        checkGaps(site(turn), ip, first);
        requests++;
        inFlight.add(order.received().receipt());
        long took = random.nextInt(4) == 0 ? random.nextLong(3 * SECOND) : random.nextLong(SECOND / 5);
        at(now + took, () -> end(turn, order, ip, took));
    }

    private void checkGaps(Site site, String ip, boolean firstOfTurn) {
        assertThat(millis()).as("%s is left alone", site.name).isGreaterThanOrEqualTo(site.last.blockedUntilMillis());
        if (connections > 1) {
            return;
        }
        if (site.lastEnd != null) {
            assertThat(now - site.lastEnd)
                    .as("gap of %s", site.name)
                    .isGreaterThanOrEqualTo(Math.max(ownGap(site), site.crawlDelay.toNanos()));
        }
        Long addressEnd = addressEnds.get(ip);
        if (pace.addressDelay().isPositive()) {
            assertThat(addressTurns.get(ip)).as("turns at %s", ip).isEqualTo(1);
            if (addressEnd != null) {
                assertThat(now - addressEnd)
                        .as("gap of %s", ip)
                        .isGreaterThanOrEqualTo(pace.addressDelay().toNanos());
            }
        } else {
            assertThat(firstOfTurn || site.lastEnd != null).isTrue();
        }
    }

    private long ownGap(Site site) {
        long slow = Math.min(pace.longest().toNanos(), pace.factor() * site.lastResponse);
        return pace.delay().isZero() ? 0 : Math.max(pace.delay().toNanos(), slow);
    }

    private void end(Turn turn, QueuedOrder order, String ip, long took) {
        inFlight.remove(order.received().receipt());
        Site site = site(turn);
        site.lastEnd = now;
        site.lastResponse = took;
        addressEnds.put(ip, now);
        boolean postponed = !order.postponed() && random.nextInt(6) == 0;
        boolean fails = !postponed && random.nextInt(100) < site.failsPercent;
        HostState state = HostState.UNKNOWN.withCrawlDelay(site.crawlDelay);
        if (fails) {
            int failures = queues.known(turn).failures() + 1;
            state = state.blocked(failures, millis() + 1000L * Math.min(120, 5L << Math.min(failures, 10)));
        }
        site.last = queues.asked(turn, state, Duration.ofNanos(took), ip, now, millis());
        OrderReceipt receipt = order.received().receipt();
        if (postponed) {
            var _ = queues.postpone(turn, order);
        } else {
            Page page = underWay.remove(receipt);
            if (page != null && !fails) {
                unfetched.remove(page);
            }
        }
        next(turn, ip, false);
    }

    private Site site(Turn turn) {
        Site site = sites.get(turn.host());
        if (site == null) {
            throw new AssertionError(turn.host());
        }
        return site;
    }
}
