package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.OutlinksWalk;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one answer, and finds out where the next one begins. For one question and one thread. */
final class BacklinksPage {
    private final ShardLookup shards;
    private final SitePartitioner partitioner;
    private final Sites sites;
    private final BacklinksQuestion question;
    private final Aliases aliases;
    private final List<Stretch> stretches;
    private final List<String> incomplete;
    private final List<Backlink> rows = new ArrayList<>();
    private @Nullable Position last;
    private boolean more;
    /** Links whose only fault is where they come from. */
    private boolean hiddenOnly;

    BacklinksPage(
            ShardLookup shards, SitePartitioner partitioner, Sites sites, BacklinksQuestion question, Aliases aliases) {
        this.shards = shards;
        this.partitioner = partitioner;
        this.sites = sites;
        this.question = question;
        this.aliases = aliases;
        this.stretches = Stretch.of(question.target(), aliases.leadsTo(), sites);
        this.incomplete = new ArrayList<>(aliases.incomplete());
    }

    List<Backlink> rows() {
        return rows;
    }

    List<String> incomplete() {
        return incomplete;
    }

    @Nullable
    Position next() {
        return more ? last : null;
    }

    void collect() {
        Position after = question.after();
        boolean external = after == null || !after.internal();
        if (external && !external(after)) {
            return;
        }
        var _ = internal(external ? null : after);
    }

