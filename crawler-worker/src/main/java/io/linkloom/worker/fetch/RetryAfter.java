package io.linkloom.worker.fetch;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How long a server asks to be left alone (RFC 9110, section 10.2.3): in seconds, or until a time. */
public final class RetryAfter {
    /** What a server can ask for at most; it may ask again then. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final int MOST_DIGITS = 15;

    private RetryAfter() {}

    /**
     * What the header {@code Retry-After} asks for.
     *
     * <p>A time is taken relative to the server's own clock where its {@code Date} tells that, since clocks may be wrong.
     *
     * @return milliseconds from now, {@link #LONGEST} at most; 0 if it asks for nothing, or nothing that can be read
     */
    public static long waitMillis(ResponseHeaders headers, long nowMillis) {
        String text = headers.first("Retry-After");
        if (text.isEmpty()) {
            return 0;
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            boolean endless = text.length() > MOST_DIGITS;
            return bounded(endless ? Long.MAX_VALUE : TimeUnit.SECONDS.toMillis(Long.parseLong(text)));
        }
        OptionalLong until = HttpDate.parse(text, nowMillis);
        if (until.isEmpty()) {
            return 0;
        }
        long serversNow = HttpDate.parse(headers.first("Date"), nowMillis).orElse(nowMillis);
        return bounded(until.getAsLong() - serversNow);
    }

    private static long bounded(long millis) {
        return Math.clamp(millis, 0, LONGEST.toMillis());
    }
}
