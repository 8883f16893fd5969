package io.linkloom.common.url;

import org.jspecify.annotations.Nullable;

/** The IPv6 parser and serializer of the URL standard (3.5, 3.6). */
final class Ipv6 {
    private static final int PIECES = 8;
    private static final int NONE = -1;

    private final String text;
    private final int[] pieces = new int[PIECES];
    private int at;
    private int piece;
    private int compress = NONE;

    private Ipv6(String text) {
        this.text = text;
    }

    /** The eight pieces of an address written without brackets, or null if it is none. */
    static int @Nullable [] parse(String text) {
        Ipv6 parser = new Ipv6(text);
        return parser.readLeadingCompression() && parser.readPieces() && parser.expand() ? parser.pieces : null;
    }

    /** The canonical spelling with brackets (RFC 5952: the first longest run of zeros compressed). */
    static String serialize(int[] pieces) {
        StringBuilder out = new StringBuilder(41).append('[');
        int run = longestZeroRun(pieces);
        for (int i = 0; i < PIECES; i++) {
            if (i == run) {
                out.append(i == 0 ? "::" : ":");
                while (i + 1 < PIECES && pieces[i + 1] == 0) {
                    i++;
                }
            } else {
                out.append(Integer.toHexString(pieces[i]));
                out.append(i < PIECES - 1 ? ":" : "");
            }
        }
        return out.append(']').toString();
    }

    private boolean readLeadingCompression() {
        if (peek(0) != ':') {
            return true;
        }
        if (peek(1) != ':') {
            return false;
        }
        at += 2;
        compress = ++piece;
        return true;
    }

    private boolean readPieces() {
        while (at < text.length()) {
            if (piece == PIECES) {
                return false;
            }
            if (peek(0) == ':') {
                if (compress != NONE) {
                    return false;
                }
                at++;
                compress = ++piece;
                continue;
            }
            int start = at;
            int value = readHexPiece();
            if (peek(0) == '.') {
                at = start;
                return readIpv4Tail();
            }
            if (!readSeparator()) {
                return false;
            }
            pieces[piece++] = value;
        }
        return true;
    }

    /** Up to four hexadecimal digits; none is the value 0, as in the standard, and fails at the separator. */
    private int readHexPiece() {
        int value = 0;
        for (int length = 0; length < 4 && Ascii.hexValue(peek(0)) >= 0; length++) {
            value = value << 4 | Ascii.hexValue(peek(0));
            at++;
        }
        return value;
    }

    private boolean readSeparator() {
        if (at == text.length()) {
            return true;
        }
        return peek(0) == ':' && ++at < text.length();
    }

    /** The last 32 bits written as four decimal numbers without leading zeros. */
    private boolean readIpv4Tail() {
        if (piece > PIECES - 2) {
            return false;
        }
        for (int seen = 0; seen < 4; seen++) {
            boolean dotted = seen == 0 || peek(0) == '.';
            at += seen == 0 ? 0 : 1;
            int value = dotted ? readDecimalByte() : NONE;
            if (value < 0) {
                return false;
            }
            pieces[piece] = pieces[piece] << 8 | value;
            piece += seen & 1;
        }
        return at == text.length();
    }

    private int readDecimalByte() {
        int value = NONE;
        while (Ascii.isDigit(peek(0))) {
            if (value == 0) {
                return NONE;
            }
            value = Math.max(value, 0) * 10 + peek(0) - '0';
            if (value > 255) {
                return NONE;
            }
            at++;
        }
        return value;
    }

    /** Moves the pieces after the compression to the end. */
    private boolean expand() {
        if (compress == NONE) {
            return piece == PIECES;
        }
        int moved = piece - compress;
        for (int from = piece - 1, to = PIECES - 1; moved > 0 && from != to; moved--, from--, to--) {
            pieces[to] = pieces[from];
            pieces[from] = 0;
        }
        return true;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private static int longestZeroRun(int[] pieces) {
        int best = NONE;
        int bestLength = 1;
        for (int start = 0; start < PIECES; start++) {
            int end = start;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                best = start;
                bestLength = end - start;
            }
            start = Math.max(start, end);
        }
        return best;
    }
}
