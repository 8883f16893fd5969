package io.linkloom.builder.schedule;

import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import java.util.List;

/**
 * One walk through all pages of a shard that puts those back into the queue that were last visited before a time. Some pages each
 * step; who begins anew finds those that are queued, ordered or visited since as they are, so nothing is kept of how far it is.
 *
 * <p>Not thread-safe.
 */
final class AgainPass {
    private static final int PAGES_PER_STEP = 2000;

    private final Shard shard;
    private final long sinceMillis;
    private byte[] next = Shard.ALL.from();
    private boolean done;

    /** Of a shard, for pages whose last visit is older than {@code sinceMillis}; 0 for none. */
    AgainPass(Shard shard, long sinceMillis) {
        this.shard = shard;
        this.sinceMillis = sinceMillis;
        this.done = sinceMillis <= 0;
    }

    /** Whether all pages were seen. */
    boolean isDone() {
        return done;
    }

    /** Puts some pages back. */
    void step(long nowMillis, PageChanges changes, List<PageChanges.Move> requeued) {
        if (done) {
            return;
        }
        try (Rows<PageKey, PageRow> rows = shard.pages(new UrlKey.Range(next, Shard.ALL.to()))) {
            for (int left = PAGES_PER_STEP; rows.next(); left--) {
                if (left == 0) {
                    next = rows.keyBytes();
                    return;
                }
                PageKey page = rows.key();
                // What else this tick decided of the page stands.
                PageRow row = changes.page(page);
                if (row != null && isWanted(row)) {
                    requeued.add(Scheduler.requeue(page, row, nowMillis, changes));
                }
            }
        }
        done = true;
    }

    private boolean isWanted(PageRow row) {
        PageRow.LastVisit last = row.lastVisit();
        return row.state() instanceof PageState.Visited && (last == null || last.fetchedAtMillis() < sinceMillis);
    }
}
