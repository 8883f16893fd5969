package io.linkloom.standalone.crawl;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a number grows, over the last few seconds. Not thread-safe. */
final class Speed {

    private static final long WINDOW_NANOS = 3_000_000_000L;

    private record Sample(long nanos, long value) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Takes the number as it is now and gives its growth a second. */
    double perSecond(long value, long nowNanos) {
        samples.addLast(new Sample(nowNanos, value));
        while (samples.size() > 2 && nowNanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        long nanos = nowNanos - oldest.nanos;
        return nanos <= 0 ? 0 : (value - oldest.value) * 1e9 / nanos;
    }
}
