package io.linkloom.worker.sitemap;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.PlainText;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads RSS 0.9 to 2.0 and Atom (RFC 4287): a link for each entry, with the entry's title as its words, and one for the site that the
 * feed is of.
 *
 * <p>An entry's link is the {@code link} of RSS, or its {@code guid} if that is the only URL; in Atom, and for Atom's
 * element in RSS, each {@code link} that is an alternate, as one without {@code rel} is. The dates of entries are kept for pages of the feed's
 * own host. What entries say, which may be
 * HTML with links of its own, is not read.
 */
final class FeedReader extends DefaultHandler {
    private static final int DEEPEST = 100;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_LANGUAGE = 35;
    private static final Set<String> FOREIGN = Set.of("media", "itunes", "googleplay", "dc", "content");

    private final FeedLinks links;
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final FeedItem feed = new FeedItem();
    private FeedItem item = feed;
    private String language = "";
    private boolean atom;
    /** How many elements were open when the title that is being read began, 0 if none is. */
    private int titleDepth;

    /** An element that is not closed yet, and where relative links in it start from. */
    private record Open(String name, WebUrl base) {}

    FeedReader(WebUrl url, ExtractLimits limits) {
        this.links = new FeedLinks(limits, url.host());
        open.push(new Open("", url));
    }

    /**
     * Reads a document.
     *
     * @param xml as {@link XmlText} makes it
     * @return whether it was read to its end
     */
    boolean read(String xml) {
        boolean complete = true;
        try {
            factory().newSAXParser().parse(new InputSource(new StringReader(xml)), this);
        } catch (SAXException e) {
            complete = false;
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("reading from memory does not fail", e);
        }
        feed.addTo(links);
        return complete;
    }

    private static SAXParserFactory factory() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        if (open.size() > DEEPEST) {
            throw new SAXException("deeper than any feed");
        }
        WebUrl base = base(attributes);
        atom |= localName.equals("feed");
        if (isEntry(localName)) {
            item = new FeedItem();
        } else if (isOfItem() && !isForeign(name)) {
            noteStart(localName, base, attributes);
        }
        noteLanguage(attributes.getValue("xml:lang"));
        open.push(new Open(localName, base));
        if (titleDepth == 0 || titleDepth == open.size()) {
            text.setLength(0);
        }
    }

    private static boolean isEntry(String name) {
        return name.equals("item") || name.equals("entry");
    }

    /** Of a vocabulary that says of media what RSS says of entries, in words of the same name. */
    private static boolean isForeign(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && FOREIGN.contains(name.substring(0, colon));
    }

    private void noteStart(String name, WebUrl base, Attributes attributes) {
        switch (name) {
            case "link" -> {
                if (attributes.getValue("href") != null) {
                    item.atomLink(base, attributes);
                }
            }
            case "guid" -> item.guidIsLink = !"false".equalsIgnoreCase(attributes.getValue("isPermaLink"));
            case "title" -> {
                titleDepth = open.size() + 1;
                // Plain by the letter of both, but titles of RSS are HTML in practice.
                item.titleIsHtml = !atom || "html".equals(attributes.getValue("type"));
            }
            default -> {
                // Of no use for links.
            }
        }
    }

    private WebUrl base(Attributes attributes) {
        WebUrl outer = top().base();
        String declared = attributes.getValue("xml:base");
        WebUrl base = declared == null ? null : outer.resolve(declared);
        return base == null ? outer : base;
    }

    private Open top() {
        return open.element();
    }

    /** Whether the element just met is the feed's or an entry's own, not that of an image or a form in it. */
    private boolean isOfItem() {
        return switch (top().name().toLowerCase(Locale.ROOT)) {
            case "item", "entry", "channel", "feed" -> true;
            default -> false;
        };
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        text.append(characters, start, Math.min(length, MAX_TEXT - text.length()));
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        boolean inTitle = titleDepth > 0 && open.size() > titleDepth;
        WebUrl base = open.pop().base();
        if (inTitle) {
            return;
        }
        titleDepth = 0;
        if (isEntry(localName)) {
            item.addTo(links);
            item = feed;
        } else if (isOfItem() && !isForeign(name)) {
            note(localName, base, text.toString());
        }
        text.setLength(0);
    }

    private void note(String name, WebUrl base, String content) {
        switch (name) {
            case "title" -> item.title(content);
            case "link" -> item.rssLink(base, content);
            case "guid" -> item.guid(content);
            case "updated", "published", "pubDate" -> {
                if (item != feed) {
                    item.date(content);
                }
            }
            case "language" -> noteLanguage(content);
            default -> {
                // Of no use for links.
            }
        }
    }

    private void noteLanguage(@Nullable String tag) {
        if (language.isEmpty() && tag != null) {
            String stripped = tag.strip().toLowerCase(Locale.ROOT);
            boolean plausible = stripped.length() <= MAX_LANGUAGE
                    && stripped.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
            language = plausible ? stripped : "";
        }
    }

    /** Of the feed itself. */
    String title() {
        return PlainText.ofHtml(feed.title, Extraction.MAX_TITLE);
    }

    String language() {
        return language;
    }

    /** What it says of pages of its host. */
    Map<WebUrl, PageHint> hints() {
        return links.hints();
    }

    List<Link> links() {
        return links.links();
    }

    int dropped() {
        return links.dropped();
    }
}
