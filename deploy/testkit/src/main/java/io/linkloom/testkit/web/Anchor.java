package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.Words.Word;

/** The contents of a link: as its page's author marked them up, and as a reader sees them. Both follow from a hash. */
final class Anchor {

    /** How the contents of a link are marked up, and how many of 64 links are. */
    private enum Style {
        PLAIN(32),
        BOLD(4),
        SPLIT(3),
        ESCAPED(3),
        BREAK(3),
        CARD(4),
        IMAGE(3),
        IMAGE_AND_TEXT(2),
        IMAGE_WITHOUT_TEXT(2),
        COMMENT(2),
        SPACED(3),
        NESTED(1),
        ENTITIES(1),
        LONG(1);

        final int weight;

        Style(int weight) {
            this.weight = weight;
        }
    }

    private static final int MAX_CODE_POINTS = 256;
    private static final int LONG_WORDS = 70;
    private static final Style[] STYLES = styles();

    private static final byte[] IMAGE_START = Words.bytes("<img src=\"data:,\" alt=\"");
    private static final byte[] IMAGE_END = Words.bytes("\" width=120>");

    private Anchor() {}

    /** Whether the contents hold elements that must not stand in a paragraph. */
    static boolean isBlock(long hash) {
        return style(hash) == Style.CARD;
    }

    /** What a reader sees of the contents that {@link #write} writes. */
    static String text(long hash) {
        return switch (style(hash)) {
            case PLAIN -> wordsText(hash, 1 + below(mix(hash, 99), 4));
            case BOLD, BREAK, NESTED, COMMENT, SPACED, IMAGE -> wordsText(hash, 2);
            case CARD, IMAGE_AND_TEXT -> wordsText(hash, 3);
            case SPLIT ->
                word(hash, 0).text() + word(hash, 1).text() + " "
                        + word(hash, 2).text();
            case ESCAPED ->
                word(hash, 0).text() + " & <" + word(hash, 1).text() + "> \""
                        + word(hash, 2).text() + '"';
            case ENTITIES -> "café – " + word(hash, 0).text() + " 100 €";
            case IMAGE_WITHOUT_TEXT -> "";
            case LONG -> cut(longText(hash));
        };
    }

    /** Writes the contents of a link as HTML. */
    static void write(ByteSink out, long hash, boolean isLatin1) {
        Pen pen = new Pen(out, hash, isLatin1);
        switch (style(hash)) {
            case PLAIN -> pen.words(0, 1 + below(mix(hash, 99), 4));
            case BOLD -> pen.html("<b>").words(0, 1).html("</b> ").words(1, 2);
            case SPLIT -> pen.words(0, 1).html("<i>").words(1, 2).html("</i> ").words(2, 3);
            case ESCAPED ->
                pen.words(0, 1)
                        .html(" &amp; &lt;")
                        .words(1, 2)
                        .html("&gt; &quot;")
                        .words(2, 3)
                        .html("&#34;");
            case BREAK -> pen.words(0, 1).html("<br>").words(1, 2);
            case CARD ->
                pen.html("\n  <h3>")
                        .words(0, 1)
                        .html("</h3>\n  <p>")
                        .words(1, 3)
                        .html("</p>\n");
            case IMAGE -> pen.image(0, 2);
            case IMAGE_AND_TEXT -> pen.image(0, 1).html(" <span>").words(1, 3).html("</span>");
            case IMAGE_WITHOUT_TEXT -> pen.html((hash & 64) == 0 ? "<img src='data:,'>" : "<img src='data:,' alt=''>");
            case COMMENT ->
                pen.words(0, 1)
                        .html(" <!-- <a href=\"/no-link\">not this</a> --> ")
                        .words(1, 2);
            case SPACED ->
                pen.html("\n      ").words(0, 1).html(" \t\n ").words(1, 2).html("  ");
            case NESTED ->
                pen.html("<span class=\"o\"><span>")
                        .words(0, 1)
                        .html("</span> <EM>")
                        .words(1, 2)
                        .html("</EM></span>");
            case ENTITIES -> pen.html("caf&eacute; &ndash; ").words(0, 1).html(" 100&#x20;&euro;");
            case LONG -> pen.text(longText(hash));
        }
    }

    /** What a reader sees of the alternative text that {@link #writeAlternative} writes. */
    static String alternativeText(long hash) {
        return wordsText(hash, 2);
    }

    /** Writes the alternative text of an area. */
    static void writeAlternative(ByteSink out, long hash, boolean isLatin1) {
        new Pen(out, hash, isLatin1).words(0, 2);
    }

    /** Writes words of one anchor, and markup between them. */
    private record Pen(ByteSink out, long hash, boolean isLatin1) {

        Pen html(String ascii) {
            out.ascii(ascii);
            return this;
        }

        Pen words(int from, int to) {
            for (int i = from; i < to; i++) {
                if (i > from) {
                    out.put(' ');
                }
                out.put(word(hash, i).in(isLatin1));
            }
            return this;
        }

        Pen text(String text) {
            out.put(new Word(text).in(isLatin1));
            return this;
        }

        Pen image(int from, int to) {
            out.put(IMAGE_START);
            words(from, to);
            out.put(IMAGE_END);
            return this;
        }
    }

    private static Style style(long hash) {
        return STYLES[(int) hash & 63];
    }

    private static Word word(long hash, int index) {
        return Words.TEXT[below(mix(hash, index), Words.TEXT.length)];
    }

    private static String wordsText(long hash, int count) {
        if (count == 1) {
            return word(hash, 0).text();
        }
        StringBuilder text = new StringBuilder(16 * count);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(' ');
            }
            text.append(word(hash, i).text());
        }
        return text.toString();
    }

    /** A text that is cut within a word, so that what trimming does to a cut behind a space need not be settled. */
    private static String longText(long hash) {
        String text = wordsText(hash, LONG_WORDS);
        int beforeCut = text.codePointBefore(text.offsetByCodePoints(0, MAX_CODE_POINTS));
        return beforeCut == ' ' ? "A" + text : text;
    }

    private static String cut(String text) {
        return text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS));
    }

    private static Style[] styles() {
        Style[] all = new Style[64];
        int filled = 0;
        for (Style style : Style.values()) {
            for (int i = 0; i < style.weight; i++) {
                all[filled++] = style;
            }
        }
        return all;
    }
}
