package io.linkloom.testkit.misbehaving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gaps between the requests that a server saw.
 *
 * <p>A gap lasts from the end of one answer to the arrival of the next request. The server's clock is read before it hands
 * over the end of an answer and after a request has come in full, so a gap looks longer here than it was, never shorter: a
 * busy machine makes no crawler look hasty.
 */
public final class Gaps {
    private Gaps() {}

    /** The smallest gap within each group of requests, such as those of a host; below zero if they overlapped. */
    public static Map<String, Duration> smallest(List<ServedRequest> requests, Function<ServedRequest, String> group) {
        Map<String, Duration> smallest = new HashMap<>();
        Map<String, ServedRequest> before = new HashMap<>();
        List<ServedRequest> byArrival = new ArrayList<>(requests);
        byArrival.sort(Comparator.comparingLong(ServedRequest::arrivedNanos));
        for (ServedRequest each : byArrival) {
            ServedRequest last = before.put(group.apply(each), each);
            if (last != null) {
                Duration gap = Duration.ofNanos(each.arrivedNanos() - last.lastSendNanos());
                smallest.merge(group.apply(each), gap, (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        }
        return smallest;
    }
}
