package io.linkloom.builder.query;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The most linked sites of a shard, by referring sites, then by links.
 *
 * <p>Walks the counts of sites once.
 */
public final class TopSites {
    private static final Comparator<LinkedSite> BEST_FIRST = Comparator.comparingLong(LinkedSite::referringSites)
            .thenComparingLong(LinkedSite::links)
            .reversed()
            .thenComparing(LinkedSite::site);

    /**
     * A site that others link to.
     *
     * @param referringSites other sites with at least one live link to it
     * @param links live links from pages of other sites
     */
    public record LinkedSite(String site, long referringSites, long links) {}

    private final int limit;
    private final PriorityQueue<LinkedSite> best = new PriorityQueue<>(BEST_FIRST.reversed());
    private long linkedSites;

    /** Keeps the {@code limit} best. */
    public TopSites(int limit) {
        this.limit = limit;
    }

    /** Adds the sites of a shard; each shard is to be added once. */
    public TopSites add(Shard shard) {
        try (Rows<CountsKey, CountsRow> rows = shard.counts(CountsKey.allSites())) {
            while (rows.next()) {
                CountsRow counts = rows.row();
                if (counts.links().live() > 0) {
                    add(new LinkedSite(
                            rows.key().text(),
                            counts.sites().live(),
                            counts.links().live()));
                }
            }
        }
        return this;
    }

    private void add(LinkedSite site) {
        linkedSites++;
        best.add(site);
        if (best.size() > limit) {
            best.poll();
        }
    }

    /** The best, best first. */
    public List<LinkedSite> best() {
        List<LinkedSite> sorted = new ArrayList<>(best);
        sorted.sort(BEST_FIRST);
        return sorted;
    }

    /** How many sites have a live link from another. */
    public long linkedSites() {
        return linkedSites;
    }
}
