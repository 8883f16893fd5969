package io.linkloom.worker.queue;

import java.util.ArrayDeque;

/** The hosts that are ready and wait for their address, in the order in which they became ready. */
final class AddressLine extends Timed {
    final String ip;
    final ArrayDeque<HostQueue> line = new ArrayDeque<>();
    /** From the start of a turn to the next one's, as it lately was. */
    private long periodNanos;

    AddressLine(String ip, long nowNanos, long gapNanos) {
        super(nowNanos);
        this.ip = ip;
        this.periodNanos = gapNanos;
    }

    /** Notes how long the line stood still for one turn, the gap included. */
    void moved(long nanos) {
        periodNanos = Pace.smoothedNanos(periodNanos, nanos);
    }

    /**
     * How long a host at the end of the line waits for so many turns of its own, roughly.
     *
     * <p>Not a long, because both factors may be large.
     */
    double nanosUntilServed(int turnsOfOne) {
        return (double) (line.size() + 1) * periodNanos * turnsOfOne;
    }
}
