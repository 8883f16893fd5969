package io.linkloom.builder.store;

/**
 * How many links from other sites there are to a page, a host or a site, and from how many hosts and sites: the value of
 * family {@code counts}. Links within a site are not in it.
 *
 * <pre>
 * version  byte, 1
 * links    varints: live, follow, ever
 * hosts    varints: live, follow, ever
 * sites    varints: live, follow, ever
 * </pre>
 *
 * @param links one for each pair of pages
 * @param hosts that the links are from
 * @param sites that the links are from
 */
public record CountsRow(Tally links, Tally hosts, Tally sites) {
    /** Of what nobody ever linked to. */
    public static final CountsRow NONE = new CountsRow(Tally.NONE, Tally.NONE, Tally.NONE);

    private static final int VERSION = 1;

    /** This and more. */
    public CountsRow plus(CountsRow more) {
        return new CountsRow(links.plus(more.links), hosts.plus(more.hosts), sites.plus(more.sites));
    }

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 16);
        links.writeTo(out);
        hosts.writeTo(out);
        sites.writeTo(out);
        return out.toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static CountsRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.COUNTS, key, value, VERSION);
        CountsRow row = new CountsRow(Tally.readFrom(in), Tally.readFrom(in), Tally.readFrom(in));
        in.end();
        return row;
    }
}
