package io.linkloom.builder.schedule;

import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that may have an order now, in the order of the priority of their first pages and of how long they wait.
 *
 * <p>A round is as many turns as there are hosts, so that in a round all would have one if they took turns. A host comes in line
 * where its first page's priority says, {@link #POINTS_A_ROUND} for a round, and everybody's clock goes on by a round in a round:
 * a host goes before one that came a round earlier if it is so many points better, and behind if it is not. So whatever
 * others are there, no host waits longer than {@value #MOST_ROUNDS} rounds beyond the one that it would wait anyway, and one whose
 * pages all have the lowest priority has at least a thirty-third of an equal share. Takes the logarithm of the number of hosts.
 * Not thread-safe.
 */
final class ReadyHosts {
    /** What a round of waiting makes up for: two clicks, or four times as many referring sites, by the usual weights. */
    static final int POINTS_A_ROUND = 8;

    /** That the priorities of two hosts can be apart. */
    static final int MOST_ROUNDS = 32;

    private static final long ROUND = 1L << 32;

    /**
     * Where a host is in line.
     *
     * @param at lower goes first
     * @param ticket among equals who came first goes first
     * @param cameAt the clock when it came
     */
    record Place(long at, long ticket, long cameAt) {}

    private final TreeMap<Place, WaitingHost> line =
            new TreeMap<>(Comparator.comparingLong(Place::at).thenComparingLong(Place::ticket));
    private long clock;
    private long tickets;

    /** Puts a host in line that is not in it. */
    void add(WaitingHost host) {
        put(host, tickets++, clock);
    }

    private void put(WaitingHost host, long ticket, long cameAt) {
        Place place = new Place(cameAt + host.priority() * (ROUND / POINTS_A_ROUND), ticket, cameAt);
        host.setPlace(place);
        line.put(place, host);
    }

    /** Gives a host its place by the priority that its first page has now, if it is in line; what it has waited still counts. */
    void rank(WaitingHost host) {
        Place place = host.place();
        if (place != null) {
            remove(host);
            put(host, place.ticket, place.cameAt);
        }
    }

    /** Takes out the host whose turn it is, null if there is none. */
    @Nullable
    WaitingHost poll() {
        if (line.isEmpty()) {
            return null;
        }
        clock += ROUND / line.size();
        WaitingHost host = line.firstEntry().getValue();
        remove(host);
        return host;
    }

    /** Takes out a host, if it is in line. */
    void remove(WaitingHost host) {
        Place place = host.place();
        if (place != null) {
            var _ = line.remove(place);
            host.setPlace(null);
        }
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }
}
