package io.linkloom.builder.schedule;

import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayList;
import java.util.List;

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
        int priority = 0;
        while (found.size() < most && priority <= QueueKey.LAST_PRIORITY) {
            priority = again(shard, hostKey, priority, found, most);
        }
        return found;
    }

    /** Of one priority; gives the next that there is, or one that is none if there are no more. */
    private static int again(Shard shard, byte[] hostKey, int priority, List<QueueKey> found, int most) {
        UrlKey.Range all = QueueKey.at(hostKey);
        UrlKey.Range behind = new UrlKey.Range(QueueKey.againAt(hostKey, priority), all.to());
        try (Rows<QueueKey, QueueRow> queue = shard.queue(behind)) {
            while (queue.next() && found.size() < most) {
                QueueKey key = queue.key();
                if (!key.isAgain()) {
                    return key.priority();
                }
                found.add(key);
            }
        }
        return QueueKey.LAST_PRIORITY + 1;
    }
}
