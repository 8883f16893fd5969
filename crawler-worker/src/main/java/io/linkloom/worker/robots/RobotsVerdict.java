package io.linkloom.worker.robots;

import io.linkloom.common.model.Outcome;
import io.linkloom.worker.fetch.FetchResult;

/** What robots.txt says of a page. */
public sealed interface RobotsVerdict {

    /**
     * The page may be fetched.
     *
     * @param fetched whether robots.txt was requested from the host just now
     */
    record Allowed(RobotsNews news, boolean fetched) implements RobotsVerdict {}

    /**
     * The page may not be fetched.
     *
     * @param line the one that forbids it
     */
    record Disallowed(RobotsLine line, RobotsNews news, boolean fetched) implements RobotsVerdict {
        /** One sentence for people. */
        public String detail() {
            return "robots.txt forbids it: " + line.text() + " (line " + line.number() + ", group " + line.group()
                    + ")";
        }
    }

    /**
     * robots.txt could not be had, so the page may not be fetched for now (RFC 9309, section 2.3.1.4).
     *
     * @param outcome of the page: how the host failed where that was the reason, else ROBOTS_UNREACHABLE
     * @param detail one sentence for people
     * @param ip the address connected to, empty if none
     * @param fault whose failure it is
     */
    record Unreachable(
            Outcome outcome, String detail, String ip, FetchResult.Fault fault, RobotsNews news, boolean fetched)
            implements RobotsVerdict {}

    /** The worker stops. */
    record Aborted() implements RobotsVerdict {}
}
