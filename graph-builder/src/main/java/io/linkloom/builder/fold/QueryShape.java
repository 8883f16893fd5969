package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.UrlShape.isDigit;

import io.linkloom.builder.store.TrapMark;

/** What the query of a URL says about whether it is one of endlessly many. */
final class QueryShape {
    private static final int MOST_READ = 32;
    private static final int MOST_OFFSET = 1000;

    private static final String[] OFFSETS = {"offset", "start", "skip", "startindex", "firstresult", "limitstart"};
    private static final String[] DATES = {"date", "day", "month", "week"};

    private QueryShape() {}

    /** Bits of {@link TrapMark} of the query from this place to the end. */
    static int marks(String text, int from) {
        int marks = UrlShape.isLonger(text, from, UrlShape.MOST_IN_QUERY) ? TrapMark.LONG_QUERY.bit() : 0;
        int parameters = 0;
        int start = from;
        while (start < text.length() && parameters < MOST_READ) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                parameters++;
                marks |= parameter(text, start, end);
            }
            start = end + 1;
        }
        return parameters > UrlShape.MOST_PARAMETERS ? marks | TrapMark.MANY_PARAMETERS.bit() : marks;
    }

    private static int parameter(String text, int start, int end) {
        int equals = text.indexOf('=', start);
        if (equals < 0 || equals + 1 >= end || !isDigit(text.charAt(equals + 1))) {
            return 0;
        }
        int value = equals + 1;
        if (isDate(text, value, end)) {
            return TrapMark.CALENDAR.bit();
        }
        int number = UrlShape.number(text, value, end);
        if (number < 0) {
            return 0;
        }
        int nameEnd = text.charAt(equals - 1) == ']' ? equals - 1 : equals;
        if (endsWithDate(text, start, nameEnd)) {
            return TrapMark.CALENDAR.bit();
        }
        boolean far = (number > PathShape.MOST_PAGES && UrlShape.isWord(text, start, nameEnd, PathShape.PAGE_WORDS))
                || (number > MOST_OFFSET && UrlShape.isWord(text, start, nameEnd, OFFSETS));
        return far ? TrapMark.COUNTER.bit() : 0;
    }

    /** Whether the value begins with a month or a day, as in 2031-04 and 2031-04-05. */
    private static boolean isDate(String text, int value, int end) {
        int month = value + 5;
        return end - month >= 2
                && text.charAt(month - 1) == '-'
                && UrlShape.number(text, value, month - 1) > 0
                && PathShape.isMonth(text, month, month + 2);
    }

    /** Whether the name is that of a date, or ends in one behind what is no letter or in another case, as in startDate and tribe-bar-date. */
    private static boolean endsWithDate(String text, int start, int end) {
        for (String word : DATES) {
            int from = end - word.length();
            if (from >= start && text.regionMatches(true, from, word, 0, word.length())) {
                return from == start
                        || !Character.isLetter(text.charAt(from - 1))
                        || Character.isUpperCase(text.charAt(from));
            }
        }
        return false;
    }
}
