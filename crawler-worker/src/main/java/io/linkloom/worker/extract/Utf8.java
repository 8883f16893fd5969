package io.linkloom.worker.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 (RFC 3629: shortest form, no surrogates, nothing beyond U+10FFFF).
 *
 * <p>A character cut off by the end is no fault, for a page may be cut anywhere.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** What {@link #sequence} answers where there is no character. */
    private static final int NONE = 0;

    private Utf8() {}

    /** Where the first byte is that is not ASCII, {@code to} if nowhere. */
    static int endOfAscii(byte[] bytes, int from, int to) {
        int at = from;
        // Four words a turn: the branch, not the memory, is what one word a turn would wait for.
        for (; at <= to - 32; at += 32) {
            long any = (long) LONGS.get(bytes, at)
                    | (long) LONGS.get(bytes, at + 8)
                    | (long) LONGS.get(bytes, at + 16)
                    | (long) LONGS.get(bytes, at + 24);
            if ((any & HIGH_BITS) != 0) {
                break;
            }
        }
        while (at <= to - 8 && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += 8;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Where the first byte is that is not part of a character in UTF-8, {@code to} if nowhere. */
    static int endOfValid(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            at = endOfAscii(bytes, at, to);
            // Characters beyond ASCII come in runs, in most scripts with single blanks between them.
            while (at < to && bytes[at] < 0) {
                int length = sequence(bytes, at, to);
                if (length == NONE) {
                    return at;
                }
                at += length;
            }
            if (at >= to) {
                return to;
            }
        }
    }

    /**
     * How much there is of UTF-8 and of other things.
     *
     * @param characters sequences that are characters beyond ASCII
     * @param faults bytes beyond ASCII that are part of none
     */
    record Count(int characters, int faults) {}

    /** Counts up to a number of characters or faults, whichever is reached first. */
    static Count count(byte[] bytes, int from, int to, int most) {
        int characters = 0;
        int faults = 0;
        int at = endOfAscii(bytes, from, to);
        while (at < to && characters < most && faults < most) {
            int length = sequence(bytes, at, to);
            if (length == NONE) {
                faults++;
                at++;
            } else {
                characters++;
                at += length;
            }
            at = endOfAscii(bytes, at, to);
        }
        return new Count(characters, faults);
    }

    /** How many bytes the character beyond ASCII at an index has; what the end cuts off counts as there. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return NONE;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int present = Math.min(length, to - at);
        if (present > 1 && !isSecond(lead, bytes[at + 1])) {
            return NONE;
        }
        for (int i = 2; i < present; i++) {
            if (bytes[at + i] >= (byte) 0xC0) {
                return NONE;
            }
        }
        return present;
    }

    /** Whether a byte may follow a lead byte: the table of RFC 3629, section 4. */
    static boolean isSecond(int lead, byte second) {
        int value = second & 0xFF;
        return switch (lead) {
            case 0xE0 -> value >= 0xA0 && value <= 0xBF;
            case 0xED -> value >= 0x80 && value <= 0x9F;
            case 0xF0 -> value >= 0x90 && value <= 0xBF;
            case 0xF4 -> value >= 0x80 && value <= 0x8F;
            default -> value >= 0x80 && value <= 0xBF;
        };
    }
}
