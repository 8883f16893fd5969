package io.linkloom.builder.fold;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.RelToken;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which links lead to new pages; all of them are recorded, whatever is said here. Immutable.
 *
 * <p>Holds from then on: links folded before under another setting are not looked at again until their page changes them.
 *
 * @param kinds by what a page points to another
 * @param nofollow what is made of links that are not to be followed
 * @param sitemaps whether sitemaps are fetched, and what they list
 */
public record Feeding(Set<LinkKind> kinds, Nofollow nofollow, boolean sitemaps) {

    /** What is made of links that are not to be followed. */
    public enum Nofollow {
        /** They lead to pages like any other. */
        FEED,
        /** Links of pages that say so to robots are held back, single links with rel=nofollow are not. */
        HOLD_PAGE,
        /** Both are held back. */
        HOLD
    }

    /** Kinds that may be chosen; what sitemaps list has a setting of its own. */
    public static final List<LinkKind> CHOICES = Arrays.stream(LinkKind.values())
            .filter(kind -> kind != LinkKind.SITEMAP)
            .toList();

    /** Links that readers and browsers follow. */
    public static final Set<LinkKind> USUAL_KINDS = Set.copyOf(EnumSet.of(
            LinkKind.A,
            LinkKind.AREA,
            LinkKind.IFRAME,
            LinkKind.FRAME,
            LinkKind.REDIRECT,
            LinkKind.META_REFRESH,
            LinkKind.CANONICAL));

    /** What holds where nothing else is said. */
    public static final Feeding USUAL = new Feeding(USUAL_KINDS, Nofollow.HOLD_PAGE, true);

    /** Copies the kinds. */
    public Feeding {
        kinds = Set.copyOf(kinds);
    }

    /**
     * Whether what such a link points to becomes known as a page.
     *
     * @param rel of the link, bits of {@link RelToken}
     * @param pageRobots what the page with the link says to robots, bits of {@link PageRobots}
     */
    boolean feeds(LinkKind kind, int rel, int pageRobots) {
        return kinds.contains(kind)
                && switch (nofollow) {
                    case FEED -> true;
                    case HOLD_PAGE -> !isNofollow(pageRobots);
                    case HOLD -> !isNofollow(pageRobots) && (rel & RelToken.NOFOLLOW.bit()) == 0;
                };
    }

    private static boolean isNofollow(int pageRobots) {
        return (pageRobots & PageRobots.NOFOLLOW) != 0;
    }
}
