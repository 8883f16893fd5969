package io.linkloom.builder.schedule;

import java.util.TreeMap;

/** How many orders are outstanding, and until when: says whether a look into the shard is worth it. Not thread-safe. */
final class Leases {
    /** How many leases end at which time. */
    private final TreeMap<Long, Integer> ends = new TreeMap<>();

    private int outstanding;

    void begin(long untilMillis) {
        outstanding++;
        ends.merge(untilMillis, 1, Integer::sum);
    }

    void end(long untilMillis) {
        outstanding--;
        ends.computeIfPresent(untilMillis, (_, count) -> count == 1 ? null : count - 1);
    }

    int outstanding() {
        return outstanding;
    }

    /** When the first of them ends, {@link Long#MAX_VALUE} if there is none. */
    long firstMillis() {
        return ends.isEmpty() ? Long.MAX_VALUE : ends.firstKey();
    }

    /** When the last of them ends, 0 if there is none. */
    long lastMillis() {
        return ends.isEmpty() ? 0 : ends.lastKey();
    }
}
