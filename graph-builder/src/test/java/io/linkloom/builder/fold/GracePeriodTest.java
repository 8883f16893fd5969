package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GracePeriodTest {
    private static final String PAGE = "www.a.test/page";
    private static final long GRACE = FoldRules.USUAL.grace().toMillis();
    private static final long START = Duration.ofDays(1).toMillis();

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    private long due() {
        return shard.page(PAGE).state() instanceof PageState.Visited visited ? visited.dueMillis() : -1;
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FETCHED", "REDIRECTED", "NOT_MODIFIED", "GONE", "REDIRECT_LOOP"})
    void pageThatFailsForLongerThanTheGracePeriodLosesItsLinksWithTheReason(Outcome outcome) {
        shard.fold(fetched(PAGE, START - 1, a("b.test/"), a("a.test/x")));
        assertThat(shard.fold(failed(PAGE, START, outcome), failed(PAGE, START + GRACE - 1, outcome)))
                .isEmpty();
        assertThat(shard.page(PAGE).failingSinceMillis()).isEqualTo(START);
        String reason = String.valueOf(OutcomePolicy.of(outcome, 0).lostAs()).toLowerCase(java.util.Locale.ROOT);
        assertThat(shown(shard.fold(failed(PAGE, START + GRACE, outcome)))).containsExactly("-b.test " + reason);
        assertThat(shard.live(PAGE)).isEmpty();
        assertThat(shard.fold(failed(PAGE, START + 2 * GRACE, outcome))).isEmpty();
        assertThat(shown(shard.fold(fetched(PAGE, START + 3 * GRACE, a("b.test/")))))
                .containsExactly("^b.test since " + (START - 1));
        assertThat(shard.page(PAGE).failingSinceMillis()).isZero();
    }

    @Test
    void forbiddenPageLosesItsLinksForThatReason() {
        shard.fold(fetched(PAGE, START - 1, a("b.test/")), failed(PAGE, START, Outcome.ROBOTS_DISALLOWED));
        assertThat(shown(shard.fold(failed(PAGE, START + GRACE, Outcome.ROBOTS_DISALLOWED))))
                .containsExactly("-b.test robots_disallowed");
    }

    @Test
    void goodVisitEndsTheGrace() {
        shard.fold(fetched(PAGE, START - 1, a("b.test/")), failed(PAGE, START, Outcome.TIMEOUT));
        shard.fold(fetched(PAGE, START + GRACE - 1, a("b.test/")));
        assertThat(shard.fold(failed(PAGE, START + GRACE, Outcome.TIMEOUT))).isEmpty();
        assertThat(shard.page(PAGE).failingSinceMillis()).isEqualTo(START + GRACE);
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://b.test/");
    }

    @Test
    void pageThatIsNotTriedAgainIsVisitedOnceMoreWhenTheGraceIsOver() {
        shard.fold(fetched(PAGE, START - 1, a("b.test/")), failed(PAGE, START, Outcome.CLIENT_ERROR));
        assertThat(due()).isBetween(START + GRACE, START + GRACE + GRACE / 64);
        shard.fold(failed(PAGE, due(), Outcome.CLIENT_ERROR));
        assertThat(shard.live(PAGE)).isEmpty();
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void retriesGoFirstAndTheLastVisitIsAtTheEndOfTheGrace() {
        shard.fold(fetched(PAGE, START - 1, a("b.test/")));
        long now = START;
        int visits = 0;
        while (now != PageState.Visited.SETTLED) {
            shard.fold(failed(PAGE, now, Outcome.SERVER_ERROR));
            now = due();
            visits++;
        }
        assertThat(visits).isEqualTo(OutcomePolicy.of(Outcome.SERVER_ERROR, 500).retries() + 2);
        assertThat(shard.lost(PAGE)).hasSize(1);
    }

    @Test
    void pageWithoutLinksIsNotVisitedOnceMore() {
        shard.fold(failed(PAGE, START, Outcome.CLIENT_ERROR));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void linksThatAreFoundLateOfAPageThatFailsAreAtStakeToo() {
        shard.fold(failed(PAGE, START, Outcome.CLIENT_ERROR), fetched(PAGE, START - 1, a("b.test/")));
        assertThat(due()).isBetween(START + GRACE, START + GRACE + GRACE / 64);
        shard.fold(fetched(PAGE, START - 1));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void failureOlderThanTheLastVisitSaysNothing() {
        shard.fold(fetched(PAGE, START, a("b.test/")), failed(PAGE, START + 5, Outcome.TIMEOUT));
        assertThat(shard.fold(failed(PAGE, START - GRACE, Outcome.TIMEOUT))).isEmpty();
        assertThat(shard.page(PAGE).failingSinceMillis()).isEqualTo(START + 5);
    }

    @Test
    void withoutAGracePeriodTheFirstFailureLosesLinks() {
        FoldRules rules = new FoldRules(Duration.ZERO, FoldRules.LinksOf.INDEXABLE, Duration.ofDays(1));
        FoldFixture strict = new FoldFixture(Scope.EVERYTHING, Feeding.USUAL, rules);
        strict.fold(fetched(PAGE, START, a("b.test/")));
        assertThat(shown(strict.fold(failed(PAGE, START + 1, Outcome.TIMEOUT)))).containsExactly("-b.test page_error");
    }

    @Test
    void linksWithinTheSiteAreForgottenSomeTimeAfterTheyWereLost() {
        long keep = FoldRules.USUAL.keepLost().toMillis();
        shard.fold(
                fetched(PAGE, START, a("a.test/x"), a("b.test/"), a("c.test/")),
                fetched(PAGE, START + 1, a("c.test/")));
        shard.fold(fetched(PAGE, START + 1 + keep, a("c.test/"), a("d.test/")));
        assertThat(shard.lost(PAGE)).containsOnlyKeys("http://a.test/x", "http://b.test/");
        shard.fold(fetched(PAGE, START + 2 + keep, a("c.test/"), a("e.test/")));
        assertThat(shard.lost(PAGE)).containsOnlyKeys("http://b.test/", "http://d.test/");
        assertThat(shown(shard.fold(fetched(PAGE, START + 3 + keep, a("b.test/")))))
                .contains("^b.test since " + START);
        assertThat(shard.live(PAGE)).isEqualTo(Map.of("http://b.test/", START));
    }
}
