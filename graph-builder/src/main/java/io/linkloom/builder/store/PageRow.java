package io.linkloom.builder.store;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageHint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shard knows of a page: the value of family {@code pages}, in the form of {@link PageRowFormat}.
 *
 * @param depth links from a seed to the page, as short as known; redirects do not add to it
 * @param redirects redirects in a row on that way
 * @param origin how the page became known on that way
 * @param discoveredFrom the page that links to it or names it on that way, null for a seed
 * @param lastVisit null if it was never visited
 * @param intervalMillis between two visits while nothing fails, 0 if that was never planned
 * @param marks what speaks for a trap: bits of {@link TrapMark}
 * @param sitemapPriority what a sitemap says of it, in hundredths; {@link PageHint#USUAL} if none does
 */
public record PageRow(
        PageState state,
        int depth,
        int redirects,
        Origin origin,
        long firstSeenMillis,
        @Nullable PageKey discoveredFrom,
        @Nullable LastVisit lastVisit,
        LinksSeen links,
        long intervalMillis,
        int marks,
        int sitemapPriority) {
    /** A page of which no sitemap says a priority. */
    public PageRow(
            PageState state,
            int depth,
            int redirects,
            Origin origin,
            long firstSeenMillis,
            @Nullable PageKey discoveredFrom,
            @Nullable LastVisit lastVisit,
            LinksSeen links,
            long intervalMillis,
            int marks) {
        this(
                state,
                depth,
                redirects,
                origin,
                firstSeenMillis,
                discoveredFrom,
                lastVisit,
                links,
                intervalMillis,
                marks,
                PageHint.USUAL);
    }

    /** A page without marks. */
    public PageRow(
            PageState state,
            int depth,
            int redirects,
            Origin origin,
            long firstSeenMillis,
            @Nullable PageKey discoveredFrom,
            @Nullable LastVisit lastVisit,
            LinksSeen links,
            long intervalMillis) {
        this(state, depth, redirects, origin, firstSeenMillis, discoveredFrom, lastVisit, links, intervalMillis, 0);
    }

    /** A page that no interval was planned for, without marks. */
    public PageRow(
            PageState state,
            int depth,
            int redirects,
            Origin origin,
            long firstSeenMillis,
            @Nullable PageKey discoveredFrom,
            @Nullable LastVisit lastVisit,
            LinksSeen links) {
        this(state, depth, redirects, origin, firstSeenMillis, discoveredFrom, lastVisit, links, 0, 0);
    }

    /**
     * The newest visit, whatever came of it.
     *
     * @param failures how many visits in a row, this one included, failed in a way that may pass
     * @param failingSinceMillis the first of the visits in a row, this one included, that left unknown what links the page has; 0
     *     if this one did not
     * @param earlier visits before it, the newest first; at most {@link EarlierVisit#MOST}
     */
    public record LastVisit(
            long fetchedAtMillis,
            Outcome outcome,
            int status,
            String detail,
            String contentType,
            int failures,
            long failingSinceMillis,
            List<EarlierVisit> earlier) {

        /** A visit after which it is known what links the page has. */
        public LastVisit(
                long fetchedAtMillis, Outcome outcome, int status, String detail, String contentType, int failures) {
            this(fetchedAtMillis, outcome, status, detail, contentType, failures, 0, List.of());
        }

        /** The same after these others. */
        public LastVisit after(List<EarlierVisit> others) {
            return new LastVisit(
                    fetchedAtMillis, outcome, status, detail, contentType, failures, failingSinceMillis, others);
        }
    }

    /**
     * The newest visit that showed the page's links, or that it has none any more, and what it left for a conditional
     * request.
     *
     * @param asOfMillis when that was, or when the page was last found unchanged; the live links were all there then
     * @param digest of the links, {@link Digest#NONE} if the page is gone, or if the next visit is to show its links whatever they are
     * @param count number of live links
     * @param says what the page said of itself: bits of {@code PageRobots}, {@link #ELSEWHERE}, {@link #MOVED}
     */
    public record LinksSeen(long asOfMillis, Digest digest, String etag, String lastModified, int count, int says) {
        /** The page names another as its canonical one. */
        public static final int ELSEWHERE = 1 << 8;

        /** The page is elsewhere for good: it redirects, or what it links to counts for the page that it names as canonical. */
        public static final int MOVED = 1 << 9;

        /** Of a page whose links were never seen. */
        public static final LinksSeen NONE = new LinksSeen(-1, Digest.NONE, "", "", 0);

        /** Links of a page that said nothing of itself. */
        public LinksSeen(long asOfMillis, Digest digest, String etag, String lastModified, int count) {
            this(asOfMillis, digest, etag, lastModified, count, 0);
        }

        /** Links without anything for a conditional request: the next visit is to show them. */
        public static LinksSeen toBeShown(long asOfMillis, int count, int says) {
            return new LinksSeen(asOfMillis, Digest.NONE, "", "", count, says);
        }

        /** Whether the page said this of itself. */
        public boolean says(int bit) {
            return (says & bit) != 0;
        }

        /** Whether there was such a visit. */
        public boolean any() {
            return asOfMillis >= 0;
        }

        /** The same links, found unchanged at {@code millis}. */
        public LinksSeen asOf(long millis) {
            return new LinksSeen(millis, digest, etag, lastModified, count, says);
        }

        /** The same links, not to be asked for conditionally. */
        public LinksSeen withoutValidators() {
            return new LinksSeen(asOfMillis, digest, "", "", count, says);
        }
    }

    /** This row in another state. */
    public PageRow withState(PageState newState) {
        Copy copy = new Copy(this);
        copy.state = newState;
        return copy.row();
    }

    /** This row with another way from a seed. */
    public PageRow withWay(int newDepth, int newRedirects, Origin newOrigin, @Nullable PageKey newDiscoveredFrom) {
        Copy copy = new Copy(this);
        copy.depth = newDepth;
        copy.redirects = newRedirects;
        copy.origin = newOrigin;
        copy.discoveredFrom = newDiscoveredFrom;
        return copy.row();
    }

    /** This row with these marks and no others. */
    public PageRow withMarks(int newMarks) {
        Copy copy = new Copy(this);
        copy.marks = newMarks;
        return copy.row();
    }

    /** This row with what a sitemap says of it. */
    public PageRow withSitemapPriority(int hundredths) {
        Copy copy = new Copy(this);
        copy.sitemapPriority = hundredths;
        return copy.row();
    }

    /** This row after a visit, with what is planned then. */
    public PageRow withVisit(PageState.Visited planned, LastVisit visit, LinksSeen seen) {
        return withVisit(planned, visit, seen, intervalMillis);
    }

    /** The same page, with another interval between visits. */
    public PageRow withInterval(long newIntervalMillis) {
        Copy copy = new Copy(this);
        copy.intervalMillis = newIntervalMillis;
        return copy.row();
    }

    /** As the other, with another interval between visits. */
    public PageRow withVisit(PageState.Visited planned, LastVisit visit, LinksSeen seen, long newIntervalMillis) {
        Copy copy = new Copy(this);
        copy.state = planned;
        copy.lastVisit = visit;
        copy.links = seen;
        copy.intervalMillis = newIntervalMillis;
        return copy.row();
    }

    /** How many visits in a row have failed in a way that may pass. */
    public int failures() {
        return lastVisit == null ? 0 : lastVisit.failures;
    }

    /** Since when visits in a row have left unknown what links it has, 0 if the last one did not. */
    public long failingSinceMillis() {
        return lastVisit == null ? 0 : lastVisit.failingSinceMillis;
    }

    /** Whether it failed and is to be fetched again at some time. */
    public boolean awaitsRetry() {
        return state instanceof PageState.Visited visited && visited.isRetry();
    }

    /** Whether it is to be fetched again at some time to see what has changed. */
    public boolean awaitsRecrawl() {
        return state instanceof PageState.Visited visited && visited.isDue() && visited.recrawl();
    }

    /** Whether it is ordered, and not for the first time in its life. */
    public boolean isOrderedAgain() {
        return state instanceof PageState.Ordered && lastVisit != null;
    }

    /** This row with other links, visited or not. */
    public PageRow withLinks(LinksSeen seen) {
        Copy copy = new Copy(this);
        copy.links = seen;
        return copy.row();
    }

    /** The row's bytes. */
    public byte[] encode() {
        return PageRowFormat.encode(this);
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static PageRow decode(byte[] key, byte[] value) {
        return PageRowFormat.decode(key, value);
    }

    /** The same page after another last visit. */
    PageRow withLastVisit(LastVisit visit) {
        Copy copy = new Copy(this);
        copy.lastVisit = visit;
        return copy.row();
    }

    /** A row to change parts of. */
    private static final class Copy {
        private PageState state;
        private int depth;
        private int redirects;
        private Origin origin;
        private final long firstSeenMillis;
        private @Nullable PageKey discoveredFrom;
        private @Nullable LastVisit lastVisit;
        private LinksSeen links;
        private long intervalMillis;
        private int marks;
        private int sitemapPriority;

        Copy(PageRow row) {
            state = row.state;
            depth = row.depth;
            redirects = row.redirects;
            origin = row.origin;
            firstSeenMillis = row.firstSeenMillis;
            discoveredFrom = row.discoveredFrom;
            lastVisit = row.lastVisit;
            links = row.links;
            intervalMillis = row.intervalMillis;
            marks = row.marks;
            sitemapPriority = row.sitemapPriority;
        }

        PageRow row() {
            return new PageRow(
                    state,
                    depth,
                    redirects,
                    origin,
                    firstSeenMillis,
                    discoveredFrom,
                    lastVisit,
                    links,
                    intervalMillis,
                    marks,
                    sitemapPriority);
        }
    }
}
