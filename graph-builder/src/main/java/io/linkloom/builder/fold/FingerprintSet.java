package io.linkloom.builder.fold;

/**
 * Fingerprints, each with a number from 0 to 255, in ten to fifteen bytes each. Not thread-safe.
 *
 * <p>The lowest byte of a fingerprint says which of 256 tables it is in, the other seven are stored with the number in eight
 * bytes, so nothing of it is lost. Tables use open addressing with linear steps and grow by half, each at a time of its own: so
 * none of them takes long to grow, and the memory of all rises evenly.
 */
final class FingerprintSet {
    private static final int TABLES = 256;
    private static final int TABLE_MASK = TABLES - 1;
    private static final int LEAST_SLOTS = 16;
    private static final int MOST_SLOTS = 1 << 27;

    /** In order of fingerprint; 0 marks a free slot. */
    private final long[][] tables = new long[TABLES][];

    private final int[] sizes = new int[TABLES];
    private final SeenMemory memory;
    private long bytes;

    /** None, in the least memory. */
    FingerprintSet(SeenMemory memory) {
        this.memory = memory;
        for (int i = 0; i < TABLES; i++) {
            tables[i] = new long[LEAST_SLOTS + i * LEAST_SLOTS / TABLES];
            bytes += (long) tables[i].length * Long.BYTES;
        }
        memory.take(bytes);
    }

    long size() {
        long size = 0;
        for (int each : sizes) {
            size += each;
        }
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** The number of a fingerprint, -1 if it is not there. */
    int get(long fingerprint) {
        long[] table = tables[(int) fingerprint & TABLE_MASK];
        long entry = table[slot(table, key(fingerprint))];
        return entry == 0 ? -1 : (int) entry & TABLE_MASK;
    }

    /**
     * Replaces each fingerprint by its number, -1 if it is not there.
     *
     * <p>Tables are much larger than the processor's caches. The first walk waits for nothing that it loads, so that it waits for
     * several lines at a time; most are found by it, and the rest is near.
     */
    void getAll(long[] fingerprints) {
        long[] entries = new long[fingerprints.length];
        for (int i = 0; i < entries.length; i++) {
            long[] table = tables[(int) fingerprints[i] & TABLE_MASK];
            entries[i] = table[firstSlot(table, key(fingerprints[i]))];
        }
        for (int i = 0; i < entries.length; i++) {
            long entry = entries[i];
            boolean found = ((entry ^ key(fingerprints[i])) & ~(long) TABLE_MASK) == 0;
            fingerprints[i] = found ? entry & TABLE_MASK : entry == 0 ? -1 : get(fingerprints[i]);
        }
    }

    /** Adds a fingerprint or sets its number; false if it is new and there is no memory for it. */
    boolean put(long fingerprint, int number) {
        int which = (int) fingerprint & TABLE_MASK;
        long[] table = tables[which];
        long key = key(fingerprint);
        int slot = slot(table, key);
        if (table[slot] == 0) {
            if (sizes[which] >= table.length / 5 * 4) {
                if (!grow(which)) {
                    return false;
                }
                table = tables[which];
                slot = slot(table, key);
            }
            sizes[which]++;
        }
        table[slot] = key | number;
        return true;
    }

    /** All but the lowest byte; never 0. */
    private static long key(long fingerprint) {
        long key = fingerprint & ~(long) TABLE_MASK;
        return key == 0 ? TABLES : key;
    }

    /** The slot of a key, or the free one where it would be. */
    private static int slot(long[] table, long key) {
        int slot = firstSlot(table, key);
        while (table[slot] != 0 && ((table[slot] ^ key) & ~(long) TABLE_MASK) != 0) {
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        return slot;
    }

    private static int firstSlot(long[] table, long key) {
        return (int) (((key >>> 32) * table.length) >>> 32);
    }

    private boolean grow(int which) {
        long[] before = tables[which];
        int more = before.length / 2;
        if (before.length > MOST_SLOTS || !memory.tryTake((long) more * Long.BYTES)) {
            return false;
        }
        bytes += (long) more * Long.BYTES;
        long[] after = new long[before.length + more];
        for (long entry : before) {
            if (entry != 0) {
                after[slot(after, entry & ~(long) TABLE_MASK)] = entry;
            }
        }
        tables[which] = after;
        return true;
    }

    /** Takes fingerprints with their numbers. */
    interface Sink {
        void accept(long fingerprint, int number);
    }

    /** Gives all fingerprints to {@code sink}, and their memory back as it goes. */
    void drainTo(Sink sink) {
        for (int i = 0; i < TABLES; i++) {
            for (long entry : tables[i]) {
                if (entry != 0) {
                    sink.accept((entry & ~(long) TABLE_MASK) | i, (int) entry & TABLE_MASK);
                }
            }
            tables[i] = new long[0];
        }
        memory.giveBack(bytes);
        bytes = 0;
    }
}
