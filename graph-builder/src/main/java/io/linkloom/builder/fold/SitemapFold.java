package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes known what a visit names without linking to it: sitemaps, and the pages that a sitemap lists. They are no links, so
 * nothing of them is stored but the page. See {@link Named} for where. Immutable.
 */
final class SitemapFold {
    private final Discovery discovery;
    private final Named named;

    SitemapFold(Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this.discovery = discovery;
        this.named = new Named(sites, partitioner, discovery);
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
        List<WebUrl> targets = listed(visit.links());
        if (targets.isEmpty()) {
            return;
        }
        // A file that is named as a sitemap is read whatever its type.
        boolean isNamed = page.origin() == Origin.SITEMAP_FILE;
        if (!isNamed
                && discovery.isHeld(visit.url(), page.depth(), visit.facts().contentType())) {
            return;
        }
        boolean isSitemap =
                isNamed || !visit.facts().contentType().toLowerCase(Locale.ROOT).contains("html");
        found(isSitemap ? Origin.SITEMAP : Origin.SITEMAP_FILE, targets, visit, visit.url(), changes);
    }

    private static List<WebUrl> listed(List<Link> links) {
        List<WebUrl> targets = new ArrayList<>(0);
        for (Link link : links) {
            if (!isLink(link)) {
                targets.add(link.target());
            }
        }
        return targets;
    }

    /** A sitemap may speak for the host whose robots.txt or page names it; an index hands that on to what it names. */
    private static WebUrl namedBy(PageVisit visit, PageRow page) {
        PageKey above = page.discoveredFrom();
        return page.origin() == Origin.SITEMAP_FILE && above != null ? above.url() : visit.url();
    }

    private void found(Origin origin, List<WebUrl> urls, PageVisit visit, WebUrl source, ChangeSet changes) {
        if (!urls.isEmpty() && discovery.takes(origin)) {
            named.found(origin, urls, Way.named(origin, PageKey.of(source)), 0, visit, changes);
        }
    }
}
