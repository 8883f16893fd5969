package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;

/** In what charset a page is written, and how it says so. */
enum PageCharset {
    UTF_8_BY_HEADER("text/html; charset=utf-8", "", "", false),
    UTF_8_BY_ODD_HEADER("Text/HTML;Charset=\"UTF-8\"", "", "", false),
    UTF_8_BY_META("text/html", "", "<meta charset=\"utf-8\">\n", false),
    UTF_8_BY_HTTP_EQUIV(
            "text/html", "", "<META http-equiv='Content-Type' content='text/html; charset=UTF-8'>\n", false),
    UTF_8_BY_BYTE_ORDER_MARK("text/html", "\u00EF\u00BB\u00BF", "", false),
    LATIN_1_BY_HEADER("text/html; charset=ISO-8859-1", "", "", true);

    private static final PageCharset[] ALL = values();

    /** The value of the Content-Type field. */
    final String contentType;

    /** What the body begins with, one byte a character. */
    final String start;

    /** What the head begins with. */
    final String meta;

    final boolean isLatin1;

    PageCharset(String contentType, String start, String meta, boolean isLatin1) {
        this.contentType = contentType;
        this.start = start;
        this.meta = meta;
        this.isLatin1 = isLatin1;
    }

    /** Plain UTF-8 for half of all hashes. */
    static PageCharset of(long hash) {
        return (hash & 1) == 0 ? UTF_8_BY_HEADER : ALL[below(hash, ALL.length)];
    }
}
