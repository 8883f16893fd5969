package io.linkloom.testkit.web;

/**
 * Deterministic randomness: a number drawn from the place it is used at instead of from a stream, so that any page can
 * be made without making those before it.
 */
public final class Mix {

    private Mix() {}

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit. */
    public static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public static long mix(long a, long b) {
        return mix(mix(a) ^ b);
    }

    public static long mix(long a, long b, long c) {
        return mix(mix(mix(a) ^ b) ^ c);
    }

    /** A number from 0 to bound - 1 from the upper half of a mixed value. */
    public static int below(long mixed, int bound) {
        return (int) (((mixed >>> 32) * bound) >>> 32);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    public static double fraction(long mixed) {
        return (mixed >>> 11) * 0x1p-53;
    }
}
