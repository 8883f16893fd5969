package io.linkloom.standalone.frontier;

import java.util.HashMap;
import java.util.Map;

/**
 * Notes when each host and each address was asked, and compares with what it may be asked. It knows the rules from the web that is
 * made up, and nothing of who follows them. For one thread.
 */
final class GapWatch {
    private static final class Asked {
        private long endNanos;
        private long gapNanos;
        private long notBeforeNanos;
        private int running;
    }

    private final long addressGapNanos;
    private final Map<String, Asked> hosts = new HashMap<>();
    private final Map<Integer, Asked> addresses = new HashMap<>();
    private long smallestSpareNanos = Long.MAX_VALUE;
    private long smallestAddressSpareNanos = Long.MAX_VALUE;
    private double smallestShare = Double.POSITIVE_INFINITY;
    private long requests;
    private long broken;

    /** Where an address is left alone for so long after each request. */
    GapWatch(long addressGapNanos) {
        this.addressGapNanos = addressGapNanos;
    }

    /** Notes that a request begins. */
    void begins(String host, int address, long nowNanos) {
        requests++;
        Asked asked = hosts.computeIfAbsent(host, _ -> new Asked());
        Asked there = addresses.computeIfAbsent(address, _ -> new Asked());
        boolean wrong = asked.running > 0 || there.running > 0 || nowNanos < asked.notBeforeNanos;
        if (asked.gapNanos > 0) {
            long gap = nowNanos - asked.endNanos;
            smallestSpareNanos = Math.min(smallestSpareNanos, gap - asked.gapNanos);
            smallestShare = Math.min(smallestShare, (double) gap / asked.gapNanos);
            wrong |= gap < asked.gapNanos;
        }
        if (there.endNanos > 0) {
            long spare = nowNanos - there.endNanos - addressGapNanos;
            smallestAddressSpareNanos = Math.min(smallestAddressSpareNanos, spare);
            wrong |= spare < 0;
        }
        asked.running++;
        there.running++;
        broken += wrong ? 1 : 0;
    }

    /**
     * Notes that it is over.
     *
     * @param gapNanos what the host is to be left alone from now on, at least
     * @param notBeforeNanos when it may be asked again because it failed, or 0
     */
    void ends(String host, int address, long gapNanos, long notBeforeNanos, long nowNanos) {
        end(hosts.computeIfAbsent(host, _ -> new Asked()), gapNanos, notBeforeNanos, nowNanos);
        end(addresses.computeIfAbsent(address, _ -> new Asked()), addressGapNanos, 0, nowNanos);
    }

    private static void end(Asked asked, long gapNanos, long notBeforeNanos, long nowNanos) {
        asked.running--;
        asked.endNanos = nowNanos;
        asked.gapNanos = gapNanos;
        asked.notBeforeNanos = notBeforeNanos;
    }

    /** Requests in all. */
    long requests() {
        return requests;
    }

    /** Requests that came too early, to a host or to an address. */
    long broken() {
        return broken;
    }

    /** Hosts that had a request. */
    int hosts() {
        return hosts.size();
    }

    /** By how much the smallest gap of any host was longer than its rule, {@link Long#MAX_VALUE} if none was asked twice. */
    long smallestSpareNanos() {
        return smallestSpareNanos;
    }

    /** The same for addresses. */
    long smallestAddressSpareNanos() {
        return smallestAddressSpareNanos;
    }

    /** The smallest gap as a share of its rule. */
    double smallestShare() {
        return smallestShare;
    }
}
