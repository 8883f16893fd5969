package io.linkloom.standalone.output;

/** Text of unknown origin made fit for a terminal: harmless, of known width, short enough. */
public final class TerminalText {

    private static final String ELLIPSIS = "…";

    private TerminalText() {}

    /** The text in one line, with everything that could steer a terminal replaced. */
    public static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().map(TerminalText::harmless).forEach(harmless::appendCodePoint);
        return harmless.toString();
    }

    private static int harmless(int codePoint) {
        if (Character.isWhitespace(codePoint)) {
            return ' ';
        }
        return switch (Character.getType(codePoint)) {
            // Format characters are the ones that turn the direction of writing or hide text.
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> 0xFFFD;
            default -> codePoint;
        };
    }

    /** How many columns a harmless text takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /* The blocks that are wide or full-width throughout in Unicode's East Asian Width (UAX 11), and emoji. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }

    /** The text cut at its end to so many columns. */
    public static String cut(String text, int columns) {
        return width(text) <= columns ? text : head(text, columns - 1) + ELLIPSIS;
    }

    /** The text cut in its middle to so many columns: of a URL, host and last part tell most. */
    public static String cutMiddle(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int tail = (columns - 1) / 2;
        return head(text, columns - 1 - tail) + ELLIPSIS + tail(text, tail);
    }

    private static String head(String text, int columns) {
        int end = 0;
        for (int left = columns; end < text.length(); ) {
            int codePoint = text.codePointAt(end);
            left -= width(codePoint);
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int columns) {
        int start = text.length();
        for (int left = columns; start > 0; ) {
            int codePoint = text.codePointBefore(start);
            left -= width(codePoint);
            if (left < 0) {
                break;
            }
            start -= Character.charCount(codePoint);
        }
        return text.substring(start);
    }
}
