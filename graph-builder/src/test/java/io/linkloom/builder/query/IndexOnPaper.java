package io.linkloom.builder.query;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One shard of one partition, written row by row, so that answers can be compared with what a reader sees here. */
public final class IndexOnPaper implements ShardLookup, AutoCloseable {
    /** When every link was first seen. */
    public static final long SEEN = 1_700_000_000_000L;

    private final Sites sites = new Sites();
    private final Map<PageKey, TreeMap<PageKey, OutLink>> outlinks = new TreeMap<>();
    private final Map<String, Set<String>> referringSites = new HashMap<>();
    private final Map<String, Long> linksToSites = new HashMap<>();
    private final Shard shard;

    public IndexOnPaper() {
        this("none");
    }

    /** An index in which more URLs than one may stand for a page. */
    public IndexOnPaper(String urlRules) {
        var identity = new ShardIdentity(0, 1, "murmur2", Sites.listDigest(), urlRules, "visits-id", "links-id");
        shard = Shard.open(new MemoryShardStore.Disk().open(), identity, "memory");
    }

    /** A page that was fetched, with its links. */
    public IndexOnPaper page(String url, Link... links) {
        WriteSet writes = new WriteSet();
        PageKey source = PageKey.of(WebUrl.parse(url));
        var visit = new PageRow.LastVisit(SEEN, Outcome.FETCHED, 200, "", "text/html", 0);
        var row = new PageRow(PageState.Visited.settled(), 2, 0, Origin.LINK, SEEN, null, visit, seen(links.length));
        writes.put(Family.PAGES, source.bytes(), row.encode());
        for (Link link : links) {
            link(writes, source, link);
        }
        shard.write(writes);
        return this;
    }

    private static PageRow.LinksSeen seen(int count) {
        return new PageRow.LinksSeen(SEEN, Digest.NONE, "", "", count);
    }

    private void link(WriteSet writes, PageKey source, Link link) {
        PageKey target = PageKey.of(link.target());
        var row = outlinks.computeIfAbsent(source, _ -> new TreeMap<>());
        row.put(target, OutLink.of(target, link, SEEN));
        writes.put(Family.OUTLINKS, source.bytes(), new OutlinksRow(List.copyOf(row.values()), List.of()).encode());
        String sourceSite = sites.siteOf(source.url());
        if (!sourceSite.equals(sites.siteOf(link.target()))) {
            writes.put(
                    Family.INLINKS,
                    new InlinkKey(target, source).toBytes(),
                    InlinkRow.live(link, SEEN).encode());
            count(writes, sites.siteOf(link.target()), sourceSite);
        }
    }

    private void count(WriteSet writes, String targetSite, String sourceSite) {
        Set<String> referring = referringSites.computeIfAbsent(targetSite, _ -> new HashSet<>());
        referring.add(sourceSite);
        CountsKey key = CountsKey.ofSite(targetSite);
        long links = linksToSites.merge(targetSite, 1L, Long::sum);
        Tally ofLinks = new Tally(links, links, links);
        Tally ofSites = new Tally(referring.size(), referring.size(), referring.size());
        writes.put(Family.COUNTS, key.bytes(), new CountsRow(ofLinks, ofSites, ofSites).encode());
    }

    /** A link from another site that is gone. */
    public IndexOnPaper lost(String source, String target) {
        WriteSet writes = new WriteSet();
        var link = a(target, "gone");
        writes.put(
                Family.INLINKS,
                new InlinkKey(PageKey.of(link.target()), PageKey.of(WebUrl.parse(source))).toBytes(),
                InlinkRow.lost(link, SEEN, SEEN + 1000, LostReason.LINK_REMOVED).encode());
        shard.write(writes);
        return this;
    }

    /** A plain link. */
    public static Link a(String target, String anchor) {
        return Link.of(WebUrl.parse(target), LinkKind.A, 0, anchor);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public Shard shard(int partition) {
        return shard;
    }

    @Override
    public void close() {
        shard.close();
    }
}
