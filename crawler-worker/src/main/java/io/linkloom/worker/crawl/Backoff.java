package io.linkloom.worker.crawl;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.RetryAfter;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a host is left alone, and for how long.
 *
 * <pre>
 * what came                                       then the host is left alone
 * 429 or 503 with Retry-After                     for as long as that says, 7 days at most
 * 429 or 503 without                              for 60 s, then twice as long each time, a day at most
 * a failure of the host, the third in a row       likewise; the first two may be the pages'
 * any other response                              no longer; what came before is forgotten
 * a failure that is not the host's                as before
 * </pre>
 *
 * <p>What it is the host's failure says {@link OutcomePolicy}. Every wait that we choose is up to a tenth longer, so that
 * hosts that failed together do not come back together. Thread-safe if {@code random} is.
 */
public final class Backoff {
    private static final long FIRST_MILLIS = Duration.ofSeconds(60).toMillis();
    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MOST_DOUBLINGS = 11;
    /** Failures in a row of which the last one is held against the host. */
    private static final int PATIENCE = 3;

    private static final double JITTER = 0.1;

    private final RandomGenerator random;

    /** @param random where the jitter comes from */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** What is known of the host after {@code result}. */
    HostState after(HostState before, FetchResult result, long nowMillis) {
        return switch (result) {
            case FetchResult.Response response
            when response.status() == 429 || response.status() == 503 ->
                refused(before, RetryAfter.waitMillis(response.headers(), nowMillis), nowMillis);
            case FetchResult.Response _, FetchResult.WrongType _ -> before.blocked(0, 0);
            case FetchResult.Failure failure
            when failure.fault() == FetchResult.Fault.HOST -> afterFailure(before, failure.outcome(), nowMillis);
            case FetchResult.Failure _, FetchResult.Aborted _ -> before;
        };
    }

    /** What is known of the host after a request that ended without a response. */
    public HostState afterFailure(HostState before, Outcome outcome, long nowMillis) {
        if (!OutcomePolicy.of(outcome, 0).hostFails()) {
            return before;
        }
        int failures = oneMore(before);
        return failures < PATIENCE
                ? before.blocked(failures, before.blockedUntilMillis())
                : before.blocked(failures, nowMillis + waitMillis(failures - PATIENCE));
    }

    private HostState refused(HostState before, long askedForMillis, long nowMillis) {
        int failures = oneMore(before);
        long wait = askedForMillis > 0 ? askedForMillis : waitMillis(failures - 1);
        return before.blocked(failures, nowMillis + wait);
    }

    private long waitMillis(int doublings) {
        long wait = Math.min(FIRST_MILLIS << Math.min(doublings, MOST_DOUBLINGS), LONGEST_MILLIS);
        return wait + (long) (wait * JITTER * random.nextDouble());
    }

    private static int oneMore(HostState before) {
        return before.failures() == Integer.MAX_VALUE ? before.failures() : before.failures() + 1;
    }
}
