package io.linkloom.builder.store;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import org.jspecify.annotations.Nullable;

/**
 * A link as its source keeps it.
 *
 * @param rel bits of {@code RelToken}: the link's own tokens, and what its page says of all of them or of this one
 * @param count how many links of the page have this target
 * @param firstSeenMillis the first visit that showed it
 * @param lost null while the link is live
 */
public record OutLink(
        PageKey target,
        LinkKind kind,
        int rel,
        Place place,
        int count,
        String anchor,
        long firstSeenMillis,
        @Nullable Lost lost) {

    /** When a link was found to be gone, and why. */
    public record Lost(long atMillis, LostReason reason) {}

    /** The link as a visit showed it. */
    public static OutLink of(PageKey target, Link link, long firstSeenMillis) {
        return new OutLink(
                target, link.kind(), link.rel(), link.place(), link.count(), link.anchor(), firstSeenMillis, null);
    }

    /** Whether the page has it, as far as is known. */
    public boolean isLive() {
        return lost == null;
    }

    /** The link as it travels. */
    public Link toLink() {
        return new Link(target.url(), kind, rel, anchor, place, 0, "", "", "", count);
    }

    /** Whether it has this bit, a token's or one of the page's. */
    public boolean has(int relBit) {
        return (rel & relBit) != 0;
    }

    /** Whether {@code now}, to the same target, says something else that the index keeps. */
    public boolean differsFrom(OutLink now) {
        return kind != now.kind
                || rel != now.rel
                || place != now.place
                || count != now.count
                || !anchor.equals(now.anchor);
    }

    /** This link first seen at another time. */
    public OutLink firstSeenAt(long millis) {
        return millis == firstSeenMillis ? this : new OutLink(target, kind, rel, place, count, anchor, millis, lost);
    }

    /** When it was lost, 0 while it is live. */
    public long lostAtMillis() {
        return lost == null ? 0 : lost.atMillis();
    }

    /** This link live. */
    public OutLink back() {
        return new OutLink(target, kind, rel, place, count, anchor, firstSeenMillis, null);
    }

    /** This link gone. */
    public OutLink lostAt(long millis, LostReason reason) {
        return new OutLink(target, kind, rel, place, count, anchor, firstSeenMillis, new Lost(millis, reason));
    }
}
