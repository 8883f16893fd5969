package io.linkloom.builder.store;

import java.time.Duration;

/**
 * Whether pages are visited again, how soon, and how much of the orders goes to that.
 *
 * @param on whether they are at all
 * @param first interval of a page after its first visit
 * @param least no interval is shorter
 * @param most no interval is longer
 * @param share part of the orders that pages due again get while others wait too, 0 to 1
 */
public record Recrawl(boolean on, Duration first, Duration least, Duration most, double share) {
    /** No page is visited again. */
    public static final Recrawl OFF =
            new Recrawl(false, Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(180), 0.3);

    /** Checks that the share is one. */
    public Recrawl {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
        }
    }

    /** The same plan with other bounds. */
    public Recrawl within(Duration otherLeast, Duration otherMost) {
        return new Recrawl(on, first, otherLeast, otherMost, share);
    }

    /** Within the bounds; where they contradict each other, the shortest holds. */
    public long clamped(long millis) {
        return Math.max(1, Math.max(least.toMillis(), Math.min(millis, most.toMillis())));
    }
}
