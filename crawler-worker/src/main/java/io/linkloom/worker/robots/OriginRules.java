package io.linkloom.worker.robots;

import crawlercommons.robots.SimpleRobotRules;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;

/** What is known of the robots.txt of one origin: what the cache keeps. */
sealed interface OriginRules {

    /** The verdict on a page. */
    RobotsVerdict verdict(WebUrl url, boolean fetched);

    /** How much of the cache's room it takes; the unit is a rule. */
    int weight();

    /** The file was read, or there is none, which allows all. */
    record Read(SimpleRobotRules rules, Duration crawlDelay) implements OriginRules {
        /** What a host costs besides its rules. */
        private static final int BASE_WEIGHT = 10;

        @Override
        public RobotsVerdict verdict(WebUrl url, boolean fetched) {
            return rules.isAllowed(url.text())
                    ? new RobotsVerdict.Allowed(crawlDelay, fetched)
                    : new RobotsVerdict.Disallowed("robots.txt forbids it", crawlDelay, fetched);
        }

        @Override
        public int weight() {
            return BASE_WEIGHT + rules.getRobotRules().size();
        }
    }

    /** The server fails to give the file, which forbids all for now (RFC 9309, section 2.3.1.4). */
    record ForbidsAll(String detail) implements OriginRules {
        @Override
        public RobotsVerdict verdict(WebUrl url, boolean fetched) {
            return new RobotsVerdict.Disallowed(detail, Duration.ZERO, fetched);
        }

        @Override
        public int weight() {
            return Read.BASE_WEIGHT;
        }
    }

    /** The host cannot be reached at all. */
    record Unreachable(Outcome outcome, String detail, String ip) implements OriginRules {
        @Override
        public RobotsVerdict verdict(WebUrl url, boolean fetched) {
            return new RobotsVerdict.Unreachable(outcome, detail, ip, fetched);
        }

        @Override
        public int weight() {
            return Read.BASE_WEIGHT;
        }
    }

    /** The worker stops; not to be kept. */
    record Aborted() implements OriginRules {
        @Override
        public RobotsVerdict verdict(WebUrl url, boolean fetched) {
            return new RobotsVerdict.Aborted();
        }

        @Override
        public int weight() {
            return 0;
        }
    }
}
