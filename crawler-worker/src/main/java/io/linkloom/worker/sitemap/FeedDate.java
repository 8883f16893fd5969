package io.linkloom.worker.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Dates of feeds: those of RFC 3339 in Atom, those of RFC 822 in RSS, and whatever crawler-commons takes for one of them. */
final class FeedDate {
    private static final int LONGEST = 64;

    private FeedDate() {}

    /** The moment in milliseconds since 1970, 0 if the text is none. */
    static long millis(String text) {
        String date = text.strip();
        if (date.isEmpty() || date.length() > LONGEST) {
            return 0;
        }
        ZonedDateTime moment = parsed(date);
        try {
            return moment == null ? 0 : Math.max(0, moment.toInstant().toEpochMilli());
        } catch (ArithmeticException e) {
            return 0;
        }
    }

    private static @Nullable ZonedDateTime parsed(String date) {
        try {
            ZonedDateTime moment = AbstractSiteMap.convertToZonedDateTime(date);
            return moment == null ? AbstractSiteMap.parseRSSTimestamp(date) : moment;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
