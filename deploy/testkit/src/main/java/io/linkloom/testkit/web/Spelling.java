package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.mix;

/**
 * Writes a URL in one of the many spellings that resolve to it. Each is certain under the WHATWG URL standard followed
 * by the documented normalisation (fragment dropped, unreserved characters decoded, escapes in upper case).
 */
final class Spelling {

    /** How much of the URL is written. */
    enum Form {
        ABSOLUTE,
        SCHEME_RELATIVE,
        PATH_ABSOLUTE,
        RELATIVE
    }

    /** What is done to the URL beyond that, and to how many of 64 URLs. */
    enum Twist {
        NONE(43),
        UPPER_CASE_HOST(3),
        NEEDLESS_ESCAPE(3),
        LOWER_CASE_ESCAPES(3),
        UNESCAPED(3),
        FRAGMENT(4),
        WHITESPACE_AROUND(1),
        DOT_SEGMENTS(2),
        BACKSLASHES(1),
        NEWLINE_INSIDE(1);

        final int weight;

        Twist(int weight) {
            this.weight = weight;
        }

        boolean isMarkupOnly() {
            return this == WHITESPACE_AROUND || this == NEWLINE_INSIDE || this == UNESCAPED;
        }
    }

    private static final Twist[] TWISTS = twists();
    private static final byte[] HEX = Words.bytes("0123456789ABCDEF");
    private static final byte[] LOWER_HEX = Words.bytes("0123456789abcdef");
    private static final int SCHEME_LENGTH = "http:".length();
    private static final int ORIGIN_SLASHES_END = "http://".length();

    private Spelling() {}

    /** What relative URLs are relative to: an origin, numbered, and a path. */
    record Base(int site, int host, ByteSink url, int pathStart) {

        boolean hasOrigin(int otherSite, int otherHost) {
            return site == otherSite && host == otherHost;
        }
    }

    /**
     * Writes a spelling of {@code url}, in UTF-8.
     *
     * @param url a URL in its normal form
     * @param pathStart where its path begins
     * @param isSameOrigin whether it has the base's origin
     * @param isMarkup whether it is for an attribute of HTML rather than for a header
     */
    static void write(
            ByteSink out, ByteSink url, int pathStart, Base base, boolean isSameOrigin, long hash, boolean isMarkup) {
        Form form = form(hash, isSameOrigin);
        Twist twist = TWISTS[(int) (hash >>> 8) & 63];
        if (!isMarkup && twist.isMarkupOnly()) {
            twist = Twist.NONE;
        }
        if (twist == Twist.WHITESPACE_AROUND) {
            out.ascii((hash & 1) == 0 ? " " : "\n\t");
        }
        writeOrigin(out, url, pathStart, form, twist);
        int from = pathStart;
        if (form == Form.RELATIVE) {
            from = writeAscent(out, url, pathStart, base, twist);
        } else if (twist == Twist.DOT_SEGMENTS) {
            out.ascii((hash & 1) == 0 ? "/." : "/detour/..");
        }
        writePath(out, url, from, twist, hash);
        if (twist == Twist.FRAGMENT) {
            out.ascii((hash & 1) == 0 ? "#" : "#section-two");
        } else if (twist == Twist.WHITESPACE_AROUND) {
            out.ascii("  ");
        }
    }

    private static Form form(long hash, boolean isSameOrigin) {
        int draw = (int) hash & 0x7F;
        if (!isSameOrigin) {
            return draw < 112 ? Form.ABSOLUTE : Form.SCHEME_RELATIVE;
        }
        if (draw < 45) {
            return Form.RELATIVE;
        }
        if (draw < 85) {
            return Form.PATH_ABSOLUTE;
        }
        return draw < 118 ? Form.ABSOLUTE : Form.SCHEME_RELATIVE;
    }

    private static void writeOrigin(ByteSink out, ByteSink url, int pathStart, Form form, Twist twist) {
        if (form != Form.ABSOLUTE && form != Form.SCHEME_RELATIVE) {
            return;
        }
        int from = form == Form.ABSOLUTE ? 0 : SCHEME_LENGTH;
        switch (twist) {
            case UPPER_CASE_HOST -> {
                for (int i = from; i < pathStart; i++) {
                    out.put(upper(url.at(i)));
                }
            }
            case BACKSLASHES -> {
                out.put(url, from, SCHEME_LENGTH);
                out.ascii("\\\\");
                out.put(url, ORIGIN_SLASHES_END, pathStart);
            }
            default -> out.put(url, from, pathStart);
        }
    }

