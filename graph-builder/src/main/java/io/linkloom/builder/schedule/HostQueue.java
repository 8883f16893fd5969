package io.linkloom.builder.schedule;

import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what waits at a host. */
final class HostQueue {
    private HostQueue() {}

    /** Counts what waits at a host that is new in memory. */
    static void count(Shard shard, WaitingHost host) {
        try (Rows<QueueKey, QueueRow> queue = shard.queue(host.queue())) {
            while (queue.next()) {
                boolean _ = host.queued(queue.keyBytes(), queue.key().isAgain());
            }
        }
    }

    /** The first pages at a host that were visited before, behind whatever others: at most {@code most}. */
    static List<QueueKey> again(Shard shard, WaitingHost host, int most) {
        List<QueueKey> found = new ArrayList<>();
        byte[] hostKey = host.key().toBytes();
        UrlKey.Range rest = host.againQueue();
        for (QueueKey other = again(shard, rest, found, most); other != null; other = again(shard, rest, found, most)) {
            // Those of its priority that were visited before wait behind those that were not.
            rest = new UrlKey.Range(QueueKey.againAt(hostKey, other.priority()), rest.to());
        }
        return found;
    }

    /** Those that a range begins with; gives the page behind them, null if there is none or none is wanted. */
    private static @Nullable QueueKey again(Shard shard, UrlKey.Range range, List<QueueKey> found, int most) {
        try (Rows<QueueKey, QueueRow> queue = shard.queue(range)) {
            while (found.size() < most && queue.next()) {
                QueueKey key = queue.key();
                if (!key.isAgain()) {
                    return key;
                }
                found.add(key);
            }
        }
        return null;
    }
}
