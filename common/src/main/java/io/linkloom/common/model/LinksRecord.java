package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the shard of a target has to know: a record of the links topic. */
public sealed interface LinksRecord {

    /**
     * The changes that one visit makes to links from its page to pages of one partition.
     *
     * @param source the page whose links changed
     * @param visitedAtMillis when the visit was made
     * @param sourceDepth depth of the source page
     * @param sourceRedirects redirects in a row that led to the source page
     * @param sourceRobots what the source page says to robots, bits of {@link PageRobots}
     * @param sourceIsNew whether the source page never showed a link before, so that those it has now never were anywhere
     * @param sourceType of the source page's content, lower case and without parameters; empty if not known
     */
    record LinkChanges(
            WebUrl source,
            Stamp stamp,
            long visitedAtMillis,
            int sourceDepth,
            int sourceRedirects,
            int sourceRobots,
            boolean sourceIsNew,
            String sourceType,
            List<LinkChange> changes)
            implements LinksRecord {
        public LinkChanges {
            changes = List.copyOf(changes);
        }

        /** Changes of a page whose type is not known. */
        public LinkChanges(
                WebUrl source,
                Stamp stamp,
                long visitedAtMillis,
                int sourceDepth,
                int sourceRedirects,
                int sourceRobots,
                boolean sourceIsNew,
                List<LinkChange> changes) {
            this(source, stamp, visitedAtMillis, sourceDepth, sourceRedirects, sourceRobots, sourceIsNew, "", changes);
        }
    }

    /**
     * Pages made known without a link in the index: seeds, sitemaps, and what pages link to whose links do not count.
     *
     * @param source the page that names them, null where it was no page, as with seeds
     * @param sourceDepth depth of that page; counts with origin LINK only
     * @param hints what that page says of pages that it names, of those of which it says something
     */
    record Discoveries(
            Origin origin,
            long discoveredAtMillis,
            @Nullable WebUrl source,
            List<WebUrl> urls,
            int sourceDepth,
            Map<WebUrl, PageHint> hints)
            implements LinksRecord {
        public Discoveries {
            urls = List.copyOf(urls);
            hints = Map.copyOf(hints);
        }

        /** Pages of which nothing is said. */
        public Discoveries(
                Origin origin, long discoveredAtMillis, @Nullable WebUrl source, List<WebUrl> urls, int sourceDepth) {
            this(origin, discoveredAtMillis, source, urls, sourceDepth, Map.of());
        }

        /** What a sitemap lists, or a page names as its sitemap. */
        public Discoveries(Origin origin, long discoveredAtMillis, @Nullable WebUrl source, List<WebUrl> urls) {
            this(origin, discoveredAtMillis, source, urls, 0);
        }

        /** Seeds, or what else no page names. */
        public Discoveries(Origin origin, long discoveredAtMillis, List<WebUrl> urls) {
            this(origin, discoveredAtMillis, null, urls);
        }
    }
}
