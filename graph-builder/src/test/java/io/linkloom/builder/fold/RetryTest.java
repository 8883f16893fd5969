package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final String PAGE = "a.test/page";
    private static final OutcomePolicy TIMEOUT = OutcomePolicy.of(Outcome.TIMEOUT, 0);
    private static final long WEEK = OutcomePolicy.LONGEST_WAIT.toMillis();

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    private long due() {
        return shard.page(PAGE).state() instanceof PageState.Visited visited ? visited.dueMillis() : -1;
    }

    private List<String> retries() {
        List<String> retries = new ArrayList<>();
        try (Rows<DueKey, DueRow> rows = shard.shard.due(Shard.ALL)) {
            while (rows.next()) {
                retries.add(
                        rows.row() + " " + rows.key().page() + " " + rows.key().atMillis());
            }
        }
        return retries;
    }

    private static PageVisit refused(long at, int status, long blockedUntil) {
        Outcome outcome = status == 429 ? Outcome.CLIENT_ERROR : Outcome.SERVER_ERROR;
        PageVisit visit = new PageVisit(
                FoldFixture.order(PAGE, Digest.NONE),
                at,
                outcome,
                "",
                status,
                "",
                null,
                PageFacts.NONE,
                Digest.NONE,
                false,
                List.of());
        return visit.with(HostState.UNKNOWN.blocked(1, blockedUntil), List.of());
    }

    @Test
    void pageThatTimesOutIsTriedAsOftenAndAsLateAsThePolicySaysAndThenNoMore() {
        long now = 1_000_000;
        for (int failures = 1; failures <= TIMEOUT.retries(); failures++) {
            shard.fold(failed(PAGE, now, Outcome.TIMEOUT));
            long wait = TIMEOUT.waitAfter(failures).toMillis();
            assertThat(due() - now).isBetween(wait, wait + wait / 4);
            assertThat(retries()).containsExactly("RETRY http://a.test/page " + due());
            assertThat(shard.memory.totals().awaitingRetry()).isEqualTo(1);
            now = due();
        }
        shard.fold(failed(PAGE, now, Outcome.TIMEOUT));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
        assertThat(shard.page(PAGE).failures()).isEqualTo(TIMEOUT.retries() + 1);
        assertThat(retries()).isEmpty();
        assertThat(shard.memory.totals().awaitingRetry()).isZero();
    }

    @Test
    void successForgetsFailures() {
        shard.fold(failed(PAGE, 100, Outcome.TIMEOUT));
        shard.fold(fetched(PAGE, 200, a("b.test/")));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
        assertThat(shard.page(PAGE).failures()).isZero();
        assertThat(retries()).isEmpty();
        shard.fold(failed(PAGE, 300, Outcome.TIMEOUT));
        assertThat(shard.page(PAGE).failures()).isEqualTo(1);
    }

    @Test
    void outcomeThatIsFinalIsNotTriedAgain() {
        shard.fold(failed(PAGE, 100, Outcome.GONE));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void visitThatIsInTheLogTwiceFailedOnce() {
        shard.fold(failed(PAGE, 100, Outcome.TIMEOUT), failed(PAGE, 100, Outcome.TIMEOUT));
        assertThat(shard.page(PAGE).failures()).isEqualTo(1);
    }

    @Test
    void pagesThatFailTogetherDoNotComeBackTogether() {
        Set<Long> times = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            PageKey page = FoldFixture.key("a.test/" + i);
            times.add(Retry.after(failed("a.test/" + i, 1000, Outcome.TIMEOUT), page, null, 0, Duration.ZERO)
                    .planned()
                    .dueMillis());
        }
        assertThat(times).hasSizeGreaterThan(25);
    }

    @Test
    void pageThatWasSentAwayComesAgainAsSoonAsItsHostDoes() {
        shard.fold(refused(1000, 429, 61_000));
        assertThat(due()).isEqualTo(61_000);
        shard.fold(refused(61_000, 503, 181_000));
        assertThat(due()).isGreaterThan(181_000);
    }

    @Test
    void pageThatIsAlwaysSentAwayIsNeverGivenUpAndTriedEverMoreSeldom() {
        long now = 1000;
        for (int i = 0; i < 30; i++) {
            shard.fold(refused(now, 503, now + 60_000));
            assertThat(due()).isGreaterThanOrEqualTo(now + 60_000);
            if (i >= 12) {
                assertThat(due() - now).isBetween(WEEK, WEEK + WEEK / 4);
            }
            now = due();
        }
    }

    @Test
    void hostWhoseRobotsTxtFailsIsTriedForLongerThanThatFailureCounts() {
        long now = 1000;
        OutcomePolicy policy = OutcomePolicy.of(Outcome.ROBOTS_UNREACHABLE, 0);
        for (int i = 0; i < policy.retries(); i++) {
            shard.fold(failed(PAGE, now, Outcome.ROBOTS_UNREACHABLE));
            now = due();
        }
        assertThat(Duration.ofMillis(now)).isGreaterThan(Duration.ofDays(30));
    }

    @Test
    void pageThatTheScopeKeepsOutByNowIsNotTriedAgain() {
        shard.fold(failed(PAGE, 100, Outcome.TIMEOUT));
        Scope narrow = new Scope(Scope.Kind.SITE, Set.of("b.test"), Scope.ANY_DEPTH);
        assertThat(ScopeReview.of(
                        shard.shard, shard.memory, new Discovery(narrow, Feeding.USUAL, shard.sites), Recrawl.OFF))
                .isEqualTo(1);
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
        assertThat(retries()).isEmpty();
        assertThat(shard.memory.totals().awaitingRetry()).isZero();
    }
}
