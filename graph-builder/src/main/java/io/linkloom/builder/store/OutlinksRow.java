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
 * version       byte, 3; still read is version 2, in which each link has its kind, place, rel and count instead of a number of them,
 *               and its first seen after its anchor always
 * base          time, the earliest first seen of all its links, 0 if there are none
 * live          varint, number of links of the last visit that showed any; then each:
 *   shared      varint, how many bytes of its key it has in common with the link before
 *   target      the rest of its key
 *   traits      varint, twice the number of its {@link LinkTraits}, and one more if it was not first seen at the base; number 0
 *               means that they follow, and have the next number from then on if there is one left:
 *     kind      varint, its code
 *     place     varint, its code
 *     rel       varint
 *     count     varint
 *   anchor      text
 *   first seen  varint, milliseconds since the base, if that was not then
 * lost          varint, number of links the page had and has no more; then each as above, and
 *   lost at     varint, milliseconds since the base
 *   reason      varint, its code
 * </pre>
 *
 * <p>Most links of a page were first seen by its first visit, so what is one number for all of them is written once. Differences are
 * taken modulo 2^64, so that any two times have one.
 *
 * <p>Both lists are ordered by target, and a target is in one of them at most once. The lost ones are kept so that a link that comes back is
 * first seen when it was, and so that internal links that are gone can be told of; the newest {@link #MAX_LOST} of them.
 */
public record OutlinksRow(List<OutLink> live, List<OutLink> lost) {
    /** Most lost links that a page keeps. */
    public static final int MAX_LOST = 1000;

    /** Of a page that never showed a link. */
    public static final OutlinksRow NONE = new OutlinksRow(List.of(), List.of());

    static final int VERSION = 3;
    static final int WITHOUT_TRAITS = 2;
    /** Of a link but its target and anchor, if none of its numbers is large and its traits are new. */
    private static final int NUMBERS_BYTES = 8;

    private static final int NOTHING_BYTES = 4;

    public OutlinksRow {
        live = List.copyOf(live);
        lost = List.copyOf(lost);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return live.isEmpty() && lost.isEmpty();
    }

    /** Encodes rows one after the other in the same memory, which is no more than the longest of them takes. Not thread-safe. */
    public static final class Encoder {
        private final RowWriter out = new RowWriter(VERSION, 0);
        private final LinkTraits traits = new LinkTraits();

        /** As {@link OutlinksRow#encode}. */
        public byte[] encode(OutlinksRow row) {
            return row.writeTo(out, traits).copy();
        }
    }

    /** The row's bytes. */
    public byte[] encode() {
        return writeTo(new RowWriter(VERSION, 0), new LinkTraits()).toBytes();
    }

    private RowWriter writeTo(RowWriter out, LinkTraits traits) {
        out.again(16 + expectedBytes(live) + expectedBytes(lost));
        traits.clear();
        long base = isEmpty() ? 0 : Math.min(earliest(live), earliest(lost));
        out.number(base);
        writeAll(out, live, base, traits);
        writeAll(out, lost, base, traits);
        return out;
    }

    /**
     * Without what targets have in common, and with a character for a byte. This walk is also the one in which the processor waits
     * for the anchors, several at a time, since nothing in it depends on the link before.
     */
    private static int expectedBytes(List<OutLink> links) {
        int bytes = 0;
        for (OutLink link : links) {
            bytes += NUMBERS_BYTES + link.target().length() + link.anchor().length();
        }
        return bytes;
    }

    private static long earliest(List<OutLink> links) {
        long earliest = Long.MAX_VALUE;
        for (OutLink link : links) {
            earliest = Math.min(earliest, link.firstSeenMillis());
        }
        return earliest;
    }

    /** Whether there is nothing to keep in a row that {@link #encode} gave: its version, no base, and two lists of no links. */
    public static boolean isEmpty(byte[] encoded) {
        return encoded.length == NOTHING_BYTES;
    }

    private static void writeAll(RowWriter out, List<OutLink> links, long base, LinkTraits traits) {
        out.number(links.size());
        byte[] before = new byte[0];
        for (OutLink link : links) {
            byte[] target = link.target().bytes();
            int shared = shared(before, target);
            out.number(shared).block(target, shared, target.length - shared);
            boolean later = link.firstSeenMillis() != base;
            writeTraits(out, link, later ? 1 : 0, traits);
            out.text(link.anchor());
            if (later) {
                out.number(link.firstSeenMillis() - base);
            }
            OutLink.Lost lost = link.lost();
            if (lost != null) {
                out.number(lost.atMillis() - base).number(lost.reason().code());
            }
            before = target;
        }
    }

    private static void writeTraits(RowWriter out, OutLink link, int later, LinkTraits traits) {
        int kind = link.kind().code();
        int place = link.place().code();
        int number = traits.numberOf(kind, place, link.rel(), link.count());
        out.number(2 * number + later);
        if (number == 0) {
            out.number(kind).number(place).number(link.rel()).number(link.count());
            traits.add(kind, place, link.rel(), link.count());
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
        RowReader in = new RowReader(Family.OUTLINKS, key, value, WITHOUT_TRAITS, VERSION);
        long base = in.number();
        LinkTraits traits = new LinkTraits();
        List<OutLink> live = readAll(in, base, traits, false);
        List<OutLink> lost = readAll(in, base, traits, true);
        in.end();
        return new OutlinksRow(live, lost);
    }

    private static List<OutLink> readAll(RowReader in, long base, LinkTraits traits, boolean lost) {
        int size = in.length();
        List<OutLink> links = new ArrayList<>(size);
        byte[] before = new byte[0];
        for (int i = 0; i < size; i++) {
            before = readTarget(in, before);
            OutLink link = in.version() == WITHOUT_TRAITS
                    ? readLinkWithoutTraits(in, base, before)
                    : readLink(in, base, before, traits);
            links.add(lost ? readLost(in, base, link) : link);
        }
        return links;
    }

    private static OutLink readLost(RowReader in, long base, OutLink link) {
        return link.lostAt(base + in.number(), in.known(LostReason.ofCode(in.smallNumber()), "reason"));
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

    private static OutLink readLink(RowReader in, long base, byte[] target, LinkTraits traits) {
        int code = in.smallNumber();
        int number = code >>> 1;
        int kind;
        int place;
        int rel;
        int count;
        if (number == 0) {
            kind = in.smallNumber();
            place = in.smallNumber();
            rel = in.smallNumber();
            count = in.smallNumber();
            traits.add(kind, place, rel, count);
        } else if (traits.has(number)) {
            kind = traits.kind(number);
            place = traits.place(number);
            rel = (int) traits.rel(number);
            count = (int) traits.count(number);
        } else {
            throw in.refused("none of its links has traits of number " + number);
        }
        String anchor = in.text();
        long firstSeen = (code & 1) == 0 ? base : base + in.number();
        return new OutLink(
                PageKey.ofBytes(target), kind(in, kind), rel, place(in, place), count, anchor, firstSeen, null);
    }

    private static OutLink readLinkWithoutTraits(RowReader in, long base, byte[] target) {
        LinkKind kind = kind(in, in.smallNumber());
        Place place = place(in, in.smallNumber());
        int rel = in.smallNumber();
        int count = in.smallNumber();
        String anchor = in.text();
        return new OutLink(PageKey.ofBytes(target), kind, rel, place, count, anchor, base + in.number(), null);
    }

    private static LinkKind kind(RowReader in, int code) {
        return in.known(LinkKind.ofCode(code), "kind");
    }

    private static Place place(RowReader in, int code) {
        return in.known(Place.ofCode(code), "place");
    }
}
