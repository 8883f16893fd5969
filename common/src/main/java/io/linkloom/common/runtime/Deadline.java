package io.linkloom.common.runtime;

import java.time.Duration;

/**
 * A moment until which something has to be done, on the monotonic clock.
 *
 * @param atNanos the moment, on the scale of {@link Time#nanos}
 */
public record Deadline(long atNanos) {

    /** The moment this long after now; durations beyond about 146 years are cut to that. */
    public static Deadline in(Duration duration, long nowNanos) {
        return new Deadline(nowNanos + nanosOf(duration));
    }

    /** Whether the moment has come. */
    public boolean expired(long nowNanos) {
        return remainingNanos(nowNanos) == 0;
    }

    /** The time left, zero once expired. */
    public Duration remaining(long nowNanos) {
        return Duration.ofNanos(remainingNanos(nowNanos));
    }

    /** The time left in nanoseconds, zero once expired. */
    public long remainingNanos(long nowNanos) {
        // The difference is right even where the clock's scale wraps around between the two.
        return Math.max(0, atNanos - nowNanos);
    }

    /** A duration in nanoseconds for what waits, between zero and half of what a {@code long} holds. */
    static long nanosOf(Duration duration) {
        long most = Long.MAX_VALUE / 2;
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(Duration.ofNanos(most)) > 0 ? most : duration.toNanos();
    }
}
