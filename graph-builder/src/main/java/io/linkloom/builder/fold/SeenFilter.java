package io.linkloom.builder.fold;

/**
 * Fingerprints in a memory that does not grow: a filter that knows for certain which were never put, and the numbers of those that
 * were put or asked for last. Not thread-safe.
 *
 * <p>A split block Bloom filter: all bits of a fingerprint are in one line of the processor's cache, one in each of its eight
 * words. With 16 bits for each one of a thousand is taken for known that is not, with 8 bits three of a hundred; beyond that it
 * says less and less, and is never wrong in the other direction.
 */
final class SeenFilter {
    private static final int WORDS = 8;
    /** Odd numbers that spread the lower half of a fingerprint; those of the Parquet format's filter. */
    private static final int[] SALTS = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private static final int NUMBER_MASK = 0xFF;

    private final long[] filter;
    private final int blocks;
    /** One fingerprint a slot, its lowest byte replaced by its number; 0 if there is none. */
    private final long[] recent;

    /**
     * Nothing, in about so many bytes.
     *
     * @param bytes at least a few hundred
     */
    SeenFilter(long bytes) {
        long words = Math.min(bytes / Long.BYTES, (long) Integer.MAX_VALUE / 2);
        blocks = (int) Math.max(1, words * 3 / 4 / WORDS);
        filter = new long[blocks * WORDS];
        recent = new long[(int) Math.max(1, words / 4)];
    }

    long bytes() {
        return ((long) filter.length + recent.length) * Long.BYTES;
    }

    /** Whether the fingerprint may have been put. */
    boolean mayContain(long fingerprint) {
        int block = block(fingerprint);
        for (int i = 0; i < WORDS; i++) {
            if ((filter[block + i] & bit(fingerprint, i)) == 0) {
                return false;
            }
        }
        return true;
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
        int block = block(fingerprint);
        for (int i = 0; i < WORDS; i++) {
            filter[block + i] |= bit(fingerprint, i);
        }
        recent[slot(fingerprint)] = (fingerprint & ~(long) NUMBER_MASK) | number;
    }

    private int block(long fingerprint) {
        return (int) (((fingerprint >>> 32) * blocks) >>> 32) * WORDS;
    }

    private static long bit(long fingerprint, int word) {
        return 1L << (((int) fingerprint * SALTS[word]) >>> 26);
    }

    private int slot(long fingerprint) {
        // Other bits than those of the block's.
        return (int) (((fingerprint >>> 8 & 0xFFFFFFFFL) * recent.length) >>> 32);
    }
}
