package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import org.jspecify.annotations.Nullable;

/**
 * Which pages a shard knows, from memory: a fingerprint of every page, and the ways to the pages met last.
 *
 * <p>A page whose fingerprint is not here is certainly new, which saves the read that would find nothing. One whose fingerprint
 * is here is known or shares it with another; only the shard can tell. Takes 13 to 27 bytes a page. Not thread-safe.
 */
public final class SeenPages {
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 30;
    private static final int RECENT_SLOTS = 1 << 14;

    /** Open addressing with linear steps; 0 marks a free slot. Fingerprints are hashes already. */
    private long[] slots = new long[LEAST_SLOTS];

    private int size;
    private final @Nullable Recent[] recent = new Recent[RECENT_SLOTS];

    /** A page on which nothing that is as long or longer changes anything. */
    private record Recent(PageKey page, int depth, int redirects) {}

    /** None. */
    public SeenPages() {}

    /** How many fingerprints there are. */
    public int size() {
        return size;
    }

    /** Notes that a page is known; false if its fingerprint was there before. */
    public boolean add(PageKey page) {
        if (size >= slots.length / 10 * 6) {
            grow();
        }
        boolean added = insert(slots, used(page.fingerprint()));
        size += added ? 1 : 0;
        return added;
    }

    /** Whether the page may be known; false is certain. */
    public boolean mayContain(PageKey page) {
        long wanted = used(page.fingerprint());
        int mask = slots.length - 1;
        for (int at = (int) wanted & mask; slots[at] != 0; at = (at + 1) & mask) {
            if (slots[at] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static long used(long fingerprint) {
        return fingerprint == 0 ? 1 : fingerprint;
    }

    private void grow() {
        if (slots.length == MOST_SLOTS) {
            throw new IllegalStateException("a shard holds at most " + size + " pages; use more partitions");
        }
        long[] larger = new long[slots.length * 2];
        for (long fingerprint : slots) {
            if (fingerprint != 0) {
                var _ = insert(larger, fingerprint);
            }
        }
        slots = larger;
    }

    private static boolean insert(long[] slots, long fingerprint) {
        int mask = slots.length - 1;
        int at = (int) fingerprint & mask;
        while (slots[at] != 0) {
            if (slots[at] == fingerprint) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = fingerprint;
        return true;
    }

    /** Notes the way to a page that is known. */
    void met(PageKey page, PageRow row) {
        recent[slot(page)] = new Recent(page, row.depth(), row.redirects());
    }

    /**
     * Whether the page is certainly known, and on a way that this one does not better in any respect. Ways only ever get
     * shorter, so that an old answer stays true.
     */
    boolean isKnownAtLeastAsNear(PageKey page, int depth, int redirects) {
        Recent met = recent[slot(page)];
        return met != null && met.depth <= depth && met.redirects <= redirects && met.page.equals(page);
    }

    private static int slot(PageKey page) {
        return (int) (page.fingerprint() >>> 40) & (RECENT_SLOTS - 1);
    }
}
