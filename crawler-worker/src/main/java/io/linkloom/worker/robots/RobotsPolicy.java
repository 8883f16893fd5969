package io.linkloom.worker.robots;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RobotsState;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.ResponseHeaders;
import io.linkloom.worker.fetch.RetryAfter;
import java.time.Duration;
import java.util.List;

/** What follows from an answer to a request for robots.txt, and from how long there was none (RFC 9309, sections 2.3.1 and 2.4). */
final class RobotsPolicy {
    private final RobotsTimes times;

    RobotsPolicy(RobotsTimes times) {
        this.times = times;
    }

    /**
     * What is known from now on.
     *
     * @param failingSinceMillis since when the file could not be had before this answer, 0 if it could or was not asked for
     */
    KnownRobots known(RobotsAnswer answer, long failingSinceMillis, long nowMillis) {
        return switch (answer) {
            case RobotsAnswer.Read(RobotsRules rules, ResponseHeaders headers) ->
                rules(RobotsState.READ, rules, fresh(headers, nowMillis), nowMillis);
            case RobotsAnswer.Absent(ResponseHeaders headers) ->
                rules(RobotsState.ABSENT, RobotsRules.NONE, fresh(headers, nowMillis), nowMillis);
            case RobotsAnswer.ServerFailed failed ->
                serverFailed(failed, since(failingSinceMillis, nowMillis), nowMillis);
            case RobotsAnswer.Unreachable failed ->
                unreachable(failed, since(failingSinceMillis, nowMillis), nowMillis);
            case RobotsAnswer.Aborted _ -> new KnownRobots.Aborted();
        };
    }

    private Duration fresh(ResponseHeaders headers, long nowMillis) {
        return Freshness.of(headers, times.least(), times.most(), nowMillis);
    }

    /** Good for two requests at least, so that every other one is for a page. */
    private KnownRobots rules(RobotsState state, RobotsRules rules, Duration fresh, long nowMillis) {
        Duration delay = shorter(rules.crawlDelay(), times.most());
        RobotsNews news = new RobotsNews(state, nowMillis, 0, rules.crawlDelay(), rules.sitemaps());
        return new KnownRobots.Rules(rules, news, longer(fresh, shorter(delay.multipliedBy(2), times.most())));
    }

    private static long since(long failingSinceMillis, long nowMillis) {
        return failingSinceMillis == 0 ? nowMillis : failingSinceMillis;
    }

    private KnownRobots serverFailed(RobotsAnswer.ServerFailed failed, long sinceMillis, long nowMillis) {
        Duration failingFor = Duration.ofMillis(Math.max(0, nowMillis - sinceMillis));
        if (failingFor.compareTo(times.giveUpAfter()) >= 0) {
            return givenUp(sinceMillis, nowMillis);
        }
        Duration wait = times.wait(times.serverFailed(), failingFor);
        Duration asked = Duration.ofMillis(RetryAfter.waitMillis(failed.headers(), nowMillis));
        return new KnownRobots.Failing(
                Outcome.ROBOTS_UNREACHABLE,
                failed.detail(),
                "",
                FetchResult.Fault.HOST,
                news(RobotsState.SERVER_FAILED, sinceMillis, nowMillis),
                longer(wait, shorter(asked, times.most())));
    }

    private KnownRobots unreachable(RobotsAnswer.Unreachable failed, long sinceMillis, long nowMillis) {
        Duration failingFor = Duration.ofMillis(Math.max(0, nowMillis - sinceMillis));
        boolean hosts = failed.fault() == FetchResult.Fault.HOST;
        if (hosts && failingFor.compareTo(times.giveUpAfter()) >= 0) {
            return givenUp(sinceMillis, nowMillis);
        }
        // A failure of ours says nothing of the host, which may be asked again as soon as we can.
        return new KnownRobots.Failing(
                failed.outcome(),
                failed.detail(),
                failed.ip(),
                failed.fault(),
                news(hosts ? RobotsState.UNREACHABLE : RobotsState.UNKNOWN, hosts ? sinceMillis : 0, nowMillis),
                hosts ? times.wait(times.unreachable(), failingFor) : times.unreachable());
    }

    private KnownRobots givenUp(long sinceMillis, long nowMillis) {
        return new KnownRobots.Rules(
                RobotsRules.NONE, news(RobotsState.GIVEN_UP, sinceMillis, nowMillis), times.most());
    }

    private static RobotsNews news(RobotsState state, long sinceMillis, long nowMillis) {
        return new RobotsNews(state, nowMillis, sinceMillis, Duration.ZERO, List.of());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? other : one;
    }

    /** Since when a file has been failing by what its host's keeper and this worker know, whichever is newer; 0 if it has not. */
    static long failingSince(HostState kept, long ownAtMillis, long ownFailingSinceMillis) {
        return kept.robotsAtMillis() > ownAtMillis ? kept.robotsFailingSinceMillis() : ownFailingSinceMillis;
    }
}
