package io.linkloom.worker.extract;

/**
 * Text as a reader sees it: white space folded to one space and trimmed, what is invisible left out, cut at a number of
 * code points. Unpaired surrogates become U+FFFD, so that the text has a UTF-8 form. Can be used again and again.
 */
final class FoldedText {
    private static final char SOFT_HYPHEN = '\u00AD';
    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final char[] text;
    private final int maxCodePoints;
    private int length;
    private int codePoints;
    private boolean spacePending;
    private boolean full;

    FoldedText(int maxCodePoints) {
        this.maxCodePoints = maxCodePoints;
        this.text = new char[2 * maxCodePoints];
    }

    static String fold(String raw, int maxCodePoints) {
        FoldedText folded = new FoldedText(maxCodePoints);
        folded.append(raw);
        return folded.toString();
    }

    FoldedText clear() {
        length = 0;
        codePoints = 0;
        spacePending = false;
        full = false;
        return this;
    }

    boolean isFull() {
        return full;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int codePoints() {
        return codePoints;
    }

    void append(String raw) {
        append(raw, 0, raw.length());
    }

    void append(String raw, int from, int to) {
        for (int i = from; i < to && !full; i++) {
            char c = raw.charAt(i);
            if (c > ' ' && c < 0x7F) {
                appendVisible(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(raw.charAt(i + 1))) {
                appendVisible(Character.toCodePoint(c, raw.charAt(++i)));
            } else {
                appendCodePoint(c);
            }
        }
    }

    /**
     * Appends bytes of ASCII as long as they mean themselves, which neither an ampersand nor a byte beyond ASCII does.
     *
     * @return where it stopped: at such a byte, at the end, or where the text was full
     */
    int appendPlain(byte[] bytes, int from, int to) {
        int i = from;
        for (; i < to && !full; i++) {
            byte b = bytes[i];
            if (b > ' ' && b < 0x7F && b != '&') {
                appendVisible(b);
            } else if (b < 0 || b == '&') {
                break;
            } else {
                appendCodePoint(b);
            }
        }
        return i;
    }

    /** Appends any code point, white space and invisible ones included. */
    void appendCodePoint(int c) {
        if (isSpace(c)) {
            space();
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            appendVisible(REPLACEMENT);
        } else if (c != 0 && c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE && c != BYTE_ORDER_MARK) {
            appendVisible(c);
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
            text[length++] = ' ';
            spacePending = false;
        }
        if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            text[length++] = (char) codePoint;
        } else {
            length += Character.toChars(codePoint, text, length);
        }
        codePoints += needed;
    }

    /** Control characters count as space too: none may end up in a line of an export. The zero byte is nothing in HTML. */
    private static boolean isSpace(int c) {
        return (c <= ' ' && c != 0) || (c >= 0x7F && c <= 0xA0) || (c >= 0x1680 && Character.isSpaceChar(c));
    }

    /** The last code points of the text, without white space at either end. */
    String last(int most) {
        int from = codePoints <= most ? 0 : Character.offsetByCodePoints(text, 0, length, length, -most);
        if (from < length && text[from] == ' ') {
            from++;
        }
        return new String(text, from, length - from);
    }

    @Override
    public String toString() {
        return new String(text, 0, length);
    }
}
