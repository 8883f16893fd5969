package io.linkloom.worker.queue;

import io.linkloom.common.url.WebUrl;
import java.util.Comparator;
import java.util.LinkedHashMap;

/** What is known of one host while orders for it wait or its gap lasts. */
final class HostQueue {
    /** By the time at which the host is looked at again; differences, because the scale may wrap around. */
    static final Comparator<HostQueue> BY_WAKE_TIME = (a, b) -> Long.compare(a.wakeNanos - b.wakeNanos, 0);

    final String name;
    /** One of each page at most, in the order in which they are to be fetched. */
    final LinkedHashMap<WebUrl, QueuedOrder> orders = new LinkedHashMap<>();

    /** The next request may not be sent before this. */
    long nextNanos;
    /** The gap between the end of a turn and the next one. */
    long delayNanos;
    /** Turns under way. */
    int turns;
    /** Whether the host is in the heap, at {@link #wakeNanos}, which does not change meanwhile. */
    boolean inHeap;

    long wakeNanos;

    HostQueue(String name, long nextNanos, long delayNanos) {
        this.name = name;
        this.nextNanos = nextNanos;
        this.delayNanos = delayNanos;
    }
}
