package io.linkloom.worker.robots;

import io.linkloom.common.model.Outcome;
import io.linkloom.worker.fetch.FetchResult;
import java.time.Duration;

/** What is known of the robots.txt of one origin: what the cache keeps. */
sealed interface KnownRobots {
    /** What an origin costs besides its rules, in bytes. */
    int BASE_WEIGHT = 500;

    /** The verdict on a page. */
    RobotsVerdict verdict(String pathAndQuery, boolean fetched);

    /** How long it is good. */
    Duration ttl();

    /** How much of the cache's room it takes, in bytes. */
    int weight();

    /** The file was read, or counts as one without rules. */
    record Rules(RobotsRules rules, RobotsNews news, Duration ttl) implements KnownRobots {
        @Override
        public RobotsVerdict verdict(String pathAndQuery, boolean fetched) {
            Ruling ruling = rules.of(pathAndQuery);
            RobotsLine line = ruling.line();
            return ruling.allowed() || line == null
                    ? new RobotsVerdict.Allowed(news, fetched)
                    : new RobotsVerdict.Disallowed(line, news, fetched);
        }

        @Override
        public int weight() {
            return BASE_WEIGHT + rules.weight();
        }
    }

    /** It cannot be had. */
    record Failing(Outcome outcome, String detail, String ip, FetchResult.Fault fault, RobotsNews news, Duration ttl)
            implements KnownRobots {
        @Override
        public RobotsVerdict verdict(String pathAndQuery, boolean fetched) {
            return new RobotsVerdict.Unreachable(outcome, detail, ip, fault, news, fetched);
        }

        @Override
        public int weight() {
            return BASE_WEIGHT + detail.length();
        }
    }

    /** The worker stops; not to be kept. */
    record Aborted() implements KnownRobots {
        @Override
        public RobotsVerdict verdict(String pathAndQuery, boolean fetched) {
            return new RobotsVerdict.Aborted();
        }

        @Override
        public Duration ttl() {
            return Duration.ZERO;
        }

        @Override
        public int weight() {
            return 0;
        }
    }
}
