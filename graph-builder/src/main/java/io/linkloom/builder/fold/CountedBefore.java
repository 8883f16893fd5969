package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.Referring;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Fingerprint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Of which pages, hosts and sites a shard may have counts, and of which pairs of sites the one may have linked to the other: most that
 * a batch asks for are new, and to look for a row that is not there costs as much as to read one.
 *
 * <p>{@linkplain BlockFilter Filters}, each twice as large as the one before, of one and a half to three bytes for each key together; two or three of a hundred new
 * keys are looked for all the same. Runs ahead of what is written, which does no harm. With no memory left all are looked for. Not thread-safe.
 */
final class CountedBefore {
    private static final int FIRST_KEYS = 1 << 13;
    private static final int BITS_A_KEY = 12;

    private final SeenMemory memory;
    /** The last one is being filled. */
    private final List<BlockFilter> filters = new ArrayList<>();

    private long keys;
    private long room;
    private long bytes;
    private boolean full;

    /** None. */
    CountedBefore(SeenMemory memory) {
        this.memory = memory;
    }

    /** Notes the pairs of sites of the shard; takes a walk through their keys. */
    void putPairs(Shard shard) {
        try (Rows<ReferrerKey, Referring> pairs = shard.referrers(CountsKey.allSites())) {
            while (!full && pairs.next()) {
                put(pairs.keyBytes());
            }
        }
    }

    /**
     * Notes that there is a row of it.
     *
     * @param key the bytes of a {@link CountsKey}, or of the {@link ReferrerKey} of two sites
     */
    void put(byte[] key) {
        if (!full) {
            put(Fingerprint.of(key));
        }
    }

    private void put(long fingerprint) {
        if (full) {
            return;
        }
        if (keys == room && !grow()) {
            close();
            return;
        }
        filters.getLast().put(fingerprint);
        keys++;
    }

    /** Whether nothing more can be noted. */
    boolean isFull() {
        return full;
    }

    private boolean grow() {
        long more = Math.max(FIRST_KEYS, room);
        long moreBytes = more * BITS_A_KEY / Byte.SIZE;
        if (moreBytes > Integer.MAX_VALUE || !memory.tryTake(moreBytes)) {
            return false;
        }
        bytes += moreBytes;
        room += more;
        filters.add(new BlockFilter(moreBytes / Long.BYTES));
        return true;
    }

    /** Whether there may be a row of it. */
    boolean mayContain(byte[] key) {
        return full || mayContain(Fingerprint.of(key));
    }

    private boolean mayContain(long fingerprint) {
        if (full) {
            return true;
        }
        // The largest is the last.
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (filters.get(i).mayContain(fingerprint)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rows of keys that are about to be written: those that may be there are read, the others are noted to be there.
     *
     * @param read gives a row, or {@code none}, for each of the keys it is asked for
     */
    <K, R extends @Nullable Object> List<R> rows(
            List<K> wanted, Function<K, byte[]> bytes, Function<List<K>, List<R>> read, R none) {
        boolean[] asked = new boolean[wanted.size()];
        List<K> known = new ArrayList<>();
        for (int i = 0; i < asked.length; i++) {
            long fingerprint = Fingerprint.of(bytes.apply(wanted.get(i)));
            asked[i] = mayContain(fingerprint);
            if (asked[i]) {
                known.add(wanted.get(i));
            } else {
                put(fingerprint);
            }
        }
        Iterator<R> found = read.apply(known).iterator();
        List<R> rows = new ArrayList<>(asked.length);
        for (boolean each : asked) {
            rows.add(each ? found.next() : none);
        }
        return rows;
    }

    /** Gives the memory back; there may be a row of everything from then on. */
    void close() {
        memory.giveBack(bytes);
        bytes = 0;
        filters.clear();
        full = true;
    }
}
