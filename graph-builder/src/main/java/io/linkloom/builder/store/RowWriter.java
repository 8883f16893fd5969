package io.linkloom.builder.store;

import io.linkloom.common.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the parts that the package comment names, one after the other. Not thread-safe. */
final class RowWriter {
    private static final int MOST_VARINT_BYTES = 10;

    private byte[] bytes;
    private int size;

    RowWriter(int version, int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
        bytes[size++] = (byte) version;
    }

    /** Begins anew with the same version, and room for so many bytes. */
    RowWriter again(int expectedBytes) {
        size = 1;
        room(expectedBytes);
        return this;
    }

    RowWriter number(long value) {
        if ((value & ~0x7FL) == 0 && size < bytes.length) {
            // Most are: kinds, places, counts, lengths.
            bytes[size++] = (byte) value;
            return this;
        }
        return longNumber(value);
    }

    private RowWriter longNumber(long value) {
        room(MOST_VARINT_BYTES);
        byte[] to = bytes;
        int at = size;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        size = at;
        return this;
    }

    RowWriter text(String value) {
        return value.isEmpty() ? number(0) : block(value.getBytes(StandardCharsets.UTF_8));
    }

    RowWriter block(byte[] value) {
        return block(value, 0, value.length);
    }

    RowWriter block(byte[] value, int from, int length) {
        number(length);
        room(length);
        System.arraycopy(value, from, bytes, size, length);
        size += length;
        return this;
    }

    /** A number of so many bytes, highest first, whatever its size. */
    RowWriter fixed(long value, int length) {
        room(length);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    RowWriter digest(Digest digest) {
        return block(digest.toBytes());
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** The bytes for whoever writes on, as {@link #again} does. */
    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes, at the end: they may be those that this writes to. */
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
