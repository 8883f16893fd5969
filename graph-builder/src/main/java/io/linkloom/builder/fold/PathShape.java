package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.UrlShape.isDigit;

import io.linkloom.builder.store.TrapMark;

/** What the path of a URL says about whether it is one of endlessly many. */
final class PathShape {
    private static final int MOST_SEGMENTS = 32;
    private static final int REPEATED = 3;
    /** A page that is further behind is one that people do not turn to. */
    static final int MOST_PAGES = 100;
    /** Month pages outside of these years are of a calendar that goes on and on. */
    private static final int FIRST_YEAR = 1990;

    private static final int LAST_YEAR = 2049;

    /** Words before a page's number; also what comes before it in other languages of the web. */
    static final String[] PAGE_WORDS = {
        "page", "pg", "paged", "pagenum", "pageno", "page_no", "seite", "pagina", "strana", "sida"
    };

    private static final String[] CALENDARS = {
        "calendar",
        "calendars",
        "cal",
        "events",
        "event",
        "agenda",
        "kalender",
        "termine",
        "calendrier",
        "calendario",
        "schedule"
    };

    private PathShape() {}

    /** Bits of {@link TrapMark} of the path between the two places, which begins with a slash. */
    static int marks(String text, int from, int end) {
        int marks = repeats(text, from, end) ? TrapMark.REPEATING_SEGMENTS.bit() : 0;
        int stem = stemEnd(text, from, end);
        if (stem > from && isDigit(text.charAt(stem - 1))) {
            marks |= isCalendar(text, from, stem) ? TrapMark.CALENDAR.bit() : 0;
            marks |= isCounter(text, from, stem) ? TrapMark.COUNTER.bit() : 0;
        }
        return marks;
    }

    /** Where the last segment ends, without a slash behind it and without what looks like a file's ending. */
    private static int stemEnd(String text, int from, int end) {
        int stem = end - 1 > from && text.charAt(end - 1) == '/' ? end - 1 : end;
        int dot = text.lastIndexOf('.', stem - 1);
        return dot > text.lastIndexOf('/', stem - 1) && dot > from ? dot : stem;
    }

    /**
     * Whether a segment comes three times. Numbers do not count, which dates and ids in groups consist of. Segments are told apart by their length and
     * ends first, two bits for each of 32 kinds, and compared only where three are of a kind.
     */
    private static boolean repeats(String text, int from, int end) {
        long kinds = 0;
        int start = from + 1;
        for (int segments = 0; segments < MOST_SEGMENTS; segments++) {
            int next = text.indexOf('/', start);
            if (next < 0 || next >= end) {
                break;
            }
            int kind = kind(text, start, next);
            if ((kinds >>> kind & 3) == REPEATED - 1) {
                return repeatsForCertain(text, from, end);
            }
            kinds += 1L << kind;
            start = next + 1;
        }
        return start < end
                && (kinds >>> kind(text, start, end) & 3) == REPEATED - 1
                && repeatsForCertain(text, from, end);
    }

    private static int kind(String text, int start, int end) {
        int length = end - start;
        int mixed = length == 0 ? 0 : (length * 31 + text.charAt(start)) * 31 + text.charAt(end - 1);
        return ((mixed ^ mixed >>> 5) & 31) * 2;
    }

    private static boolean repeatsForCertain(String text, int from, int end) {
        int start = from + 1;
        for (int segments = 0; segments < MOST_SEGMENTS && start < end; segments++) {
            int next = segmentEnd(text, start, end);
            if (UrlShape.number(text, start, next) < 0 && times(text, start, next, end) >= REPEATED) {
                return true;
            }
            start = next + 1;
        }
        return false;
    }

    /** How often the segment comes from its own place on. */
    private static int times(String text, int start, int segmentEnd, int end) {
        int length = segmentEnd - start;
        int times = 0;
        int other = start;
        for (int segments = 0; segments < MOST_SEGMENTS && other < end; segments++) {
            int next = segmentEnd(text, other, end);
            times += next - other == length && text.regionMatches(other, text, start, length) ? 1 : 0;
            other = next + 1;
        }
        return times;
    }

    private static int segmentEnd(String text, int start, int end) {
        int slash = text.indexOf('/', start);
        return slash < 0 || slash > end ? end : slash;
    }

    /** Whether a page's number ends the path, as in /page/317 and /page-317.html. */
    private static boolean isCounter(String text, int from, int end) {
        int digits = digitsStart(text, from, end);
        if (UrlShape.number(text, digits, end) <= MOST_PAGES) {
            return false;
        }
        int wordEnd = digits;
        if (wordEnd > from + 1 && "/-".indexOf(text.charAt(wordEnd - 1)) >= 0) {
            wordEnd--;
        }
        int word = wordEnd;
        while (word > from && isLetter(text.charAt(word - 1))) {
            word--;
        }
        return UrlShape.isWord(text, word, wordEnd, PAGE_WORDS);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static int digitsStart(String text, int from, int end) {
        int start = end;
        while (start > from && isDigit(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Whether a day ends the path, or a month of a calendar or of an unlikely year. A title behind a date makes it an article. */
    private static boolean isCalendar(String text, int from, int end) {
        int last = digitsStart(text, from, end);
        if (end - last == 8 && isSegmentStart(text, last)) {
            return isYear(text, last, last + 4) && isMonth(text, last + 4, last + 6) && isDay(text, last + 6, end);
        }
        int middle = groupBefore(text, from, last);
        if (middle < 0) {
            return false;
        }
        if (isSegmentStart(text, middle) && last - 1 - middle == 4) {
            return isMonth(text, last, end) && isOfCalendar(text, from, middle, last - 1);
        }
        int first = groupBefore(text, from, middle);
        return first >= 0
                && isSegmentStart(text, first)
                && middle - 1 - first == 4
                && isMonth(text, middle, last - 1)
                && isDay(text, last, end);
    }

    /** Where the digits start that stand before other digits, with a slash or a dash between; -1 if there are none. */
    private static int groupBefore(String text, int from, int digits) {
        if (digits - 1 <= from || "/-_".indexOf(text.charAt(digits - 1)) < 0) {
            return -1;
        }
        int start = digitsStart(text, from, digits - 1);
        return start == digits - 1 ? -1 : start;
    }

    private static boolean isOfCalendar(String text, int from, int year, int yearEnd) {
        if (!isYear(text, year, yearEnd)) {
            return true;
        }
        int segmentEnd = year - 1;
        return segmentEnd > from
                && UrlShape.isWord(text, text.lastIndexOf('/', segmentEnd - 1) + 1, segmentEnd, CALENDARS);
    }

    private static boolean isSegmentStart(String text, int at) {
        return text.charAt(at - 1) == '/';
    }

    static boolean isYear(String text, int from, int to) {
        int year = UrlShape.number(text, from, to);
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    static boolean isMonth(String text, int from, int to) {
        int month = UrlShape.number(text, from, to);
        return to - from <= 2 && month >= 1 && month <= 12;
    }

    static boolean isDay(String text, int from, int to) {
        int day = UrlShape.number(text, from, to);
        return to - from <= 2 && day >= 1 && day <= 31;
    }
}
