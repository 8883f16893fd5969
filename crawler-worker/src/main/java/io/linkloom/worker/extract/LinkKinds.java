package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.RelToken;
import java.util.Collection;
import java.util.Set;

/** Which kinds of links there are, which are recorded, and what a rel makes of a link that no reader sees. */
public final class LinkKinds {
    /** Recorded if nothing is said: what leads a reader or a crawler to another page. */
    public static final Set<LinkKind> DEFAULT = Set.of(
            LinkKind.A,
            LinkKind.AREA,
            LinkKind.IFRAME,
            LinkKind.FRAME,
            LinkKind.CANONICAL,
            LinkKind.ALTERNATE,
            LinkKind.REDIRECT,
            LinkKind.META_REFRESH,
            LinkKind.HTTP_LINK);

    private LinkKinds() {}

    /**
     * The kind of a {@code link} element or header.
     *
     * @param rel bits of {@link RelToken}
     * @param other the kind if the rel says nothing of these
     */
    static LinkKind ofRel(int rel, LinkKind other) {
        if (has(rel, RelToken.CANONICAL)) {
            return LinkKind.CANONICAL;
        }
        if (has(rel, RelToken.AMPHTML)) {
            return LinkKind.AMPHTML;
        }
        // An alternative style sheet is a style sheet.
        if (has(rel, RelToken.ALTERNATE) && !has(rel, RelToken.STYLESHEET)) {
            return LinkKind.ALTERNATE;
        }
        if (has(rel, RelToken.NEXT)) {
            return LinkKind.NEXT;
        }
        if (has(rel, RelToken.PREV)) {
            return LinkKind.PREV;
        }
        return other;
    }

    /** Whether a link names a sitemap; a link of kind sitemap is one that a sitemap lists. */
    static boolean namesSitemap(int rel) {
        return has(rel, RelToken.SITEMAP);
    }

    private static boolean has(int rel, RelToken token) {
        return (rel & token.bit()) != 0;
    }

    /** A set as bits by the kinds' codes. */
    static int bits(Collection<LinkKind> kinds) {
        int bits = 0;
        for (LinkKind kind : kinds) {
            bits |= 1 << kind.code();
        }
        return bits;
    }
}
