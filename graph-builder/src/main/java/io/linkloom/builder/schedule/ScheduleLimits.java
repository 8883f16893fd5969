package io.linkloom.builder.schedule;

import java.time.Duration;

/**
 * How many orders may be outstanding, and for how long.
 *
 * @param perPartition most orders of one shard that are not yet visits
 * @param hostDelay what workers wait between two fetches from one host; zero if they do not wait
 * @param lease how long an order may take before it is given again
 */
public record ScheduleLimits(int perPartition, Duration hostDelay, Duration lease) {
    /** A host gets no more orders than its delay lets a worker fetch in this time. */
    public static final Duration LOOKAHEAD = Duration.ofMinutes(1);

    private static final int PER_UNDELAYED_HOST = 100;

    /** Most orders of one host that are not yet visits. */
    int perHost() {
        return hostDelay.isZero() ? PER_UNDELAYED_HOST : Math.clamp(LOOKAHEAD.dividedBy(hostDelay), 1, 1000);
    }
}
