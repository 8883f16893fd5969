package io.linkloom.worker.queue;

import io.linkloom.common.topic.ReceivedOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which partitions are this worker's, and since when: their hosts may just have been asked by the owner before. Not thread-safe. */
final class Assignments {
    private final Map<Integer, Long> sinceNanos = new HashMap<>();

    void add(Set<Integer> partitions, long nowNanos) {
        partitions.forEach(partition -> sinceNanos.put(partition, nowNanos));
    }

    void remove(Set<Integer> partitions) {
        sinceNanos.keySet().removeAll(partitions);
    }

    /** Whether the order's partition is this worker's still. */
    boolean has(ReceivedOrder received) {
        return sinceNanos.containsKey(received.receipt().partition());
    }

    /** Lets a host of the order's partition wait for a gap after the owner before. */
    void waitForOwnerBefore(HostQueue host, ReceivedOrder received, long gapNanos) {
        Long since = sinceNanos.get(received.receipt().partition());
        if (since != null && gapNanos > 0) {
            host.notBefore(since + gapNanos);
        }
    }
}
