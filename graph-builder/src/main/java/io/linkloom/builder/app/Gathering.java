package io.linkloom.builder.app;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * News that wait to be folded together, so that a batch is worth what it costs: a transaction, and a look at every count that it
 * changes.
 *
 * <p>They wait until they are many, until the first of them has waited long enough, or until workers have half of their orders
 * done: more come when the visits are folded, and none at all without. What is here of a shard that has been closed or read anew since is forgotten: it comes again. For one thread.
 */
final class Gathering {
    private static final class Waiting {
        private final ActiveShard shard;
        private final List<Positioned<PageVisit>> visits = new ArrayList<>();
        private final List<Positioned<LinksRecord>> links = new ArrayList<>();
        private ShardOffsets next;

        Waiting(ActiveShard shard, ShardOffsets next) {
            this.shard = shard;
            this.next = next;
        }

        int size() {
            return visits.size() + links.size();
        }
    }

    private final int mostLinks;
    private final long mostNanos;
    private final Map<Integer, Waiting> waiting = new TreeMap<>();
    private long links;
    private long firstAtNanos;

    /**
     * Empty.
     *
     * @param mostLinks of all shards together; what brings more of them is still taken whole
     * @param longest how long anything waits here
     */
    Gathering(int mostLinks, Duration longest) {
        this.mostLinks = mostLinks;
        this.mostNanos = longest.toNanos();
    }

    /** Takes what a poll brought for {@code shard}. */
    void add(ActiveShard shard, News news, long nowNanos) {
        if (waiting.isEmpty()) {
            firstAtNanos = nowNanos;
        }
        Waiting all = waiting.get(shard.partition());
        if (all == null || all.shard != shard) {
            all = new Waiting(shard, news.next());
            waiting.put(shard.partition(), all);
        }
        all.visits.addAll(news.visits());
        all.links.addAll(news.links());
        all.next = news.next();
        links += news.linkCount();
    }

    /**
     * Whether what is here is to be folded now.
     *
     * @param ordered pages that workers have, or that were visited since the last batch
     */
    boolean isDue(long nowNanos, long ordered) {
        return !waiting.isEmpty()
                && (links >= mostLinks || nowNanos - firstAtNanos >= mostNanos || ordered / 2 <= visits());
    }

    private long visits() {
        return waiting.values().stream().mapToLong(each -> each.visits.size()).sum();
    }

    /** How many records are here. */
    long records() {
        return waiting.values().stream().mapToLong(Waiting::size).sum();
    }

    /** Gives everything and is empty. */
    Map<Integer, News> take(ShardKeeper shards) {
        Map<Integer, News> all = new TreeMap<>();
        waiting.forEach((partition, each) -> {
            @Nullable ActiveShard active = shards.active(partition);
            if (active == each.shard) {
                all.put(partition, new News(each.visits, each.links, each.next));
            }
        });
        waiting.clear();
        links = 0;
        return all;
    }
}
