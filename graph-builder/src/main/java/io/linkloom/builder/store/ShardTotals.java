package io.linkloom.builder.store;

import io.linkloom.common.model.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shard counts as it goes, exact since it is written with what is counted. Not thread-safe. */
public final class ShardTotals {
    private static final int OUTCOME_SLOTS = 64;

    private final EnumMap<PageState.Name, Long> pages = new EnumMap<>(PageState.Name.class);
    private final long[] visits = new long[OUTCOME_SLOTS];
    private long externalLinks;
    private long internalLinks;
    private long awaitingRetry;
    private long orderedAgain;
    private long bytesFetched;
    private long awaitingRecrawl;

    /** All zero. */
    public ShardTotals() {}

    /** The same numbers, apart from now on. */
    public ShardTotals copy() {
        return new ShardTotals().plus(this);
    }

    /** Adds the numbers of another shard to these. */
    public ShardTotals plus(ShardTotals other) {
        other.pages.forEach(this::addPages);
        for (int i = 0; i < visits.length; i++) {
            visits[i] += other.visits[i];
        }
        externalLinks += other.externalLinks;
        internalLinks += other.internalLinks;
        awaitingRetry += other.awaitingRetry;
        orderedAgain += other.orderedAgain;
        bytesFetched += other.bytesFetched;
        awaitingRecrawl += other.awaitingRecrawl;
        return this;
    }

    /** Pages in a state. */
    public long pages(PageState.Name state) {
        return pages.getOrDefault(state, 0L);
    }

    /** Pages in any state. */
    public long pages() {
        long all = 0;
        for (long count : pages.values()) {
            all += count;
        }
        return all;
    }

    /** Pages whose last visit had an outcome. */
    public long visits(Outcome outcome) {
        return visits[outcome.code()];
    }

    /** Visited pages by the outcome of their last visit, without the outcomes that none has. */
    public Map<Outcome, Long> visits() {
        Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (visits(outcome) > 0) {
                byOutcome.put(outcome, visits(outcome));
            }
        }
        return byOutcome;
    }

    /** Live links from other sites to pages of this shard. */
    public long externalLinks() {
        return externalLinks;
    }

    /** Live links between pages of one site. */
    public long internalLinks() {
        return internalLinks;
    }

    /** Visited pages that failed and are to be fetched again at some time. */
    public long awaitingRetry() {
        return awaitingRetry;
    }

    /** Visited pages that are to be fetched again at some time to see what has changed. */
    public long awaitingRecrawl() {
        return awaitingRecrawl;
    }

    /** Ordered pages that were visited before. */
    public long orderedAgain() {
        return orderedAgain;
    }

    /** Bytes of the bodies of all visits, unpacked; as far as visits were folded by a version that counts them. */
    public long bytesFetched() {
        return bytesFetched;
    }

    /** Pages that were ever visited, whatever came of it. */
    public long everVisited() {
        long visited = 0;
        for (long count : visits) {
            visited += count;
        }
        return visited;
    }

    /** Pages that were ever visited or are ordered: what a bound of pages is about, each page once. */
    public long everOrdered() {
        return everVisited() + pages(PageState.Name.ORDERED) - orderedAgain;
    }

    /** Notes that a page went from one state, null for none, to another. */
    public void pageMoved(PageState.@Nullable Name from, PageState.Name to) {
        if (from != null) {
            addPages(from, -1);
        }
        addPages(to, 1);
    }

    /** Notes that the last visit of a page had one outcome, null for never visited, and now has another. */
    public void outcomeMoved(@Nullable Outcome from, @Nullable Outcome to) {
        if (from != null) {
            addVisits(from, -1);
        }
        if (to != null) {
            addVisits(to, 1);
        }
    }

    void addPages(PageState.Name state, long more) {
        pages.merge(state, more, Long::sum);
    }

    void addVisits(Outcome outcome, long more) {
        visits[outcome.code()] += more;
    }

    /** Notes links from other sites that came or, with a negative number, went. */
    public void addExternalLinks(long more) {
        externalLinks += more;
    }

    /** Notes visited pages that are to be fetched again, or no more. */
    public void addAwaitingRetry(long more) {
        awaitingRetry += more;
    }

    /** Notes visited pages that are to be looked at again, or no more. */
    public void addAwaitingRecrawl(long more) {
        awaitingRecrawl += more;
    }

    /** Notes the body of a visit. */
    public void addBytesFetched(long more) {
        bytesFetched += more;
    }

    /** Notes ordered pages that were visited before, or no more. */
    public void addOrderedAgain(long more) {
        orderedAgain += more;
    }

    /** Notes links within a site that came or, with a negative number, went. */
    public void addInternalLinks(long more) {
        internalLinks += more;
    }
}
