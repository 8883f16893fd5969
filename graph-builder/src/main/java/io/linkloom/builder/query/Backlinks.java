package io.linkloom.builder.query;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import java.util.List;
import java.util.TreeMap;

/**
 * Answers who links to a target. Any thread.
 *
 * <p>Links from other sites are one range of rows at the target. Links within the site are rows as well where
 * {@code index.internal-links} has them; else they are found by a walk through what the site's pages link to, which is one range
 * too. The answer is the same.
 */
public final class Backlinks {
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
     * The first links that the question asks for.
     *
     * @throws ShardElsewhereException if the target's shard is not open here
     */
    public BacklinksAnswer answer(BacklinksQuestion asked) {
        int partition = partitioner.partitionOf(asked.target().site());
        Shard shard = shards.shard(partition);
        if (shard == null) {
            throw new ShardElsewhereException(partition);
        }
        UrlRules rules = UrlRules.named(shard.identity().urlRules(), sites);
        BacklinksQuestion question = asked.about(asked.target().under(rules));
        Aliases aliases = aliases(question);
        BacklinksPage page = new BacklinksPage(shards, partitioner, sites, question, aliases);
        page.collect();
        boolean known = !page.rows().isEmpty() || isKnown(shard, question.target());
        return new BacklinksAnswer(question, known, page.rows(), page.next(), page.countHidden(), page.incomplete());
    }

    private Aliases aliases(BacklinksQuestion question) {
        if (question.resolve() == Resolve.NONE) {
            return new Aliases(new TreeMap<>(), List.of());
        }
        return new AliasSearch(shards, sites, question.target(), question.resolve(), AliasSearch.MOST_LINKS).find();
    }

    private boolean isKnown(Shard shard, Target target) {
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
