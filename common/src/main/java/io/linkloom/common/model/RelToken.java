package io.linkloom.common.model;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * A token of the {@code rel} attribute that a link keeps, as one bit of an {@code int}.
 *
 * <p>Bits are part of the wire and the stored format: append, never reuse.
 */
public enum RelToken {
    NOFOLLOW(1 << 0),
    UGC(1 << 1),
    SPONSORED(1 << 2),
    NOOPENER(1 << 3),
    NOREFERRER(1 << 4),
    EXTERNAL(1 << 5),
    ME(1 << 6),
    TAG(1 << 7),
    AUTHOR(1 << 8),
    LICENSE(1 << 9),
    BOOKMARK(1 << 10),
    HELP(1 << 11),
    SEARCH(1 << 12),
    NEXT(1 << 13),
    PREV(1 << 14),
    OPENER(1 << 15),
    ALTERNATE(1 << 16),
    CANONICAL(1 << 17),
    STYLESHEET(1 << 18),
    ICON(1 << 19),
    MANIFEST(1 << 20),
    PRIVACY_POLICY(1 << 21),
    TERMS_OF_SERVICE(1 << 22),
    PINGBACK(1 << 23),
    AMPHTML(1 << 24),
    SHORTLINK(1 << 25),
    PAYMENT(1 << 26),
    WEBMENTION(1 << 27),
    SITEMAP(1 << 28);

    /**
     * A further bit of links as the index keeps and sends them, never of a visit's: the page itself says nofollow. It is no token
     * of the link, and {@link #text} does not show it.
     */
    public static final int PAGE_NOFOLLOW = 1 << 29;

    /** As {@link #PAGE_NOFOLLOW}: the page names the target as its canonical URL, be it by this link or beside it. */
    public static final int PAGE_CANONICAL = 1 << 30;

    private static final RelToken[] ALL = values();
    private static final int NOT_FOLLOW = NOFOLLOW.bit | UGC.bit | SPONSORED.bit | PAGE_NOFOLLOW;

    private final int bit;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    RelToken(int bit) {
        this.bit = bit;
    }

    /** This token's bit. */
    public int bit() {
        return bit;
    }

    /**
     * The bits of a {@code rel} attribute's value: tokens separated by white space, in any case; unknown ones have no
     * bit (HTML standard, section 4.6.7). {@code previous} and {@code copyright} are old names of {@code prev} and
     * {@code license}.
     */
    public static int bitsOf(String attribute) {
        int bits = 0;
        int start = 0;
        for (int i = 0; i <= attribute.length(); i++) {
            if (i == attribute.length() || isSpace(attribute.charAt(i))) {
                bits |= bitOf(attribute, start, i);
                start = i + 1;
            }
        }
        return bits;
    }

    /** The tokens of {@code bits} in lower case, separated by one space, in the order of their bits; empty for none. */
    public static String text(int bits) {
        if (bits == 0) {
            return "";
        }
        StringJoiner tokens = new StringJoiner(" ");
        for (RelToken token : ALL) {
            if ((bits & token.bit) != 0) {
                tokens.add(token.label);
            }
        }
        return tokens.toString();
    }

    /** Whether a link with these bits is a follow link: none of nofollow, ugc, sponsored, and no nofollow of the page. */
    public static boolean isFollow(int bits) {
        return (bits & NOT_FOLLOW) == 0;
    }

    private static int bitOf(String attribute, int start, int end) {
        for (RelToken token : ALL) {
            if (isWord(attribute, start, end, token.label)) {
                return token.bit;
            }
        }
        return isWord(attribute, start, end, "previous")
                ? PREV.bit
                : isWord(attribute, start, end, "copyright") ? LICENSE.bit : 0;
    }

    private static boolean isWord(String attribute, int start, int end, String word) {
        return word.length() == end - start && attribute.regionMatches(true, start, word, 0, end - start);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
