package io.linkloom.builder.fold;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages a shard knows, and how near to a seed, from memory: most links lead to pages that are known already, and to ask
 * the shard about each of them would cost more than all the rest of folding.
 *
 * <p>A page is told by its 64-bit fingerprint, so of a hundred million pages a shard takes a new one for known with a probability
 * of one in a hundred billion; such a page is not fetched, and its links are recorded all the same. Takes 10 to 15 bytes a
 * page; when {@link SeenMemory} has no more, it goes over to a filter of the size that it has by then, which says only that a
 * page may be known, and what the shard has to be asked for is gathered, see {@link DoubtfulPages}.
 *
 * <p>Not thread-safe. Has to be read anew when changes that were noted here are not written.
 */
final class SeenPages {
    /** Of a page that any way may change. */
    private static final int NEVER_SETTLED = 255;
    /** Of a page that is kept out for those beside it, and that only ways from other sites change. */
    private static final int KEPT_OUT = 254;

    private final SeenMemory memory;
    private @Nullable FingerprintSet exact;
    private @Nullable SeenFilter rough;

    SeenPages(SeenMemory memory) {
        this.memory = memory;
        this.exact = new FingerprintSet(memory);
    }

    /** Whether {@link #contains} is certain. */
    boolean isExact() {
        return exact != null;
    }

    /** Bytes that this takes. */
    long bytes() {
        return exact != null ? exact.bytes() : rough == null ? 0 : rough.bytes();
    }

    /** Notes that a page is known, and how. */
    void put(PageKey page, PageRow row) {
        long fingerprint = page.fingerprint();
        int settled = settledDepth(row);
        if (exact != null && !exact.put(fingerprint, settled)) {
            rough = roughOf(exact);
            exact = null;
        }
        if (rough != null) {
            rough.put(fingerprint, settled);
        }
    }

    private SeenFilter roughOf(FingerprintSet set) {
        SeenFilter filter = new SeenFilter(set.bytes());
        memory.take(filter.bytes());
        set.drainTo(filter::put);
        return filter;
    }

    /** Whether the page is known, or may be if this is not {@linkplain #isExact exact}. */
    boolean contains(PageKey page) {
        long fingerprint = page.fingerprint();
        return exact != null ? exact.get(fingerprint) >= 0 : rough != null && rough.mayContain(fingerprint);
    }

    /** Whether the page is known for certain, and a way of this depth changes nothing about it. */
    boolean isSettledAt(PageKey page, int depth) {
        int settled = exact != null ? exact.get(page.fingerprint()) : recent(page);
        return settled != KEPT_OUT && isSettledInSite(settled, depth);
    }

    private static boolean isSettledInSite(long settled, int depth) {
        return settled == KEPT_OUT || (settled >= 0 && settled != NEVER_SETTLED && depth >= settled);
    }

    /**
     * The pages that are not {@linkplain #isSettledAt settled} for ways from their own site, in their order; faster than to ask
     * for each.
     */
    List<PageKey> unsettledAt(List<PageKey> pages, int depth) {
        FingerprintSet set = exact;
        if (set == null) {
            return pages.stream()
                    .filter(page -> !isSettledInSite(recent(page), depth))
                    .toList();
        }
        long[] settled = new long[pages.size()];
        for (int i = 0; i < settled.length; i++) {
            settled[i] = pages.get(i).fingerprint();
        }
        set.getAll(settled);
        List<PageKey> rest = new ArrayList<>();
        for (int i = 0; i < settled.length; i++) {
            if (!isSettledInSite(settled[i], depth)) {
                rest.add(pages.get(i));
            }
        }
        return rest;
    }

    private int recent(PageKey page) {
        return rough == null ? -1 : rough.recent(page.fingerprint());
    }

    /** Gives the memory back; nothing is known from then on. */
    void close() {
        memory.giveBack(bytes());
        exact = null;
        rough = null;
    }

    /**
     * The depth from which on another way to the page changes nothing. A way as deep as the known one is still better if that
     * one goes over redirects; a page behind too many of them may be let in by any other way.
     */
    private static int settledDepth(PageRow row) {
        if (row.state() instanceof PageState.Known(KnownReason reason)) {
            if (reason == KnownReason.TOO_MANY_REDIRECTS) {
                return NEVER_SETTLED;
            }
            if (reason.isOfDirectory()) {
                return KEPT_OUT;
            }
        }
        int depth = row.redirects() == 0 ? row.depth() : row.depth() + 1;
        return depth < KEPT_OUT ? depth : NEVER_SETTLED;
    }
}
