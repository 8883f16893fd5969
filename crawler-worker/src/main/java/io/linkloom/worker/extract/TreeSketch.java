package io.linkloom.worker.extract;

/**
 * As much of the HTML standard's tree construction (13.2.6) as changes what is a link and where it is: where the head ends,
 * which table a cell is in, what an end tag ends, what SVG and MathML begin and end, frame sets, templates.
 *
 * <p>It builds nothing and moves nothing. So it takes text before a table that stands in it for text in the table, and
 * knows of paragraphs, list items and the like only that they separate words.
 */
final class TreeSketch {
    private final PageReader reader;
    private final ScannedAttributes attributes;
    private final OpenElements elements = new OpenElements();
    private final OpenLinks links = new OpenLinks();

    private boolean headOpen = true;
    private boolean frames;
    private boolean formOpen;
    private int templates;
    private int tables;
    private int noscripts;
    /** How many elements of SVG and MathML are open in which HTML may be, and in which not. */
    private int foreign;

    TreeSketch(PageReader reader, ScannedAttributes attributes) {
        this.reader = reader;
        this.attributes = attributes;
        reader.start(Tag.HEAD, attributes);
    }

    /** Whether the tags and text that follow are those of HTML. */
    boolean isHtml() {
        return foreign == 0 || !isForeign(elements.top());
    }

    private static boolean isForeign(Tag tag) {
        return tag == Tag.SVG || tag == Tag.MATH;
    }

    /** A run of text. */
    void text(byte[] bytes, int from, int to) {
        if (templates > 0 || frames) {
            return;
        }
        if (headOpen && noscripts == 0) {
            if (isBlank(bytes, from, to)) {
                return;
            }
            endHead();
        }
        reader.text(ScannedText.run(from, to));
    }

