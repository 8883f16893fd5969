package io.linkloom.worker.extract;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Goes through jsoup's tree once and tells the page's reader of it.
 *
 * <p>Where a page closes a paragraph or another element within a link, the tree has the link twice, before and after
 * (HTML standard, 13.2.4.3, "reconstruct the active formatting elements"). Both parts have the position of the one tag
 * that began them, and are told as one link.
 */
final class JsoupWalk implements NodeFilter {
    private final PageReader reader;
    private final JsoupText text;
    private final ElementAttributes attributes;
    /** Where on the page the link that ended last was begun. */
    private int lastLink = -1;

    private static final class ElementAttributes implements TagAttributes {
        private final JsoupText text;
        private Element element;

        ElementAttributes(JsoupText text) {
            this.text = text;
            this.element = new Element("html");
        }

        @Override
        public boolean has(Attr attr) {
            return element.hasAttr(attr.label());
        }

        @Override
        public String value(Attr attr) {
            return element.attr(attr.label());
        }

        @Override
        public long run(Attr attr) {
            return has(attr) ? text.add(value(attr)) : TextRuns.NOTHING;
        }
    }

    JsoupWalk(PageReader reader, JsoupText text) {
        this.reader = reader;
        this.text = text;
        this.attributes = new ElementAttributes(text);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode run) {
            reader.text(text.add(run.getWholeText()));
            return FilterResult.CONTINUE;
        }
        return node instanceof Element element ? enter(element) : FilterResult.CONTINUE;
    }

    private FilterResult enter(Element element) {
        Tag tag = tagOf(element);
        if (tag == null) {
            return FilterResult.CONTINUE;
        }
        if (tag == Tag.A && element.sourceRange().startPos() == lastLink) {
            reader.reopenLink();
        } else if (tag.is(Tag.FOR_READER)) {
            attributes.element = element;
            reader.start(tag, attributes);
        }
        boolean silent = tag == Tag.TEMPLATE || tag.is(Tag.RAW_TEXT | Tag.SCRIPT_DATA);
        return silent ? FilterResult.SKIP_CHILDREN : FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            Tag tag = tagOf(element);
            if (tag != null && tag.is(Tag.FOR_READER)) {
                reader.end(tag);
                lastLink = tag == Tag.A ? element.sourceRange().startPos() : lastLink;
            }
        }
        return FilterResult.CONTINUE;
    }

    /** Outside HTML only links count, and what is no text there either. */
    private static @Nullable Tag tagOf(Element element) {
        Tag tag = Tag.ofName(element.normalName());
        if (tag == null || element.tag().namespace().equals(Parser.NamespaceHtml)) {
            return tag;
        }
        boolean svg = element.tag().namespace().equals(Parser.NamespaceSvg);
        return switch (tag) {
            case A -> svg ? Tag.SVG_A : null;
            case SCRIPT, STYLE -> tag;
            default -> null;
        };
    }
}
