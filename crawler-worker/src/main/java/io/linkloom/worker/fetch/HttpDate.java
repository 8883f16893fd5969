package io.linkloom.worker.fetch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A time in a header, in the three forms that RFC 9110, section 5.6.7, has a recipient accept.
 *
 * <pre>
 * IMF-fixdate   Sun, 06 Nov 1994 08:49:37 GMT
 * RFC 850       Sunday, 06-Nov-94 08:49:37 GMT
 * asctime       Sun Nov  6 08:49:37 1994
 * </pre>
 *
 * The day's name is not looked at, and case and blanks do not matter.
 */
public final class HttpDate {
    private static final int LONGEST = 64;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    /** A year of two digits is the last one with these digits that lies no further ahead. */
    private static final int YEARS_AHEAD = 50;

    private HttpDate() {}

    /**
     * Reads a time.
     *
     * @param nowMillis which century two digits mean
     * @return milliseconds since the epoch, empty if the text is no such time
     */
    public static OptionalLong parse(String text, long nowMillis) {
        if (text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("[ ,-]+", -1);
        try {
            if (words.length == 6 && (words[5].equals("gmt") || words[5].equals("utc"))) {
                return of(words[3], words[2], words[1], words[4], nowMillis);
            }
            return words.length == 5 ? of(words[4], words[1], words[2], words[3], nowMillis) : OptionalLong.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong of(String year, String month, String day, String time, long nowMillis) {
        LocalDate date = LocalDate.of(yearOf(year, nowMillis), MONTHS.indexOf(month) + 1, Integer.parseInt(day));
        // A leap second is the minute's last one.
        LocalTime clock = LocalTime.parse(time.endsWith(":60") ? time.substring(0, time.length() - 2) + "59" : time);
        return OptionalLong.of(
                LocalDateTime.of(date, clock).toInstant(ZoneOffset.UTC).toEpochMilli());
    }

    private static int yearOf(String digits, long nowMillis) {
        if (digits.length() > 4) {
            throw new DateTimeException("a year has four digits");
        }
        int year = Integer.parseInt(digits);
        if (digits.length() != 2) {
            return year;
        }
        int thisYear = LocalDateTime.ofEpochSecond(Math.floorDiv(nowMillis, 1000), 0, ZoneOffset.UTC)
                .getYear();
        int last = thisYear + YEARS_AHEAD;
        return last - Math.floorMod(last - year, 100);
    }
}
