package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Goes through the elements of one page once, in their order, and notes what counts. */
final class PageReader implements NodeFilter {
    private static final int MAX_LANGUAGE = 35;

    private final WebUrl page;
    private WebUrl base;
    private boolean baseSeen;
    private boolean resolved;
    private boolean baseCameLate;
    private final RobotsDirectives directives;
    private final LinkCollector links;
    /** The places around the current one. */
    private final Deque<Place> outerPlaces = new ArrayDeque<>();

    private Place place = Place.OTHER;
    private int position;
    private boolean inHead;
    private int noscriptDepth;
    private @Nullable OpenLink innermost;

    private String title = "";
    private boolean titleSeen;
    private String language = "";
    private String metaLanguage = "";
    private @Nullable WebUrl canonical;
    private int robots = PageRobots.NONE;

    /** A link whose end has not come: text belongs to it. */
    private static final class OpenLink {
        final Element element;
        final WebUrl target;
        final Place place;
        final FoldedText anchor = new FoldedText(Link.MAX_ANCHOR);
        final @Nullable OpenLink outer;
        final int position;

        OpenLink(Element element, WebUrl target, Place place, int position, @Nullable OpenLink outer) {
            this.element = element;
            this.target = target;
            this.place = place;
            this.position = position;
            this.outer = outer;
        }
    }

    /**
     * A reader of one page.
     *
     * @param base where relative links start from until the page says otherwise
     */
    PageReader(WebUrl page, WebUrl base, RobotsDirectives directives, LinkCollector links) {
        this.page = page;
        this.base = base;
        this.directives = directives;
        this.links = links;
    }

    /** Where relative links start from: the first base element with an href, wherever it is (HTML standard, 4.2.3). */
    WebUrl base() {
        return base;
    }

    /** Whether a link came before the base that it starts from, so that the page has to be read again with that base. */
    boolean baseCameLate() {
        return baseCameLate;
    }

    LinkCollector links() {
        return links;
    }

    String title() {
        return title;
    }

    /** As the page declares it, or else its stand-in of a meta element. */
    String language() {
        return language.isEmpty() ? metaLanguage : language;
    }

    @Nullable
    WebUrl canonical() {
        return canonical;
    }

