package io.linkloom.builder.fold;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;

/**
 * Which pages a shard knows, and how near to a seed, from memory: most links lead to pages that are known already, and to ask
 * the shard about each of them would cost more than all the rest of folding.
 *
 * <p>A page is told by 88 bits: its fingerprint, and 24 bits of another hash of its key. Among a hundred million pages the
 * probability that two are taken for one is about one in a hundred billion, less than that of a memory error. Takes 20 to 40 bytes
 * a page.
 *
 * <p>Not thread-safe. Has to be read anew when changes that were noted here are not written.
 */
final class SeenPages {
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 30;
    private static final int DEPTH_BITS = 8;
    private static final int DEPTH_MASK = (1 << DEPTH_BITS) - 1;
    /** Of a page that any way may change. */
    private static final int NEVER_SETTLED = DEPTH_MASK;

    /** Open addressing with linear steps; 0 marks a free slot. Fingerprints are hashes already. */
    private long[] fingerprints = new long[LEAST_SLOTS];

    /** In the same slots: 24 bits of the other hash, and the depth from which on ways change nothing. */
    private int[] details = new int[LEAST_SLOTS];

    private int size;

    SeenPages() {}

    /** How many pages there are. */
    int size() {
        return size;
    }

    /** Notes that a page is known, and how. */
    void put(PageKey page, PageRow row) {
        if (size >= fingerprints.length / 10 * 6) {
            grow();
        }
        long fingerprint = fingerprint(page);
        int check = check(page);
        int slot = slot(fingerprint, check);
        if (fingerprints[slot] == 0) {
            size++;
        }
        fingerprints[slot] = fingerprint;
        details[slot] = check | settledDepth(row);
    }

    /** Whether the page is known. */
    boolean contains(PageKey page) {
        return fingerprints[slot(fingerprint(page), check(page))] != 0;
    }

    /** Whether the page is known, and a way of this depth changes nothing about it. */
    boolean isSettledAt(PageKey page, int depth) {
        int slot = slot(fingerprint(page), check(page));
        int settled = details[slot] & DEPTH_MASK;
        return fingerprints[slot] != 0 && settled != NEVER_SETTLED && depth >= settled;
    }

    /**
     * The depth from which on another way to the page changes nothing. A way as deep as the known one is still better if that
     * one goes over redirects; a page behind too many of them may be let in by any other way.
     */
    private static int settledDepth(PageRow row) {
        if (row.state() instanceof PageState.Known(KnownReason reason) && reason == KnownReason.TOO_MANY_REDIRECTS) {
            return NEVER_SETTLED;
        }
        return Math.min(NEVER_SETTLED, row.redirects() == 0 ? row.depth() : row.depth() + 1);
    }

    private static long fingerprint(PageKey page) {
        return page.fingerprint() == 0 ? 1 : page.fingerprint();
    }

    private static int check(PageKey page) {
        // Multiplied so that all bits of the sum reach the upper ones.
        return page.secondHash() * 0x9E3779B9 & ~DEPTH_MASK;
    }

    /** The slot of the page, or the free one where it would be. */
    private int slot(long fingerprint, int check) {
        int mask = fingerprints.length - 1;
        int slot = (int) fingerprint & mask;
        while (fingerprints[slot] != 0
                && (fingerprints[slot] != fingerprint || (details[slot] & ~DEPTH_MASK) != check)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (fingerprints.length == MOST_SLOTS) {
            throw new IllegalStateException("a shard holds at most " + size + " pages; use more partitions");
        }
        long[] before = fingerprints;
        int[] detailsBefore = details;
        fingerprints = new long[before.length * 2];
        details = new int[before.length * 2];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(before[i], detailsBefore[i] & ~DEPTH_MASK);
                fingerprints[slot] = before[i];
                details[slot] = detailsBefore[i];
            }
        }
    }
}
