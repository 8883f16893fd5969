package io.linkloom.worker.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64 bits that are nearly the same for pages of nearly the same text, and differ in about half of them for others (a simhash: Charikar, STOC 2002): each bit is
 * what most of the page's samples have there.
 *
 * <p>A sample is sixteen bytes at the beginning of a run of text and at every 64 bytes further on in it; so a page costs little, and what is inserted moves only
 * the samples of its own run. Short runs do not count: they are dates, numbers and menus. What a page says again and again counts about once. Not thread-safe.
 */
final class TextProfile {
    /** What is said of a page with too little text. */
    static final long NONE = 0;

    /** Runs with fewer bytes do not count. */
    static final int LEAST_RUN = 24;

    /** From one sample to the next of a run. */
    static final int STEP = 64;

    private static final int SAMPLE = 2 * Long.BYTES;
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final int RECENT = 128;
    private static final int LEAST_SAMPLES = 8;
    /** As many bits as it takes to count samples; more samples are left out. */
    private static final int PLANES = 12;

    private static final int MOST_SAMPLES = (1 << PLANES) - 1;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How often each bit was set so far, written in columns: the first plane has the ones of all 64 numbers. */
    private final long[] planes = new long[PLANES];

    /** Samples seen, each at its place until another one of the same place comes. */
    private final long[] recent = new long[RECENT];

    private int samples;

    /** Takes samples of a run of text, from its first word on. */
    void add(byte[] bytes, int from, int to) {
        int first = from;
        while (first < to && bytes[first] >= 0 && bytes[first] <= ' ') {
            first++;
        }
        if (to - first < LEAST_RUN) {
            return;
        }
        for (int at = first; at <= to - SAMPLE && samples < MOST_SAMPLES; at += STEP) {
            add(mixed((long) EIGHT.get(bytes, at) * FIRST + (long) EIGHT.get(bytes, at + Long.BYTES)));
        }
    }

    /** Counts the bits of a sample, all 64 at once. */
    private void add(long sample) {
        int place = (int) sample & (RECENT - 1);
        if (recent[place] == sample) {
            return;
        }
        recent[place] = sample;
        samples++;
        long carry = sample;
        for (int plane = 0; carry != 0; plane++) {
            long both = planes[plane] & carry;
            planes[plane] ^= carry;
            carry = both;
        }
    }

    /** So that each bit of the sample counts for all bits (Stafford's Mix13, as in SplitMix64). */
    private static long mixed(long sample) {
        long mixed = (sample ^ (sample >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The profile, {@link #NONE} if there was too little text. */
    long value() {
        if (samples < LEAST_SAMPLES) {
            return NONE;
        }
        int half = samples / 2;
        long more = 0;
        long alike = -1;
        for (int plane = PLANES - 1; plane >= 0; plane--) {
            long bit = -(half >>> plane & 1L);
            more |= alike & planes[plane] & ~bit;
            alike &= ~(planes[plane] ^ bit);
        }
        return more == NONE ? 1 : more;
    }
}
