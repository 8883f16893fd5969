package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageVisit;

/**
 * How long after a visit a page is visited again.
 *
 * <p>The interval halves when the visit found other links, and grows by a half when it found the same ones. It is at rest where
 * 37 of 100 visits find a change (0.5^p = 1.5^(p-1)): for changes that come at random, at a little less than half the time between
 * two of them. It grows to no more than one and a half times what the page is known to have stayed the same for, so that a visit out
 * of turn, or one that is in the log twice, says nothing that it did not see. Where a visit shows no links that could be compared,
 * the interval stays.
 */
final class Interval {
    /** The first visit of a page that fails is so much of the grace period later. */
    private static final int FIRST_OF_GRACE = 16;

    private Interval() {}

    /**
     * After {@code visit}.
     *
     * @param known the page before
     * @param seen its links now
     * @return milliseconds
     */
    static long after(PageVisit visit, PageRow known, LinksSeen seen, Recrawl plan) {
        long before = known.intervalMillis();
        if (before == 0) {
            return plan.clamped(plan.first().toMillis());
        }
        OutcomePolicy.Links links = visit.policy().links();
        if (links == OutcomePolicy.Links.LOST || links == OutcomePolicy.Links.UNCONFIRMED) {
            return next(before, since(visit, known), false, plan);
        }
        boolean comparable = !seen.digest().isNone() && !known.links().digest().isNone();
        return comparable
                ? next(
                        before,
                        since(visit, known),
                        !seen.digest().equals(known.links().digest()),
                        plan)
                : plan.clamped(before);
    }

    /** The interval after one of {@code before}, when a visit came {@code elapsed} after the one before it. */
    static long next(long before, long elapsed, boolean changed, Recrawl plan) {
        if (changed) {
            return plan.clamped(before / 2);
        }
        long seen = Math.min(before, Math.max(0, elapsed));
        return plan.clamped(Math.max(before, seen + seen / 2));
    }

    /** The plan for a page with that interval: later by up to a quarter, by the page's key, so that sites do not come back in one go. */
    static PageState.Visited planned(long fetchedAtMillis, long interval, PageKey page) {
        return PageState.Visited.recrawlAt(fetchedAtMillis + interval + Retry.spread(interval, page, 0));
    }

    /**
     * How long after a visit that leaves unknown which links the page has, and after which it is not retried, it is visited again:
     * as long as it has been failing, so ever more seldom, and no later than it would be had it not failed.
     *
     * @param failingMillis since the first of the visits in a row that failed so
     * @param known the page before
     * @param graceMillis after which its links are lost
     */
    static long unconfirmed(long failingMillis, PageRow known, long graceMillis, Recrawl plan) {
        long usual = known.intervalMillis() == 0 ? plan.first().toMillis() : known.intervalMillis();
        return plan.clamped(Math.min(usual, Math.max(graceMillis / FIRST_OF_GRACE, failingMillis)));
    }

    private static long since(PageVisit visit, PageRow known) {
        PageRow.LastVisit last = known.lastVisit();
        return last == null ? 0 : visit.fetchedAtMillis() - last.fetchedAtMillis();
    }
}
