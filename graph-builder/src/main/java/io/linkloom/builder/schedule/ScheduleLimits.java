package io.linkloom.builder.schedule;

import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.common.model.HostState;
import java.time.Duration;

/**
 * How many orders may be outstanding, and for how long, which pages are to be fetched again, and which go first.
 *
 * @param perPartition most orders of one shard that are not yet visits, but for those that are {@linkplain #lateAfter late}; ten
 *     times as many with those
 * @param hostDelay what workers wait between two fetches from one host, unless the host asks for more; zero if they do not wait
 * @param lease how long an order may take before it is given again, at least
 * @param lookahead a host gets no more orders than its delay lets a worker fetch in this time, but always one
 * @param againSinceMillis pages last visited before this time are to be fetched once more; 0 for none
 * @param weights what all that waits is ranked by
 * @param recrawl which pages are to be fetched again and again
 * @param budgets how many pages and hosts of a site are to be fetched
 * @param traps when pages beside each other are taken for a trap
 */
public record ScheduleLimits(
        int perPartition,
        Duration hostDelay,
        Duration lease,
        Duration lookahead,
        long againSinceMillis,
        PriorityWeights weights,
        Recrawl recrawl,
        SiteBudgets budgets,
        TrapLimits traps) {
    private static final int PER_UNDELAYED_HOST = 100;
    private static final int MOST_PER_HOST = 1000;
    private static final int MOST_WITH_LATE = 10;
    private static final int LATE_PART = 4;
    /** Longer delays are honoured by the workers; here they only have to stay numbers that can be multiplied. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(365);

    /** Without pages to be fetched again. */
    public ScheduleLimits(int perPartition, Duration hostDelay, Duration lease, Duration lookahead) {
        this(perPartition, hostDelay, lease, lookahead, 0);
    }

    /** By the usual weights, without pages to be fetched again and again. */
    public ScheduleLimits(
            int perPartition, Duration hostDelay, Duration lease, Duration lookahead, long againSinceMillis) {
        this(
                perPartition,
                hostDelay,
                lease,
                lookahead,
                againSinceMillis,
                PriorityWeights.USUAL,
                Recrawl.OFF,
                SiteBudgets.NONE,
                TrapLimits.USUAL);
    }

    /** By the usual bounds of directories. */
    public ScheduleLimits(
            int perPartition,
            Duration hostDelay,
            Duration lease,
            Duration lookahead,
            long againSinceMillis,
            PriorityWeights weights,
            Recrawl recrawl,
            SiteBudgets budgets) {
        this(perPartition, hostDelay, lease, lookahead, againSinceMillis, weights, recrawl, budgets, TrapLimits.USUAL);
    }

    /** The same bounds, with these plans. */
    public ScheduleLimits with(Recrawl plan) {
        return new ScheduleLimits(
                perPartition, hostDelay, lease, lookahead, againSinceMillis, weights, plan, budgets, traps);
    }

    /** The same, with these bounds of sites. */
    public ScheduleLimits with(SiteBudgets bounds) {
        return new ScheduleLimits(
                perPartition, hostDelay, lease, lookahead, againSinceMillis, weights, recrawl, bounds, traps);
    }

    /** The same, with these bounds of directories. */
    public ScheduleLimits with(TrapLimits bounds) {
        return new ScheduleLimits(
                perPartition, hostDelay, lease, lookahead, againSinceMillis, weights, recrawl, budgets, bounds);
    }

    /** The same bounds for a host with another delay. */
    ScheduleLimits withDelay(Duration delay) {
        return new ScheduleLimits(
                perPartition, delay, lease, lookahead, againSinceMillis, weights, recrawl, budgets, traps);
    }

    /** What a worker waits at least between two fetches from a host. */
    Duration delay(HostState host) {
        Duration asked = host.crawlDelay().compareTo(LONGEST_DELAY) < 0 ? host.crawlDelay() : LONGEST_DELAY;
        return asked.compareTo(hostDelay) < 0 ? hostDelay : asked;
    }

    /** An order is late when one is a visit that was given so much later; where visits take long, still later. */
    Duration lateAfter() {
        return lookahead.dividedBy(LATE_PART);
    }

    /**
     * How many more orders of a shard may be given.
     *
     * @param notLate that are not yet visits and not late
     * @param outstanding that are not yet visits
     */
    long room(int notLate, int outstanding) {
        return Math.min(perPartition - (long) notLate, MOST_WITH_LATE * (long) perPartition - outstanding);
    }

    /** Most orders of a host that are not yet visits. */
    int perHost(HostState host) {
        Duration delay = delay(host);
        return delay.isZero() ? PER_UNDELAYED_HOST : Math.clamp(lookahead.dividedBy(delay), 1, MOST_PER_HOST);
    }

    /**
     * How long an order of a host may take that is one of so many: at least twice what the delay makes of it, since responses
     * take their time too.
     */
    Duration lease(HostState host, int outstanding) {
        Duration needed = delay(host).multipliedBy(2L * outstanding).plus(lookahead);
        return needed.compareTo(lease) < 0 ? lease : needed;
    }
}
