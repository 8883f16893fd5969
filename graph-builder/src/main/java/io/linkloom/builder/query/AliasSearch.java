package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.OutlinksWalk;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses that lead to a target, by redirects and canonical links against their direction.
 *
 * <p>Step by step: first what leads straight to the target, then what leads to that. A redirect from another site is a row at
 * its target, one within a site is among the out-links of the site's pages. What was found is not looked for again, so circles
 * end; so do chains, after as many steps as a crawl follows redirects. An address that leads to several pages counts for the one
 * it reaches in fewest steps, then for the first in the order of keys. For one question.
 */
final class AliasSearch {
    /** Most addresses that are merged; anybody can name anybody's page as canonical. */
    static final int MOST_ALIASES = 1000;

    /** Most links that are looked at, a few seconds' worth. */
    static final long MOST_LINKS = 20_000_000;

    private final ShardLookup shards;
    private final SitePartitioner partitioner;
    private final Sites sites;
    private final Target target;
    private final Resolve resolve;
    private final NavigableMap<PageKey, PageKey> found = new TreeMap<>();
    /** What the step at hand finds: address → next on the way to the target. */
    private NavigableMap<PageKey, PageKey> step = new TreeMap<>();

    private final List<String> incomplete = new ArrayList<>();
    private final long mostLinks;
    private long looked;

    AliasSearch(ShardLookup shards, Sites sites, Target target, Resolve resolve, long mostLinks) {
        this.shards = shards;
        this.partitioner = new SitePartitioner(shards.partitions());
        this.sites = sites;
        this.target = target;
        this.resolve = resolve;
        this.mostLinks = mostLinks;
    }

    Aliases find() {
        List<Stretch> level = List.of(Stretch.of(target));
        for (int steps = 0; !level.isEmpty() && steps < FetchOrder.MOST_REDIRECTS; steps++) {
            step = new TreeMap<>();
            for (List<Stretch> ofSite : bySite(level)) {
                search(ofSite);
            }
            level = take();
        }
        if (!level.isEmpty()) {
            incomplete.add("addresses more than " + FetchOrder.MOST_REDIRECTS + " steps away were not looked for");
        }
        return new Aliases(found, incomplete);
    }

    /** Those of one site that follow each other, together. */
    static List<List<Stretch>> bySite(List<Stretch> stretches) {
        List<List<Stretch>> groups = new ArrayList<>();
        for (Stretch stretch : stretches) {
            if (groups.isEmpty() || !groups.getLast().getFirst().site().equals(stretch.site())) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(stretch);
        }
        return groups;
    }

    private List<Stretch> take() {
        List<Stretch> next = new ArrayList<>();
        step.forEach((alias, nearer) -> {
            if (found.size() < MOST_ALIASES) {
                PageKey leadsTo = isOfTarget(nearer) ? nearer : found.getOrDefault(nearer, nearer);
                found.put(alias, leadsTo);
                next.add(Stretch.of(alias, leadsTo, sites));
            } else {
                say("more than " + MOST_ALIASES + " addresses lead there, and no more of them were looked at");
            }
        });
        return next;
    }

    private void say(String sentence) {
        if (!incomplete.contains(sentence)) {
            incomplete.add(sentence);
        }
    }

    private void search(List<Stretch> ofSite) {
        String site = ofSite.getFirst().site();
        int partition = partitioner.partitionOf(site);
        Shard shard = shards.shard(partition);
        if (shard == null) {
            say("what leads to pages of " + site + " is known in partition " + partition
                    + ", which is not open in this process; ask the builder that owns it");
            return;
        }
        boolean rows = shard.identity().internalLinks() == InternalLinks.ROWS;
        for (Stretch stretch : ofSite) {
            searchRows(shard.inlinks(stretch.inlinks()), stretch);
            if (rows) {
                searchRows(shard.internalInlinks(stretch.inlinks()), stretch);
            }
        }
        if (!rows) {
            searchOutlinks(shard, ofSite);
        }
    }

    private void searchRows(Rows<InlinkKey, InlinkRow> rows, Stretch stretch) {
        try (rows) {
            while (rows.next() && mayLook()) {
                InlinkRow row = rows.row();
                if (row.isLive() && resolve.follows(row.kind(), row.rel())) {
                    InlinkKey key = rows.key();
                    edge(key.source(), key.target(), stretch);
                }
            }
        }
    }

    private void searchOutlinks(Shard shard, List<Stretch> ofSite) {
        String site = ofSite.getFirst().site();
        try (OutlinksWalk walk = shard.walkOutlinks(UrlKey.site(site))) {
            while (walk.nextPage()) {
                while (walk.nextLink() && walk.isLive() && mayLook()) {
                    if (resolve.follows(walk.kindCode(), walk.rel())) {
                        byte[] linked = walk.target();
                        Stretch stretch = holding(linked, ofSite);
                        if (stretch != null) {
                            PageKey source = PageKey.ofBytes(walk.source());
                            if (sites.siteOf(source.url()).equals(site)) {
                                edge(source, PageKey.ofBytes(linked), stretch);
                            }
                        }
                    }
                }
                if (looked > mostLinks) {
                    return;
                }
            }
        }
    }

    private boolean mayLook() {
        if (++looked > mostLinks) {
            say("more than " + mostLinks + " links would have had to be looked at for addresses that lead there");
            return false;
        }
        return true;
    }

    /** The one of the stretches, which are in order, that a page is in. */
    static @Nullable Stretch holding(byte[] page, List<Stretch> stretches) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Stretch stretch = stretches.get(middle);
            if (Arrays.compareUnsigned(page, stretch.pages().from()) < 0) {
                high = middle - 1;
            } else if (Arrays.compareUnsigned(page, stretch.pages().to()) >= 0) {
                low = middle + 1;
            } else {
                return stretch;
            }
        }
        return null;
    }

    private void edge(PageKey alias, PageKey linked, Stretch stretch) {
        boolean meant = stretch.page() != null || sites.siteOf(linked.url()).equals(stretch.site());
        if (meant && !isOfTarget(alias) && !found.containsKey(alias)) {
            step.merge(alias, linked, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
    }

    private boolean isOfTarget(PageKey page) {
        return target.pages().contains(page.bytes()) && sites.siteOf(page.url()).equals(target.site());
    }
}
