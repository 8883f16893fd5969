package io.linkloom.standalone.answer;

import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds the sites that most other sites link to, in one walk over the referrers of each shard.
 *
 * <p>Hosts come in the order of their keys, so the hosts of a site follow each other, with at most those of sites below
 * its subdomains ({@code s3.amazonaws.com} below {@code amazonaws.com}) in between: only the referrers of the sites that the
 * walk is within are in memory.
 */
public final class MostLinked {

    /**
     * A site that is linked to.
     *
     * @param site its name
     * @param referringSites other sites with a live link to one of its pages
     * @param links live links from them
     */
    public record LinkedSite(String site, long referringSites, long links) {}

    private static final Comparator<LinkedSite> BEST_LAST = Comparator.comparingLong(LinkedSite::referringSites)
            .thenComparingLong(LinkedSite::links)
            .thenComparing(LinkedSite::site, Comparator.reverseOrder());

    private final Sites sites;
    private final int most;
    private final PriorityQueue<LinkedSite> best = new PriorityQueue<>(BEST_LAST);
    private final Deque<Tally> within = new ArrayDeque<>();

    private static final class Tally {
        private final String site;
        private final UrlKey.Range range;
        private final Set<String> referring = new HashSet<>();
        private long links;

        Tally(String site) {
            this.site = site;
            this.range = UrlKey.site(site);
        }
    }

    private MostLinked(Sites sites, int most) {
        this.sites = sites;
        this.most = most;
    }

    /** The most linked sites of these shards, the most linked first, at most so many. */
    public static List<LinkedSite> of(Iterable<Shard> shards, Sites sites, int most) {
        MostLinked walk = new MostLinked(sites, most);
        shards.forEach(walk::walk);
        List<LinkedSite> found = new ArrayList<>(walk.best);
        found.sort(BEST_LAST.reversed());
        return found;
    }

    private void walk(Shard shard) {
        try (Rows<ReferrerKey, Long> rows = shard.referrers(Shard.ALL)) {
            while (rows.next()) {
                long links = rows.row();
                if (links > 0) {
                    add(rows.key(), links);
                }
            }
        }
        while (!within.isEmpty()) {
            leave();
        }
    }

    private void add(ReferrerKey key, long links) {
        byte[] hostKey = UrlKey.ofHost(key.targetHost());
        while (!within.isEmpty() && !within.peek().range.contains(hostKey)) {
            leave();
        }
        String site = sites.siteOf(WebUrl.parse("http://" + key.targetHost() + "/"));
        Tally tally = within.stream()
                .filter(open -> open.site.equals(site))
                .findFirst()
                .orElseGet(() -> enter(site));
        tally.referring.add(key.sourceSite());
        tally.links += links;
    }

    private Tally enter(String site) {
        Tally tally = new Tally(site);
        within.push(tally);
        return tally;
    }

    private void leave() {
        Tally tally = within.pop();
        best.add(new LinkedSite(tally.site, tally.referring.size(), tally.links));
        if (best.size() > most) {
            best.remove();
        }
    }
}
