package io.linkloom.common.runtime;

import java.time.Duration;

/**
 * How long a loop rests when it finds nothing to do: the least at first, doubling up to the most.
 *
 * @param least the first rest, at least a microsecond
 * @param most the longest rest; how late the loop may notice work that nobody wakes it for
 */
public record Idle(Duration least, Duration most) {

    /** From one to fifty milliseconds. */
    public static final Idle DEFAULT = upTo(Duration.ofMillis(50));

    /** Checks the order of the two. */
    public Idle {
        if (least.compareTo(Duration.ofNanos(1000)) < 0 || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("no idling from " + least + " to " + most);
        }
    }

    /** From one millisecond, or the most if that is less, up to the most. */
    public static Idle upTo(Duration most) {
        Duration least = Duration.ofMillis(1);
        return new Idle(most.compareTo(least) < 0 ? most : least, most);
    }

    /** The rest after one of this length, zero standing for work. */
    long nextNanos(long lastNanos) {
        return Math.clamp(lastNanos * 2, least.toNanos(), most.toNanos());
    }
}
