package io.linkloom.builder.store;

/** Lengths as RocksDB and rows write them: seven bits a byte, lowest first, the highest bit set where more follow. */
final class Varints {
    /** What {@link #writeWide} takes. */
    static final int WIDE_BYTES = 5;

    private Varints() {}

    /** Writes a number that is not negative, and returns the offset behind it. */
    static int write(int value, byte[] target, int at) {
        int next = at;
        int rest = value;
        while (rest > 0x7F) {
            target[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[next++] = (byte) rest;
        return next;
    }

    /** Writes a number that is not negative in as many bytes as any takes; it is read as others are. */
    static void writeWide(int value, byte[] target, int at) {
        for (int i = 0; i < WIDE_BYTES - 1; i++) {
            target[at + i] = (byte) ((value >>> (7 * i)) | 0x80);
        }
        target[at + WIDE_BYTES - 1] = (byte) (value >>> (7 * (WIDE_BYTES - 1)));
    }

    /** How many bytes {@link #write} writes. */
    static int length(int value) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
    }

    /** The number at an offset. */
    static int read(byte[] bytes, int at) {
        int value = bytes[at];
        if (value >= 0) {
            return value;
        }
        value &= 0x7F;
        for (int i = at + 1, shift = 7; ; i++, shift += 7) {
            value |= (bytes[i] & 0x7F) << shift;
            if (bytes[i] >= 0) {
                return value;
            }
        }
    }

    /** The offset behind the number at an offset. */
    static int end(byte[] bytes, int at) {
        int next = at;
        while (bytes[next] < 0) {
            next++;
        }
        return next + 1;
    }
}
