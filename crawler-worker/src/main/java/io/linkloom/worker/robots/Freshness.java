package io.linkloom.worker.robots;

import io.linkloom.worker.fetch.HttpDate;
import io.linkloom.worker.fetch.ResponseHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long a response may be kept by what it says of itself (RFC 9111, section 4.2): {@code no-store} and {@code no-cache} not
 * at all, else {@code max-age} less the Age that it had already, else until Expires. A date that is none
 * is in the past.
 */
final class Freshness {
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private Freshness() {}

    /** The time it may be kept, between the bounds; the longer bound if it says nothing. */
    static Duration of(ResponseHeaders headers, Duration least, Duration most, long nowMillis) {
        Duration told = told(headers, nowMillis);
        if (told == null || told.compareTo(most) > 0) {
            return most;
        }
        Duration good = told.compareTo(least) < 0 ? least : told;
        return good.compareTo(most) > 0 ? most : good;
    }

    private static @Nullable Duration told(ResponseHeaders headers, long nowMillis) {
        long seconds = Long.MAX_VALUE;
        for (String header : headers.all("Cache-Control")) {
            for (String directive : header.split(",", -1)) {
                seconds = Math.min(seconds, seconds(directive));
            }
        }
        if (seconds < Long.MAX_VALUE) {
            long age = number(headers.first("Age"));
            return Duration.ofSeconds(Math.max(0, seconds - (age < 0 ? 0 : age)));
        }
        return headers.all("Expires").isEmpty() ? null : untilExpiry(headers, nowMillis);
    }

    /** What a directive allows, the longest there is if it does not tell. */
    private static long seconds(String directive) {
        String name = directive.strip().toLowerCase(Locale.ROOT);
        if (name.equals("no-store") || name.equals("no-cache")) {
            return 0;
        }
        if (!name.startsWith("max-age=")) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, number(name.substring("max-age=".length()).replace("\"", "")));
    }

    /** A whole number, -1 if it is none; a large one is cut. */
    private static long number(String text) {
        String digits = text.strip();
        boolean whole = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!whole) {
            return -1;
        }
        return digits.length() > 9 ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, Long.parseLong(digits));
    }

    private static Duration untilExpiry(ResponseHeaders headers, long nowMillis) {
        OptionalLong expires = HttpDate.parse(headers.first("Expires"), nowMillis);
        if (expires.isEmpty()) {
            return Duration.ZERO;
        }
        // The server's clock tells more of what it means than ours.
        long date = HttpDate.parse(headers.first("Date"), nowMillis).orElse(nowMillis);
        return Duration.ofMillis(Math.max(0, expires.getAsLong() - date));
    }
}
