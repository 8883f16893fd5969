package io.linkloom.worker.robots;

import java.time.Duration;

/**
 * How long what is known of a robots.txt is good.
 *
 * @param most of a file that was read, or that does not exist; at most a day (RFC 9309, section 2.4)
 * @param least even of a file that its server does not want kept, lest it be fetched before each page
 * @param serverFailed the first wait after a server failed to give it
 * @param unreachable the first wait after a host could not be reached
 * @param longestWait a wait is as long as the file has been failing, so that waits double, and never longer than this
 * @param giveUpAfter a file that has failed for so long counts as one that does not exist (section 2.3.1.4)
 */
public record RobotsTimes(
        Duration most,
        Duration least,
        Duration serverFailed,
        Duration unreachable,
        Duration longestWait,
        Duration giveUpAfter) {
    /** Good for the public web. */
    public static final RobotsTimes DEFAULT = new RobotsTimes(
            Duration.ofDays(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            Duration.ofDays(30));

    /** When a file is asked for again that has been failing for some time. */
    Duration wait(Duration first, Duration failingFor) {
        Duration longest = longestWait.compareTo(first) < 0 ? first : longestWait;
        Duration wait = failingFor.compareTo(first) < 0 ? first : failingFor;
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
