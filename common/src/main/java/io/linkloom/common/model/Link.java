package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;

/**
 * What a page says of one target.
 *
 * <p>A page has at most one link per target: where it has several, {@code count} says how many there are, and one speaks
 * for all. That is the first follow link of kind {@code a} or {@code area}, which are the links a reader sees; else the
 * first of those kinds; else the first follow link of any kind; else the first. So the words of a link to a page are not
 * lost because a canonical or an image leads there too.
 *
 * @param rel tokens as bits of {@link RelToken}
 * @param anchor the text as a reader sees it, at most {@link #MAX_ANCHOR} code points
 * @param position ordinal among all links of the page, from 0
 * @param textBefore up to {@link #MAX_AROUND} code points of the text before the link, folded like the anchor; not beyond
 *     the paragraph, list item, cell or other block that it stands in
 * @param textAfter the same behind it
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

    /** Longest text before and after a link, in code points each. */
    public static final int MAX_AROUND = 60;

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

    /** This link with other bits of rel. */
    public Link withRel(int newRel) {
        return new Link(target, kind, newRel, anchor, place, position, textBefore, textAfter, hreflang, count);
    }

    /** This link with other text around it. */
    public Link withAround(String before, String after) {
        return new Link(target, kind, rel, anchor, place, position, before, after, hreflang, count);
    }

    /** This link to another target. */
    public Link withTarget(WebUrl newTarget) {
        return new Link(newTarget, kind, rel, anchor, place, position, textBefore, textAfter, hreflang, count);
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
