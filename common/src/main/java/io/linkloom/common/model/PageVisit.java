package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one order with all links of the page; one for every fetch, failures included.
 *
 * @param order what was asked for
 * @param fetchedAtMillis when the response or the failure was complete
 * @param detail one sentence for people on what happened, perhaps empty
 * @param status the HTTP status, 0 where there was no response
 * @param ip the address connected to, empty if none
 * @param redirectTarget with outcome REDIRECTED, null if its Location is no web URL
 * @param linksDigest see {@link LinksDigest}; that of the order if the page is not modified;
 *     {@link Digest#NONE} unless the outcome shows links or that they are unchanged
 * @param linksUnchanged {@code links} is empty because the digest equals the order's
 * @param links one per target, in the order in which the targets first appear on the page
 * @param host what the worker knows of the host's manners after this visit
 * @param hints what a sitemap or a feed says of pages that it lists, of those of which it says something
 * @param sitemaps named by the host's robots.txt, if that was read for this visit, by the page, or by a sitemap index
 */
public record PageVisit(
        FetchOrder order,
        long fetchedAtMillis,
        Outcome outcome,
        String detail,
        int status,
        String ip,
        @Nullable WebUrl redirectTarget,
        PageFacts facts,
        Digest linksDigest,
        boolean linksUnchanged,
        List<Link> links,
        Map<WebUrl, PageHint> hints,
        HostState host,
        List<WebUrl> sitemaps) {

    public PageVisit {
        links = List.copyOf(links);
        hints = Map.copyOf(hints);
        sitemaps = List.copyOf(sitemaps);
    }

    /** A visit that says nothing of pages that it lists. */
    public PageVisit(
            FetchOrder order,
            long fetchedAtMillis,
            Outcome outcome,
            String detail,
            int status,
            String ip,
            @Nullable WebUrl redirectTarget,
            PageFacts facts,
            Digest linksDigest,
            boolean linksUnchanged,
            List<Link> links,
            HostState host,
            List<WebUrl> sitemaps) {
        this(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                facts,
                linksDigest,
                linksUnchanged,
                links,
                Map.of(),
                host,
                sitemaps);
    }

    /** A visit that tells nothing of its host and of sitemaps. */
    public PageVisit(
            FetchOrder order,
            long fetchedAtMillis,
            Outcome outcome,
            String detail,
            int status,
            String ip,
            @Nullable WebUrl redirectTarget,
            PageFacts facts,
            Digest linksDigest,
            boolean linksUnchanged,
            List<Link> links) {
        this(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                facts,
                linksDigest,
                linksUnchanged,
                links,
                HostState.UNKNOWN,
                List.of());
    }

    /** This visit with what is known of the host, and of sitemaps. */
    public PageVisit with(HostState newHost, List<WebUrl> newSitemaps) {
        return new PageVisit(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                facts,
                linksDigest,
                linksUnchanged,
                links,
                hints,
                newHost,
                newSitemaps);
    }

    /** This visit with other links. */
    public PageVisit withLinks(List<Link> newLinks) {
        return new PageVisit(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                facts,
                linksDigest,
                linksUnchanged,
                newLinks,
                hints,
                host,
                sitemaps);
    }

    /** This visit with what is said of pages that it lists. */
    public PageVisit withHints(Map<WebUrl, PageHint> newHints) {
        return new PageVisit(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                facts,
                linksDigest,
                linksUnchanged,
                links,
                newHints,
                host,
                sitemaps);
    }

    /** This visit with other facts. */
    public PageVisit withFacts(PageFacts newFacts) {
        return new PageVisit(
                order,
                fetchedAtMillis,
                outcome,
                detail,
                status,
                ip,
                redirectTarget,
                newFacts,
                linksDigest,
                linksUnchanged,
                links,
                hints,
                host,
                sitemaps);
    }

    /** A visit that gave no page. */
    public static PageVisit failed(FetchOrder order, long fetchedAtMillis, Outcome outcome, String detail) {
        return new PageVisit(
                order, fetchedAtMillis, outcome, detail, 0, "", null, PageFacts.NONE, Digest.NONE, false, List.of());
    }

    /** The page that was to be fetched. */
    public WebUrl url() {
        return order.url();
    }

    /** What follows from its outcome. */
    public OutcomePolicy policy() {
        return OutcomePolicy.of(outcome, status);
    }
}
