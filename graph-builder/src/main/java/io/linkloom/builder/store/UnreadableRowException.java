package io.linkloom.builder.store;

import java.util.HexFormat;

/** A row's bytes are not what this version writes: the shard is damaged or of a newer version, and must not be used. */
public final class UnreadableRowException extends ShardStoreException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 200;

    /** With the row as it was found. */
    public UnreadableRowException(Family family, byte[] key, byte[] value, String why) {
        super("a row of " + family.label() + " cannot be read: " + why + "; key " + shown(key) + ", value "
                + shown(value));
    }

    private static String shown(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MAX_SHOWN));
        return "0x" + hex + (bytes.length > MAX_SHOWN ? "… (" + bytes.length + " bytes)" : "");
    }
}
