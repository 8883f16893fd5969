package io.linkloom.builder.store;

/**
 * What is to happen at that time: the value of family {@code due}.
 *
 * <pre>
 * version  byte, 1
 * what     varint: 1 the lease of an order ends
 * </pre>
 */
public enum DueRow {
    /** The lease of an order ends: unless a visit came, the page is ordered again. */
    LEASE_END;

    private static final int VERSION = 1;
    private static final int LEASE_END_CODE = 1;

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 2).number(LEASE_END_CODE).toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static DueRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.DUE, key, value, VERSION);
        if (in.smallNumber() != LEASE_END_CODE) {
            throw in.refused("it names an unknown event");
        }
        in.end();
        return LEASE_END;
    }
}
