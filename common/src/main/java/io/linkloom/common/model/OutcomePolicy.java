package io.linkloom.common.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an outcome, a row for each.
 *
 * <pre>
 * outcome              retries  waits                host fails  links of the page      lost as
 * fetched              –        –                    no          as the visit shows     link_removed
 * not_modified         –        –                    no          stay                   –
 * redirected           –        –                    no          as the visit shows     page_redirected
 * gone                 –        –                    no          lost at once           page_gone
 * client_error         –        –                    no          lost after the grace   page_error
 *  – 408, 425, 429     3        10 min, 40 min, …    no          lost after the grace   page_error
 * server_error         3        10 min, 40 min, …    no          lost after the grace   page_error
 * robots_disallowed    –        –                    no          lost after the grace   robots_disallowed
 * address_refused      –        –                    no          lost after the grace   page_error
 * dns_failure          3        1 h, 4 h, 16 h       yes         lost after the grace   page_error
 * connect_failure      3        1 h, 4 h, 16 h       yes         lost after the grace   page_error
 * tls_failure          1        1 d                  yes         lost after the grace   page_error
 * timeout              3        10 min, 40 min, …    yes         lost after the grace   page_error
 * too_large            –        –                    no          lost after the grace   page_error
 * wrong_type           –        –                    no          lost after the grace   link_removed
 * malformed_response   1        1 h                  no          lost after the grace   page_error
 * redirect_loop        –        –                    no          lost at once           page_redirected
 * robots_unreachable   8        1 h, 4 h, … 7 d      yes         lost after the grace   page_error
 * </pre>
 *
 * <p>A page without retries left is settled: it is visited again when a recrawl is due, and not before. The whys are in
 * {@code docs/RATIONALE.md}.
 *
 * @param retries how many more orders a page gets after the first that ended like this
 * @param firstWait the time before the first retry, zero without retries; callers add jitter
 * @param growth what each further wait is longer by, as a factor
 * @param hostFails whether the failure is the host's, so that one after the other is a reason to leave it alone for a while
 * @param links what becomes of the links that the page had
 * @param lostAs why a link is lost that is lost by this outcome, null if none is
 */
public record OutcomePolicy(
        int retries,
        Duration firstWait,
        int growth,
        boolean hostFails,
        Links links,
        @Nullable LostReason lostAs) {

    /** What a visit says of the links that its page had. */
    public enum Links {
        /** The visit shows what links there are; any other is lost at once. */
        SHOWN,
        /** They are as they were. */
        STAY,
        /** They went with the page, at once. */
        LOST,
        /** Nobody knows; they are lost if no visit confirms them within the grace period. */
        UNCONFIRMED
    }

    /** However often a page failed, it waits no longer than this for a retry. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final OutcomePolicy FETCHED = settled(Links.SHOWN, LostReason.LINK_REMOVED);
    private static final OutcomePolicy NOT_MODIFIED = settled(Links.STAY, null);
    private static final OutcomePolicy REDIRECTED = settled(Links.SHOWN, LostReason.PAGE_REDIRECTED);
    private static final OutcomePolicy GONE = settled(Links.LOST, LostReason.PAGE_GONE);
    private static final OutcomePolicy FAILS_FOR_GOOD = settled(Links.UNCONFIRMED, LostReason.PAGE_ERROR);
    private static final OutcomePolicy DISALLOWED = settled(Links.UNCONFIRMED, LostReason.ROBOTS_DISALLOWED);
    private static final OutcomePolicy OTHER_TYPE = settled(Links.UNCONFIRMED, LostReason.LINK_REMOVED);
    private static final OutcomePolicy LOOPS = settled(Links.LOST, LostReason.PAGE_REDIRECTED);
    private static final OutcomePolicy NOT_NOW = retried(3, TEN_MINUTES, false);
    private static final OutcomePolicy TIMEOUT = retried(3, TEN_MINUTES, true);
    private static final OutcomePolicy NOT_REACHED = retried(3, HOUR, true);
    private static final OutcomePolicy NOT_TRUSTED = retried(1, DAY, true);
    private static final OutcomePolicy MALFORMED = retried(1, HOUR, false);
    /** The waits are longer than the 30 days after which a robots.txt that still fails no longer counts. */
    private static final OutcomePolicy NO_ROBOTS = retried(8, HOUR, true);

    private static OutcomePolicy settled(Links links, @Nullable LostReason lostAs) {
        return new OutcomePolicy(0, Duration.ZERO, 1, false, links, lostAs);
    }

    private static OutcomePolicy retried(int retries, Duration firstWait, boolean hostFails) {
        return new OutcomePolicy(retries, firstWait, 4, hostFails, Links.UNCONFIRMED, LostReason.PAGE_ERROR);
    }

    /**
     * The row of an outcome.
     *
     * @param status the HTTP status, 0 where there was no response
     */
    public static OutcomePolicy of(Outcome outcome, int status) {
        return switch (outcome) {
            case FETCHED -> FETCHED;
            case NOT_MODIFIED -> NOT_MODIFIED;
            case REDIRECTED -> REDIRECTED;
            case GONE -> GONE;
            case CLIENT_ERROR -> saysNotNow(status) ? NOT_NOW : FAILS_FOR_GOOD;
            case ADDRESS_REFUSED, TOO_LARGE -> FAILS_FOR_GOOD;
            case SERVER_ERROR -> NOT_NOW;
            case ROBOTS_DISALLOWED -> DISALLOWED;
            case DNS_FAILURE, CONNECT_FAILURE -> NOT_REACHED;
            case TLS_FAILURE -> NOT_TRUSTED;
            case TIMEOUT -> TIMEOUT;
            case WRONG_TYPE -> OTHER_TYPE;
            case MALFORMED_RESPONSE -> MALFORMED;
            case REDIRECT_LOOP -> LOOPS;
            case ROBOTS_UNREACHABLE -> NO_ROBOTS;
        };
    }

    /** Request Timeout, Too Early, Too Many Requests: client errors by their number, and no word about the page. */
    private static boolean saysNotNow(int status) {
        return status == 408 || status == 425 || status == 429;
    }

    /**
     * Whether a page is left as it is, with no retry.
     *
     * @param failures how many orders in a row have failed now, at least 1
     */
    public boolean settles(int failures) {
        return failures > retries;
    }

    /**
     * How long the page waits for its next retry.
     *
     * @param failures how many orders in a row have failed now, at least 1
     * @throws IllegalArgumentException if the page is settled
     */
    public Duration waitAfter(int failures) {
        if (failures < 1 || settles(failures)) {
            throw new IllegalArgumentException("no retry after failure " + failures + " of " + retries);
        }
        Duration wait = firstWait;
        for (int i = 1; i < failures && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(growth);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
