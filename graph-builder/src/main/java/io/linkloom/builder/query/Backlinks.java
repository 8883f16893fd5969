package io.linkloom.builder.query;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.UrlRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Answers who links to a target. Any thread.
 *
 * <p>Links from other sites are one range of rows at the target. Links from the own site are found by a walk through what that
 * site's pages link to, which is one range as well; only live links count.
 */
public final class Backlinks {
    /** Most rows that one answer has. */
    public static final int MAX_LIMIT = 100_000;

    private final ShardLookup shards;
    private final Sites sites;
    private final SitePartitioner partitioner;

    /** Answers from the shards that {@code shards} finds. */
    public Backlinks(ShardLookup shards, Sites sites) {
        this.shards = shards;
        this.sites = sites;
        this.partitioner = new SitePartitioner(shards.partitions());
    }

    /**
     * The first {@code limit} links to the target.
     *
     * @throws ShardElsewhereException if the target's shard is not open here
     */
    public BacklinksAnswer answer(Target target, Externality external, int limit) {
        int partition = partitioner.partitionOf(target.site());
        Shard shard = shards.shard(partition);
        if (shard == null) {
            throw new ShardElsewhereException(partition);
        }
        UrlRules rules = UrlRules.named(shard.identity().urlRules(), sites);
        return new Question(shard, target.under(rules), external, limit).answer();
    }

    private final class Question {
        private final Shard shard;
        private final LinkScan scan;
        private final Target target;
        private final Externality external;
        private final int limit;
        private final List<Backlink> rows = new ArrayList<>();

        Question(Shard shard, Target target, Externality external, int limit) {
            this.shard = shard;
            this.scan = new LinkScan(shard, sites);
            this.target = target;
            this.external = external;
            this.limit = Math.min(limit, MAX_LIMIT);
        }

        BacklinksAnswer answer() {
            boolean complete = scan.external(target.inlinks(), link -> !wanted(link) || add(link));
            if (complete && external != Externality.SITE) {
                complete = internal(link -> !wanted(link) || add(link));
            }
            long hidden = rows.isEmpty() && external != Externality.ALL ? countInternal() : 0;
            boolean known = !rows.isEmpty() || isKnown();
            return new BacklinksAnswer(target, external, known, rows, !complete, hidden);
        }

        private boolean add(Backlink link) {
            if (rows.size() >= limit) {
                return false;
            }
            rows.add(link);
            return true;
        }

        private boolean internal(Predicate<Backlink> sink) {
            return scan.internal(UrlKey.site(target.site()), target.pages()::contains, sink);
        }

        private long countInternal() {
            long[] count = {0};
            internal(link -> {
                if (link.isLive() && isOfSite(link)) {
                    count[0]++;
                }
                return true;
            });
            return count[0];
        }

        private boolean wanted(Backlink link) {
            if (!link.isLive() || !isOfSite(link)) {
                return false;
            }
            return switch (external) {
                case SITE -> !link.internal();
                case HOST -> !link.source().host().equals(link.target().host());
                case ALL -> true;
            };
        }

        /** Below some sites lie public suffixes, whose sites are in the same range of keys and are not meant. */
        private boolean isOfSite(Backlink link) {
            return sites.siteOf(link.target()).equals(target.site());
        }

        private boolean isKnown() {
            try (Rows<PageKey, PageRow> pages = shard.pages(target.pages())) {
                while (pages.next()) {
                    if (sites.siteOf(pages.key().url()).equals(target.site())) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
