package io.linkloom.builder.store;

/**
 * What an order needs that is not in the key: the value of family {@code queue}.
 *
 * <pre>
 * version    byte, 1
 * depth      varint
 * redirects  varint
 * </pre>
 */
public record QueueRow(int depth, int redirects) {
    private static final int VERSION = 1;

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 8).number(depth).number(redirects).toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static QueueRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.QUEUE, key, value, VERSION);
        QueueRow row = new QueueRow(in.smallNumber(), in.smallNumber());
        in.end();
        return row;
    }
}
