package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.WriteSet;

/**
 * What {@link Referrals} counts of a shard and has at hand: all that changed since the last writing, and a bounded number of what
 * was used last, about 30 MB of them at most. Runs ahead of the shard, so whoever drops a change set reads it anew. Not
 * thread-safe.
 */
final class ReferralMemory {
    private static final int MOST_REFERRERS = 40_000;
    private static final int MOST_COUNTS = 40_000;
    private static final int MOST_DAYS = 10_000;

    /** The counts of a page, host or site. */
    static final class Counts extends Recent.Changing {
        CountsRow now;

        Counts(CountsRow now) {
            this.now = now;
        }
    }

    /** A day of a site. */
    static final class Day extends Recent.Changing {
        HistoryRow now;

        Day(HistoryRow now) {
            this.now = now;
        }
    }

    final Recent<ReferrerKey, Referrer> referrers = new Recent<>(MOST_REFERRERS);
    final Recent<CountsKey, Counts> counts = new Recent<>(MOST_COUNTS);
    final Recent<HistoryKey, Day> days = new Recent<>(MOST_DAYS);

    /** Adds to {@code writes} what changed. */
    void writeTo(WriteSet writes) {
        referrers.forEachChanged((key, referrer) -> referrer.writeTo(key, writes));
        counts.forEachChanged((key, counted) -> writes.put(Family.COUNTS, key.bytes(), counted.now.encode()));
        days.forEachChanged((key, day) -> writes.put(Family.HISTORY, key.toBytes(), day.now.encode()));
    }

    /** Notes that what changed is written. */
    void written() {
        referrers.written();
        counts.written();
        days.written();
    }
}