    private boolean external(@Nullable Position after) {
        for (Stretch stretch : stretches) {
            Shard shard = shard(stretch.site());
            UrlKey.Range range = behind(after, stretch.inlinks());
            if (shard != null && range != null && !add(shard.inlinks(range), stretch, false)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Shard shard(String site) {
        int partition = partitioner.partitionOf(site);
        Shard shard = shards.shard(partition);
        if (shard == null) {
            String sentence = "links to pages of " + site + " are in partition " + partition
                    + ", which is not open in this process; ask the builder that owns it";
            if (!incomplete.contains(sentence)) {
                incomplete.add(sentence);
            }
        }
        return shard;
    }

    /** The part of a range behind a position, null if there is none. */
    private static UrlKey.@Nullable Range behind(@Nullable Position after, UrlKey.Range range) {
        if (after == null || Arrays.compareUnsigned(after.key(), range.from()) < 0) {
            return range;
        }
        byte[] from = after.next();
        return Arrays.compareUnsigned(from, range.to()) < 0 ? new UrlKey.Range(from, range.to()) : null;
    }

    private boolean internal(@Nullable Position after) {
        for (List<Stretch> ofSite : AliasSearch.bySite(stretches)) {
            String site = ofSite.getFirst().site();
            boolean unwanted = question.external() == Externality.SITE && isOfTarget(site);
            Shard shard = unwanted ? null : shard(site);
            if (shard != null && !internal(shard, ofSite, after)) {
                return false;
            }
        }
        return true;
    }

    private boolean internal(Shard shard, List<Stretch> ofSite, @Nullable Position after) {
        if (shard.identity().internalLinks() == InternalLinks.ROWS) {
            for (Stretch stretch : ofSite) {
                UrlKey.Range range = behind(after, stretch.inlinks());
                if (range != null && !add(shard.internalInlinks(range), stretch, true)) {
                    return false;
                }
            }
            return true;
        }
        for (FirstLinks.Found found : firstOf(shard, ofSite, after)) {
            if (!add(found.key(), found.link(), true)) {
                return false;
            }
        }
        return true;
    }

    private boolean add(Rows<InlinkKey, InlinkRow> stored, Stretch stretch, boolean internal) {
        try (stored) {
            while (stored.next()) {
                byte[] key = stored.keyBytes();
                Backlink link = link(key, stored.row(), stretch, internal);
                if (link != null && !add(key, link, internal)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean add(byte[] key, Backlink link, boolean internal) {
        if (rows.size() >= question.limit()) {
            more = true;
            return false;
        }
        rows.add(link);
        last = new Position(internal, key);
        return true;
    }

    /** Links come by source and are wanted by target: the first of them are sorted out while the walk goes on. */
    private List<FirstLinks.Found> firstOf(Shard shard, List<Stretch> ofSite, @Nullable Position after) {
        FirstLinks first = new FirstLinks(question.limit() - rows.size() + 1);
        boolean inOrder = ofSite.size() == 1 && ofSite.getFirst().page() != null;
        byte[] behind = after == null ? new byte[0] : after.key();
        var _ = new InternalWalk(sites, ofSite, question.state()).run(shard, (walk, source, stretch) -> {
            if (question.external() == Externality.HOST && stretch.leadsTo() == null && source.isOfHost(walk)) {
                return true;
            }
            if (first.isFull() && walk.compareTarget(first.lastTarget()) > 0) {
                return true;
            }
            offer(first, walk, source.key(), stretch, behind);
            return !(inOrder && first.isFull());
        });
        return first.inOrder();
    }

    private void offer(FirstLinks first, OutlinksWalk walk, PageKey source, Stretch stretch, byte[] behind) {
        byte[] key = new InlinkKey(PageKey.ofBytes(walk.target()), source).toBytes();
        if (Arrays.compareUnsigned(key, behind) > 0 && first.takes(key)) {
            Backlink link = link(key, walk.row(), stretch, true);
            if (link != null) {
                first.add(key, link);
            }
        }
    }

    /** The link as the answer has it, null if it is not wanted. */
    private @Nullable Backlink link(byte[] key, InlinkRow row, Stretch stretch, boolean internal) {
        if (!question.state().takes(row.lostReason())) {
            return null;
        }
        PageKey page = stretch.page();
        int end = page == null ? InlinkKey.targetLength(key) : page.length();
        WebUrl linked = page == null ? UrlKey.toUrl(key, 0, end) : page.url();
        if (page == null && !sites.siteOf(linked).equals(stretch.site())) {
            // Below some sites lie public suffixes, whose sites are in the same range of keys and are not meant.
            return null;
        }
        WebUrl source = UrlKey.toUrl(key, end + 1, key.length);
        PageKey leadsTo = stretch.leadsTo();
        WebUrl target = leadsTo == null ? linked : leadsTo.url();
        boolean ofSite = isOfTarget(stretch.site()) ? internal : isOfTarget(sites.siteOf(source));
        if (isHidden(source, target, ofSite) != hiddenOnly || isFollowed(source, row)) {
            return null;
        }
        return Backlink.of(source, target, leadsTo == null ? null : linked, row, ofSite);
    }

    private boolean isOfTarget(String site) {
        return site.equals(question.target().site());
    }

    private boolean isHidden(WebUrl source, WebUrl target, boolean ofSite) {
        return switch (question.external()) {
            case SITE -> ofSite;
            case HOST -> source.host().equals(target.host());
            case ALL -> false;
        };
    }

    /** A redirect or canonical link that makes its source one with the target is no link to it. */
    private boolean isFollowed(WebUrl source, InlinkRow row) {
        if (!row.isLive() || !question.resolve().follows(row.kind(), row.rel())) {
            return false;
        }
        PageKey key = PageKey.of(source);
        Target target = question.target();
        return aliases.leadsTo().containsKey(key)
                || (target.pages().contains(key.bytes()) && isOfTarget(sites.siteOf(source)));
    }

    /** Where nothing was found: how many links from the own site were left out only for that. */
    long countHidden() {
        if (!rows.isEmpty() || question.external() == Externality.ALL || question.after() != null) {
            return 0;
        }
        hiddenOnly = true;
        long hidden = 0;
        for (List<Stretch> ofSite : AliasSearch.bySite(stretches)) {
            Shard shard = isOfTarget(ofSite.getFirst().site())
                    ? shard(ofSite.getFirst().site())
                    : null;
            if (shard != null) {
                hidden += countHidden(shard, ofSite);
            }
        }
        return hidden;
    }

    private long countHidden(Shard shard, List<Stretch> ofSite) {
        long[] hidden = {0};
        if (shard.identity().internalLinks() == InternalLinks.ROWS) {
            for (Stretch stretch : ofSite) {
                try (Rows<InlinkKey, InlinkRow> stored = shard.internalInlinks(stretch.inlinks())) {
                    while (stored.next()) {
                        hidden[0] += link(stored.keyBytes(), stored.row(), stretch, true) == null ? 0 : 1;
                    }
                }
            }
        } else {
            var _ = new InternalWalk(sites, ofSite, question.state()).run(shard, (walk, source, stretch) -> {
                hidden[0] += isHidden(walk, source, stretch) ? 1 : 0;
                return true;
            });
        }
        return hidden[0];
    }

    private boolean isHidden(OutlinksWalk walk, InternalWalk.SourcePage source, Stretch stretch) {
        boolean plain = question.resolve() == Resolve.NONE;
        if (plain && (question.external() == Externality.SITE || source.isOfHost(walk))) {
            return true;
        }
        byte[] key = new InlinkKey(PageKey.ofBytes(walk.target()), source.key()).toBytes();
        return link(key, walk.row(), stretch, true) != null;
    }
}
