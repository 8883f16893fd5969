package io.linkloom.testkit.stream;

/**
 * How large a stream is and how its pages change.
 *
 * @param links about how many links all pages have together
 * @param changing the share of pages that differ from one round to the next, 0 to 1
 */
public record StreamSpec(long seed, long links, double changing) {
    /** Links of a page, on average. */
    public static final int LINKS_A_PAGE = 80;

    /** Pages that are linked to for each that is visited. */
    static final int KNOWN_FOR_EACH_VISITED = 8;

    private static final double USUAL_CHANGING = 0.1;

    public StreamSpec {
        if (links < LINKS_A_PAGE || links / LINKS_A_PAGE > Integer.MAX_VALUE / KNOWN_FOR_EACH_VISITED) {
            throw new IllegalArgumentException("a stream has 80 to 21 billion links, not " + links);
        }
        if (!(changing >= 0 && changing <= 1)) {
            throw new IllegalArgumentException("a share is 0 to 1, not " + changing);
        }
    }

    /** A stream in which one page of ten changes from round to round. */
    public static StreamSpec of(long links) {
        return new StreamSpec(1, links, USUAL_CHANGING);
    }

    int visitedPages() {
        return (int) (links / LINKS_A_PAGE);
    }

    int knownPages() {
        return visitedPages() * KNOWN_FOR_EACH_VISITED;
    }
}
