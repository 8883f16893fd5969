package io.linkloom.common.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of the URL standard (1.3) together with the normal form of escapes.
 *
 * <p>An escape of an unreserved character is decoded, every other escape gets upper-case digits, and a {@code %} that
 * begins no escape stays as it is. Such a bare {@code %} must never grow into an escape by decoding what follows it
 * ({@code %2%35} is not {@code %25}), or the normal form of a normal form could differ from itself. So an escape that
 * stands for a hexadecimal digit stays encoded where a bare {@code %}, or a bare {@code %} and one digit, precede it.
 */
final class PercentCoding {
    private static final int NONE = Integer.MIN_VALUE / 2;

    private PercentCoding() {}

    /**
     * Appends the normal form of a part of a path or query.
     *
     * @param encoded the class of {@link Ascii} whose characters are percent-encoded
     */
    static void appendNormal(StringBuilder out, String in, int from, int to, int encoded) {
        int bare = NONE;
        for (int i = from; i < to; i++) {
            char c = in.charAt(i);
            if (c == '%') {
                int value = escapeAt(in, i, to);
                if (value < 0) {
                    bare = out.length();
                    out.append('%');
                } else {
                    appendEscape(out, value, bare);
                    i += 2;
                }
            } else if (Ascii.isOrBeyond(c, encoded)) {
                i += appendUtf8(out, in, i, to);
            } else {
                out.append(c);
            }
        }
    }

    /** The byte that the escape at an index stands for, -1 where there is no escape. */
    static int escapeAt(String in, int at, int to) {
        if (at + 2 >= to || in.charAt(at) != '%') {
            return -1;
        }
        int high = Ascii.hexValue(in.charAt(at + 1));
        int low = Ascii.hexValue(in.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Whether the escape at an index is one and would stay as it is in the normal form. */
    static boolean isNormalEscape(String in, int at, int to) {
        int value = escapeAt(in, at, to);
        return value >= 0
                && !Ascii.is(value, Ascii.UNRESERVED)
                && in.charAt(at + 1) == Ascii.upperHex(value >> 4)
                && in.charAt(at + 2) == Ascii.upperHex(value);
    }

    /** The bytes of a text with its escapes decoded, the rest in UTF-8. */
    static byte[] decode(String in) {
        byte[] utf8 = in.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            int high = utf8[i] == '%' && i + 2 < utf8.length ? Ascii.hexValue(utf8[i + 1]) : -1;
            int low = high >= 0 ? Ascii.hexValue(utf8[i + 2]) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(utf8[i]);
            }
        }
        return out.toByteArray();
    }

    private static void appendEscape(StringBuilder out, int value, int bare) {
        if (Ascii.is(value, Ascii.UNRESERVED) && !wouldCompleteEscape(out, value, bare)) {
            out.append((char) value);
        } else {
            appendEncoded(out, value);
        }
    }

    private static boolean wouldCompleteEscape(StringBuilder out, int value, int bare) {
        if (!Ascii.is(value, Ascii.HEX)) {
            return false;
        }
        int behind = out.length() - bare;
        return behind == 1 || (behind == 2 && Ascii.is(out.charAt(bare + 1), Ascii.HEX));
    }

    /** Appends one code point percent-encoded, a lone surrogate as U+FFFD, and returns how many more chars it took. */
    private static int appendUtf8(StringBuilder out, String in, int at, int to) {
        char c = in.charAt(at);
        if (c < 0x80) {
            appendEncoded(out, c);
        } else if (c < 0x800) {
            appendEncoded(out, 0xC0 | c >> 6);
            appendEncoded(out, 0x80 | (c & 0x3F));
        } else if (Character.isHighSurrogate(c) && at + 1 < to && Character.isLowSurrogate(in.charAt(at + 1))) {
            int point = Character.toCodePoint(c, in.charAt(at + 1));
            appendEncoded(out, 0xF0 | point >> 18);
            appendEncoded(out, 0x80 | ((point >> 12) & 0x3F));
            appendEncoded(out, 0x80 | ((point >> 6) & 0x3F));
            appendEncoded(out, 0x80 | (point & 0x3F));
            return 1;
        } else {
            int point = Character.isSurrogate(c) ? 0xFFFD : c;
            appendEncoded(out, 0xE0 | point >> 12);
            appendEncoded(out, 0x80 | ((point >> 6) & 0x3F));
            appendEncoded(out, 0x80 | (point & 0x3F));
        }
        return 0;
    }

    private static void appendEncoded(StringBuilder out, int value) {
        out.append('%').append(Ascii.upperHex(value >> 4)).append(Ascii.upperHex(value));
    }
}
