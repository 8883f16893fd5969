package io.linkloom.worker.robots;

import org.jspecify.annotations.Nullable;

/**
 * A path and query, or a part of a rule, in the spelling in which octets are compared (RFC 9309, section 2.2.2): what is
 * not ASCII, and what no URL may hold, is percent-encoded with upper-case digits; encoded octets that need not be are decoded.
 *
 * <pre>
 * as written                      plain                           reserved encoded too
 * /foo/bar/ツ                     /foo/bar/%E3%83%84              the same
 * /foo/bar/%62%61%7a              /foo/bar/baz                    the same
 * /foo/bar?baz=https://foo.bar    /foo/bar?baz=https://foo.bar    /foo/bar?baz=https%3A%2F%2Ffoo.bar
 * /a%2fb                          /a%2Fb                          the same
 * </pre>
 *
 * <p>The second spelling is there because the RFC wants reserved characters encoded before they are compared, and shows in a
 * table that it does not mean those that give a URL its shape: {@code /}, the first {@code ?}, and {@code = & +} in a query.
 * A rule matches if it does in either spelling, so that nothing depends on how a link happens to be written.
 *
 * @param encoded the second spelling, null if it is the same
 */
record PathText(String plain, @Nullable String encoded) {
    private static final String HEX = "0123456789ABCDEF";
    /** RFC 3986, section 2.2, without the asterisk and the dollar sign, which {@link #plain} has encoded already. */
    private static final String RESERVED = ":/?#[]@!&'()+,;=";

    private static final String SHAPE_OF_PATH = "/?";
    private static final String SHAPE_OF_QUERY = "=&+";

    /** Of a page; here an asterisk is an asterisk. */
    static PathText ofPage(String pathAndQuery) {
        return of(pathAndQuery, false);
    }

    /** Of octets, of which a part behind a question mark is a query. */
    static PathText of(String octets, boolean behindQuestionMark) {
        String plain = plain(octets);
        String encoded = encodeReserved(plain, behindQuestionMark);
        return new PathText(plain, encoded.equals(plain) ? null : encoded);
    }

    private static String plain(String octets) {
        StringBuilder plain = new StringBuilder(octets.length() + 16);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            int value = c == '%' ? hexValue(octets, i + 1) : -1;
            if (value >= 0) {
                i += 2;
                appendEncoded(plain, value);
            } else if (c == '%' || isUnreserved(c) || RESERVED.indexOf(c) >= 0) {
                plain.append(c);
            } else {
                appendHex(plain, c);
            }
        }
        return plain.toString();
    }

    private static void appendEncoded(StringBuilder text, int octet) {
        if (isUnreserved((char) octet)) {
            text.append((char) octet);
        } else {
            appendHex(text, octet);
        }
    }

    private static void appendHex(StringBuilder text, int octet) {
        text.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
    }

    /** The octet that two hexadecimal digits mean, -1 if there are no such digits. */
    private static int hexValue(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = hexDigit(text.charAt(at));
        int low = hexDigit(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    /** Not {@link Character#digit}, which knows digits of other scripts. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static String encodeReserved(String plain, boolean behindQuestionMark) {
        StringBuilder encoded = new StringBuilder(plain.length() + 16);
        boolean query = behindQuestionMark;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean shape = (query ? SHAPE_OF_QUERY : SHAPE_OF_PATH).indexOf(c) >= 0;
            if (shape || RESERVED.indexOf(c) < 0) {
                encoded.append(c);
            } else {
                appendHex(encoded, c);
            }
            query |= c == '?';
        }
        return encoded.toString();
    }
}
