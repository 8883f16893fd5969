package io.linkloom.common.config;

/** Texts of strangers inside our sentences. */
final class Texts {

    private static final int MAX_QUOTED_CHARS = 80;

    private Texts() {}

    /** The text in quotes, cut when long, with control characters made harmless: it goes to a terminal or a log. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .limit(MAX_QUOTED_CHARS)
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .forEach(quoted::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MAX_QUOTED_CHARS) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }
}
