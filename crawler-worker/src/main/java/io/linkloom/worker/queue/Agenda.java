package io.linkloom.worker.queue;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What needs to be looked at, by the time at which it does. What moves to a later time while it is here is put back by whoever
 * finds it too early. For one thread at a time.
 */
final class Agenda {
    private final PriorityQueue<Timed> heap = new PriorityQueue<>(Timed.BY_WAKE_TIME);

    /** The first whose time has come, which is here no more; null if there is none. */
    @Nullable
    Timed poll(long nowNanos) {
        Timed first = heap.peek();
        if (first == null || first.wakeNanos - nowNanos > 0) {
            return null;
        }
        heap.remove();
        first.inHeap = false;
        return first;
    }

    /** Has {@code timed}, which is not here, be looked at then. */
    void add(Timed timed, long atNanos) {
        timed.wakeNanos = atNanos;
        timed.inHeap = true;
        heap.add(timed);
    }

    /** How long until {@link #poll} has one, 0 if it has one now, {@link Long#MAX_VALUE} if nothing is here. */
    long nanosUntilFirst(long nowNanos) {
        Timed first = heap.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.wakeNanos - nowNanos);
    }
}