    int robots() {
        return robots;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (innermost != null && noscriptDepth == 0) {
                appendToAnchors(text.getWholeText());
            }
            return FilterResult.CONTINUE;
        }
        return node instanceof Element element ? enter(element) : FilterResult.CONTINUE;
    }

    private FilterResult enter(Element element) {
        switch (element.normalName()) {
            case "a" -> openLink(element);
            case "area" -> addArea(element);
            case "img" -> appendAlt(element);
            case "main" -> enterPlace(Place.MAIN);
            case "article" -> enterPlace(Place.ARTICLE);
            case "nav" -> enterPlace(Place.NAV);
            case "header" -> enterPlace(Place.HEADER);
            case "footer" -> enterPlace(Place.FOOTER);
            case "aside" -> enterPlace(Place.ASIDE);
            case "html" -> noteLanguage(element);
            case "base" -> noteBase(element);
            case "head" -> inHead = true;
            case "title" -> noteTitle(element);
            case "meta" -> noteMeta(element);
            case "link" -> noteCanonical(element);
            case "noscript" -> noscriptDepth++;
            // Its content is no part of the page until a script makes it one.
            case "template" -> {
                return FilterResult.SKIP_CHILDREN;
            }
            default -> separateWords(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            leave(element);
        }
        return FilterResult.CONTINUE;
    }

    private void leave(Element element) {
        switch (element.normalName()) {
            case "a" -> closeLink(element);
            case "main", "article", "nav", "header", "footer", "aside" -> place = outerPlaces.pop();
            case "head" -> inHead = false;
            case "noscript" -> noscriptDepth--;
            default -> separateWords(element);
        }
    }

    private void enterPlace(Place inner) {
        outerPlaces.push(place);
        place = inner;
    }

    private void openLink(Element element) {
        WebUrl target = targetOf(element);
        if (target != null) {
            innermost = new OpenLink(element, target, place, position++, innermost);
        }
    }

    private void closeLink(Element element) {
        OpenLink link = innermost;
        if (link != null && isSame(link.element, element)) {
            innermost = link.outer;
            links.add(link(element, link.target, LinkKind.A, link.anchor.toString(), link.place, link.position));
        }
    }

    @SuppressWarnings("ReferenceEquality") // Two elements of one page are one only if they are the same object.
    private static boolean isSame(Element a, Element b) {
        return a == b;
    }

    private void addArea(Element element) {
        WebUrl target = targetOf(element);
        if (target != null) {
            String anchor = FoldedText.fold(element.attr("alt"), Link.MAX_ANCHOR);
            links.add(link(element, target, LinkKind.AREA, anchor, place, position++));
        }
    }

    private static Link link(Element element, WebUrl target, LinkKind kind, String anchor, Place place, int position) {
        int rel = RelToken.bitsOf(element.attr("rel"));
        return new Link(target, kind, rel, anchor, place, position, "", "", languageTag(element.attr("hreflang")), 1);
    }

    /** Where an element leads to; null if nowhere, to no web URL, or to the page itself. */
    private @Nullable WebUrl targetOf(Element element) {
        if (!element.hasAttr("href")) {
            return null;
        }
        resolved = true;
        WebUrl target = base.resolve(element.attr("href"));
        return page.equals(target) ? null : target;
    }

    private void appendAlt(Element image) {
        String alt = image.attr("alt");
        if (innermost != null && noscriptDepth == 0 && !alt.isEmpty()) {
            appendToAnchors(" ");
            appendToAnchors(alt);
            appendToAnchors(" ");
        }
    }

    /** Words in different blocks are different words. */
    private void separateWords(Element element) {
        if (innermost != null && separatesWords(element)) {
            appendToAnchors(" ");
        }
    }

    private static boolean separatesWords(Element element) {
        return switch (element.normalName()) {
            case "br" -> true;
            // Blocks to jsoup, nothing to a reader.
            case "script", "style" -> false;
            default -> element.isBlock();
        };
    }

    private void appendToAnchors(String text) {
        for (OpenLink link = innermost; link != null; link = link.outer) {
            link.anchor.append(text);
        }
    }

    private void noteLanguage(Element html) {
        if (language.isEmpty()) {
            language = languageTag(html.hasAttr("lang") ? html.attr("lang") : html.attr("xml:lang"));
        }
    }

    private void noteBase(Element element) {
        if (!baseSeen && element.hasAttr("href")) {
            baseSeen = true;
            WebUrl named = page.resolve(element.attr("href"));
            if (named != null && !named.equals(base)) {
                base = named;
                baseCameLate = resolved;
            }
        }
    }

    private void noteTitle(Element element) {
        if (inHead && !titleSeen) {
            titleSeen = true;
            title = FoldedText.fold(element.wholeText(), Extraction.MAX_TITLE);
        }
    }

    private void noteMeta(Element meta) {
        if (directives.isForUs(meta.attr("name"))) {
            robots |= directives.ofMeta(meta.attr("content"));
        } else if (meta.attr("http-equiv").equalsIgnoreCase("content-language") && metaLanguage.isEmpty()) {
            metaLanguage = languageTag(meta.attr("content"));
        }
    }

    private void noteCanonical(Element link) {
        boolean named = inHead && canonical == null && hasToken(link.attr("rel"), "canonical");
        if (named && !link.attr("href").isBlank()) {
            resolved = true;
            canonical = base.resolve(link.attr("href"));
        }
    }

    private static boolean hasToken(String attribute, String token) {
        int at = attribute.toLowerCase(Locale.ROOT).indexOf(token);
        return at >= 0
                && (at == 0 || attribute.charAt(at - 1) <= ' ')
                && (at + token.length() == attribute.length() || attribute.charAt(at + token.length()) <= ' ');
    }

    /** The first of the languages, in lower case; empty if it is no language tag. */
    static String languageTag(String value) {
        int comma = value.indexOf(',');
        String first = (comma < 0 ? value : value.substring(0, comma)).strip();
        boolean tag = first.length() <= MAX_LANGUAGE
                && first.chars().allMatch(c -> (c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || c == '_');
        return tag ? first.toLowerCase(Locale.ROOT) : "";
    }
}
