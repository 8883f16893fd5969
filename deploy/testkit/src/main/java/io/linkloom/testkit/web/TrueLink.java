package io.linkloom.testkit.web;

import java.util.Set;
import java.util.SortedSet;

/**
 * A link of the true graph: all links from one page to one other, represented by the first that may be followed, or else
 * by the first.
 *
 * @param source the page's URL in its normal form
 * @param target the URL linked to in its normal form, never that of the page
 * @param kind {@code a}, {@code area} or {@code redirect}
 * @param rel the tokens of {@link #KNOWN_REL} on the link, in lower case, sorted
 * @param anchor what a reader sees: whitespace folded and trimmed, markup flattened, images by their alternative text,
 *     an area by its alternative text, at most 256 code points
 * @param count how many links lead from the page to the target
 */
public record TrueLink(String source, String target, String kind, SortedSet<String> rel, String anchor, int count) {

    /** The rel tokens that are reported; any other is left out. */
    public static final Set<String> KNOWN_REL = Set.of(
            "nofollow",
            "ugc",
            "sponsored",
            "noopener",
            "noreferrer",
            "external",
            "me",
            "tag",
            "author",
            "license",
            "bookmark",
            "help",
            "search",
            "next",
            "prev");

    /** Whether the link has none of nofollow, ugc and sponsored. */
    public boolean isFollow() {
        return !rel.contains("nofollow") && !rel.contains("ugc") && !rel.contains("sponsored");
    }
}
