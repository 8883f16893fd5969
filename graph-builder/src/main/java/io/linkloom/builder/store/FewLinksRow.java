package io.linkloom.builder.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of one site to another while they lead to few pages: a value of family {@code referrers}. It stands for the rows of
 * the site as a whole, of its hosts and of its pages, so that most links from elsewhere are counted by reading and writing one row.
 *
 * <pre>
 * version      byte, 2
 * first seen   time
 * last change  time
 * hosts        varint, how many source hosts; then each: text
 * parts        varint, how many; then each, by target, then by host:
 *   shared     varint, how many bytes of its target's key it has in common with the one before, the first with the key of the
 *              site that is linked to
 *   target     block, the rest of the target's key
 *   host       varint, the place among the hosts
 *   links      varints: live, follow, ever
 * </pre>
 *
 * @param firstSeenMillis when the first of the links was first seen
 * @param lastChangeMillis the newest visit that showed one of them come, change or go
 * @param parts at most {@link #MOST_PARTS}, by target, then by host
 */
public record FewLinksRow(long firstSeenMillis, long lastChangeMillis, List<Part> parts) implements Referring {
    /** Most pages and hosts that link to them that such a row tells of. */
    public static final int MOST_PARTS = 12;

    static final int VERSION = 2;
    private static final int TYPICAL_PART_BYTES = 48;

    /**
     * The links of one host to one page.
     *
     * @param host as {@code WebUrl.host()} gives it
     */
    public record Part(PageKey target, String host, Tally links) {}

    public FewLinksRow {
        parts = List.copyOf(parts);
    }

    /**
     * The row's bytes.
     *
     * @param to the site that is linked to
     */
    public byte[] encode(CountsKey to) {
        RowWriter out = new RowWriter(VERSION, 48 + TYPICAL_PART_BYTES * parts.size());
        out.number(firstSeenMillis).number(lastChangeMillis);
        Map<String, Integer> hosts = new LinkedHashMap<>(4);
        parts.forEach(part -> hosts.putIfAbsent(part.host, hosts.size()));
        out.number(hosts.size());
        hosts.keySet().forEach(out::text);
        out.number(parts.size());
        byte[] before = scope(to.bytes(), to.bytes().length);
        for (Part part : parts) {
            byte[] target = part.target.bytes();
            int mismatch = Arrays.mismatch(before, target);
            int shared = mismatch < 0 ? target.length : mismatch;
            out.number(shared).block(target, shared, target.length - shared).number(hosts.getOrDefault(part.host, 0));
            part.links.writeTo(out);
            before = target;
        }
        return out.toBytes();
    }

    /** What a key of counts or referrers is about, without its level. */
    private static byte[] scope(byte[] key, int end) {
        return Arrays.copyOfRange(key, 1, end);
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static FewLinksRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.REFERRERS, key, value, VERSION);
        long firstSeen = in.number();
        long lastChange = in.number();
        List<String> hosts = new ArrayList<>(2);
        for (int left = in.length(); left > 0; left--) {
            hosts.add(in.text());
        }
        int size = in.length();
        List<Part> parts = new ArrayList<>(size);
        byte[] before = scope(key, Joined.end(key, 0, Family.REFERRERS));
        for (int i = 0; i < size; i++) {
            int shared = in.smallNumber();
            if (shared > before.length) {
                throw in.refused("a target shares more than the one before has");
            }
            int rest = in.length();
            byte[] target = Arrays.copyOf(before, shared + rest);
            in.copy(rest, target, shared);
            int host = in.smallNumber();
            if (host >= hosts.size()) {
                throw in.refused("a part of it is of none of its hosts");
            }
            parts.add(new Part(PageKey.ofBytes(target), hosts.get(host), Tally.readFrom(in)));
            before = target;
        }
        in.end();
        return new FewLinksRow(firstSeen, lastChange, parts);
    }
}
