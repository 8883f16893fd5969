package io.linkloom.standalone.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, the same in every locale. */
public final class Figures {

    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** {@code 412,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 page}, {@code 412,345 pages}. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** {@code 7.5} below a hundred, {@code 412} from there. */
    public static String rate(double perSecond) {
        return perSecond < 99.95
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    /** {@code 0.4 MiB}, {@code 312 MiB}, {@code 1.5 GiB}. */
    public static String size(long bytes) {
        double mebibytes = bytes / (double) (1 << 20);
        if (mebibytes < 9.95) {
            return String.format(Locale.ROOT, "%.1f MiB", mebibytes);
        }
        return mebibytes < 1023.5
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }

    /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    public static String clock(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** {@code 12.3 s} below a minute, {@code 12:34} from there. */
    public static String took(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(60)) < 0
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : clock(duration);
    }

    /** {@code 2026-11-22 07:31}, in UTC. */
    public static String minute(Instant instant) {
        return TO_THE_MINUTE.format(instant);
    }
}
