package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes known what a visit names without linking to it: sitemaps, and the pages that a sitemap lists. They are no links, so
 * nothing of them is stored but the page.
 *
 * <p>What is of the page's site is made known here; the rest goes to its shards, unstamped, since a discovery that comes twice changes
 * nothing. Immutable.
 */
final class SitemapFold {
    /** Most characters of URLs in one record, far below what a topic takes. */
    static final int MAX_RECORD_CHARACTERS = 500_000;

    private final Sites sites;
    private final SitePartitioner partitioner;
    private final Discovery discovery;

    SitemapFold(Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this.sites = sites;
        this.partitioner = partitioner;
        this.discovery = discovery;
    }

    /** Whether it is one; if not, it is what a sitemap lists, or a sitemap that an HTML page names. */
    static boolean isLink(Link link) {
        return link.kind() != LinkKind.SITEMAP;
    }

    /**
     * The sitemaps that were named, by robots.txt, by the page, or by a sitemap that is an index.
     *
     * @param page what is known of the visited page
     */
    void files(PageVisit visit, PageRow page, ChangeSet changes) {
        found(Origin.SITEMAP_FILE, visit.sitemaps(), visit, namedBy(visit, page), changes);
    }

    /**
     * What the visit shows as links of kind {@code SITEMAP}: in a sitemap the pages that it lists, in an HTML page the sitemaps
     * that it names.
     *
     * @param page as in {@link #files}
     */
    void links(PageVisit visit, PageRow page, ChangeSet changes) {
        List<WebUrl> targets = visit.links().stream()
                .filter(link -> !isLink(link))
                .map(Link::target)
                .toList();
        boolean isSitemap = page.origin() == Origin.SITEMAP_FILE
                || !visit.facts().contentType().toLowerCase(Locale.ROOT).contains("html");
        found(isSitemap ? Origin.SITEMAP : Origin.SITEMAP_FILE, targets, visit, visit.url(), changes);
    }

    /** A sitemap may speak for the host whose robots.txt or page names it; an index hands that on to what it names. */
    private static WebUrl namedBy(PageVisit visit, PageRow page) {
        PageKey above = page.discoveredFrom();
        return page.origin() == Origin.SITEMAP_FILE && above != null ? above.url() : visit.url();
    }

    private void found(Origin origin, List<WebUrl> urls, PageVisit visit, WebUrl source, ChangeSet changes) {
        if (urls.isEmpty() || !discovery.takes(origin)) {
            return;
        }
        String site = sites.siteOf(visit.url());
        Way way = Way.named(origin, PageKey.of(source));
        Map<Integer, Named> elsewhere = new TreeMap<>();
        for (WebUrl url : urls) {
            String targetSite = sites.siteOf(url);
            if (targetSite.equals(site)) {
                discovery.found(PageKey.of(url), url, way, visit.fetchedAtMillis(), changes);
            } else {
                elsewhere
                        .computeIfAbsent(partitioner.partitionOf(targetSite), _ -> new Named(targetSite))
                        .add(url);
            }
        }
        elsewhere.forEach((partition, named) -> named.parts.forEach(part -> changes.send(new Outgoing(
                partition, named.firstSite, new Discoveries(origin, visit.fetchedAtMillis(), source, part)))));
    }

    /** What was named of one partition, in parts that fit a record. */
    private static final class Named {
        final String firstSite;
        final List<List<WebUrl>> parts = new ArrayList<>();
        private int charactersLeft;

        Named(String firstSite) {
            this.firstSite = firstSite;
        }

        void add(WebUrl url) {
            charactersLeft -= url.text().length();
            if (charactersLeft < 0) {
                parts.add(new ArrayList<>());
                charactersLeft = MAX_RECORD_CHARACTERS - url.text().length();
            }
            parts.getLast().add(url);
        }
    }
}
