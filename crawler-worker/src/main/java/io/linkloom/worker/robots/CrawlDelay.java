package io.linkloom.worker.robots;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of a crawl-delay line, which no standard defines: seconds, in practice also with a fraction or a unit. */
final class CrawlDelay {
    /** A longer one counts as this, so that sums of times stay sums: as good as "once", since orders do not wait that long. */
    static final Duration LONGEST = Duration.ofDays(30);

    /** Bounded, so that it takes no time: what is longer is as good as for ever. */
    private static final Pattern LINE = Pattern.compile(
            "(?:crawl[- ]delay|clawl-delay|craw-delay|crawl-deley)[ \t]{0,99}[: \t][ \t]{0,99}"
                    + "(\\d{0,99})(?:[.,](\\d{0,99}))?[ \t]{0,99}(?:s|sec|secs|second|seconds)?",
            Pattern.CASE_INSENSITIVE);

    private CrawlDelay() {}

    /** The seconds with three digits behind the point; empty if the line does not say how long. */
    static String seconds(FileLine line) {
        Matcher matcher = LINE.matcher(line.content());
        if (!matcher.matches()) {
            return "";
        }
        String whole = matcher.group(1);
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        if (whole.isEmpty() && fraction.isEmpty()) {
            return "";
        }
        double seconds = Double.parseDouble("0" + whole + "." + fraction + "0");
        return String.format(Locale.ROOT, "%.3f", Math.min(seconds, (double) LONGEST.toSeconds()));
    }
}
