package io.linkloom.worker.queue;

import java.time.Duration;

/**
 * How long a host, and an address, is left alone after a request.
 *
 * <p>The gap of a host is the longest of {@code delay}, {@code factor} times what its responses take (at most
 * {@code longest}), and what its robots.txt asks for, however long that is. A {@code delay} of zero says that nobody minds:
 * then nothing but robots.txt makes a gap.
 *
 * @param delay the least gap of a host
 * @param addressDelay the gap of an address, whichever of its hosts is asked; zero if addresses do not matter
 * @param factor how many times as long as its response a host is left alone, 0 if that does not matter
 * @param longest what slow responses can make of a gap
 */
public record Pace(Duration delay, Duration addressDelay, int factor, Duration longest) {
    /** Longer than anybody waits; keeps sums within their range. */
    static final Duration LONGEST = Duration.ofDays(366);

    /** The same gap for each host, whatever its responses take and whatever its address is. */
    public static Pace even(Duration delay) {
        return new Pace(delay, Duration.ZERO, 0, delay);
    }

    /** The same with another delay. */
    Pace with(Duration otherDelay) {
        return new Pace(otherDelay, addressDelay, factor, longest);
    }

    long gapNanos(Duration crawlDelay, long responseNanos) {
        long asked = (crawlDelay.compareTo(LONGEST) < 0 ? crawlDelay : LONGEST).toNanos();
        if (delay.isZero()) {
            return asked;
        }
        double slow = Math.min((double) factor * responseNanos, (double) longest.toNanos());
        return Math.max(asked, Math.max(delay.toNanos(), (long) slow));
    }

    /** What a host's responses take, after one more: it rises at once and falls by a quarter of the difference. */
    static long smoothedNanos(long before, long responseNanos) {
        return responseNanos >= before ? responseNanos : before - (before - responseNanos) / 4;
    }
}
