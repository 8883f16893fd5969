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
        PageKey page = ofSite.getFirst().page();
        if (ofSite.size() == 1 && page != null) {
            return addInOrder(shard, ofSite, page, after);
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
            LinkedPage linked = new LinkedPage(stretch, sites);
            while (stored.next()) {
                byte[] key = stored.keyBytes();
                InlinkRow row = stored.row();
                if (question.state().takes(row.lostReason()) && linked.isMeant(key)) {
                    WebUrl source = UrlKey.toUrl(key, linked.length() + 1, key.length);
                    Backlink link = link(source, linked.url(), row, stretch, internal);
                    if (link != null && !add(key, link, internal)) {
                        return false;
                    }
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

    /** Links to one page come in the order in which they are wanted. */
    private boolean addInOrder(Shard shard, List<Stretch> ofSite, PageKey page, @Nullable Position after) {
        byte[] behind = after == null ? new byte[0] : after.key();
        return new InternalWalk(sites, ofSite, question.state()).run(shard, (walk, source, stretch) -> {
            byte[] key = InlinkKey.bytes(page.bytes(), source.key().bytes());
            if (Arrays.compareUnsigned(key, behind) <= 0) {
                return true;
            }
            Backlink link = link(source.key().url(), page.url(), walk.row(), stretch, true);
            return link == null || add(key, link, true);
        });
    }

    /** Links to many pages come by source and are wanted by target: the first are sorted out while the walk goes on. */
    private List<FirstLinks.Found> firstOf(Shard shard, List<Stretch> ofSite, @Nullable Position after) {
        FirstLinks first = new FirstLinks(question.limit() - rows.size() + 1);
        byte[] behind = after == null ? new byte[0] : after.key();
        var _ = new InternalWalk(sites, ofSite, question.state()).run(shard, (walk, source, stretch) -> {
            boolean late = first.isFull() && walk.compareTarget(first.lastTarget()) > 0;
            if (!late && !isHiddenByHost(walk, source, stretch)) {
                offer(first, walk, source.key(), stretch, behind);
            }
            return true;
        });
        return first.inOrder();
    }

    /** Whether it is plain without a closer look that the link is left out. */
    private boolean isHiddenByHost(OutlinksWalk walk, InternalWalk.SourcePage source, Stretch stretch) {
        return question.external() == Externality.HOST && stretch.leadsTo() == null && source.isOfHost(walk);
    }

    private void offer(FirstLinks first, OutlinksWalk walk, PageKey source, Stretch stretch, byte[] behind) {
        byte[] target = walk.target();
        byte[] key = InlinkKey.bytes(target, source.bytes());
        if (Arrays.compareUnsigned(key, behind) > 0 && first.takes(key)) {
            Backlink link = link(source.url(), UrlKey.toUrl(target), walk.row(), stretch, true);
            if (link != null) {
                first.add(key, link);
            }
        }
    }

    /** The link as the answer has it, null if it comes from where it is not wanted. */
    private @Nullable Backlink link(WebUrl source, WebUrl linked, InlinkRow row, Stretch stretch, boolean internal) {
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

    /** Where nothing was found: how many links from the own site were left out only for that; null if that is not asked. */
    @Nullable
    Long countHidden() {
        if (!question.explain() || !rows.isEmpty() || question.after() != null) {
            return null;
        }
        hiddenOnly = true;
        long hidden = 0;
        for (List<Stretch> ofSite : AliasSearch.bySite(stretches)) {
            String site = ofSite.getFirst().site();
            Shard shard = question.external() != Externality.ALL && isOfTarget(site) ? shard(site) : null;
            if (shard != null) {
                hidden += countHidden(shard, ofSite);
            }
        }
        return hidden;
    }

    private long countHidden(Shard shard, List<Stretch> ofSite) {
        long[] hidden = {0};
        if (shard.identity().internalLinks() == InternalLinks.ROWS) {
            ofSite.forEach(stretch -> hidden[0] += countHidden(shard.internalInlinks(stretch.inlinks()), stretch));
        } else {
            var _ = new InternalWalk(sites, ofSite, question.state()).run(shard, (walk, source, stretch) -> {
                hidden[0] += isHidden(walk, source, stretch) ? 1 : 0;
                return true;
            });
        }
        return hidden[0];
    }

    private long countHidden(Rows<InlinkKey, InlinkRow> stored, Stretch stretch) {
        long hidden = 0;
        try (stored) {
            LinkedPage linked = new LinkedPage(stretch, sites);
            while (stored.next()) {
                byte[] key = stored.keyBytes();
                InlinkRow row = stored.row();
                if (question.state().takes(row.lostReason()) && linked.isMeant(key)) {
                    WebUrl source = UrlKey.toUrl(key, linked.length() + 1, key.length);
                    hidden += link(source, linked.url(), row, stretch, true) == null ? 0 : 1;
                }
            }
        }
        return hidden;
    }

    private boolean isHidden(OutlinksWalk walk, InternalWalk.SourcePage source, Stretch stretch) {
        boolean plain = question.resolve() == Resolve.NONE;
        if (plain && (question.external() == Externality.SITE || source.isOfHost(walk))) {
            return true;
        }
        WebUrl linked = UrlKey.toUrl(walk.target());
        return link(source.key().url(), linked, walk.row(), stretch, true) != null;
    }
}
