package io.linkloom.worker.sitemap;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.extract.PageText;
import io.linkloom.worker.extract.RobotsDirectives;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads sitemaps, indexes of them, and feeds.
 *
 * <pre>
 * first element                  what it is
 * urlset                         a sitemap (sitemaps.org)
 * sitemapindex                   an index of sitemaps
 * rss, rdf:RDF, channel          an RSS feed
 * feed                           an Atom feed (RFC 4287)
 * html                           a page
 * none, and named as a sitemap   a sitemap that is one URL a line
 * </pre>
 *
 * <p>Namespaces do not matter. Any bytes will do; a document that is broken gives what stands before the break. Thread-safe.
 */
public final class DocumentReader {
    /** As many as a sitemap or an index may list (sitemaps.org). */
    static final int MOST_URLS = 50_000;
    /** Indexes of that many sitemaps serve whole hosts; more are cut. */
    static final int MOST_SITEMAPS = 5_000;

    private static final int MOST_SITEMAP_BYTES = 1 << 20;

    private final RobotsDirectives directives;
    private final ExtractLimits feedLimits;
    private final int maxBytes;

    /**
     * @param agent the name that robots directives call this crawler by, in lower case
     * @param feedLimits how much of a feed's links is kept
     * @param maxBytes where a gzip file's content is cut
     */
    public DocumentReader(String agent, ExtractLimits feedLimits, int maxBytes) {
        this.directives = new RobotsDirectives(agent);
        this.feedLimits = feedLimits;
        this.maxBytes = maxBytes;
    }

    /** Reads a document. */
    public Reading read(DocumentSource source) {
        PageSource page = source.page();
        GzipFile file = source.namedAsSitemap()
                ? GzipFile.of(page.bytes(), page.length(), !source.cut(), maxBytes)
                : new GzipFile(page.bytes(), page.length(), !source.cut());
        String text = PageText.decode(file.bytes(), file.length(), page.contentType());
        if (!text.stripLeading().startsWith("<")) {
            return source.namedAsSitemap() ? lines(text, source, file.whole()) : new Reading.Other();
        }
        String xml = XmlText.fit(text);
        return switch (XmlText.root(xml)) {
            case "urlset" -> sitemap(xml, source, file.whole());
            case "sitemapindex" -> index(xml, source, file.whole());
            case "rss", "rdf", "channel", "feed" -> feed(xml, page, file.whole());
            case "html" -> new Reading.Page();
            default -> new Reading.Other();
        };
    }

    private Reading sitemap(String xml, DocumentSource source, boolean whole) {
        ListedUrls urls = pages(source);
        boolean complete = SitemapXml.read(xml, urls);
        return new Reading.Sitemap(listed(urls, source), urls.hints(), urls.foreign(), whole && complete);
    }

    private Reading lines(String text, DocumentSource source, boolean whole) {
        ListedUrls urls = pages(source);
        text.lines().forEach(line -> {
            var _ = urls.add(line);
        });
        boolean isSitemap = !urls.urls().isEmpty() || urls.foreign() > 0;
        return isSitemap
                ? new Reading.Sitemap(listed(urls, source), urls.hints(), urls.foreign(), whole)
                : new Reading.Other();
    }

    private static ListedUrls pages(DocumentSource source) {
        return new ListedUrls(source.hosts(), MOST_URLS, ExtractLimits.DEFAULT_TEXT_BYTES);
    }

    private Extraction listed(ListedUrls urls, DocumentSource source) {
        List<Link> links = new ArrayList<>(urls.urls().size());
        urls.urls().forEach(url -> links.add(Link.of(url, LinkKind.SITEMAP, 0, "")));
        return new Extraction("", "", null, directives.ofHeaders(source.page().robotsTags()), links, urls.dropped());
    }

    private static Reading index(String xml, DocumentSource source, boolean whole) {
        ListedUrls sitemaps = new ListedUrls(source.hosts(), MOST_SITEMAPS, MOST_SITEMAP_BYTES);
        boolean complete = SitemapXml.read(xml, sitemaps);
        return new Reading.Index(
                List.copyOf(sitemaps.urls()), sitemaps.foreign(), whole && complete && sitemaps.dropped() == 0);
    }

    private Reading feed(String xml, PageSource page, boolean whole) {
        FeedReader reader = new FeedReader(page.url(), feedLimits);
        boolean complete = reader.read(xml);
        Extraction extraction = new Extraction(
                reader.title(),
                reader.language(),
                null,
                directives.ofHeaders(page.robotsTags()),
                reader.links(),
                reader.dropped());
        return new Reading.Feed(extraction, reader.hints(), whole && complete);
    }
}
