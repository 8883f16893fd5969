package io.linkloom.builder.app;

import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.ShardTotals;

/**
 * What a crawl may fetch in all, what earlier runs fetched into the same shards included. What is ordered when it is spent is
 * still fetched.
 *
 * @param maxPages most pages; repeated fetches of a page count once
 * @param maxBytes most bytes of bodies, unpacked; repeated fetches count each
 */
public record CrawlBudget(long maxPages, long maxBytes) {
    /** No bound. */
    public static final CrawlBudget NONE = new CrawlBudget(Long.MAX_VALUE, Long.MAX_VALUE);

    /** What a page is taken for until some are fetched: about the median of the web. */
    private static final long USUAL_PAGE_BYTES = 32 << 10;

    /** Checks the numbers. */
    public CrawlBudget {
        if (maxPages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "a crawl has at least one page and one byte, not " + maxPages + " and " + maxBytes);
        }
    }

    /** So many pages of any size. */
    public static CrawlBudget ofPages(long maxPages) {
        return new CrawlBudget(maxPages, Long.MAX_VALUE);
    }

    /** Whether nothing is to be ordered any more, after so many pages and bytes. */
    public boolean isSpent(long pages, long bytes) {
        return pages >= maxPages || bytes >= maxBytes;
    }

    /**
     * How many pages may be ordered for the first time, by what the shards count together. Bytes are known when pages are
     * fetched, so that those that are ordered count with what a page had on average.
     */
    long pagesLeft(ShardTotals all) {
        return Math.max(0, Math.min(maxPages - all.everOrdered(), pagesLeftByBytes(all)));
    }

    private long pagesLeftByBytes(ShardTotals all) {
        if (maxBytes == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long left = maxBytes - all.bytesFetched();
        if (left <= 0) {
            return 0;
        }
        long visits = all.everVisited();
        long each = visits == 0 ? USUAL_PAGE_BYTES : Math.max(1, all.bytesFetched() / visits);
        // Rounded up, so that the bound is reached and not only approached.
        return 1 + (left - 1) / each - all.pages(PageState.Name.ORDERED);
    }
}
