package io.linkloom.builder.fold;

/**
 * Fingerprints in a memory that does not grow: a {@linkplain BlockFilter filter} that knows for certain which were never put, and the numbers
 * of those that were put or asked for last. Not thread-safe.
 */
final class SeenFilter {
    private static final int NUMBER_MASK = 0xFF;

    private final BlockFilter filter;
    /** One fingerprint a slot, its lowest byte replaced by its number; 0 if there is none. */
    private final long[] recent;

    /**
     * Nothing, in about so many bytes.
     *
     * @param bytes at least a few hundred
     */
    SeenFilter(long bytes) {
        long words = Math.min(bytes / Long.BYTES, (long) Integer.MAX_VALUE / 2);
        filter = new BlockFilter(words * 3 / 4);
        recent = new long[(int) Math.max(1, words / 4)];
    }

    long bytes() {
        return filter.bytes() + (long) recent.length * Long.BYTES;
    }

    /** Whether the fingerprint may have been put. */
    boolean mayContain(long fingerprint) {
        return filter.mayContain(fingerprint);
    }

    /** The number of a fingerprint, -1 if it was not put or that was too long ago. */
    int recent(long fingerprint) {
        long entry = recent[slot(fingerprint)];
        // The slot is of the fingerprint without its lowest byte, which the filter has looked at.
        return entry != 0 && ((entry ^ fingerprint) & ~(long) NUMBER_MASK) == 0 && mayContain(fingerprint)
                ? (int) entry & NUMBER_MASK
                : -1;
    }

    void put(long fingerprint, int number) {
        filter.put(fingerprint);
        recent[slot(fingerprint)] = (fingerprint & ~(long) NUMBER_MASK) | number;
    }

    private int slot(long fingerprint) {
        // Other bits than those of the block's.
        return (int) (((fingerprint >>> 8 & 0xFFFFFFFFL) * recent.length) >>> 32);
    }
}
