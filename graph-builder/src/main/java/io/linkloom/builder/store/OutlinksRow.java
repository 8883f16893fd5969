package io.linkloom.builder.store;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The links of a page: the value of family {@code outlinks}, the base of the next visit's delta, and the home of internal
 * links.
 *
 * <pre>
 * version       byte, 1
 * live          varint, number of links of the last visit that showed any; then each:
 *   shared      varint, how many bytes of its key it has in common with the link before
 *   target      the rest of its key
 *   kind        varint, its code
 *   place       varint, its code
 *   rel         varint
 *   count       varint
 *   anchor      text
 *   first seen  time
 * lost          varint, number of links the page had and has no more; then each as above, and
 *   lost at     time
 *   reason      varint, its code
 * </pre>
 *
 * <p>Both lists are ordered by target, and a target is in one of them at most once. The lost ones are kept so that a link that comes back is
 * first seen when it was, and so that internal links that are gone can be told of; the newest {@link #MAX_LOST} of them.
 */
public record OutlinksRow(List<OutLink> live, List<OutLink> lost) {
    /** Most lost links that a page keeps. */
    public static final int MAX_LOST = 1000;

    /** Of a page that never showed a link. */
    public static final OutlinksRow NONE = new OutlinksRow(List.of(), List.of());

    static final int VERSION = 1;
    private static final int TYPICAL_LINK_BYTES = 40;
    private static final int NOTHING_BYTES = 3;

    public OutlinksRow {
        live = List.copyOf(live);
        lost = List.copyOf(lost);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return live.isEmpty() && lost.isEmpty();
    }

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 16 + TYPICAL_LINK_BYTES * (live.size() + lost.size()));
        writeAll(out, live);
        writeAll(out, lost);
        return out.toBytes();
    }

    /** Whether there is nothing to keep in a row that {@link #encode} gave: its version, and two lists of no links. */
    public static boolean isEmpty(byte[] encoded) {
        return encoded.length == NOTHING_BYTES;
    }

    private static void writeAll(RowWriter out, List<OutLink> links) {
        out.number(links.size());
        byte[] before = new byte[0];
        for (OutLink link : links) {
            byte[] target = link.target().bytes();
            int shared = shared(before, target);
            out.number(shared).block(target, shared, target.length - shared);
            out.number(link.kind().code())
                    .number(link.place().code())
                    .number(link.rel())
                    .number(link.count());
            out.text(link.anchor()).number(link.firstSeenMillis());
            OutLink.Lost lost = link.lost();
            if (lost != null) {
                out.number(lost.atMillis()).number(lost.reason().code());
            }
            before = target;
        }
    }

    private static int shared(byte[] before, byte[] target) {
        int mismatch = Arrays.mismatch(before, target);
        return mismatch < 0 ? target.length : mismatch;
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static OutlinksRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.OUTLINKS, key, value, VERSION);
        List<OutLink> live = readAll(in, false);
        List<OutLink> lost = readAll(in, true);
        in.end();
        return new OutlinksRow(live, lost);
    }

    private static List<OutLink> readAll(RowReader in, boolean lost) {
        int size = in.length();
        List<OutLink> links = new ArrayList<>(size);
        byte[] before = new byte[0];
        for (int i = 0; i < size; i++) {
            before = readTarget(in, before);
            OutLink link = readLink(in, before);
            links.add(lost ? link.lostAt(in.number(), in.known(LostReason.ofCode(in.smallNumber()), "reason")) : link);
        }
        return links;
    }

    private static byte[] readTarget(RowReader in, byte[] before) {
        int shared = in.smallNumber();
        if (shared > before.length) {
            throw in.refused("a target shares more than the one before has");
        }
        int rest = in.length();
        byte[] target = new byte[shared + rest];
        System.arraycopy(before, 0, target, 0, shared);
        in.copy(rest, target, shared);
        return target;
    }

    private static OutLink readLink(RowReader in, byte[] target) {
        LinkKind kind = in.known(LinkKind.ofCode(in.smallNumber()), "kind");
        Place place = in.known(Place.ofCode(in.smallNumber()), "place");
        return new OutLink(
                PageKey.ofBytes(target), kind, in.smallNumber(), place, in.smallNumber(), in.text(), in.number(), null);
    }
}
