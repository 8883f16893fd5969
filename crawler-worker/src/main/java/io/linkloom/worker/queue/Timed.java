package io.linkloom.worker.queue;

import java.util.Comparator;

/** What is looked at again at a time: a host, or the line before an address. */
abstract sealed class Timed permits HostQueue, AddressLine {
    /** By the time at which each is looked at again; differences, because the scale may wrap around. */
    static final Comparator<Timed> BY_WAKE_TIME = (a, b) -> Long.compare(a.wakeNanos - b.wakeNanos, 0);

    /** The next request may not be sent before this. */
    long nextNanos;
    /** Turns under way. */
    int turns;
    /** Whether it is in the heap, at {@link #wakeNanos}, which does not change meanwhile. */
    boolean inHeap;

    long wakeNanos;

    Timed(long nextNanos) {
        this.nextNanos = nextNanos;
    }

    /** Moves the next request to {@code nanos} unless it is later anyway. */
    final void notBefore(long nanos) {
        nextNanos = later(nextNanos, nanos);
    }

    static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    static long earlier(long a, long b) {
        return a - b > 0 ? b : a;
    }
}
