package io.linkloom.builder.store;

import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageHint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What decides how soon a page is fetched among those that wait: how far it lies from a seed, from how many other sites it has
 * links, how it became known, what a sitemap says of it, and what speaks for a trap. A pure function of these, so that it makes no difference in which order they became known.
 *
 * <p>Other sites count in steps, each at twice as many sites as the last: a page moves in the queue when it comes to another
 * step, which for a page of a million sites is 19 times. Immutable.
 *
 * @param perClick how much later a page goes for each link between a seed and it
 * @param perStep how much sooner for each step of referring sites
 * @param seed how much sooner if it is a seed
 * @param sitemap how much later if only a sitemap lists it
 * @param listed how much sooner if a sitemap says that nothing is more important, and how much later if nothing is less; no more
 *     sooner than one step of referring sites, since it is what a site says of itself
 * @param trap how much later for each of the page's marks, of which three count
 */
public record PriorityWeights(int perClick, int perStep, int seed, int sitemap, int listed, int trap) {
    /** What holds where nothing else is said. */
    public static final PriorityWeights USUAL = new PriorityWeights(4, 4, 8, 2, 2, 16);

    /** Most that a weight may be. */
    public static final int MOST = 64;

    /** Of a page at no distance that nobody links to and that is no seed: links and seeds need room below it. */
    private static final int START = 96;

    private static final int LAST = 255;
    private static final int MOST_MARKS = 3;
    private static final String WEIGHT = "([0-9]|[1-5][0-9]|6[0-4])";
    private static final Pattern TEXT =
            Pattern.compile("click # step # seed # sitemap # listed # trap #".replace("#", WEIGHT));

    /** With what is usual of what sitemaps say and of marks. */
    public PriorityWeights(int perClick, int perStep, int seed, int sitemap) {
        this(perClick, perStep, seed, sitemap, USUAL.listed, USUAL.trap);
    }

    /** Refuses weights that are negative or over {@link #MOST}. */
    public PriorityWeights {
        if (IntStream.of(perClick, perStep, seed, sitemap, listed, trap)
                .anyMatch(weight -> weight < 0 || weight > MOST)) {
            throw new IllegalArgumentException("a weight is not from 0 to " + MOST);
        }
    }

    /**
     * A priority and what it is made of.
     *
     * @param start what every page begins with
     * @param clicks added for the way from a seed
     * @param links added for referring sites: not above 0
     * @param origin added for how it became known
     * @param listed added for what a sitemap says of it
     * @param traps added for its marks
     */
    public record Parts(int start, int clicks, int links, int origin, int listed, int traps) {
        /** Their sum as far as it fits a queue: lower goes first, 0 to 255. */
        public int priority() {
            return Math.clamp(start + clicks + links + (long) origin + listed + traps, 0, LAST);
        }
    }

    /**
     * The step that so many referring sites are: 0 for none and for one, which is how most pages are found that are not found
     * from their own site, then one more with each doubling.
     */
    public static int step(long referringSites) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, referringSites));
    }

    /** What the priority of a page is made of that so many other sites link to now. */
    public Parts of(PageRow page, long referringSites) {
        return of(page.depth(), page.origin(), page.sitemapPriority(), page.marks(), referringSites);
    }

    /** Where a page waits that comes into the queue, as long as no more than one other site is known to link to it. */
    public PageState.Queued queued(int depth, Origin origin, int marks, long sequence) {
        return new PageState.Queued(of(depth, origin, PageHint.USUAL, marks, 0).priority(), sequence);
    }

    private Parts of(int depth, Origin origin, int sitemapPriority, int marks, long referringSites) {
        int clicks = (int) Math.min(LAST, (long) perClick * depth);
        int byOrigin = switch (origin) {
            case SEED -> -seed;
            case SITEMAP -> sitemap;
            case LINK, SITEMAP_FILE -> 0;
        };
        int byMarks = trap * Math.min(MOST_MARKS, Integer.bitCount(marks));
        int said = Math.round(listed * (PageHint.USUAL - sitemapPriority) / (float) PageHint.USUAL);
        int byPriority = Math.max(-perStep, said);
        return new Parts(START, clicks, -perStep * step(referringSites), byOrigin, byPriority, byMarks);
    }

    /** The page at the place in the queue that it has with so many referring sites; a page that does not wait as it is. */
    public PageRow ranked(PageRow page, long referringSites) {
        return page.state() instanceof PageState.Queued(int _, long sequence)
                ? page.withState(new PageState.Queued(of(page, referringSites).priority(), sequence))
                : page;
    }

    /** The weights as text, for a shard to keep. */
    public String text() {
        return "click " + perClick + " step " + perStep + " seed " + seed + " sitemap " + sitemap + " listed " + listed
                + " trap " + trap;
    }

    /** The weights in what {@link #text} gave, nothing if it is of another version. */
    public static Optional<PriorityWeights> ofText(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new PriorityWeights(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Integer.parseInt(parts.group(4)),
                        Integer.parseInt(parts.group(5)),
                        Integer.parseInt(parts.group(6))))
                : Optional.empty();
    }
}
