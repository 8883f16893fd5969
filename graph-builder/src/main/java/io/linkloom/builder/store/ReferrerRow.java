package io.linkloom.builder.store;

import org.jspecify.annotations.Nullable;

/**
 * The links of one site to a page, host or site in numbers: a value of family {@code referrers}. Two sites of which one links to the
 * other in few ways have a {@link FewLinksRow} instead.
 *
 * <pre>
 * version      byte, 1
 * links        varints: live, follow, ever
 * and in the row of a site as a whole:
 * hosts        varints: live, follow, ever
 * first seen   time, 0 but where the links are to a site
 * last change  time, 0 but where the links are to a site
 * only host    text, the one host that ever linked; empty if there are several, each of which has a row of its own then
 * </pre>
 *
 * @param links from pages of the site
 * @param hosts of the site that have them
 * @param firstSeenMillis when the first of them was first seen
 * @param lastChangeMillis the newest visit that showed one of them come, change or go
 * @param onlyHost null if several hosts ever linked
 */
public record ReferrerRow(
        Tally links,
        Tally hosts,
        long firstSeenMillis,
        long lastChangeMillis,
        @Nullable String onlyHost) implements Referring {
    /**
     * Most links of a site to a page, lost ones included, that have no row: they are counted by a walk through the links
     * themselves. To hosts and sites all have rows.
     */
    public static final int MOST_WITHOUT_ROW = 16;

    private static final int VERSION = 1;

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 48);
        links.writeTo(out);
        hosts.writeTo(out);
        return out.number(firstSeenMillis)
                .number(lastChangeMillis)
                .text(onlyHost == null ? "" : onlyHost)
                .toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static ReferrerRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.REFERRERS, key, value, VERSION);
        Tally links = Tally.readFrom(in);
        Tally hosts = Tally.readFrom(in);
        long firstSeen = in.number();
        long lastChange = in.number();
        String host = in.text();
        in.end();
        return new ReferrerRow(links, hosts, firstSeen, lastChange, host.isEmpty() ? null : host);
    }

    /** The bytes of the row of one host among several. */
    public static byte[] encodeHost(Tally links) {
        RowWriter out = new RowWriter(VERSION, 8);
        links.writeTo(out);
        return out.toBytes();
    }

    /**
     * The row of one host among several in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static Tally decodeHost(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.REFERRERS, key, value, VERSION);
        Tally links = Tally.readFrom(in);
        in.end();
        return links;
    }
}
