package io.linkloom.standalone.bench;

import java.util.Arrays;

/** How long calls took, exact to 20 ns up to a millisecond, and the longest. For one thread at a time. */
final class CallTimes {
    private static final int STEP_NANOS = 20;
    private static final int STEPS = 50_000;

    /** Of calls that took so many steps or a bit more; the last one of all that took longer. */
    private final long[] counts = new long[STEPS + 1];

    private long calls;
    private long longestNanos;

    void add(long nanos) {
        counts[(int) Math.min(Math.max(0, nanos) / STEP_NANOS, STEPS)]++;
        calls++;
        longestNanos = Math.max(longestNanos, nanos);
    }

    void addAll(CallTimes others) {
        Arrays.setAll(counts, i -> counts[i] + others.counts[i]);
        calls += others.calls;
        longestNanos = Math.max(longestNanos, others.longestNanos);
    }

    long calls() {
        return calls;
    }

    double longestMicros() {
        return longestNanos / 1e3;
    }

    /** What so large a share of the calls took at most; of those over a millisecond, the longest. */
    double microsOf(double share) {
        long left = (long) Math.ceil(calls * share);
        for (int i = 0; i < STEPS; i++) {
            left -= counts[i];
            if (left <= 0) {
                return (i + 1) * STEP_NANOS / 1e3;
            }
        }
        return longestMicros();
    }
}
