package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;

/** The links of one site to another while changes of them are counted. Not thread-safe. */
interface PairLinks {
    /** Whether there is a live one. */
    boolean isLive();

    /** Whether the host, or another one of its site, ever had a link to the page. */
    boolean everHad(PageKey target, String host);

    /**
     * Counts a change in the links of a host to a page.
     *
     * @param more by how much the numbers change
     * @return the links from now on
     */
    PairLinks plus(PageKey target, String host, Tally more);

    /** Notes that a visit showed a link that was first seen then. */
    void seen(long firstSeenMillis, long atMillis);

    /** Adds what changed to the counts of what is linked to, and the rows to {@code writes}; once, at the end. */
    void finish(WriteSet writes);
}
