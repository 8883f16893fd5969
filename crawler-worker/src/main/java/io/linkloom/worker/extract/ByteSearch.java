package io.linkloom.worker.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte, eight at a time. */
final class ByteSearch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** Where an ASCII byte first is, {@code to} if nowhere. */
    static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        long pattern = wanted * ONES;
        int at = from;
        for (; at <= to - 8; at += 8) {
            // A byte is zero exactly where subtracting one borrows; a borrow only runs upwards, so the lowest hit is
            // right.
            long differing = (long) LONGS.get(bytes, at) ^ pattern;
            long hits = (differing - ONES) & ~differing & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
