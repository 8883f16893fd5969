package io.linkloom.builder.query;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.UrlShape;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.Origin;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Explains a page: how it became known, what became of it, and what is planned. Any thread. */
public final class Why {
    /** Most pages of a path that are named; more than any crawl is deep. */
    static final int MOST_STEPS = 1000;

    private final ShardLookup shards;
    private final Supplier<Scope> scope;
    private final Supplier<Controls> controls;
    private final Sites sites;
    private final SitePartitioner partitioner;

    /**
     * Explains pages of an index.
     *
     * @param scope gives that of the crawl that works on it, as it is then
     * @param controls what operators say to that crawl
     */
    public Why(ShardLookup shards, Supplier<Scope> scope, Supplier<Controls> controls, Sites sites) {
        this.shards = shards;
        this.scope = scope;
        this.controls = controls;
        this.sites = sites;
        this.partitioner = new SitePartitioner(shards.partitions());
    }

    /**
     * All that is known of the page that {@code asked} stands for in this index.
     *
     * @throws ShardElsewhereException if its shard is not open here
     */
    public WhyAnswer answer(WebUrl asked) {
        Shard shard = shardOf(asked);
        if (shard == null) {
            throw new ShardElsewhereException(partitioner.partitionOf(sites.siteOf(asked)));
        }
        WebUrl url = UrlRules.named(shard.identity().urlRules(), sites).apply(asked);
        PageKey key = PageKey.of(url);
        PageRow page = shard.page(key);
        List<WhyAnswer.Step> path = new ArrayList<>();
        boolean complete = page == null || follow(key, page, path);
        Scope now = scope.get();
        int depth = page == null ? 0 : page.depth();
        String type = typeOf(page);
        return new WhyAnswer(
                url,
                page,
                shard.host(HostKey.of(key)),
                page == null ? null : rank(shard, key, page),
                SiteUsage.of(shard, key, sites),
                TrapMark.in(page == null ? UrlShape.marks(url) : page.marks()),
                path,
                complete,
                now.refusal(url, depth, type, sites),
                now.exceptions().first(url, depth, type, sites),
                now.exceptions().interval(url, depth, type, sites),
                page == null && isLinked(shard, key),
                ControlSentences.about(url, controls.get(), sites));
    }

    /** Of the last visit; files that are named as sitemaps are read whatever their type. */
    private static String typeOf(@Nullable PageRow page) {
        PageRow.LastVisit last = page == null || page.origin() == Origin.SITEMAP_FILE ? null : page.lastVisit();
        return last == null ? "" : last.contentType();
    }

    private static WhyAnswer.@Nullable Rank rank(Shard shard, PageKey key, PageRow page) {
        if (!(page.state() instanceof PageState.Queued(int priority, long _))) {
            return null;
        }
        long sites = shard.counts(CountsKey.ofPage(key)).sites().live();
        return new WhyAnswer.Rank(
                priority,
                sites,
                shard.weights().map(weights -> weights.of(page, sites)).orElse(null));
    }

    private @Nullable Shard shardOf(WebUrl url) {
        return shards.shard(partitioner.partitionOf(sites.siteOf(url)));
    }

    /** Goes back step by step; false if the way leads into a shard that is not open here, or does not end. */
    private boolean follow(PageKey from, PageRow first, List<WhyAnswer.Step> path) {
        Set<PageKey> seen = new HashSet<>();
        PageKey key = from;
        PageRow page = first;
        while (seen.add(key) && path.size() < MOST_STEPS) {
            path.add(new WhyAnswer.Step(key.url(), page.origin(), page.depth()));
            PageKey next = page.discoveredFrom();
            if (next == null) {
                return true;
            }
            Shard shard = shardOf(next.url());
            PageRow above = shard == null ? null : shard.page(next);
            if (above == null) {
                return false;
            }
            key = next;
            page = above;
        }
        return false;
    }

    /** Whether another site links to a page that did not become known by it. */
    private static boolean isLinked(Shard shard, PageKey page) {
        try (Rows<InlinkKey, InlinkRow> links = shard.inlinksTo(page)) {
            while (links.next()) {
                if (links.row().isLive()) {
                    return true;
                }
            }
        }
        return false;
    }
}
