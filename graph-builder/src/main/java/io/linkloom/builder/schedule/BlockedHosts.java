package io.linkloom.builder.schedule;

import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hosts with pages waiting that are not to be asked before a time, in the order of those times. Not thread-safe. */
final class BlockedHosts {
    /** A host is here at the time that was known when it came, whatever it has learned since. */
    private record Place(long untilMillis, String host) {}

    private final TreeMap<Place, WaitingHost> byTime =
            new TreeMap<>(Comparator.comparingLong(Place::untilMillis).thenComparing(Place::host));

    /** Of these, hosts that refuse nothing and only want to be asked seldom. */
    private int slow;

    void add(WaitingHost host) {
        byTime.put(placeOf(host), host);
        slow += isSlow(host) ? 1 : 0;
    }

    /** Whether the host was here; to be called before it learns of another time. */
    boolean remove(WaitingHost host) {
        boolean here = byTime.remove(placeOf(host), host);
        slow -= here && isSlow(host) ? 1 : 0;
        return here;
    }

    private static boolean isSlow(WaitingHost host) {
        return host.state().failures() == 0;
    }

    private static Place placeOf(WaitingHost host) {
        return new Place(host.blockedUntilMillis(), host.key().bytesAsText());
    }

    /** Takes out the first host whose time has come, null if there is none. */
    @Nullable
    WaitingHost poll(long nowMillis) {
        if (isEmpty() || firstMillis() > nowMillis) {
            return null;
        }
        WaitingHost host = byTime.firstEntry().getValue();
        boolean _ = remove(host);
        return host;
    }

    /** Whether one of them refuses nothing, and only wants to be asked seldom. */
    boolean hasSlow() {
        return slow > 0;
    }

    /** When the first of them may be asked again, {@link Long#MAX_VALUE} if there is none. */
    long firstMillis() {
        return isEmpty() ? Long.MAX_VALUE : byTime.firstKey().untilMillis;
    }

    boolean isEmpty() {
        return byTime.isEmpty();
    }

    int size() {
        return byTime.size();
    }
}
