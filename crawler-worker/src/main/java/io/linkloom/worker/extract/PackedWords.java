package io.linkloom.worker.extract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds words of up to 16 ASCII letters by their bytes, packed into two numbers, without making a string of them.
 *
 * <p>Lower case, digits and hyphens only; the caller makes letters lower case while it packs. A table with open
 * addressing, at most a quarter full. Immutable.
 */
final class PackedWords {
    static final int MAX_LENGTH = 16;
    static final int NONE = -1;

    private static final long MIX_LOW = 0x9E3779B97F4A7C15L;
    private static final long MIX_HIGH = 0xC2B2AE3D27D4EB4FL;

    private final long[] low;
    private final long[] high;
    private final int[] values;
    private final int shift;

    private PackedWords(int words) {
        int bits = 34 - Integer.numberOfLeadingZeros(words);
        low = new long[1 << bits];
        high = new long[1 << bits];
        values = new int[1 << bits];
        shift = 64 - bits;
    }

    /** The words of a list, each with its index there; an empty word is left out. */
    static PackedWords of(List<String> words) {
        PackedWords table = new PackedWords(words.size());
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).isEmpty()) {
                table.put(words.get(i), i);
            }
        }
        return table;
    }

    private void put(String word, int value) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(word + " is too long");
        }
        long wordLow = 0;
        long wordHigh = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i < 8) {
                wordLow |= (long) bytes[i] << (8 * i);
            } else {
                wordHigh |= (long) bytes[i] << (8 * (i - 8));
            }
        }
        int slot = slot(wordLow, wordHigh);
        while (low[slot] != 0) {
            slot = (slot + 1) & (low.length - 1);
        }
        low[slot] = wordLow;
        high[slot] = wordHigh;
        values[slot] = value;
    }

    /**
     * The index of a word, {@link #NONE} if it is not among them.
     *
     * @param wordLow its first eight bytes, the first one in the lowest bits, zero where there are none
     * @param wordHigh the next eight
     */
    int indexOf(long wordLow, long wordHigh) {
        int slot = slot(wordLow, wordHigh);
        while (low[slot] != 0) {
            if (low[slot] == wordLow && high[slot] == wordHigh) {
                return values[slot];
            }
            slot = (slot + 1) & (low.length - 1);
        }
        return NONE;
    }

    private int slot(long wordLow, long wordHigh) {
        return (int) ((wordLow * MIX_LOW + wordHigh * MIX_HIGH) >>> shift);
    }
}
