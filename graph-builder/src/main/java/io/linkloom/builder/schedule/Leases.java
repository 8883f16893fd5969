package io.linkloom.builder.schedule;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many orders are outstanding, since when, and until when: says whether more may be given, and whether a look into the shard is
 * worth it.
 *
 * <p>An order that workers do not come to for long keeps none of them busy: its host asks for a long delay that only the worker
 * knows yet, or shares an address with many others. Were these counted like others, a few thousand of them would keep all
 * others waiting. So an order counts as late, and is bounded apart, once one that was given a while later is a visit: where all
 * wait, since workers have more orders than they can fetch, none is, and more orders would only wait too. Visits of one moment
 * have orders of many, so the while is longer by {@value #TIMES_THE_USUAL} times what half of the visits take. Not thread-safe.
 */
final class Leases {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int TIMES_THE_USUAL = 3;
    /** By how much of itself the usual time follows a visit that took longer, or less long, and by how much at least. */
    private static final int SLOWNESS = 16;

    private static final long LEAST_STEP_MILLIS = 10;

    private final long lateAfterMillis;
    /** How many leases end at which time. */
    private final TreeMap<Long, Integer> ends = new TreeMap<>();
    /** Of those that are not late, how many were given at which time; those read from the shard count as given at the first look. */
    private final TreeMap<Long, Integer> soon = new TreeMap<>();

    /** When the first look was, which those that were read from the shard count as given at; they were before. */
    private long firstLookMillis = UNKNOWN;

    private long nowMillis;
    /** The newest order that is a visit. */
    private long newestCameMillis = UNKNOWN;
    /** What about half of the visits took longer than, from their order on. */
    private long usualMillis;

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

    /** Notes that an order became a visit, before it {@linkplain #end ends}. */
    void came(long orderedAtMillis) {
        newestCameMillis = Math.max(newestCameMillis, orderedAtMillis);
        boolean longer = nowMillis - orderedAtMillis > usualMillis;
        usualMillis += longer ? usualMillis / SLOWNESS + LEAST_STEP_MILLIS : -(usualMillis / SLOWNESS);
    }

    private boolean endOfSoon(long orderedAtMillis) {
        Integer count = soon.get(orderedAtMillis);
        if (count != null) {
            soon.compute(orderedAtMillis, (_, all) -> count == 1 ? null : count - 1);
        }
        return count != null;
    }

    /** It is that late now. */
    void at(long millis) {
        nowMillis = millis;
        if (firstLookMillis == UNKNOWN) {
            firstLookMillis = nowMillis;
            Integer found = soon.remove(UNKNOWN);
            if (found != null) {
                soon.put(nowMillis, found);
            }
        }
        if (newestCameMillis == UNKNOWN) {
            return;
        }
        long late = newestCameMillis - lateAfterMillis - TIMES_THE_USUAL * usualMillis;
        for (Map.Entry<Long, Integer> first = soon.firstEntry();
                first != null && first.getKey() <= late;
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
