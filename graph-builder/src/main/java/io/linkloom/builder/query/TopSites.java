package io.linkloom.builder.query;

import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The most linked sites of a shard, by referring sites, then by links.
 *
 * <p>Walks the family of referrers once. Hosts of a site follow each other there, but for the sites below a public suffix within
 * another site's range; so a site is summed up when its range ends, and memory holds the sites that are open at one time.
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

    private final Sites sites;
    private final int limit;
    private final PriorityQueue<LinkedSite> best = new PriorityQueue<>(BEST_FIRST.reversed());
    private final Map<String, Sum> open = new HashMap<>();
    private @Nullable String current;
    private long linkedSites;

    /** Keeps the {@code limit} best. */
    public TopSites(Sites sites, int limit) {
        this.sites = sites;
        this.limit = limit;
    }

    /** Adds the sites of a shard; each shard is to be added once. */
    public TopSites add(Shard shard) {
        try (Rows<ReferrerKey, Long> rows = shard.referrers(Shard.ALL)) {
            while (rows.next()) {
                long links = rows.row();
                if (links > 0) {
                    add(rows.key(), links);
                }
            }
        }
        finishAll();
        return this;
    }

    private void add(ReferrerKey key, long links) {
        String site = siteOf(key.targetHost());
        if (!site.equals(current)) {
            if (current != null && !isInRangeOf(site, current)) {
                finishAll();
            }
            current = site;
        }
        open.computeIfAbsent(site, _ -> new Sum()).add(key.sourceSite(), links);
    }

    private String siteOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > 0 && host.indexOf(']', colon) < 0;
        return sites.siteOf(hasPort ? host.substring(0, colon) : host);
    }

    private static boolean isInRangeOf(String site, String other) {
        return site.endsWith("." + other) || other.endsWith("." + site);
    }

    private void finishAll() {
        open.forEach((site, sum) -> {
            linkedSites++;
            best.add(new LinkedSite(site, sum.referring.size(), sum.links));
            if (best.size() > limit) {
                best.poll();
            }
        });
        open.clear();
        current = null;
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

    private static final class Sum {
        private final Set<String> referring = new HashSet<>();
        private long links;

        void add(String sourceSite, long more) {
            referring.add(sourceSite);
            links += more;
        }
    }
}
