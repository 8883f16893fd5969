package io.linkloom.worker.extract;

/**
 * Text as a reader sees it: white space folded to one space and trimmed, what is invisible left out, cut at a number of
 * code points. Unpaired surrogates become U+FFFD, so that the text has a UTF-8 form.
 */
final class FoldedText {
    private static final char SOFT_HYPHEN = '\u00AD';
    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final StringBuilder text = new StringBuilder();
    private final int maxCodePoints;
    private int codePoints;
    private boolean spacePending;
    private boolean full;

    FoldedText(int maxCodePoints) {
        this.maxCodePoints = maxCodePoints;
    }

    static String fold(String raw, int maxCodePoints) {
        FoldedText folded = new FoldedText(maxCodePoints);
        folded.append(raw);
        return folded.toString();
    }

    boolean isFull() {
        return full;
    }

    void append(String raw) {
        for (int i = 0; i < raw.length() && !full; i++) {
            char c = raw.charAt(i);
            if (c > ' ' && c < 0x7F) {
                appendVisible(c);
            } else if (isSpace(c)) {
                space();
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < raw.length()
                    && Character.isLowSurrogate(raw.charAt(i + 1))) {
                appendVisible(Character.toCodePoint(c, raw.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                appendVisible('\uFFFD');
            } else if (c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE && c != BYTE_ORDER_MARK) {
                appendVisible(c);
            }
        }
    }

    /** A space, unless there is one or the text begins here. */
    void space() {
        spacePending = codePoints > 0;
    }

    private void appendVisible(int codePoint) {
        int needed = spacePending ? 2 : 1;
        if (codePoints + needed > maxCodePoints) {
            full = true;
            return;
        }
        if (spacePending) {
            text.append(' ');
            spacePending = false;
        }
        text.appendCodePoint(codePoint);
        codePoints += needed;
    }

    /** Control characters count as space too: none may end up in a line of an export. */
    private static boolean isSpace(char c) {
        return c <= ' ' || (c >= 0x7F && c <= 0xA0) || (c >= 0x1680 && Character.isSpaceChar(c));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
