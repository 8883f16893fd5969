package io.linkloom.builder.store;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What speaks for it that a page is one of endlessly many that nobody wants: of those of its URL, of its content, or of what other pages
 * beside it gave. A mark makes a page wait; by itself it keeps none from being fetched.
 *
 * <p>Codes are part of the stored format, as places of bits: append, never reuse.
 */
public enum TrapMark {
    /** A segment of the path comes three times or more. */
    REPEATING_SEGMENTS(0, "its path repeats a segment three times or more"),
    /** A page for each day or month. */
    CALENDAR(1, "its URL is that of a day or month in a calendar"),
    /** Far behind in a numbered row of pages. */
    COUNTER(2, "its URL is far behind in a numbered row"),
    /** A very long URL. */
    LONG_URL(3, "its URL is over-long"),
    /** A very long query. */
    LONG_QUERY(4, "its query is over-long"),
    /** Many parameters, which make many combinations. */
    MANY_PARAMETERS(5, "its query has many parameters"),
    /** The same bytes as a page beside it that was fetched shortly before. */
    DUPLICATE(6, "its content is that of a page beside it"),
    /** Nearly the same text as a page beside it that was fetched shortly before. */
    NEAR_DUPLICATE(7, "its text is nearly that of a page beside it"),
    /** Found where pages before it had hardly any new content. */
    LOW_YIELD(8, "pages beside it had hardly any new content");

    private final int bit;
    private final String said;
    private final String label = name().toLowerCase(Locale.ROOT);

    TrapMark(int code, String said) {
        this.bit = 1 << code;
        this.said = said;
    }

    /** The mark among others in a number. */
    public int bit() {
        return bit;
    }

    /** The name in the API: lower case with underscores. */
    public String label() {
        return label;
    }

    /** What was seen, in words for people. */
    public String said() {
        return said;
    }

    /** The marks in a number; bits of newer versions are left out. */
    public static Set<TrapMark> in(int marks) {
        Set<TrapMark> set = EnumSet.noneOf(TrapMark.class);
        for (TrapMark mark : values()) {
            if ((marks & mark.bit) != 0) {
                set.add(mark);
            }
        }
        return set;
    }
}
