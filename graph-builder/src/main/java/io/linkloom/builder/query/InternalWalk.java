package io.linkloom.builder.query;

import io.linkloom.builder.store.OutlinksWalk;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links within a site to pages of it by a walk through what the site's pages link to. What is looked at in vain, which
 * is nearly everything, is compared as it is on disk. For one thread.
 */
final class InternalWalk {
    /** Takes what was found. */
    interface Sink {
        /**
         * Takes a link that is in the wanted state and of the site; answers whether to go on.
         *
         * @param link good until this returns
         */
        boolean found(OutlinksWalk link, SourcePage source, Stretch stretch);
    }

    private final Sites sites;
    private final List<Stretch> stretches;
    private final LinkState state;
    private final String site;
    private final byte[] from;
    private final byte[] to;

    /**
     * A walk for pages of one site.
     *
     * @param stretches which pages, in order
     */
    InternalWalk(Sites sites, List<Stretch> stretches, LinkState state) {
        this.sites = sites;
        this.stretches = stretches;
        this.state = state;
        this.site = stretches.getFirst().site();
        this.from = stretches.getFirst().pages().from();
        this.to = stretches.getLast().pages().to();
    }

    /** Walks through all links, by source; false if the sink had enough. */
    boolean run(Shard shard, Sink sink) {
        try (OutlinksWalk walk = shard.walkOutlinks(UrlKey.site(site))) {
            walk.aim(from);
            SourcePage source = new SourcePage(walk);
            while (walk.nextPage()) {
                source.turn();
                if (!links(walk, source, sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean links(OutlinksWalk walk, SourcePage source, Sink sink) {
        while (walk.nextLink()) {
            if (!walk.isLive() && state == LinkState.LIVE) {
                return true;
            }
            if (walk.isBeforeGoal()) {
                continue;
            }
            if (walk.compareTarget(to) >= 0) {
                if (!walk.isLive() || state == LinkState.LIVE) {
                    return true;
                }
                continue;
            }
            if (state.takes(walk.reasonCode()) && !link(walk, source, sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean link(OutlinksWalk walk, SourcePage source, Sink sink) {
        Stretch stretch = stretches.size() == 1 ? stretches.getFirst() : AliasSearch.holding(walk.target(), stretches);
        if (stretch == null || !source.isOfSite() || (stretch.page() == null && !source.isOfSite(walk))) {
            return true;
        }
        return sink.found(walk, source, stretch);
    }

    /** The page whose links are looked at; what it is called is found out when somebody asks. */
    final class SourcePage {
        private final OutlinksWalk walk;
        private @Nullable PageKey key;
        private byte @Nullable [] hostKey;
        private @Nullable Boolean ofSite;

        SourcePage(OutlinksWalk walk) {
            this.walk = walk;
        }

        private void turn() {
            key = null;
            hostKey = null;
            ofSite = null;
        }

        PageKey key() {
            PageKey known = key;
            if (known == null) {
                known = PageKey.ofBytes(walk.source());
                key = known;
            }
            return known;
        }

        /** Whether a link leads to the page's own host. */
        boolean isOfHost(OutlinksWalk link) {
            byte[] known = hostKey;
            if (known == null) {
                known = key().hostKey();
                hostKey = known;
            }
            return link.isTargetOfHost(known);
        }

        /** Pages of other sites can lie in between. */
        private boolean isOfSite() {
            Boolean known = ofSite;
            if (known == null) {
                known = sites.siteOf(key().url()).equals(site);
                ofSite = known;
            }
            return known;
        }

        private boolean isOfSite(OutlinksWalk link) {
            return isOfHost(link)
                    || sites.siteOf(PageKey.ofBytes(link.target()).url()).equals(site);
        }
    }
}
