package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.notModified;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final String PAGE = "a.test/page";
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Recrawl PLAN =
            new Recrawl(true, Duration.ofHours(8), Duration.ofHours(3), Duration.ofHours(100), 0.3);

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING, Feeding.USUAL, FoldRules.USUAL, PLAN);

    /** Folds it, and gives the interval from then on. */
    private long after(PageVisit visit) {
        shard.fold(visit);
        return shard.page(PAGE).intervalMillis();
    }

    private long due() {
        assertThat(shard.page(PAGE).awaitsRecrawl()).isTrue();
        assertThat(shard.memory.totals().awaitingRecrawl()).isOne();
        return shard.page(PAGE).state() instanceof PageState.Visited visited ? visited.dueMillis() : -1;
    }

    @Test
    void intervalStaysWithinItsBoundsAndFollowsWhatVisitsFind() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long before = PLAN.clamped(random.nextLong(200 * HOUR));
            long elapsed = random.nextLong(400 * HOUR) - HOUR;
            long changed = Interval.next(before, elapsed, true, PLAN);
            long same = Interval.next(before, elapsed, false, PLAN);
            assertThat(changed).isBetween(3 * HOUR, before);
            assertThat(same).isBetween(before, 100 * HOUR);
            assertThat(same).isLessThanOrEqualTo(Math.max(before, Math.max(0, elapsed) * 3 / 2));
        }
    }

    @Test
    void intervalSettlesAtALittleLessThanHalfTheTimeBetweenTwoChanges() {
        Recrawl wide = new Recrawl(true, Duration.ofHours(1), Duration.ofMillis(1), Duration.ofDays(1000), 0.3);
        Random random = new Random(4);
        long interval = HOUR;
        double sumOfLogs = 0;
        int visits = 20_000;
        for (int i = 0; i < visits; i++) {
            boolean changed = random.nextDouble() < 1 - Math.exp(-(double) interval / (100.0 * HOUR));
            interval = Interval.next(interval, interval, changed, wide);
            sumOfLogs += Math.log((double) interval);
        }
        assertThat(Math.exp(sumOfLogs / visits) / (100 * HOUR)).isBetween(0.3, 0.55);
    }

    @Test
    void pageComesSoonerWhenItsLinksChangeAndLaterWhenTheyDoNot() {
        assertThat(after(fetched(PAGE, 0, a("b.test/")))).isEqualTo(8 * HOUR);
        assertThat(due()).isBetween(8 * HOUR, 10 * HOUR);
        assertThat(after(fetched(PAGE, 8 * HOUR, a("c.test/")))).isEqualTo(4 * HOUR);
        assertThat(after(fetched(PAGE, 12 * HOUR, a("d.test/"))))
                .as("no sooner than the least")
                .isEqualTo(3 * HOUR);
        assertThat(after(notModified(PAGE, 15 * HOUR, a("d.test/")))).isEqualTo(3 * HOUR * 3 / 2);
        assertThat(due() - 15 * HOUR).isBetween(3 * HOUR * 3 / 2, 3 * HOUR * 15 / 8);
    }

    @Test
    void visitThatIsInTheLogTwiceOrOutOfTurnMakesNoPageSeemSteadier() {
        long first = after(fetched(PAGE, HOUR, a("b.test/")));
        assertThat(after(fetched(PAGE, HOUR, a("b.test/")))).isEqualTo(first);
        assertThat(after(fetched(PAGE, 2 * HOUR, a("b.test/")))).isEqualTo(first);
    }

    @Test
    void pageThatIsGoneIsLookedForEverMoreSeldom() {
        after(fetched(PAGE, 0, a("b.test/")));
        assertThat(after(failed(PAGE, 8 * HOUR, Outcome.GONE))).isEqualTo(12 * HOUR);
        assertThat(after(failed(PAGE, 20 * HOUR, Outcome.GONE))).isEqualTo(18 * HOUR);
        for (int i = 0; i < 10; i++) {
            after(failed(PAGE, due(), Outcome.GONE));
        }
        assertThat(shard.page(PAGE).intervalMillis()).isEqualTo(100 * HOUR);
    }

    @Test
    void pageThatFailsIsRetriedFirstAndKeepsItsInterval() {
        after(fetched(PAGE, 0, a("b.test/")));
        assertThat(after(failed(PAGE, 8 * HOUR, Outcome.TIMEOUT))).isEqualTo(8 * HOUR);
        assertThat(shard.page(PAGE).awaitsRetry()).isTrue();
        assertThat(shard.page(PAGE).awaitsRecrawl()).isFalse();
        assertThat(shard.memory.totals().awaitingRecrawl()).isZero();
        assertThat(after(fetched(PAGE, 9 * HOUR, a("c.test/")))).isEqualTo(4 * HOUR);
        assertThat(due()).isPositive();
    }

    /** One that is not retried: the links of a page that answers 403 are unconfirmed for the week of the grace period. */
    @Test
    void pageWhoseLinksAreUnconfirmedIsVisitedSoonerThanOthersAndEverMoreSeldomUntilTheyAreLost() {
        long week = 7 * 24 * HOUR;
        Recrawl slow = new Recrawl(true, Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(300), 0.3);
        FoldFixture seldom = new FoldFixture(Scope.EVERYTHING, Feeding.USUAL, FoldRules.USUAL, slow);
        seldom.fold(fetched(PAGE, 0, a("b.test/")));
        long began = 30 * 24 * HOUR;
        long now = began;
        int visits = 0;
        long before = 0;
        while (seldom.live(PAGE).size() == 1 && visits < 20) {
            seldom.fold(failed(PAGE, now, Outcome.CLIENT_ERROR));
            visits++;
            assertThat(seldom.page(PAGE).intervalMillis()).as("stays").isEqualTo(30 * 24 * HOUR);
            if (seldom.live(PAGE).size() == 1) {
                long due = seldom.page(PAGE).state() instanceof PageState.Visited visited ? visited.dueMillis() : 0;
                assertThat(due).isLessThanOrEqualTo(began + week + week / 64);
                assertThat(due - now).isGreaterThan(before / 2);
                before = due - now;
                now = due;
            }
        }
        assertThat(visits).isBetween(5, 8);
        assertThat(now).isBetween(began + week, began + week + week / 64);
        assertThat(seldom.lost(PAGE).values()).singleElement().asString().startsWith("page_error");
    }

    @Test
    void pageWhoseLinksAreUnconfirmedIsVisitedAtItsIntervalIfThatIsShort() {
        after(fetched(PAGE, 0, a("b.test/")));
        assertThat(after(failed(PAGE, 8 * HOUR, Outcome.CLIENT_ERROR))).isEqualTo(8 * HOUR);
        assertThat(due() - 8 * HOUR).isBetween(8 * HOUR, 10 * HOUR);
        assertThat(after(fetched(PAGE, 16 * HOUR, a("b.test/")))).isEqualTo(12 * HOUR);
    }

    @Test
    void pagesThatWereVisitedTogetherDoNotComeBackTogether() {
        Set<PageState> plans = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            shard.fold(fetched("a.test/" + i, 0, a("b.test/")));
            plans.add(shard.page("a.test/" + i).state());
        }
        assertThat(plans).hasSizeGreaterThan(50);
    }

    @Test
    void nothingIsPlannedWherePagesAreVisitedOnce() {
        FoldFixture once = new FoldFixture(Scope.EVERYTHING);
        once.fold(fetched(PAGE, 0, a("b.test/")));
        assertThat(once.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
        assertThat(once.page(PAGE).intervalMillis()).isZero();
        assertThat(once.memory.totals().awaitingRecrawl()).isZero();
    }
}
