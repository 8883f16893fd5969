package io.linkloom.worker.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * Reads sitemaps and their indexes with crawler-commons.
 *
 * <p>Its filter for URLs takes them as they are written, before java.net.URI can refuse them, and keeps none, so that
 * a list of any length takes no memory there. Its own judgement of hosts and directories is thereby without effect.
 */
final class SitemapXml {
    private static final URL ANY = url();

    private SitemapXml() {}

    private static URL url() {
        try {
            return URI.create("http://sitemap.invalid/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Adds what the document lists.
     *
     * @param xml as {@link XmlText} makes it
     * @return whether the document was read to its end
     */
    static boolean read(String xml, ListedUrls urls) {
        SiteMapParser parser = new SiteMapParser(false, true);
        // Then it knows that the loc of an image is none of a page.
        parser.enableExtensions();
        parser.setURLFilter((String url) -> {
            urls.add(url);
            return null;
        });
        try {
            AbstractSiteMap read = parser.parseSiteMap("text/xml", xml.getBytes(StandardCharsets.UTF_8), ANY);
            return read.isProcessed() && isClosed(xml);
        } catch (UnknownFormatException | IOException e) {
            return false;
        }
    }

    /** crawler-commons calls a document processed that it could read in part. */
    private static boolean isClosed(String xml) {
        String end = xml.substring(Math.max(0, xml.length() - 200)).stripTrailing();
        return end.endsWith("urlset>") || end.endsWith("sitemapindex>");
    }
}
