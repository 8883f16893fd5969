package io.linkloom.testkit.misbehaving;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** Hosts that ask for patience: the first page is refused, and so is every one until the time is over. */
final class BusyActs {
    /** The preferred form (RFC 9110, section 5.6.7). */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private BusyActs() {}

    /** Says after how many seconds to come again. */
    static Act seconds(String status) {
        return busy(status, pause -> "Retry-After: " + pause.toSeconds() + "\r\n");
    }

    /** Says when to come again. */
    static Act date(String status) {
        return busy(status, pause -> {
            // Dates have no fractions of a second, so to be no earlier than meant is to be one later.
            ZonedDateTime end = ZonedDateTime.now(ZoneOffset.UTC).plus(pause).plusSeconds(1);
            return "Retry-After: " + HTTP_DATE.format(end) + "\r\n";
        });
    }

    /** Says nothing of when to come again. */
    static Act wordless(String status) {
        return busy(status, _ -> "");
    }

    /** Asks for something that is none of both forms. */
    static Act nonsense(String status) {
        return busy(status, _ -> "Retry-After: when the moon is full\r\n");
    }

    /** Asks for a century. */
    static Act century(String status) {
        return (_, wire) -> Tame.status(status, "Retry-After: 3155760000\r\n", "", wire);
    }

    private static Act busy(String status, Function<Duration, String> field) {
        return (request, wire) -> {
            Duration pause = wire.server().retryAfter();
            if (wire.host().isFirstPage()) {
                wire.host().busyUntil(System.nanoTime() + pause.toNanos());
            }
            if (wire.host().isBusy(System.nanoTime())) {
                Tame.status(status, field.apply(pause), "", wire);
            } else {
                Tame.page(request, wire);
            }
        };
    }
}
