package io.linkloom.builder.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key in a sorted map, compared as unsigned bytes. */
final class Bytes implements Comparable<Bytes> {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
