package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param title at most {@link #MAX_TITLE} code points, white space folded, empty if none
 * @param language lower case, empty if not declared
 * @param canonical the page's own idea of its URL
 * @param pageRobots bits of {@link io.linkloom.common.model.PageRobots}; recorded, applied to nothing
 * @param links one per target, in the order in which the targets first appear
 * @param linksDropped links to targets beyond the limit
 * @param sitemaps named by {@code link rel=sitemap} in the head or in a Link header, at most {@link #MAX_SITEMAPS}
 * @param textProfile nearly the same for pages of nearly the same text, 0 if there is too little of it
 */
public record Extraction(
        String title,
        String language,
        @Nullable WebUrl canonical,
        int pageRobots,
        List<Link> links,
        int linksDropped,
        List<WebUrl> sitemaps,
        long textProfile) {
    /** Longest title kept, in code points. */
    public static final int MAX_TITLE = 512;

    /** Most sitemaps that one page may name. */
    public static final int MAX_SITEMAPS = 10;

    public Extraction {
        links = List.copyOf(links);
        sitemaps = List.copyOf(sitemaps);
    }

    /** What names no sitemaps and has hardly any text. */
    public Extraction(
            String title,
            String language,
            @Nullable WebUrl canonical,
            int pageRobots,
            List<Link> links,
            int linksDropped) {
        this(title, language, canonical, pageRobots, links, linksDropped, List.of(), TextProfile.NONE);
    }
}