    /** A run of text that belongs to the element that has just begun. */
    void content(int from, int to) {
        if (templates == 0 && !frames) {
            reader.text(ScannedText.run(from, to));
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!TagBytes.isSpace(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private void endHead() {
        headOpen = false;
        reader.end(Tag.HEAD);
        reader.start(Tag.BODY, attributes);
    }

    /**
     * A start tag.
     *
     * @return whether what follows is its content and not tags, if it is an element of that sort
     */
    boolean start(Tag tag) {
        if (templates > 0 || frames) {
            startUnheard(tag);
            return true;
        }
        if (foreign > 0 && isForeign(elements.top())) {
            if (!tag.is(Tag.BREAKOUT)) {
                startForeign(tag);
                return (tag == Tag.SCRIPT || tag == Tag.STYLE) && !attributes.selfClosing();
            }
            leaveForeign();
        }
        if (headOpen && !tag.is(Tag.HEAD_PART) && noscripts == 0) {
            if (tag == Tag.FRAMESET) {
                headOpen = false;
                frames = true;
                reader.end(Tag.HEAD);
                return false;
            }
            endHead();
        }
        startHtml(tag);
        return true;
    }

    /** The start tag of an element that does not matter, except that it may be the first of the body. */
    void startUnknown() {
        if (headOpen && templates == 0 && noscripts == 0) {
            endHead();
        }
    }

    private void startUnheard(Tag tag) {
        if (tag == Tag.TEMPLATE) {
            templates++;
        } else if (tag == Tag.FRAME && templates == 0) {
            reader.start(tag, attributes);
        }
    }

    private void startHtml(Tag tag) {
        switch (tag) {
            case A -> startLink();
            case TABLE -> startTable();
            case TD, TH -> startCell(tag);
            case TR, TBODY, THEAD, TFOOT, CAPTION, COL, COLGROUP -> startTablePart(tag);
            case NOSCRIPT -> startNoscript();
            case TEMPLATE -> templates++;
            case FORM -> startForm();
            case IMAGE -> reader.start(Tag.IMG, attributes);
            case OBJECT, APPLET, MARQUEE -> pushMarked(tag);
            case SVG, MATH -> pushForeign(tag);
            case HEAD, FRAME, FRAMESET, BODY -> {}
            default -> startOther(tag);
        }
    }

    private void startOther(Tag tag) {
        if (tag.is(Tag.FOR_READER)) {
            reader.start(tag, attributes);
            if (tag.is(Tag.CONTAINER)) {
                elements.push(tag, false);
            } else if (tag.is(Tag.BLOCK)) {
                elements.begin(anyHeading(tag));
            }
        }
    }

    /** The end tag of any heading ends any heading. */
    private static Tag anyHeading(Tag tag) {
        return switch (tag) {
            case H2, H3, H4, H5, H6 -> Tag.H1;
            default -> tag;
        };
    }

    /** A link within a link ends it (13.2.6.4.7, "a start tag whose tag name is a"). */
    private void startLink() {
        if (links.isOpen()) {
            links.close();
            reader.end(Tag.A);
        }
        links.open(tables);
        reader.start(Tag.A, attributes);
    }

    private void startForm() {
        if (!formOpen) {
            formOpen = true;
            reader.start(Tag.FORM, attributes);
        }
    }

    private void startNoscript() {
        noscripts++;
        elements.push(Tag.NOSCRIPT, false);
        reader.start(Tag.NOSCRIPT, attributes);
    }

    private void startTable() {
        if (tables > 0 && !inCell()) {
            popTo(elements.last(Tag.TABLE));
        }
        tables++;
        elements.push(Tag.TABLE, true);
        reader.start(Tag.TABLE, attributes);
    }

    /** Whether something is open in the innermost table that is not part of a table. */
    private boolean inCell() {
        int table = elements.last(Tag.TABLE);
        return elements.last(Tag.TD) > table || elements.last(Tag.TH) > table || elements.last(Tag.CAPTION) > table;
    }

    private void startCell(Tag cell) {
        if (tables > 0) {
            popTo(elements.last(Tag.TABLE) + 1);
            elements.push(cell, true);
            links.mark();
            reader.start(cell, attributes);
        }
    }

    private void startTablePart(Tag part) {
        if (tables > 0) {
            popTo(elements.last(Tag.TABLE) + 1);
            if (part == Tag.CAPTION) {
                elements.push(part, true);
                links.mark();
            }
            reader.start(part, attributes);
        }
    }

    private void pushMarked(Tag tag) {
        elements.push(tag, true);
        links.mark();
    }

    private void pushForeign(Tag tag) {
        if (!attributes.selfClosing()) {
            elements.push(tag, false);
            foreign++;
        }
    }

    private void startForeign(Tag tag) {
        boolean svg = elements.top() == Tag.SVG;
        if (isForeign(tag)) {
            pushForeign(tag);
        } else if (svg && tag == Tag.A) {
            reader.start(Tag.SVG_A, attributes);
            links.openSvg();
            if (attributes.selfClosing()) {
                endSvgLink();
            }
        } else if (!attributes.selfClosing() && holdsHtml(tag, svg)) {
            elements.push(tag, true);
            foreign++;
        }
    }

    /** The integration points (13.2.6): elements of SVG and MathML whose content is HTML again. */
    private boolean holdsHtml(Tag tag, boolean svg) {
        return switch (tag) {
            case FOREIGNOBJECT, DESC, TITLE -> svg;
            case MI, MO, MN, MS, MTEXT -> !svg;
            case ANNOTATION_XML -> !svg && attributes.value(Attr.ENCODING).contains("html");
            default -> false;
        };
    }

    private void leaveForeign() {
        while (foreign > 0 && isForeign(elements.top())) {
            pop();
        }
    }

    private void endSvgLink() {
        links.close();
        reader.end(Tag.SVG_A);
    }

    /** An end tag. */
    void end(Tag tag) {
        if (templates > 0) {
            if (tag == Tag.TEMPLATE) {
                templates--;
            }
        } else if (!frames) {
            endHeard(tag);
        }
    }

    private void endHeard(Tag tag) {
        switch (tag) {
            case A -> endLink();
            case TABLE -> popWith(elements.last(Tag.TABLE));
            case TD, TH, CAPTION -> endCell(tag);
            case TR, TBODY, THEAD, TFOOT -> endTablePart(tag);
            case NOSCRIPT, SVG, MATH, FOREIGNOBJECT, DESC, MI, MO, MN, MS, MTEXT, ANNOTATION_XML ->
                popWith(elements.last(tag));
            case OBJECT, APPLET, MARQUEE -> popWith(elements.lastInScope(tag));
            case TITLE -> endTitle();
            case FORM -> {
                formOpen = false;
                reader.end(tag);
            }
            case BR -> startHtml(tag);
            case HEAD, BODY, HTML -> {}
            default -> endOther(tag);
        }
    }

    private void endOther(Tag tag) {
        if (tag.is(Tag.CONTAINER)) {
            popWith(elements.lastInScope(tag));
        } else if (tag.is(Tag.BLOCK) && (tag == Tag.P || elements.end(anyHeading(tag)))) {
            // The end tag of a paragraph that is not open makes an empty one.
            reader.end(tag);
        }
    }

    private void endTitle() {
        int svgTitle = elements.last(Tag.TITLE);
        if (svgTitle == OpenElements.NONE) {
            reader.end(Tag.TITLE);
        } else {
            popWith(svgTitle);
        }
    }

    private void endLink() {
        if (links.isSvgOpen()) {
            endSvgLink();
        } else if (links.isInScope(tables)) {
            if (!isHtml()) {
                leaveForeign();
            }
            links.close();
            reader.end(Tag.A);
        }
    }

    private void endCell(Tag cell) {
        int at = elements.last(cell);
        if (at > elements.last(Tag.TABLE)) {
            popWith(at);
        }
    }

    private void endTablePart(Tag part) {
        if (tables > 0) {
            popTo(elements.last(Tag.TABLE) + 1);
            reader.end(part);
        }
    }

    private void popWith(int element) {
        if (element != OpenElements.NONE) {
            popTo(element);
        }
    }

    private void popTo(int newSize) {
        while (elements.size() > newSize) {
            pop();
        }
    }

    private void pop() {
        Tag tag = elements.pop();
        if (tag.is(Tag.CONTAINER)) {
            reader.end(tag);
        }
        switch (tag) {
            case TABLE -> tables--;
            case TD, TH, CAPTION, OBJECT, APPLET, MARQUEE -> popMarker();
            case NOSCRIPT -> {
                noscripts--;
                reader.end(tag);
            }
            case SVG, MATH, FOREIGNOBJECT, DESC, TITLE, MI, MO, MN, MS, MTEXT, ANNOTATION_XML -> popForeign();
            default -> {}
        }
    }

    private void popMarker() {
        while (links.closeToMarker()) {
            reader.end(Tag.A);
        }
    }

    private void popForeign() {
        foreign--;
        while (links.isSvgOpen()) {
            endSvgLink();
        }
    }
}
