package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageVisit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is planned for a page after a visit: nothing, or a retry, as {@link OutcomePolicy} says for the outcome.
 *
 * <p>A page whose links are at stake, and that would not be visited again before its {@link Grace} is over, is visited once more
 * then.
 *
 * <p>Where a server sends all requests away for a time (429 or 503, and the host is blocked since), that says nothing of the page:
 * its first retry is as soon as the host may be asked again, and retries never end; should the page itself be what the server
 * refuses, they grow as rare as any can. Waits are longer by up to a quarter, by the page's key, so that what failed together
 * does not come back together.
 *
 * @param failures visits in a row that failed in a way that may pass, this one included
 * @param atStake whether what is planned is the visit at the end of the page's grace, and not a retry
 */
record Retry(PageState.Visited planned, int failures, boolean atStake) {
    private static final Retry NONE = new Retry(PageState.Visited.settled(), 0, false);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /**
     * After {@code visit}, which followed {@code last}.
     *
     * @param live how many links the page has then
     */
    static Retry after(PageVisit visit, PageKey page, @Nullable LastVisit last, int live, Duration grace) {
        Retry retry = ordinary(visit, page, last);
        if (live == 0 || retry.planned().isDue()) {
            return retry;
        }
        PageState.Visited atEnd = atEndOfGrace(visit.fetchedAtMillis(), Grace.failingSince(visit, last), page, grace);
        return new Retry(atEnd, retry.failures(), atEnd.isDue());
    }

    /** The last visit of a page that has links and has been failing, nothing if it has not, or for too long already. */
    static PageState.Visited atEndOfGrace(long lastAtMillis, long failingSince, PageKey page, Duration grace) {
        long end = failingSince + grace.toMillis();
        return failingSince > 0 && lastAtMillis < end
                ? new PageState.Visited(end + spread(grace.toMillis(), page, 0) / 16)
                : PageState.Visited.settled();
    }

    private static Retry ordinary(PageVisit visit, PageKey page, @Nullable LastVisit last) {
        OutcomePolicy policy = OutcomePolicy.of(visit.outcome(), visit.status());
        if (policy.retries() == 0) {
            return NONE;
        }
        int failures = failures(visit, last);
        if (isSentAway(visit)) {
            long wait = failures == 1 ? 0 : wait(policy, failures - 1, page);
            return planned(Math.max(visit.host().blockedUntilMillis(), visit.fetchedAtMillis() + wait), failures);
        }
        if (policy.settles(failures)) {
            return new Retry(PageState.Visited.settled(), failures, false);
        }
        return planned(visit.fetchedAtMillis() + wait(policy, failures, page), failures);
    }

    private static Retry planned(long atMillis, int failures) {
        return new Retry(new PageState.Visited(atMillis), failures, false);
    }

    /** A visit that is in the log twice failed once. */
    private static int failures(PageVisit visit, @Nullable LastVisit last) {
        if (last == null) {
            return 1;
        }
        boolean same = last.fetchedAtMillis() == visit.fetchedAtMillis() && last.outcome() == visit.outcome();
        return same && last.failures() > 0 ? last.failures() : Math.min(last.failures(), Short.MAX_VALUE) + 1;
    }

    private static boolean isSentAway(PageVisit visit) {
        return (visit.status() == TOO_MANY_REQUESTS || visit.status() == UNAVAILABLE)
                && visit.host().blockedUntilMillis() > visit.fetchedAtMillis();
    }

    /** The policy's wait, and where that ends because retries would, one that goes on growing as before. */
    private static long wait(OutcomePolicy policy, int failures, PageKey page) {
        int told = Math.min(failures, policy.retries());
        Duration wait = policy.waitAfter(told);
        for (int i = told; i < failures && wait.compareTo(OutcomePolicy.LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(policy.growth());
        }
        long millis = Math.min(wait.toMillis(), OutcomePolicy.LONGEST_WAIT.toMillis());
        return millis + spread(millis, page, failures);
    }

    /** Up to a quarter of a wait. */
    static long spread(long millis, PageKey page, int failures) {
        long spread = (page.fingerprint() >>> ((failures & 7) * Byte.SIZE)) & 0xFF;
        return millis * spread / 1024;
    }
}
