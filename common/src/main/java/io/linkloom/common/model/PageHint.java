package io.linkloom.common.model;

/**
 * What a sitemap or a feed says of a page that it lists; hearsay.
 *
 * @param modifiedAtMillis when the page was last changed, 0 if that is not said
 * @param priority hundredths, from 0 to 100 for the most important ones of its site; {@link #USUAL} if nothing is said
 */
public record PageHint(long modifiedAtMillis, int priority) {
    /** The priority of pages of which nothing is said (sitemaps.org). */
    public static final int USUAL = 50;

    /** Nothing said. */
    public static final PageHint NONE = new PageHint(0, USUAL);

    /** Takes what is out of bounds for not said. */
    public PageHint {
        modifiedAtMillis = Math.max(0, modifiedAtMillis);
        priority = priority < 0 || priority > 100 ? USUAL : priority;
    }
}
