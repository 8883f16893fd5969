package io.linkloom.common.url;

/**
 * Classes of ASCII characters that the URL standard distinguishes, one bit each in a table.
 *
 * <p>Section numbers are those of https://url.spec.whatwg.org: percent-encode sets 1.3, forbidden code points 3.2.
 */
final class Ascii {
    /** ALPHA, DIGIT and {@code - . _ ~} (RFC 3986, 2.3). */
    static final int UNRESERVED = 1;
    /** A hexadecimal digit of either case. */
    static final int HEX = 1 << 1;
    /** In the path percent-encode set. */
    static final int PATH_ENCODED = 1 << 2;
    /** In the special-query percent-encode set. */
    static final int QUERY_ENCODED = 1 << 3;
    /** A forbidden domain code point. */
    static final int DOMAIN_FORBIDDEN = 1 << 4;
    /** What ordinary host names are made of: lower-case letters, digits, {@code - _}. */
    static final int PLAIN_HOST = 1 << 5;
    /** May follow the first letter of a scheme. */
    static final int SCHEME = 1 << 6;
    /** Needs a decision when met in a path: {@code / ? # % \} and all that is encoded there. */
    static final int PATH_STOP = 1 << 7;
    /** Needs a decision when met in a query: {@code # %} and all that is encoded there. */
    static final int QUERY_STOP = 1 << 8;

    private static final char[] UPPER_HEX = "0123456789ABCDEF".toCharArray();
    private static final short[] CLASSES = classes();

    private Ascii() {}

    /** Whether the character is ASCII and in one of the classes. */
    static boolean is(int c, int classes) {
        return c < 128 && (CLASSES[c] & classes) != 0;
    }

    /** Whether the character is outside ASCII or in one of the classes. */
    static boolean isOrBeyond(int c, int classes) {
        return c >= 128 || (CLASSES[c] & classes) != 0;
    }

    static boolean isAlpha(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The value of a hexadecimal digit, -1 for any other character. */
    static int hexValue(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static char upperHex(int nibble) {
        return UPPER_HEX[nibble & 15];
    }

    static String lowerCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
        }
        return out.toString();
    }

    private static short[] classes() {
        short[] table = new short[128];
        addRange(table, 0, 0x20, PATH_ENCODED | QUERY_ENCODED | DOMAIN_FORBIDDEN);
        addRange(table, 0x7F, 0x7F, PATH_ENCODED | QUERY_ENCODED | DOMAIN_FORBIDDEN);
        addRange(table, '0', '9', UNRESERVED | HEX | PLAIN_HOST | SCHEME);
        addRange(table, 'a', 'z', UNRESERVED | PLAIN_HOST | SCHEME);
        addRange(table, 'A', 'Z', UNRESERVED | SCHEME);
        addRange(table, 'a', 'f', HEX);
        addRange(table, 'A', 'F', HEX);
        add(table, "-._~", UNRESERVED);
        add(table, "-_", PLAIN_HOST);
        add(table, "+-.", SCHEME);
        add(table, "\"#<>?^`{}", PATH_ENCODED);
        add(table, "\"#<>'", QUERY_ENCODED);
        add(table, "#/:<>?@[\\]^|%", DOMAIN_FORBIDDEN);
        add(table, "/?#%\\", PATH_STOP);
        add(table, "#%", QUERY_STOP);
        for (int c = 0; c < 128; c++) {
            table[c] |= (short) ((table[c] & PATH_ENCODED) != 0 ? PATH_STOP : 0);
            table[c] |= (short) ((table[c] & QUERY_ENCODED) != 0 ? QUERY_STOP : 0);
        }
        return table;
    }

    private static void addRange(short[] table, int first, int last, int classes) {
        for (int c = first; c <= last; c++) {
            table[c] |= (short) classes;
        }
    }

    private static void add(short[] table, String characters, int classes) {
        for (int i = 0; i < characters.length(); i++) {
            table[characters.charAt(i)] |= (short) classes;
        }
    }
}
