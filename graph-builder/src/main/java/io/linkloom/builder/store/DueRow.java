package io.linkloom.builder.store;

/**
 * What is to happen at that time: the value of family {@code due}.
 *
 * <pre>
 * version  byte, 1
 * what     varint: 1 the lease of an order ends
 *                  2 a page that failed is to be fetched again
 *                  3 a page is to be fetched again to see whether it has changed
 * </pre>
 */
public enum DueRow {
    /** The lease of an order ends: unless a visit came, the page is ordered again. */
    LEASE_END(1),
    /** A page that could not be fetched is to be tried again. */
    RETRY(2),
    /** A page is to be visited again, to see whether its links have changed. */
    RECRAWL(3);

    private static final int VERSION = 1;

    private final int code;

    DueRow(int code) {
        this.code = code;
    }

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 2).number(code).toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static DueRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.DUE, key, value, VERSION);
        int code = in.smallNumber();
        in.end();
        return switch (code) {
            case 1 -> LEASE_END;
            case 2 -> RETRY;
            case 3 -> RECRAWL;
            default -> throw in.refused("it names an unknown event");
        };
    }
}
