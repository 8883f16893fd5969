package io.linkloom.standalone.command;

import io.linkloom.common.config.ByteSizes;
import io.linkloom.common.config.Durations;
import java.time.Duration;

/** How much of something a command is to do, as people write it. */
final class Bound {
    private Bound() {}

    /**
     * A size above zero.
     *
     * @throws UsageException naming the option if it is none
     */
    static long bytes(String option, String text) {
        Long bytes = ByteSizes.parse(text);
        if (bytes == null || bytes < 1) {
            throw new UsageException(option + " is \"" + text + "\"; it takes a size, for example 10GiB");
        }
        return bytes;
    }

    /**
     * A duration above zero.
     *
     * @throws UsageException naming the option if it is none
     */
    static Duration duration(String option, String text) {
        Duration duration = Durations.parse(text);
        if (duration == null || !duration.isPositive() || duration.compareTo(Durations.LONGEST) > 0) {
            throw new UsageException(option + " is \"" + text + "\"; it takes a duration, for example 8h");
        }
        return duration;
    }
}
