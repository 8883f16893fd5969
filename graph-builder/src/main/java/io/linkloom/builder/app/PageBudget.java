package io.linkloom.builder.app;

/**
 * Most pages that a process fetches, those of earlier runs on the same shards included; repeated fetches of a page count
 * once.
 */
public record PageBudget(long maxPages) {
    /** Checks the number. */
    public PageBudget {
        if (maxPages < 1) {
            throw new IllegalArgumentException("a crawl has at least one page, not " + maxPages);
        }
    }
}