    /**
     * Writes the way from the base's directory up to the last directory that the target shares with it.
     *
     * @return where in the target's URL to go on from
     */
    private static int writeAscent(ByteSink out, ByteSink url, int pathStart, Base base, Twist twist) {
        int shared = sharedDirectory(url, pathStart, base);
        int from = pathStart + shared;
        byte[] up = twist == Twist.BACKSLASHES ? Words.bytes("..\\") : Words.bytes("../");
        boolean hasAscended = false;
        for (int i = base.pathStart() + shared; i < pathEnd(base.url()); i++) {
            if (base.url().at(i) == '/') {
                out.put(up);
                hasAscended = true;
            }
        }
        boolean isBare = from == url.length() || url.at(from) == '?' || hasColonInFirstSegment(url, from);
        if ((!hasAscended && isBare) || twist == Twist.DOT_SEGMENTS) {
            out.ascii("./");
        }
        return from;
    }

    /** The length of the longest run of whole directories that both paths begin with. */
    private static int sharedDirectory(ByteSink url, int pathStart, Base base) {
        int targetEnd = pathEnd(url) - pathStart;
        int baseEnd = pathEnd(base.url()) - base.pathStart();
        int shared = 0;
        for (int i = 0; i < targetEnd && i < baseEnd; i++) {
            if (url.at(pathStart + i) != base.url().at(base.pathStart() + i)) {
                break;
            }
            if (url.at(pathStart + i) == '/') {
                shared = i + 1;
            }
        }
        return shared;
    }

    private static int pathEnd(ByteSink url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.at(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    private static boolean hasColonInFirstSegment(ByteSink url, int from) {
        for (int i = from; i < url.length() && url.at(i) != '/' && url.at(i) != '?'; i++) {
            if (url.at(i) == ':') {
                return true;
            }
        }
        return false;
    }

    private static void writePath(ByteSink out, ByteSink url, int from, Twist twist, long hash) {
        int end = pathEnd(url);
        int mark = from + Mix.below(mix(hash), Math.max(1, end - from));
        switch (twist) {
            case NEEDLESS_ESCAPE -> writeWithNeedlessEscape(out, url, from, mark, end, hash);
            case LOWER_CASE_ESCAPES -> writeWithLowerCaseEscapes(out, url, from, end);
            case UNESCAPED -> writeUnescaped(out, url, from, end);
            case BACKSLASHES -> {
                for (int i = from; i < end; i++) {
                    out.put(url.at(i) == '/' ? '\\' : url.at(i));
                }
            }
            case NEWLINE_INSIDE -> {
                out.put(url, from, Math.min(mark, end));
                out.ascii("\n\t");
                out.put(url, Math.min(mark, end), end);
            }
            default -> out.put(url, from, end);
        }
        out.put(url, end, url.length());
    }

    /** Escapes the first letter, tilde, hyphen or underscore at or behind the mark that is not part of an escape. */
    private static void writeWithNeedlessEscape(ByteSink out, ByteSink url, int from, int mark, int end, long hash) {
        byte[] digits = (hash & 1) == 0 ? HEX : LOWER_HEX;
        boolean isDone = false;
        for (int i = from; i < end; i++) {
            int b = url.at(i);
            if (b == '%') {
                out.put(url, i, i + 3);
                i += 2;
            } else if (!isDone && i >= mark && isUnreserved(b)) {
                out.put('%');
                out.put(digits[b >> 4]);
                out.put(digits[b & 15]);
                isDone = true;
            } else {
                out.put(b);
            }
        }
    }

    private static void writeWithLowerCaseEscapes(ByteSink out, ByteSink url, int from, int end) {
        for (int i = from; i < end; i++) {
            if (url.at(i) == '%') {
                out.put('%');
                out.put(lower(url.at(i + 1)));
                out.put(lower(url.at(i + 2)));
                i += 2;
            } else {
                out.put(url.at(i));
            }
        }
    }

    /** Writes spaces and what is not ASCII as it is, which a browser escapes again. */
    private static void writeUnescaped(ByteSink out, ByteSink url, int from, int end) {
        for (int i = from; i < end; i++) {
            int b = url.at(i);
            if (b == '%') {
                int escaped = (Character.digit(url.at(i + 1), 16) << 4) | Character.digit(url.at(i + 2), 16);
                if (escaped == ' ' || escaped >= 0x80) {
                    out.put(escaped);
                } else {
                    out.put(url, i, i + 3);
                }
                i += 2;
            } else {
                out.put(b);
            }
        }
    }

    private static boolean isUnreserved(int b) {
        return (b >= 'a' && b <= 'z') || b == '~' || b == '-' || b == '_';
    }

    private static int upper(int b) {
        return b >= 'a' && b <= 'z' ? b - 'a' + 'A' : b;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b;
    }

    private static Twist[] twists() {
        Twist[] all = new Twist[64];
        int filled = 0;
        for (Twist twist : Twist.values()) {
            for (int i = 0; i < twist.weight; i++) {
                all[filled++] = twist;
            }
        }
        return all;
    }
}
