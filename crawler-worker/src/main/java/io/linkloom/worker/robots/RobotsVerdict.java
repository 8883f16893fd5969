package io.linkloom.worker.robots;

import io.linkloom.common.model.Outcome;
import java.time.Duration;

/** What robots.txt says of a page. */
public sealed interface RobotsVerdict {

    /**
     * The page may be fetched.
     *
     * @param crawlDelay the gap that the host asks for, zero if it does not
     * @param fetched whether robots.txt was requested from the host just now
     */
    record Allowed(Duration crawlDelay, boolean fetched) implements RobotsVerdict {}

    /**
     * The page may not be fetched.
     *
     * @param detail one sentence for people
     */
    record Disallowed(String detail, Duration crawlDelay, boolean fetched) implements RobotsVerdict {}

    /** robots.txt could not be asked for, and the page not either: its host fails in a way that has its own outcome. */
    record Unreachable(Outcome outcome, String detail, String ip, boolean fetched) implements RobotsVerdict {}

    /** The worker stops. */
    record Aborted() implements RobotsVerdict {}
}
