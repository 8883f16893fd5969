package io.linkloom.common.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The first 16 bytes of a SHA-256, or nothing. Immutable. */
public final class Digest {
    /** Length in bytes of every digest but {@link #NONE}. */
    public static final int BYTES = 16;

    /** No digest. */
    public static final Digest NONE = new Digest(new byte[0]);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest with these bytes: none or {@link #BYTES} of them. */
    public static Digest ofBytes(byte[] bytes) {
        if (bytes.length != 0 && bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest has 0 or 16 bytes, not " + bytes.length);
        }
        return bytes.length == 0 ? NONE : new Digest(bytes.clone());
    }

    /** The digest of {@code length} bytes of {@code data}. */
    public static Digest of(byte[] data, int length) {
        MessageDigest sha = sha256();
        sha.update(data, 0, length);
        return finish(sha);
    }

    static Digest finish(MessageDigest sha) {
        return new Digest(Arrays.copyOf(sha.digest(), BYTES));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether there is none. */
    public boolean isNone() {
        return bytes.length == 0;
    }

    /** A copy of the bytes: 0 or {@link #BYTES}. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
