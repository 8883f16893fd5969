package io.linkloom.worker.extract;

import org.jsoup.parser.Parser;

/** Short texts that stand alone, such as titles, as a reader sees them. */
public final class PlainText {
    /** Markup takes more room than what is seen of it, within reason. */
    private static final int RAW_PER_CODE_POINT = 8;

    private PlainText() {}

    /** Without tags, with characters for character references, white space folded. */
    public static String ofHtml(String html, int maxCodePoints) {
        if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
            return folded(html, maxCodePoints);
        }
        String bounded = html.substring(0, Math.min(html.length(), maxCodePoints * RAW_PER_CODE_POINT));
        return folded(Parser.parseBodyFragment(bounded, "").text(), maxCodePoints);
    }

    /** As it is, white space folded. */
    public static String folded(String text, int maxCodePoints) {
        return FoldedText.fold(text, maxCodePoints);
    }
}
