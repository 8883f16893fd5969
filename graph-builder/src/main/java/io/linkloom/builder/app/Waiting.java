package io.linkloom.builder.app;

import io.linkloom.builder.schedule.Scheduler;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;

/**
 * What pages wait for that are not ordered.
 *
 * @param blockedHosts hosts with pages in the queue that are not to be asked now
 * @param overBudgetPages pages in the queue that are not fetched before other sites link to theirs
 * @param overBudgetSites their sites
 * @param untilMillis when the first page has waited long enough for its retry or its host, {@link Long#MAX_VALUE} if none waits
 */
record Waiting(long blockedHosts, long overBudgetPages, long overBudgetSites, long untilMillis) {
    static final Waiting NOTHING = new Waiting(0, 0, 0, Long.MAX_VALUE);

    /**
     * Of a shard that is at work.
     *
     * @param queued pages in its queue
     */
    static Waiting of(Scheduler scheduler, long queued) {
        return new Waiting(
                scheduler.blockedHosts(),
                Math.max(0, queued - scheduler.waiting()),
                scheduler.sitesOverBudget(),
                scheduler.nextMillis());
    }

    /** Of a shard that is not at work; what is over a budget is not told apart from what waits. */
    static Waiting of(Shard shard, long nowMillis) {
        Waiting all = new Waiting(0, 0, 0, shard.firstRetryMillis(Shard.ALL));
        try (Rows<HostKey, HostRow> hosts = shard.hosts(Shard.ALL)) {
            while (hosts.next()) {
                long until = hosts.row().state().blockedUntilMillis();
                if (until > nowMillis && hasPages(shard, hosts.key())) {
                    all = all.plus(new Waiting(1, 0, 0, until));
                }
            }
        }
        return all;
    }

    private static boolean hasPages(Shard shard, HostKey host) {
        try (Rows<QueueKey, QueueRow> queue = shard.queue(QueueKey.at(host.toBytes()))) {
            return queue.next();
        }
    }

    Waiting plus(Waiting other) {
        return new Waiting(
                blockedHosts + other.blockedHosts,
                overBudgetPages + other.overBudgetPages,
                overBudgetSites + other.overBudgetSites,
                Math.min(untilMillis, other.untilMillis));
    }
}
