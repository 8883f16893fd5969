package io.linkloom.standalone.frontier;

import io.linkloom.common.runtime.Time;

/** A clock that goes from event to event. For one thread. */
final class VirtualTime implements Time {
    /** 2026-01-01. */
    private static final long BEGIN_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_A_MILLI = 1_000_000;

    private long nanos;

    /** Goes on to a moment; one that is over changes nothing. */
    void moveTo(long toNanos) {
        nanos = Math.max(nanos, toNanos);
    }

    /** Nanoseconds since the beginning. */
    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long millis() {
        return BEGIN_MILLIS + nanos / NANOS_A_MILLI;
    }
}
