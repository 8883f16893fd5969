package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.worker.fetch.FetchResult;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of responses {@code PolitenessTest} tells, which has real ones. */
class BackoffTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final RandomGenerator NO_JITTER = () -> 0;
    private static final RandomGenerator MOST_JITTER = () -> -1;

    private static HostState failing(Backoff backoff, HostState before, Outcome outcome) {
        FetchResult failure = new FetchResult.Failure(outcome, "", "", FetchResult.Fault.HOST);
        return backoff.after(before, failure, NOW);
    }

    private static long waitAfter(Backoff backoff, int failuresBefore) {
        HostState before = HostState.UNKNOWN.blocked(failuresBefore, 0);
        long until = failing(backoff, before, Outcome.CONNECT_FAILURE).blockedUntilMillis();
        return until == 0 ? 0 : (until - NOW) / 1000;
    }

    @Test
    void thirdFailureInARowBlocksForAMinuteAndEachFurtherOneTwiceAsLongUpToADay() {
        Backoff backoff = new Backoff(NO_JITTER);
        assertThat(waitAfter(backoff, 0)).isZero();
        assertThat(waitAfter(backoff, 1)).isZero();
        assertThat(waitAfter(backoff, 2)).isEqualTo(60);
        assertThat(waitAfter(backoff, 3)).isEqualTo(120);
        assertThat(waitAfter(backoff, 4)).isEqualTo(240);
        assertThat(waitAfter(backoff, 12)).isEqualTo(61_440);
        assertThat(waitAfter(backoff, 13)).isEqualTo(86_400);
        assertThat(waitAfter(backoff, 1_000_000)).isEqualTo(86_400);
        assertThat(waitAfter(backoff, Integer.MAX_VALUE)).isEqualTo(86_400);
    }

    @Test
    void jitterMakesTheWaitUpToATenthLongerAndNeverShorter() {
        assertThat(waitAfter(new Backoff(MOST_JITTER), 2)).isBetween(65L, 66L);
        Backoff random = new Backoff(new Random(3));
        long[] waits =
                IntStream.range(0, 200).mapToLong(_ -> waitAfter(random, 9)).toArray();
        assertThat(Arrays.stream(waits)).allMatch(wait -> wait >= 7680 && wait <= 8448);
        assertThat(Arrays.stream(waits).distinct().count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"DNS_FAILURE", "CONNECT_FAILURE", "TLS_FAILURE", "TIMEOUT", "ROBOTS_UNREACHABLE"})
    void failuresOfTheHostCount(Outcome outcome) {
        assertThat(failing(new Backoff(NO_JITTER), HostState.UNKNOWN, outcome).failures())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"TOO_LARGE", "MALFORMED_RESPONSE", "ADDRESS_REFUSED"})
    void failuresThatAreNotTheHostsLeaveItAsItWas(Outcome outcome) {
        HostState before = HostState.UNKNOWN.blocked(5, NOW + 7);
        assertThat(failing(new Backoff(NO_JITTER), before, outcome)).isEqualTo(before);
    }

    @Test
    void ourOwnFailureIsNotHeldAgainstTheHost() {
        FetchResult ours = new FetchResult.Failure(Outcome.CONNECT_FAILURE, "", "", FetchResult.Fault.OURS);
        assertThat(new Backoff(NO_JITTER).after(HostState.UNKNOWN, ours, NOW)).isEqualTo(HostState.UNKNOWN);
    }
}
