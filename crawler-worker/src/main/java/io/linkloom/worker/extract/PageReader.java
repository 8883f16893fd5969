package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of one page: hears from an engine what comes along and notes what counts.
 *
 * <p>Of the elements that {@link Tag#FOR_READER} marks it hears the start; of {@code head}, {@code title},
 * {@code noscript}, links and {@link Tag#CONTAINER}s also the end, each one's after all that began within it; of blocks
 * the end too, in any order. It hears nothing of what is within a template, a script or a style.
 */
final class PageReader {
    private static final int MAX_LANGUAGE = 35;

    private final WebUrl page;
    private Charset encoding = StandardCharsets.UTF_8;
    private WebUrl base;
    private final RobotsDirectives directives;
    private final int recordedKinds;
    private final RunSource source;
    private final TextRuns text;
    private final LinkCollector links;
    private final Places places = new Places();

    private boolean baseSeen;
    private boolean resolved;
    private boolean baseCameLate;
    private int position;

    private boolean inHead;
    private int noscriptDepth;
    /** Links whose end has not come, the innermost last; null for those that are none or do not speak. */
    private @Nullable FoundLink[] openLinks = new FoundLink[8];

    private int openCount;
    private @Nullable FoundLink lastClosed;

    private boolean titleOpen;
    private boolean titleSeen;
    private @Nullable FoldedText title;
    private String language = "";
    private String metaLanguage = "";
    private @Nullable WebUrl canonical;
    private @Nullable WebUrl headerCanonical;
    private final List<WebUrl> sitemaps = new ArrayList<>(0);
    private int robots = PageRobots.NONE;

    /**
     * A reader of one page.
     *
     * @param base where relative links start from until the page says otherwise
     */
    PageReader(PageSource page, WebUrl base, ExtractOptions options, RobotsDirectives directives, RunSource source) {
        this.page = page.url();
        this.base = page.url();
        this.directives = directives;
        this.recordedKinds = LinkKinds.bits(options.kinds());
        this.source = source;
        this.text = new TextRuns(source);
        this.links = new LinkCollector(options.limits());
        noteHeaders(page);
        this.base = base;
        this.resolved = false;
    }

    /** Says what the page was in, where it is not UTF-8: the queries of its links are then in that, too. */
    void encodedIn(Charset charset) {
        encoding = charset;
    }

    /** Where relative links start from: the first base element with an href, wherever it is (HTML standard, 4.2.3). */
    WebUrl base() {
        return base;
    }

    /** Whether a link came before the base that it starts from, so that the page has to be read again with that base. */
    boolean baseCameLate() {
        return baseCameLate;
    }

    /** What the page says, when all of it was heard. */
    Extraction extraction(PageSource page) {
        while (openCount > 0) {
            closeLink();
        }
        String declared = language.isEmpty() ? metaLanguage : language;
        var found = links.links(text);
        return new Extraction(
                title == null ? "" : title.toString(),
                declared.isEmpty() ? languageTag(page.contentLanguage()) : declared,
                canonical == null ? headerCanonical : canonical,
                robots,
                found,
                links.dropped(),
                sitemaps,
                text.profile());
    }

    private void noteHeaders(PageSource page) {
        for (String header : page.robotsTags()) {
            robots |= directives.ofHeader(header);
        }
        for (String header : page.linkHeaders()) {
            for (LinkHeader.Value link : LinkHeader.parse(header)) {
                noteHeaderLink(link);
            }
        }
    }

    private void noteHeaderLink(LinkHeader.Value link) {
        String context = link.anchor();
        if (context != null && !page.equals(page.resolve(context))) {
            // It says something of another page.
            return;
        }
        int rel = RelToken.bitsOf(link.rel());
        LinkKind kind = LinkKinds.ofRel(rel, LinkKind.HTTP_LINK);
        if (kind == LinkKind.CANONICAL && headerCanonical == null) {
            headerCanonical = page.resolve(link.target());
        }
        if (LinkKinds.namesSitemap(rel)) {
            noteSitemap(page.resolve(link.target()));
        }
        FoundLink found = records(kind) ? note(link.target(), kind, rel) : null;
        if (found != null) {
            found.hreflang = languageTag(link.hreflang());
            found.label = FoldedText.fold(link.title(), io.linkloom.common.model.Link.MAX_ANCHOR);
        }
    }

    void start(Tag tag, TagAttributes attributes) {
        if (tag.is(Tag.BLOCK)) {
            text.endBlock();
            if (tag.is(Tag.CONTAINER)) {
                places.enter(tag, attributes);
                return;
            }
        }
        switch (tag) {
            case A -> openLink(attributes, Attr.HREF);
            case SVG_A -> openLink(attributes, attributes.has(Attr.HREF) ? Attr.HREF : Attr.XLINK_HREF);
            case AREA -> noteVisible(attributes, Attr.HREF, LinkKind.AREA);
            case IMG -> noteImage(attributes);
            case IFRAME -> noteVisible(attributes, Attr.SRC, LinkKind.IFRAME);
            case FRAME -> noteVisible(attributes, Attr.SRC, LinkKind.FRAME);
            case FORM -> noteForm(attributes);
            case BR -> text.space();
            case NOSCRIPT -> noscriptDepth++;
            case TITLE -> titleOpen = true;
            default -> startInHead(tag, attributes);
        }
    }

    private void startInHead(Tag tag, TagAttributes attributes) {
        switch (tag) {
            case HTML -> noteLanguage(attributes);
            case HEAD -> inHead = true;
            case BASE -> noteBase(attributes);
            case META -> noteMeta(attributes);
            case LINK -> noteLink(attributes);
            default -> {}
        }
    }

    void end(Tag tag) {
        if (tag.is(Tag.BLOCK)) {
            text.endBlock();
            if (tag.is(Tag.CONTAINER)) {
                places.leave();
            }
            return;
        }
        switch (tag) {
            case A, SVG_A -> closeLink();
            case HEAD -> inHead = false;
            case NOSCRIPT -> noscriptDepth--;
            case TITLE -> {
                titleOpen = false;
                titleSeen |= inHead;
            }
            default -> {}
        }
    }

    /** A run of text that a reader sees, or the text of a title. */
    void text(long run) {
        if (titleOpen) {
            if (inHead && !titleSeen) {
                title = title == null ? new FoldedText(Extraction.MAX_TITLE) : title;
                source.append(run, 0, Integer.MAX_VALUE, title);
            }
        } else if (noscriptDepth == 0) {
            text.add(run);
        }
    }

    private boolean records(LinkKind kind) {
        return (recordedKinds & (1 << kind.code())) != 0;
    }

    private void openLink(TagAttributes attributes, Attr reference) {
        pushLink(note(attributes, reference, LinkKind.A));
    }

    private void closeLink() {
        if (openCount > 0) {
            lastClosed = openLinks[--openCount];
            if (lastClosed != null) {
                lastClosed.endsAt(text.size());
            }
        }
    }

    /** The link that ended last goes on: a tree had to end it, the page has not. */
    void reopenLink() {
        pushLink(lastClosed);
    }

    private void pushLink(@Nullable FoundLink link) {
        if (openCount == openLinks.length) {
            openLinks = Arrays.copyOf(openLinks, 2 * openCount);
        }
        openLinks[openCount++] = link;
    }

    private void noteVisible(TagAttributes attributes, Attr reference, LinkKind kind) {
        FoundLink found = note(attributes, reference, kind);
        if (found != null) {
            found.alt = attributes.run(Attr.ALT);
        }
    }

    private void noteImage(TagAttributes attributes) {
        if (openCount > 0 && noscriptDepth == 0 && attributes.has(Attr.ALT)) {
            text.space();
            text.add(attributes.run(Attr.ALT));
            text.space();
        }
        noteVisible(attributes, Attr.SRC, LinkKind.IMG);
    }

    /** A form that is sent by GET leads to a page; others do something there. */
    private void noteForm(TagAttributes attributes) {
        if (records(LinkKind.FORM)) {
            String method = attributes.value(Attr.METHOD);
            if (!method.equalsIgnoreCase("post") && !method.equalsIgnoreCase("dialog")) {
                noteVisible(attributes, Attr.ACTION, LinkKind.FORM);
            }
        }
    }

    /** Notes a link to what an attribute refers to; returns it if it speaks for its target. */
    private @Nullable FoundLink note(TagAttributes attributes, Attr reference, LinkKind kind) {
        if (!records(kind) || !attributes.has(reference)) {
            return null;
        }
        int rel = attributes.has(Attr.REL) ? RelToken.bitsOf(attributes.value(Attr.REL)) : 0;
        FoundLink found = note(attributes.value(reference), kind, rel);
        if (found != null) {
            found.beginsAt(text.size());
            describe(found, attributes);
        }
        return found;
    }

    private static void describe(FoundLink found, TagAttributes attributes) {
        found.ariaLabel = attributes.run(Attr.ARIA_LABEL);
        found.title = attributes.run(Attr.TITLE);
        if (attributes.has(Attr.HREFLANG)) {
            found.hreflang = languageTag(attributes.value(Attr.HREFLANG));
        }
    }

    /** Links that lead nowhere, to no web URL or to the page itself do not count. */
    private @Nullable FoundLink note(String reference, LinkKind kind, int rel) {
        resolved = true;
        WebUrl target = base.resolve(reference, encoding);
        if (target == null || target.equals(page)) {
            return null;
        }
        FoundLink found = links.note(target, kind, rel);
        if (found != null) {
            found.position = position;
            found.place = places.current();
        }
        position++;
        return found;
    }

    private void noteLanguage(TagAttributes html) {
        if (language.isEmpty()) {
            language = languageTag(html.value(html.has(Attr.LANG) ? Attr.LANG : Attr.XML_LANG));
        }
    }

    private void noteBase(TagAttributes attributes) {
        if (!baseSeen && attributes.has(Attr.HREF)) {
            baseSeen = true;
            WebUrl named = page.resolve(attributes.value(Attr.HREF), encoding);
            if (named != null && !named.equals(base)) {
                base = named;
                baseCameLate = resolved;
            }
        }
    }

    private void noteMeta(TagAttributes meta) {
        if (meta.has(Attr.NAME) && directives.isForUs(meta.value(Attr.NAME))) {
            robots |= directives.ofMeta(meta.value(Attr.CONTENT));
        }
        if (meta.has(Attr.HTTP_EQUIV)) {
            noteEquivalent(meta.value(Attr.HTTP_EQUIV), meta);
        }
        if (records(LinkKind.OG_URL) && meta.value(Attr.PROPERTY).equalsIgnoreCase("og:url")) {
            noteReference(meta.value(Attr.CONTENT), LinkKind.OG_URL);
        }
    }

    private void noteEquivalent(String header, TagAttributes meta) {
        if (header.equalsIgnoreCase("content-language") && metaLanguage.isEmpty()) {
            metaLanguage = languageTag(meta.value(Attr.CONTENT));
        } else if (header.equalsIgnoreCase("refresh") && records(LinkKind.META_REFRESH)) {
            noteReference(MetaRefresh.reference(meta.value(Attr.CONTENT)), LinkKind.META_REFRESH);
        }
    }

    private void noteReference(String reference, LinkKind kind) {
        if (!reference.isBlank()) {
            var _ = note(reference, kind, 0);
        }
    }

    /** Only in the head does a link say what page this is and which others belong to it; comments cannot write there. */
    private void noteLink(TagAttributes attributes) {
        int rel = RelToken.bitsOf(attributes.value(Attr.REL));
        LinkKind kind = inHead ? LinkKinds.ofRel(rel, LinkKind.LINK) : LinkKind.LINK;
        boolean first = kind == LinkKind.CANONICAL && canonical == null;
        boolean sitemap = inHead && LinkKinds.namesSitemap(rel);
        if (!first && !sitemap && !records(kind)) {
            return;
        }
        String reference = attributes.value(Attr.HREF);
        if (reference.isBlank()) {
            return;
        }
        if (first) {
            resolved = true;
            canonical = base.resolve(reference, encoding);
        }
        if (sitemap) {
            resolved = true;
            noteSitemap(base.resolve(reference, encoding));
        }
        FoundLink found = records(kind) ? note(reference, kind, rel) : null;
        if (found != null) {
            describe(found, attributes);
        }
    }

    private void noteSitemap(@Nullable WebUrl sitemap) {
        if (sitemap != null && sitemaps.size() < Extraction.MAX_SITEMAPS && !sitemaps.contains(sitemap)) {
            sitemaps.add(sitemap);
        }
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
