package io.linkloom.builder.fold;

/**
 * A filter of fingerprints in a memory that does not grow: it knows for certain which were never put. Not thread-safe.
 *
 * <p>A split block Bloom filter (Putze, Sanders, Singler 2007, in the form of the Parquet format): all bits of a fingerprint are in one line of the
 * processor's cache, one in each of its eight words. With 16 bits for each one of a thousand is taken for put that is not, with 12 bits
 * one of two hundred, with 8 bits three of a hundred; beyond that it says less and less, and is never wrong in the other direction.
 */
final class BlockFilter {
    private static final int WORDS = 8;
    /** Odd numbers that spread the lower half of a fingerprint; those of the Parquet format's filter. */
    private static final int[] SALTS = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private final long[] filter;
    private final int blocks;

    /**
     * Nothing.
     *
     * @param words of eight bytes, at most; less by up to seven
     */
    BlockFilter(long words) {
        blocks = (int) Math.max(1, Math.min(words, Integer.MAX_VALUE / 2) / WORDS);
        filter = new long[blocks * WORDS];
    }

    long bytes() {
        return (long) filter.length * Long.BYTES;
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

    void put(long fingerprint) {
        int block = block(fingerprint);
        for (int i = 0; i < WORDS; i++) {
            filter[block + i] |= bit(fingerprint, i);
        }
    }

    private int block(long fingerprint) {
        return (int) (((fingerprint >>> 32) * blocks) >>> 32) * WORDS;
    }

    private static long bit(long fingerprint, int word) {
        return 1L << (((int) fingerprint * SALTS[word]) >>> 26);
    }
}
