package io.linkloom.builder.store;

import io.linkloom.common.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} wrote and refuses what it did not. Not thread-safe. */
final class RowReader {
    private final Family family;
    private final byte[] key;
    private final byte[] bytes;
    private int at;

    /**
     * At the start of a value.
     *
     * @param version the one that is understood
     * @throws UnreadableRowException if it is of another version
     */
    RowReader(Family family, byte[] key, byte[] value, int version) {
        this(family, key, value, version, version);
    }

    /**
     * At the start of a value.
     *
     * @param oldest the first version that is understood
     * @param newest the last one
     * @throws UnreadableRowException if it is of another version
     */
    RowReader(Family family, byte[] key, byte[] value, int oldest, int newest) {
        this.family = family;
        this.key = key;
        this.bytes = value;
        if (value.length == 0) {
            throw refused("it is empty");
        }
        at = 1;
        if (value[0] < oldest || value[0] > newest) {
            throw refused("its format is " + (value[0] & 0xFF) + " and this version knows " + newest
                    + "; use the newer version that wrote it");
        }
    }

    /** The version that it is of. */
    int version() {
        return bytes[0];
    }

    UnreadableRowException refused(String why) {
        return new UnreadableRowException(family, key, bytes, why);
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= bytes.length) {
                throw refused("it ends within a number");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw refused("a number in it has more than 64 bits");
    }

    int smallNumber() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw refused("a number in it is too large: " + Long.toUnsignedString(value));
        }
        return (int) value;
    }

    /** Whether an optional part follows. */
    boolean flag() {
        int flag = smallNumber();
        if (flag > 1) {
            throw refused("a part of it is neither there nor not: " + flag);
        }
        return flag == 1;
    }

    /** The length of something that takes at least a byte each. */
    int length() {
        int length = smallNumber();
        if (length > bytes.length - at) {
            throw refused("it ends " + (length - (bytes.length - at)) + " bytes too soon");
        }
        return length;
    }

    String text() {
        int length = length();
        at += length;
        return length == 0 ? "" : new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    byte[] block() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Copies {@code length} bytes to {@code target}. */
    void copy(int length, byte[] target, int offset) {
        System.arraycopy(bytes, at, target, offset, length);
        at += length;
    }

    /** What {@link RowWriter#fixed} wrote, as bits without a sign. */
    long fixed(int length) {
        if (length > bytes.length - at) {
            throw refused("it ends too soon");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << Byte.SIZE) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    Digest digest() {
        byte[] digest = block();
        if (digest.length != 0 && digest.length != Digest.BYTES) {
            throw refused("a digest in it has " + digest.length + " bytes");
        }
        return Digest.ofBytes(digest);
    }

    /** Asserts that the code had a meaning. */
    <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw refused("it names an unknown " + what);
        }
        return value;
    }

    void end() {
        if (at != bytes.length) {
            throw refused((bytes.length - at) + " bytes follow its end");
        }
    }
}
