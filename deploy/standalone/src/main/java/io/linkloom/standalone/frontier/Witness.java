package io.linkloom.standalone.frontier;

import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.testkit.frontier.ManyHosts;
import io.linkloom.worker.queue.Pace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sees every request of a simulation, and knows of the web only what is made up of it. For one thread. */
final class Witness {
    private static final long NEVER = Long.MAX_VALUE;

    private final SimulatedWeb web;
    private final Pace pace;
    private final VirtualTime time;
    private final GapWatch gaps;
    private final Allowance allowance;
    private final long[] coveredAt;
    private final Map<SimulatedWeb.Owner, Long> fetched = new EnumMap<>(SimulatedWeb.Owner.class);
    private long failed;

    Witness(SimulatedWeb web, Pace pace, int slots, VirtualTime time) {
        this.web = web;
        this.pace = pace;
        this.time = time;
        this.gaps = new GapWatch(pace.addressDelay().toNanos());
        // What was asked before the worker had it is not known to it: the first gap is waited out.
        this.allowance = new Allowance(
                web.hosts(),
                slots,
                pace.addressDelay().toNanos(),
                time.nanos() + pace.delay().toNanos());
        this.coveredAt = new long[web.hosts().size()];
        Arrays.fill(coveredAt, NEVER);
    }

    void begins(String host, int address, long nowNanos) {
        gaps.begins(host, address, nowNanos);
        allowance.begins(web.hosts().number(host), nowNanos);
    }

    void ends(String host, int address, long tookNanos, HostState state, boolean isPage, long nowNanos) {
        long rule = web.isDead(host)
                ? pace.delay().toNanos()
                : Math.max(pace.delay().toNanos(), web.delayOf(host).toNanos());
        long block = TimeUnit.MILLISECONDS.toNanos(Math.max(0, state.blockedUntilMillis() - time.millis()));
        gaps.ends(host, address, rule, block == 0 ? 0 : nowNanos + block, nowNanos);
        long slow = Math.min(pace.factor() * tookNanos, pace.longest().toNanos());
        long gap = Math.max(rule, web.isDead(host) ? 0 : slow);
        allowance.ends(web.hosts().number(host), nowNanos + Math.max(gap, block), isPage, nowNanos);
    }

    void visited(PageVisit visit, long nowNanos) {
        if (visit.outcome() != Outcome.FETCHED) {
            failed++;
            return;
        }
        String name = visit.url().host();
        fetched.merge(web.ownerOf(name), 1L, Long::sum);
        int host = web.hosts().number(name);
        if (host >= 0) {
            coveredAt[host] = Math.min(coveredAt[host], nowNanos);
        }
    }

    GapWatch gaps() {
        return gaps;
    }

    Allowance allowance() {
        return allowance;
    }

    /** Pages that were had. */
    long fetched() {
        return fetched.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Visits that came to nothing. */
    long failed() {
        return failed;
    }

    /** Of the pages that were had, the share of these. */
    double shareOf(SimulatedWeb.Owner owner) {
        return fetched.getOrDefault(owner, 0L) / (double) Math.max(1, fetched());
    }

    /** How many living sites have had a page fetched. */
    long covered() {
        return Arrays.stream(coveredAt).filter(at -> at < NEVER).count();
    }

    /**
     * How well the order in which sites had their first page fetched follows the number of sites that link to them, 1 if the
     * best linked came first, 0 for an order by lot. Sites that had none come last together; dead ones do not count.
     */
    double coverageByReferrers() {
        ManyHosts hosts = web.hosts();
        int[] alive = alive();
        double[] referrers =
                Arrays.stream(alive).mapToDouble(hosts::referringSites).toArray();
        double[] order = Arrays.stream(alive)
                .mapToDouble(host -> -(double) coveredAt[host])
                .toArray();
        return RankCorrelation.of(referrers, order);
    }

    /**
     * What {@link #coverageByReferrers} would be if as many sites had come in the order of the steps in which referring sites
     * count, and those of one step by lot.
     */
    double bestCoverage() {
        ManyHosts hosts = web.hosts();
        int[] best = IntStream.of(alive())
                .boxed()
                .sorted(Comparator.comparingInt(host -> -PriorityWeights.step(hosts.referringSites(host))))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] referrers =
                Arrays.stream(best).mapToDouble(hosts::referringSites).toArray();
        long last = covered();
        double[] order = IntStream.range(0, best.length)
                .mapToDouble(place -> (double) -Math.min(last, place))
                .toArray();
        return RankCorrelation.of(referrers, order);
    }

    private int[] alive() {
        ManyHosts hosts = web.hosts();
        return IntStream.range(0, hosts.size())
                .filter(host -> !hosts.isDead(host))
                .toArray();
    }

    /** Of the living sites that as many other sites link to at least, the share that had a page fetched. */
    double coveredOf(int leastReferrers) {
        ManyHosts hosts = web.hosts();
        long all = 0;
        long covered = 0;
        for (int host : alive()) {
            if (hosts.referringSites(host) >= leastReferrers) {
                all++;
                covered += coveredAt[host] < NEVER ? 1 : 0;
            }
        }
        return covered / (double) Math.max(1, all);
    }

    /** How many other sites link to a site that is among the best-linked, by share. */
    int referrersOfTop(double share) {
        ManyHosts hosts = web.hosts();
        double[] referrers =
                Arrays.stream(alive()).mapToDouble(hosts::referringSites).toArray();
        return (int) RankCorrelation.quantile(referrers, 1 - share);
    }
}
