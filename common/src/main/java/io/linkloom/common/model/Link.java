package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;

/**
 * What a page says of one target.
 *
 * <p>A page has at most one link per target: where it has several, the first follow one (else the first) speaks for all,
 * and {@code count} says how many there are.
 *
 * @param rel tokens as bits of {@link RelToken}
 * @param anchor the text as a reader sees it, at most {@link #MAX_ANCHOR} code points
 * @param position ordinal among all links of the page, from 0
 * @param textBefore up to 60 characters before the link
 * @param textAfter up to 60 characters after it
 * @param hreflang the attribute in lower case, empty if none
 * @param count how many links of the page have this target, at least 1
 */
public record Link(
        WebUrl target,
        LinkKind kind,
        int rel,
        String anchor,
        Place place,
        int position,
        String textBefore,
        String textAfter,
        String hreflang,
        int count) {

    /** Longest anchor text kept, in code points. */
    public static final int MAX_ANCHOR = 256;

    /** A link with nothing known but target, kind, rel and anchor. */
    public static Link of(WebUrl target, LinkKind kind, int rel, String anchor) {
        return new Link(target, kind, rel, anchor, Place.OTHER, 0, "", "", "", 1);
    }

    /** Whether this is a follow link by its own rel. */
    public boolean isFollow() {
        return RelToken.isFollow(rel);
    }

    /** This link with another count. */
    public Link withCount(int newCount) {
        return new Link(target, kind, rel, anchor, place, position, textBefore, textAfter, hreflang, newCount);
    }

    /** Whether {@code now}, to the same target, says something else that the index keeps: kind, rel, anchor, place, count. */
    public boolean differsFrom(Link now) {
        return kind != now.kind
                || rel != now.rel
                || place != now.place
                || count != now.count
                || !anchor.equals(now.anchor);
    }
}
