package io.linkloom.builder.schedule;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many orders are outstanding, since when, and until when: says whether more may be given, and whether a look into the shard is
 * worth it.
 *
 * <p>An order that workers do not come to for long keeps none of them busy: its host asks for a long delay that only the worker
 * knows yet, or shares an address with many others. Were these counted like others, a few thousand of them would keep all
 * others waiting. So orders count as late after a while, and are bounded apart. Not thread-safe.
 */
final class Leases {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long lateAfterMillis;
    /** How many leases end at which time. */
    private final TreeMap<Long, Integer> ends = new TreeMap<>();
    /** Of those that are not late, how many were given at which time; those read from the shard count as given at the first look. */
    private final TreeMap<Long, Integer> soon = new TreeMap<>();

    /** When the first look was, which those that were read from the shard count as given at; they were before. */
    private long firstLookMillis = UNKNOWN;

    private int outstanding;
    private int notLate;

    Leases(long lateAfterMillis) {
        this.lateAfterMillis = lateAfterMillis;
    }

    /** Notes one that was given before, nobody says when. */
    void found(long untilMillis) {
        begin(UNKNOWN, untilMillis);
    }

    void begin(long orderedAtMillis, long untilMillis) {
        outstanding++;
        notLate++;
        soon.merge(orderedAtMillis, 1, Integer::sum);
        ends.merge(untilMillis, 1, Integer::sum);
    }

    void end(long orderedAtMillis, long untilMillis) {
        outstanding--;
        ends.computeIfPresent(untilMillis, (_, count) -> count == 1 ? null : count - 1);
        boolean wasFound = firstLookMillis == UNKNOWN || orderedAtMillis < firstLookMillis;
        notLate -= endOfSoon(wasFound ? firstLookMillis : orderedAtMillis) ? 1 : 0;
    }

    private boolean endOfSoon(long orderedAtMillis) {
        Integer count = soon.get(orderedAtMillis);
        if (count != null) {
            soon.compute(orderedAtMillis, (_, all) -> count == 1 ? null : count - 1);
        }
        return count != null;
    }

    /** It is that late now. */
    void at(long nowMillis) {
        if (firstLookMillis == UNKNOWN) {
            firstLookMillis = nowMillis;
            Integer found = soon.remove(UNKNOWN);
            if (found != null) {
                soon.put(nowMillis, found);
            }
        }
        for (Map.Entry<Long, Integer> first = soon.firstEntry();
                first != null && first.getKey() + lateAfterMillis <= nowMillis;
                first = soon.firstEntry()) {
            notLate -= first.getValue();
            soon.remove(first.getKey());
        }
    }

    int outstanding() {
        return outstanding;
    }

    /** Of these, orders that are not late. */
    int notLate() {
        return notLate;
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
