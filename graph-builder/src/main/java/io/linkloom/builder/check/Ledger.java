package io.linkloom.builder.check;

import io.linkloom.common.url.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sets of numbers by key, of any size, entered in any order and in any number of parts.
 *
 * <p>At first only sums are kept: each key falls into one of a fixed number of buckets, which adds each number times a random
 * factor that belongs to the key and the number's place, and takes off what the other side enters. Where both sides are the same
 * the sum is zero; where they are not it is not, but for one chance in about 2<sup>60</sup>. So an index that is in order is checked
 * without a sort and without a file. The keys of buckets that do not add up are then entered once more, and those alone are
 * kept. Not thread-safe.
 */
final class Ledger {
    private static final int BUCKETS = 1 << 15;
    private static final int MOST_KEYS = 1 << 20;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long[] sums = new long[BUCKETS];
    private final long[] entries = new long[BUCKETS];
    private @Nullable BitSet wanted;
    private final Map<Key, Entry> kept = new TreeMap<>();

    @SuppressWarnings("ArrayRecordComponent") // compared by compareTo only
    private record Key(byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    private static final class Entry {
        private long[] expected = {};
        private long[] stored = {};
    }

    /** Who is told of a key whose numbers differ; missing ones are 0. */
    interface Differences {
        void tell(byte[] key, Numbers expected, Numbers stored);
    }

    /** Numbers by place; places that nothing was entered for are 0. */
    static final class Numbers {
        private final long[] values;

        Numbers(long[] values) {
            this.values = values;
        }

        long at(int place) {
            return place < values.length ? values[place] : 0;
        }

        boolean isNothing() {
            for (long value : values) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Enters what follows from other rows. */
    void expect(byte[] key, long... numbers) {
        enter(key, numbers, 1);
    }

    /** Enters what is stored. */
    void store(byte[] key, long... numbers) {
        enter(key, numbers, -1);
    }

    private void enter(byte[] key, long[] numbers, int sign) {
        long hash = Fingerprint.of(key);
        int bucket = (int) (hash >>> 20) & BUCKETS - 1;
        BitSet only = wanted;
        if (only == null) {
            long sum = 0;
            for (int place = 0; place < numbers.length; place++) {
                sum += numbers[place] * factor(hash, place);
            }
            sums[bucket] += sign * sum;
            entries[bucket]++;
        } else if (only.get(bucket)) {
            Entry entry = kept.computeIfAbsent(new Key(key), _ -> new Entry());
            if (sign > 0) {
                entry.expected = sum(entry.expected, numbers);
            } else {
                entry.stored = sum(entry.stored, numbers);
            }
        }
    }

    /** Odd, so that no number but 0 is made 0. */
    private static long factor(long hash, int place) {
        long mixed = hash + (place + 1) * STEP;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) | 1;
    }

    private static long[] sum(long[] before, long[] more) {
        long[] sum = Arrays.copyOf(before, Math.max(before.length, more.length));
        for (int i = 0; i < more.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    /** The buckets that do not add up, in groups that fit in memory; none if both sides are the same. */
    List<BitSet> open() {
        List<BitSet> groups = new ArrayList<>();
        BitSet group = new BitSet();
        long keys = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (sums[bucket] != 0) {
                if (keys > 0 && keys + entries[bucket] > MOST_KEYS) {
                    groups.add(group);
                    group = new BitSet();
                    keys = 0;
                }
                group.set(bucket);
                keys += entries[bucket];
            }
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    /** From now on the keys of these buckets are kept, and nothing else is looked at. */
    void keep(BitSet buckets) {
        kept.clear();
        wanted = buckets;
    }

    /** Tells of the keys kept whose numbers differ, in the order of keys. */
    void tell(Differences differences) {
        kept.forEach((key, entry) -> {
            long[] off = sum(entry.expected, negated(entry.stored));
            if (!new Numbers(off).isNothing()) {
                differences.tell(key.bytes, new Numbers(entry.expected), new Numbers(entry.stored));
            }
        });
    }

    private static long[] negated(long[] numbers) {
        return Arrays.stream(numbers).map(number -> -number).toArray();
    }
}
