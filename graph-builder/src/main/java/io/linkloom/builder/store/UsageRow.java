package io.linkloom.builder.store;

/**
 * What a crawl has spent on a host: the value of family {@code usage}. A host without a row has nothing.
 *
 * <pre>
 * version  byte, 1
 * pages    varint
 * seeds    varint
 * </pre>
 *
 * @param pages of the host that are ordered or were ever visited, each once, however often it was fetched
 * @param seeds of its pages that are seeds
 */
public record UsageRow(long pages, long seeds) {
    /** Of a host that nothing was spent on. */
    public static final UsageRow NONE = new UsageRow(0, 0);

    private static final int VERSION = 1;

    /** The same with more, or with negative numbers fewer, of both. */
    UsageRow plus(long morePages, long moreSeeds) {
        return new UsageRow(pages + morePages, seeds + moreSeeds);
    }

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 16).number(pages).number(seeds).toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static UsageRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.USAGE, key, value, VERSION);
        UsageRow row = new UsageRow(in.number(), in.number());
        in.end();
        return row;
    }
}
