package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.StampSource;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What folding needs of a shard at hand. Totals and offsets are as they were last written, but the pages seen run ahead of that:
 * whoever drops a change set reads the memory anew. Not thread-safe.
 */
public final class ShardMemory {
    private final SeenPages seen;
    private final LinkedElsewhere linked;
    private final CountedBefore counted;
    private final InternalLinks internalLinks;
    private final Map<StampSource, Stamp> stamps;
    private final PriorityWeights weights;
    private final LowYields yields;
    private ShardTotals totals;
    private ShardOffsets offsets;
    private long nextSequence;

    private ShardMemory(
            SeenPages seen,
            LinkedElsewhere linked,
            CountedBefore counted,
            InternalLinks internalLinks,
            PriorityWeights weights,
            LowYields yields,
            Map<StampSource, Stamp> stamps,
            ShardTotals totals,
            ShardOffsets offsets,
            long nextSequence) {
        this.seen = seen;
        this.linked = linked;
        this.counted = counted;
        this.internalLinks = internalLinks;
        this.weights = weights;
        this.yields = yields;
        this.stamps = stamps;
        this.totals = totals;
        this.offsets = offsets;
        this.nextSequence = nextSequence;
    }

    /** Reads it; takes a walk through all pages, one through all that is linked to, and one through the sites that link. */
    public static ShardMemory of(Shard shard) {
        return of(shard, SeenMemory.unbounded());
    }

    /** As the other, with what memory there is to know pages. */
    public static ShardMemory of(Shard shard, SeenMemory memory) {
        return of(shard, memory, LowYields.of(shard, TrapLimits.USUAL, new Sites()));
    }

    /**
     * Reads it; takes a walk through all pages, one through all that is linked to, and one through the sites that link.
     *
     * @param memory there is to know pages
     * @param yields of the same shard
     */
    public static ShardMemory of(Shard shard, SeenMemory memory, LowYields yields) {
        SeenPages seen = new SeenPages(memory);
        // What is read anew, or belongs to a shard that is closed, takes no memory any more.
        LinkedElsewhere linked = new LinkedElsewhere(memory);
        CountedBefore counted = new CountedBefore(memory);
        shard.releaseWith(() -> {
            seen.close();
            linked.close();
            counted.close();
        });
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                seen.put(pages.key(), pages.row());
            }
        }
        if (!seen.isExact()) {
            linked.askAlways();
        }
        readCounts(shard, seen, linked, counted);
        counted.putPairs(shard);
        return new ShardMemory(
                seen,
                linked,
                counted,
                shard.identity().internalLinks(),
                shard.weights().orElse(PriorityWeights.USUAL),
                yields,
                new HashMap<>(shard.stamps()),
                shard.totals(),
                shard.offsets(),
                shard.nextSequence());
    }

    private static void readCounts(Shard shard, SeenPages seen, LinkedElsewhere linked, CountedBefore counted) {
        try (Rows<CountsKey, CountsRow> counts = shard.counts(Shard.ALL)) {
            while (!(counted.isFull() && !seen.isExact()) && counts.next()) {
                counted.put(counts.keyBytes());
                if (seen.isExact() && CountsKey.isOfPage(counts.keyBytes())) {
                    noteLinked(counts, seen, linked);
                }
            }
        }
    }

    private static void noteLinked(Rows<CountsKey, CountsRow> counts, SeenPages seen, LinkedElsewhere linked) {
        if (PriorityWeights.step(counts.row().sites().live()) > 0) {
            PageKey page = counts.key().page();
            if (!seen.contains(page)) {
                linked.add(page.fingerprint());
            }
        }
    }

    /** How far the shard has come. */
    public ShardOffsets offsets() {
        return offsets;
    }

    /** What the shard counts; a copy. */
    public ShardTotals totals() {
        return totals.copy();
    }

    /** Notes that a page is kept out that was queued; that is written. */
    public void keptOut(PageKey page, PageRow now) {
        seen.put(page, now);
    }

    SeenPages seen() {
        return seen;
    }

    /** Of no page that is not new. */
    LinkedElsewhere linked() {
        return linked;
    }

    /** Of no page, host, site or pair of sites that is new. */
    CountedBefore counted() {
        return counted;
    }

    InternalLinks internalLinks() {
        return internalLinks;
    }

    PriorityWeights weights() {
        return weights;
    }

    /** Directories and sites whose pages are not like those of others; runs ahead of what is written, as pages seen do. */
    public LowYields yields() {
        return yields;
    }

    long nextSequence() {
        return nextSequence;
    }

    @Nullable
    Stamp highestStamp(StampSource source) {
        return stamps.get(source);
    }

    /** Notes what the shard counts now, when that is written. */
    public void wroteTotals(ShardTotals now) {
        totals = now;
    }

    void wrote(Map<StampSource, Stamp> newStamps, ShardTotals newTotals, ShardOffsets applied, long sequence) {
        stamps.putAll(newStamps);
        totals = newTotals;
        offsets = applied;
        nextSequence = sequence;
    }
}
