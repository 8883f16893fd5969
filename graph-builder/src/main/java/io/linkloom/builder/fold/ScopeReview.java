package io.linkloom.builder.fold;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.WriteSet;

/**
 * Judges the pages of a shard again when it is opened under another scope than it was left with: what is now let in is queued,
 * what is now kept out leaves the queue, and is not visited again where that was planned. Pages ordered stay what they are, and
 * what is visited stays so.
 *
 * <p>Written in steps; the new scope is noted with the last one, so that a review that was interrupted is made again.
 */
public final class ScopeReview {
    private static final int PAGES_PER_STEP = 20_000;

    private final Shard shard;
    private final ShardMemory memory;
    private final Discovery discovery;
    private final Recrawl recrawl;
    private ChangeSet changes;
    private int changed;

    private ScopeReview(Shard shard, ShardMemory memory, Discovery discovery, Recrawl recrawl) {
        this.recrawl = recrawl;
        this.shard = shard;
        this.memory = memory;
        this.discovery = discovery;
        this.changes = new ChangeSet(shard, memory);
    }

    /**
     * Reviews {@code shard} if it was left with another scope than that of {@code discovery}; before the scheduler reads it.
     *
     * @param recrawl whether pages are visited again
     * @return how many pages changed their state
     */
    public static int of(Shard shard, ShardMemory memory, Discovery discovery, Recrawl recrawl) {
        String digest = discovery.scope().digest();
        if (digest.equals(shard.scopeDigest())) {
            return 0;
        }
        ScopeReview review = new ScopeReview(shard, memory, discovery, recrawl);
        review.reviewAll();
        WriteSet last = new WriteSet();
        MetaRows.putScope(last, digest);
        shard.write(last);
        return review.changed;
    }

    private void reviewAll() {
        int pending = 0;
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                PageRow before = pages.row();
                PageState now = judged(pages.key(), before);
                if (!now.equals(before.state())) {
                    changes.putPage(pages.key(), before, before.withState(now));
                    pending++;
                }
                if (pending == PAGES_PER_STEP) {
                    write(pending);
                    pending = 0;
                }
            }
        }
        write(pending);
    }

    private PageState judged(PageKey page, PageRow row) {
        if (row.state() instanceof PageState.Visited visited) {
            return judgedVisited(page, row, visited);
        }
        boolean mayChange = row.state() instanceof PageState.Known(KnownReason reason)
                ? reason != KnownReason.DROPPED && !isOfDirectory(page, reason)
                : row.state() instanceof PageState.Queued;
        if (!mayChange) {
            return row.state();
        }
        KnownReason refusal = discovery.refusal(page.url(), row.depth(), row.redirects());
        if (refusal != null) {
            return new PageState.Known(refusal);
        }
        if (row.state() instanceof PageState.Queued) {
            return row.state();
        }
        PageRow.LastVisit last = row.lastVisit();
        return last == null
                ? PageState.Queued.breadthFirst(row.depth(), changes.nextSequence())
                : PageState.Queued.again(row.depth(), last.fetchedAtMillis());
    }

    /** Whether it is kept out for what lies beside it, and would be still. */
    private boolean isOfDirectory(PageKey page, KnownReason reason) {
        LowYields.Verdict verdict = reason.isOfDirectory() ? memory.yields().of(page) : null;
        return verdict != null && verdict.reason() != null;
    }

    /** A page that was to be visited again when it was kept out is so again where it is let in. */
    private PageState judgedVisited(PageKey page, PageRow row, PageState.Visited visited) {
        PageRow.LastVisit last = row.lastVisit();
        boolean wasPlanned = recrawl.on() && row.intervalMillis() > 0 && last != null;
        if (!visited.isDue() && !wasPlanned) {
            return visited;
        }
        if (discovery.refusal(page.url(), row) != null) {
            return PageState.Visited.settled();
        }
        return visited.isDue() || last == null
                ? visited
                : Interval.planned(last.fetchedAtMillis(), row.intervalMillis(), page);
    }

    private void write(int pages) {
        shard.write(changes.writes(memory.offsets()));
        changes.written(memory.offsets());
        changes = new ChangeSet(shard, memory);
        changed += pages;
    }
}
