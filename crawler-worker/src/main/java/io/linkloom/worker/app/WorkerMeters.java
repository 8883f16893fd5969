package io.linkloom.worker.app;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.worker.crawl.CrawlGauges;
import io.linkloom.worker.crawl.CrawlObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The worker's meters: a health story.
 *
 * <pre>
 * linkloom.worker.visits          visits, by outcome               a slope to zero: no orders, or hosts that wait
 * linkloom.worker.visit.duration  from order to visit, robots.txt
 *                                 included, by outcome             rising: slow hosts, or too few cores
 * linkloom.worker.robots          visits, by what came of the
 *                                 host's robots.txt                server_failed, unreachable: hosts, or our network, fail
 * linkloom.worker.body.bytes      bytes of pages, decompressed
 * linkloom.worker.orders.done     orders whose visit is safe       behind visits for long: Kafka does not take them
 * linkloom.worker.orders.dropped  orders given up with their
 *                                 partition                        steady: the group never settles
 * linkloom.worker.errors          orders that met an error in the
 *                                 crawler                          above zero: a bug; the log has it
 * linkloom.worker.orders.in.hand  orders received and not done     at worker.queue-max: the hosts are the limit
 * linkloom.worker.orders.queued   orders that wait for a turn
 * linkloom.worker.orders.expired  orders given up because their
 *                                 host may not be asked in time    steady: more is ordered than gaps allow, or the clocks
 *                                                                  of builder and worker differ
 * linkloom.worker.hosts           hosts with orders or a gap
 * linkloom.worker.hosts.blocked   of these, left alone for long:
 *                                 Retry-After, backoff, a long
 *                                 Crawl-delay                      rising: the crawl is not welcome, or its network fails
 * linkloom.worker.hosts.in.line   of these, ready and waiting for
 *                                 their IP address                 rising: worker.ip-delay is the limit
 * linkloom.worker.turns           hosts being fetched from         at worker.concurrency: raise it
 * linkloom.worker.idle            connections kept for a next turn
 * </pre>
 */
final class WorkerMeters implements CrawlObserver {
    private final MeterRegistry registry;
    private final Map<Outcome, Counter> visits = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);
    private final Map<RobotsState, Counter> robots = new EnumMap<>(RobotsState.class);
    private final Counter bodyBytes;
    private final Counter done;
    private final Counter dropped;
    private final Counter expired;
    private final Counter errors;

    WorkerMeters(Metrics metrics) {
        registry = metrics.registry();
        for (Outcome outcome : Outcome.values()) {
            visits.put(
                    outcome,
                    Counter.builder("linkloom.worker.visits")
                            .description("Visits made")
                            .tag("outcome", outcome.label())
                            .register(registry));
            durations.put(
                    outcome,
                    Timer.builder("linkloom.worker.visit.duration")
                            .description("From taking up an order to its visit")
                            .tag("outcome", outcome.label())
                            .register(registry));
        }
        for (RobotsState state : RobotsState.values()) {
            robots.put(
                    state,
                    Counter.builder("linkloom.worker.robots")
                            .description("Visits made, by what came of the host's robots.txt")
                            .tag("state", state.label())
                            .register(registry));
        }
        bodyBytes = Counter.builder("linkloom.worker.body")
                .description("Bytes of pages after decompression")
                .baseUnit("bytes")
                .register(registry);
        done = counter("linkloom.worker.orders.done", "Orders whose visit is safe");
        dropped = counter("linkloom.worker.orders.dropped", "Orders given up with their partition");
        expired = counter(
                "linkloom.worker.orders.expired", "Orders given up because their host may not be asked in time");
        errors = counter("linkloom.worker.errors", "Orders that met an error in the crawler");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** Adds what can only be measured once the loop is there. */
    void watch(Supplier<CrawlGauges> crawl, Supplier<Integer> idleConnections) {
        gauge("linkloom.worker.orders.in.hand", "Orders received and not done", crawl, CrawlGauges::inHand);
        gauge("linkloom.worker.orders.queued", "Orders that wait for a turn", crawl, CrawlGauges::queued);
        gauge("linkloom.worker.hosts", "Hosts with orders, a turn or a gap", crawl, CrawlGauges::hosts);
        gauge("linkloom.worker.hosts.blocked", "Hosts left alone for long", crawl, CrawlGauges::blocked);
        gauge(
                "linkloom.worker.hosts.in.line",
                "Hosts that are ready and wait for their address",
                crawl,
                CrawlGauges::inLine);
        gauge("linkloom.worker.turns", "Hosts being fetched from", crawl, CrawlGauges::turns);
        gauge("linkloom.worker.idle", "Connections kept for their host's next turn", idleConnections, idle -> idle);
    }

    private <T> void gauge(String name, String description, Supplier<T> source, ToIntFunction<T> value) {
        Gauge.builder(name, () -> value.applyAsInt(source.get()))
                .description(description)
                .register(registry);
    }

    @Override
    public void visited(PageVisit visit, long nanos) {
        of(visits, visit.outcome()).increment();
        of(durations, visit.outcome()).record(nanos, TimeUnit.NANOSECONDS);
        of(robots, visit.host().robots()).increment();
        bodyBytes.increment((double) visit.facts().bodyBytes());
    }

    @Override
    public void completed() {
        done.increment();
    }

    @Override
    public void crawlerError() {
        errors.increment();
    }

    @Override
    public void expired(int orders) {
        expired.increment(orders);
    }

    @Override
    public void dropped(int orders) {
        dropped.increment(orders);
    }

    WorkerStatus status(CrawlGauges now) {
        Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
        visits.forEach((outcome, counter) -> {
            if (counter.count() > 0) {
                byOutcome.put(outcome, (long) counter.count());
            }
        });
        return new WorkerStatus(
                byOutcome,
                (long) bodyBytes.count(),
                (long) done.count(),
                now.inHand(),
                now.queued(),
                now.hosts(),
                now.turns());
    }

    private static <K extends Enum<K>, T> T of(Map<K, T> meters, K key) {
        T meter = meters.get(key);
        if (meter == null) {
            throw new IllegalStateException(key + " has no meter");
        }
        return meter;
    }
}
