package io.linkloom.common.model;

import java.time.Duration;

/**
 * What is known of a host's manners. A visit carries what its worker knows then, the shard keeps the newest, and an order
 * hands it to whichever worker is next: so workers can be stateless and a host is still never hurried.
 *
 * @param robots what came of its robots.txt
 * @param robotsAtMillis when that was learned, 0 if never
 * @param robotsFailingSinceMillis since when its robots.txt could not be had, 0 if it could the last time
 * @param crawlDelay the gap that its robots.txt asks for, zero if it does not
 * @param failures times in a row that it turned requests away (429, 503) or could not be connected to
 * @param blockedUntilMillis no request is to be sent before, 0 if it may be now
 */
public record HostState(
        RobotsState robots,
        long robotsAtMillis,
        long robotsFailingSinceMillis,
        Duration crawlDelay,
        int failures,
        long blockedUntilMillis) {
    /** Of a host never asked. */
    public static final HostState UNKNOWN = new HostState(RobotsState.UNKNOWN, 0, 0, Duration.ZERO, 0, 0);

    /** The same with another delay. */
    public HostState withCrawlDelay(Duration delay) {
        return new HostState(robots, robotsAtMillis, robotsFailingSinceMillis, delay, failures, blockedUntilMillis);
    }

    /** The same after so many failures in a row, not to be asked before a time. */
    public HostState blocked(int failuresInRow, long untilMillis) {
        return new HostState(robots, robotsAtMillis, robotsFailingSinceMillis, crawlDelay, failuresInRow, untilMillis);
    }
}
