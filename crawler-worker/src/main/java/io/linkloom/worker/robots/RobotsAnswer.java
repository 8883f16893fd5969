package io.linkloom.worker.robots;

import io.linkloom.common.model.Outcome;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.ResponseHeaders;

/** What came of a request for a robots.txt, with the redirects it led to. */
sealed interface RobotsAnswer {

    /** The file. */
    record Read(RobotsRules rules, ResponseHeaders headers) implements RobotsAnswer {}

    /** There is none, so that all is allowed (RFC 9309, section 2.3.1.3). */
    record Absent(ResponseHeaders headers) implements RobotsAnswer {}

    /** The server, or one that it redirects to, fails to give it. */
    record ServerFailed(String detail, ResponseHeaders headers) implements RobotsAnswer {}

    /** The host itself fails, or the way to it does. */
    record Unreachable(Outcome outcome, String detail, String ip, FetchResult.Fault fault) implements RobotsAnswer {}

    /** The worker stops. */
    record Aborted() implements RobotsAnswer {}
}
