package io.linkloom.common.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}. */
public final class Durations {

    /** The longest duration a setting may have; its nanoseconds still fit in a {@code long}. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h|d)");

    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    private Durations() {}

    /** Reads the short form, ISO 8601 ({@code PT1M30S}) or a plain {@code 0}; gives null for anything else. */
    public static @Nullable Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher match = SHORT.matcher(text);
        if (match.matches()) {
            return unit(match.group(2)).multipliedBy(Long.parseLong(match.group(1)));
        }
        return parseIso(text);
    }

    /** Writes a duration in the largest unit that gives a whole number, or in ISO form below a millisecond. */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        for (String name : UNITS) {
            long count = duration.dividedBy(unit(name));
            if (count > 0 && unit(name).multipliedBy(count).equals(duration)) {
                return count + name;
            }
        }
        return duration.toString();
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static @Nullable Duration parseIso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notIso) {
            return null;
        }
    }
}
