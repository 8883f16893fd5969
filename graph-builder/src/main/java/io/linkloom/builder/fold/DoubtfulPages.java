package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Links to pages that may be known: gathered, so that the shard is asked for many pages at once, in the order in which they lie
 * on disk. Not thread-safe.
 */
final class DoubtfulPages {
    /** More than that are not gathered. */
    static final int MOST = 4096;

    /** A link to such a page. */
    record Doubtful(PageKey key, WebUrl url, Way way, long atMillis, Discovery discovery) {}

    private List<Doubtful> gathered = new ArrayList<>();

    void add(Doubtful page) {
        gathered.add(page);
    }

    boolean isFull() {
        return gathered.size() >= MOST;
    }

    /** Finds out what is known of the pages, and does what is to be done about them in the order in which they came. */
    void resolve(ChangeSet changes) {
        if (gathered.isEmpty()) {
            return;
        }
        List<Doubtful> all = gathered;
        gathered = new ArrayList<>();
        TreeSet<PageKey> keys = new TreeSet<>();
        all.forEach(page -> keys.add(page.key));
        // Read, they are at hand for what follows.
        var _ = changes.pages(List.copyOf(keys));
        all.forEach(page -> page.discovery.foundForCertain(page.key, page.url, page.way, page.atMillis, changes));
    }
}
