package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * "Fetch this page now."
 *
 * @param depth links from a seed to this page; redirects do not add to it
 * @param redirects redirects in a row that led to this page
 * @param attempt 1 for the first order since the last visit
 * @param orderedAtMillis when the scheduler gave it
 * @param crawlDelay what the scheduler knows of the host's delay, null if nothing
 */
public record FetchOrder(
        WebUrl url,
        int depth,
        int redirects,
        int attempt,
        long orderedAtMillis,
        Validators validators,
        @Nullable Duration crawlDelay) {

    /** A first order of a page. */
    public static FetchOrder first(WebUrl url, int depth, int redirects, long orderedAtMillis) {
        return new FetchOrder(url, depth, redirects, 1, orderedAtMillis, Validators.NONE, null);
    }
}
