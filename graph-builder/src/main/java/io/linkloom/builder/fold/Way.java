package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How a page was found.
 *
 * @param depth links from a seed; redirects do not add to it
 * @param redirects redirects in a row at the end of the way
 * @param from the page with the link, null for a seed
 */
record Way(
        int depth, int redirects, Origin origin, @Nullable PageKey from) {

    /**
     * Without a link. What a sitemap lists is one step from a seed, as if a seed linked to it, wherever the sitemap was found; seeds
     * and sitemaps themselves are where crawls begin.
     *
     * @param by the page that names it, null for a seed
     */
    static Way named(Origin origin, @Nullable PageKey by) {
        return new Way(origin == Origin.SITEMAP ? 1 : 0, 0, origin, by);
    }

    /** By a link of a page that is itself this deep. */
    static Way link(LinkKind kind, PageKey from, int sourceDepth, int sourceRedirects) {
        return kind == LinkKind.REDIRECT
                ? new Way(sourceDepth, sourceRedirects + 1, Origin.LINK, from)
                : new Way(sourceDepth + 1, 0, Origin.LINK, from);
    }

    /** Whether this way is shorter than the one that a page is known by. */
    boolean isShorterThan(PageRow page) {
        return depth < page.depth() || (depth == page.depth() && redirects < page.redirects());
    }
}
