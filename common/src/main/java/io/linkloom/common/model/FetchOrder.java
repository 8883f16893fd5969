package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * "Fetch this page now."
 *
 * @param depth links from a seed to this page; redirects do not add to it
 * @param redirects redirects in a row that led to this page
 * @param attempt 1 for the first order since the last visit
 * @param orderedAtMillis when the scheduler gave it
 * @param host what the shard knows of the host's manners
 * @param origin how the page became known
 * @param discoveredFrom the page, or robots.txt, that made it known; null for a seed
 * @param expiresAtMillis when the order is given again unless a visit came, so that this copy is worth nothing; 0 if never
 */
public record FetchOrder(
        WebUrl url,
        int depth,
        int redirects,
        int attempt,
        long orderedAtMillis,
        Validators validators,
        HostState host,
        Origin origin,
        @Nullable WebUrl discoveredFrom,
        long expiresAtMillis) {

    /** Most redirects in a row that are followed; a page behind so many that redirects again is taken for one of a loop. */
    public static final int MOST_REDIRECTS = 10;

    /** An order for a page found by a link, of which no more is known. */
    public FetchOrder(
            WebUrl url,
            int depth,
            int redirects,
            int attempt,
            long orderedAtMillis,
            Validators validators,
            HostState host) {
        this(url, depth, redirects, attempt, orderedAtMillis, validators, host, Origin.LINK, null, 0);
    }

    /** A first order of a page. */
    public static FetchOrder first(WebUrl url, int depth, int redirects, long orderedAtMillis) {
        return new FetchOrder(url, depth, redirects, 1, orderedAtMillis, Validators.NONE, HostState.UNKNOWN);
    }
}
