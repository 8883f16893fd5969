package io.linkloom.common.model;

/**
 * What a page itself says to robots (meta robots, X-Robots-Tag), as bits.
 *
 * <p>Bits are part of the wire and the stored format.
 */
public final class PageRobots {
    /** No directive. */
    public static final int NONE = 0;
    /** The page is not to be shown in results. */
    public static final int NOINDEX = 1;
    /** None of the page's links is to be followed. */
    public static final int NOFOLLOW = 2;
    /** No copy of the page is to be shown. */
    public static final int NOARCHIVE = 4;

    private PageRobots() {}
}
