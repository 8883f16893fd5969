package io.linkloom.builder.store;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import org.jspecify.annotations.Nullable;

/**
 * A link as its target's shard keeps it: the value of families {@code inlinks} and {@code internal_inlinks}.
 *
 * <pre>
 * version     byte, 1
 * kind        varint, its code
 * place       varint, its code
 * rel         varint
 * count       varint
 * first seen  time
 * lost at     time, 0 while the link is live
 * reason      varint, the code of why it was lost, 0 while the link is live
 * anchor      text
 * </pre>
 *
 * @param rel tokens as bits of {@code RelToken}
 * @param count how many links of the source have this target
 * @param firstSeenMillis the first visit of the source that showed it
 * @param lostAtMillis the first visit of the source that showed it gone, 0 while it is live
 * @param lostReason null while it is live
 */
public record InlinkRow(
        LinkKind kind,
        int rel,
        Place place,
        int count,
        String anchor,
        long firstSeenMillis,
        long lostAtMillis,
        @Nullable LostReason lostReason) {
    private static final int VERSION = 1;

    /** A link that is there. */
    public static InlinkRow live(Link link, long firstSeenMillis) {
        return new InlinkRow(
                link.kind(), link.rel(), link.place(), link.count(), link.anchor(), firstSeenMillis, 0, null);
    }

    /** A link that is gone. */
    public static InlinkRow lost(Link link, long firstSeenMillis, long lostAtMillis, LostReason reason) {
        return new InlinkRow(
                link.kind(),
                link.rel(),
                link.place(),
                link.count(),
                link.anchor(),
                firstSeenMillis,
                lostAtMillis,
                reason);
    }

    /** A link as its source keeps it. */
    public static InlinkRow of(OutLink link) {
        OutLink.Lost lost = link.lost();
        return new InlinkRow(
                link.kind(),
                link.rel(),
                link.place(),
                link.count(),
                link.anchor(),
                link.firstSeenMillis(),
                lost == null ? 0 : lost.atMillis(),
                lost == null ? null : lost.reason());
    }

    /** Whether the source has it, as far as is known. */
    public boolean isLive() {
        return lostReason == null;
    }

    /** What it counts for. */
    public Tally tally() {
        return isLive() ? new Tally(1, RelToken.isFollow(rel) ? 1 : 0, 1) : new Tally(0, 0, 1);
    }

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 32 + anchor.length());
        out.number(kind.code()).number(place.code()).number(rel).number(count);
        out.number(firstSeenMillis).number(lostAtMillis).number(lostReason == null ? 0 : lostReason.code());
        return out.text(anchor).toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static InlinkRow decode(byte[] key, byte[] value) {
        return decode(Family.INLINKS, key, value);
    }

    static InlinkRow decode(Family family, byte[] key, byte[] value) {
        RowReader in = new RowReader(family, key, value, VERSION);
        LinkKind kind = in.known(LinkKind.ofCode(in.smallNumber()), "kind");
        Place place = in.known(Place.ofCode(in.smallNumber()), "place");
        int rel = in.smallNumber();
        int count = in.smallNumber();
        long firstSeen = in.number();
        long lostAt = in.number();
        int reason = in.smallNumber();
        LostReason lostReason = reason == 0 ? null : in.known(LostReason.ofCode(reason), "reason");
        InlinkRow row = new InlinkRow(kind, rel, place, count, in.text(), firstSeen, lostAt, lostReason);
        in.end();
        return row;
    }
}
