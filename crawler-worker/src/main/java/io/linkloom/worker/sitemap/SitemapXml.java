package io.linkloom.worker.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads sitemaps and their indexes with crawler-commons.
 *
 * <p>Its filter for URLs takes them as they are written, before java.net.URI can refuse them. Of those that are kept it is given a number
 * in the place of the URL, by which it says afterwards what else stood there, of others one word for all. Were it told to leave them out, it
 * would say of the next URL what stood beside them; where they are more than {@link DocumentReader#MOST_URLS} it is told so
 * all the same, so that a list of any length takes little memory, and what it says of URLs behind is passed over. Its own judgement
 * of hosts and directories is thereby without effect.
 */
final class SitemapXml {
    private static final URL ANY = url();
    private static final String NUMBERED = "http://number.invalid/";
    private static final String REFUSED = NUMBERED + "none";

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
        Kept kept = new Kept();
        parser.setURLFilter((String text) -> kept.add(urls.add(text)));
        try {
            AbstractSiteMap read = parser.parseSiteMap("text/xml", xml.getBytes(StandardCharsets.UTF_8), ANY);
            if (read instanceof SiteMap sitemap) {
                sitemap.getSiteMapUrls().forEach(listed -> {
                    WebUrl url = kept.spokenOf(listed);
                    if (url != null) {
                        urls.say(url, hint(listed));
                    }
                });
            }
            return read.isProcessed() && isClosed(xml);
        } catch (UnknownFormatException | IOException e) {
            return false;
        }
    }

    /** URLs by their numbers. */
    private static final class Kept {
        private final List<WebUrl> urls = new ArrayList<>();
        private int refused;
        /** From this number on nobody knows of which URL something is said. */
        private int end = Integer.MAX_VALUE;

        /** What stands in the place of a URL, null for nothing. */
        @Nullable
        String add(@Nullable WebUrl url) {
            if (url != null && urls.size() < DocumentReader.MOST_URLS) {
                urls.add(url);
                return NUMBERED + (urls.size() - 1);
            }
            if (refused++ < DocumentReader.MOST_URLS) {
                return REFUSED;
            }
            end = Math.min(end, urls.size());
            return null;
        }

        /** The URL of which something is said; null should there be another than ours, which would be the document's doing. */
        @Nullable
        WebUrl spokenOf(SiteMapURL listed) {
            String text = listed.getUrl().toString();
            if (!text.startsWith(NUMBERED) || !text.substring(NUMBERED.length()).matches("\\d{1,6}")) {
                return null;
            }
            int number = Integer.parseInt(text.substring(NUMBERED.length()));
            return number < Math.min(end, urls.size()) ? urls.get(number) : null;
        }
    }

    private static PageHint hint(SiteMapURL listed) {
        Date modified = listed.getLastModified();
        return new PageHint(modified == null ? 0 : modified.toInstant().toEpochMilli(), (int)
                Math.round(listed.getPriority() * 100));
    }

    /** crawler-commons calls a document processed that it could read in part. */
    private static boolean isClosed(String xml) {
        String end = xml.substring(Math.max(0, xml.length() - 200)).stripTrailing();
        return end.endsWith("urlset>") || end.endsWith("sitemapindex>");
    }
}
