package io.linkloom.worker.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** What is known of one host while orders for it wait or its gap lasts. */
final class HostQueue {
    /** By the time at which the host is looked at again; differences, because the scale may wrap around. */
    static final Comparator<HostQueue> BY_WAKE_TIME = (a, b) -> Long.compare(a.wakeNanos - b.wakeNanos, 0);

    final String name;
    final Deque<QueuedOrder> orders = new ArrayDeque<>(4);

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
