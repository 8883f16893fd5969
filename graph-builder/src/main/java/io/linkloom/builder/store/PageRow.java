package io.linkloom.builder.store;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageHint;
import org.jspecify.annotations.Nullable;

/**
 * What a shard knows of a page: the value of family {@code pages}.
 *
 * <pre>
 * version          byte, 5; still read are version 4, which has no marks, version 3, which has no interval either, version 2, which has neither failing since nor says, and version 1, which has neither
 *                  due nor failures either
 * state            varint: 1 known, then the reason's code
 *                          2 queued, then priority and sequence
 *                          3 ordered, then ordered at, attempt, lease until
 *                          4 visited, then due, 0 if it is not to be fetched again
 *                          5 visited, then when it is to be fetched again though it did not fail
 * depth            varint
 * redirects        varint
 * origin           varint, its code
 * first seen       time
 * discovered from  key of the page with the link, empty if none
 * visited          varint: 0 if never; else 1 and
 *   fetched at     time
 *   outcome        varint, its code
 *   status         varint
 *   detail         text
 *   content type   text
 *   failures       varint
 *   failing since  time, 0 if the visit did not fail
 * links            varint: 0 if never seen; else 1 and
 *   as of          time
 *   digest         varint length, 0 or 16 bytes
 *   etag           text
 *   last modified  text
 *   number         varint
 *   says           varint, bits
 * interval         varint, milliseconds
 * marks            varint, bits of {@link TrapMark}
 * sitemap priority varint, 0 if no sitemap says one, else hundredths and one
 * </pre>
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
    private static final int VERSION = 5;
    private static final int WITH_INTERVAL = 4;
    private static final int WITH_FAILING_SINCE = 3;
    private static final int WITHOUT_RETRIES = 1;
    private static final int KNOWN = 1;
    private static final int QUEUED = 2;
    private static final int ORDERED = 3;
    private static final int VISITED = 4;
    private static final int VISITED_RECRAWL = 5;

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
     */
    public record LastVisit(
            long fetchedAtMillis,
            Outcome outcome,
            int status,
            String detail,
            String contentType,
            int failures,
            long failingSinceMillis) {

        /** A visit after which it is known what links the page has. */
        public LastVisit(
                long fetchedAtMillis, Outcome outcome, int status, String detail, String contentType, int failures) {
            this(fetchedAtMillis, outcome, status, detail, contentType, failures, 0);
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
        return new PageRow(
                newState,
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

    /** This row with another way from a seed. */
    public PageRow withWay(int newDepth, int newRedirects, Origin newOrigin, @Nullable PageKey newDiscoveredFrom) {
        return new PageRow(
                state,
                newDepth,
                newRedirects,
                newOrigin,
                firstSeenMillis,
                newDiscoveredFrom,
                lastVisit,
                links,
                intervalMillis,
                marks,
                sitemapPriority);
    }

    /** This row with these marks and no others. */
    public PageRow withMarks(int newMarks) {
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
                newMarks,
                sitemapPriority);
    }

    /** This row with what a sitemap says of it. */
    public PageRow withSitemapPriority(int hundredths) {
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
                hundredths);
    }

    /** This row after a visit, with what is planned then. */
    public PageRow withVisit(PageState.Visited planned, LastVisit visit, LinksSeen seen) {
        return withVisit(planned, visit, seen, intervalMillis);
    }

    /** The same page, with another interval between visits. */
    public PageRow withInterval(long newIntervalMillis) {
        return new PageRow(
                state,
                depth,
                redirects,
                origin,
                firstSeenMillis,
                discoveredFrom,
                lastVisit,
                links,
                newIntervalMillis,
                marks);
    }

    /** As the other, with another interval between visits. */
    public PageRow withVisit(PageState.Visited planned, LastVisit visit, LinksSeen seen, long newIntervalMillis) {
        return new PageRow(
                planned,
                depth,
                redirects,
                origin,
                firstSeenMillis,
                discoveredFrom,
                visit,
                seen,
                newIntervalMillis,
                marks,
                sitemapPriority);
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
        return new PageRow(
                state,
                depth,
                redirects,
                origin,
                firstSeenMillis,
                discoveredFrom,
                lastVisit,
                seen,
                intervalMillis,
                marks,
                sitemapPriority);
    }

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 96);
        switch (state) {
            case PageState.Known(KnownReason reason) -> out.number(KNOWN).number(reason.code());
            case PageState.Queued(int priority, long sequence) ->
                out.number(QUEUED).number(priority).number(sequence);
            case PageState.Ordered(long at, int attempt, long until) ->
                out.number(ORDERED).number(at).number(attempt).number(until);
            case PageState.Visited(long due, boolean recrawl) ->
                out.number(recrawl ? VISITED_RECRAWL : VISITED).number(due);
        }
        out.number(depth).number(redirects).number(origin.code()).number(firstSeenMillis);
        out.block(discoveredFrom == null ? new byte[0] : discoveredFrom.bytes());
        writeVisit(out);
        writeLinks(out);
        out.number(intervalMillis).number(marks);
        return out.number(sitemapPriority == PageHint.USUAL ? 0 : sitemapPriority + 1)
                .toBytes();
    }

    private void writeVisit(RowWriter out) {
        if (lastVisit == null) {
            out.number(0);
            return;
        }
        out.number(1).number(lastVisit.fetchedAtMillis).number(lastVisit.outcome.code());
        out.number(lastVisit.status).text(lastVisit.detail).text(lastVisit.contentType);
        out.number(lastVisit.failures).number(lastVisit.failingSinceMillis);
    }

    private void writeLinks(RowWriter out) {
        if (!links.any()) {
            out.number(0);
            return;
        }
        out.number(1).number(links.asOfMillis).digest(links.digest);
        out.text(links.etag).text(links.lastModified).number(links.count).number(links.says);
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static PageRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.PAGES, key, value, WITHOUT_RETRIES, VERSION);
        PageRow row = new PageRow(
                readState(in),
                in.smallNumber(),
                in.smallNumber(),
                in.known(Origin.ofCode(in.smallNumber()), "origin"),
                in.number(),
                readSource(in),
                readVisit(in),
                readLinks(in),
                in.version() >= WITH_INTERVAL ? in.number() : 0,
                in.version() >= VERSION ? in.smallNumber() : 0,
                in.version() >= VERSION ? readSitemapPriority(in) : PageHint.USUAL);
        in.end();
        return row;
    }

    private static int readSitemapPriority(RowReader in) {
        int stored = in.smallNumber();
        return stored == 0 ? PageHint.USUAL : stored - 1;
    }

    private static PageState readState(RowReader in) {
        int state = in.smallNumber();
        return switch (state) {
            case KNOWN -> new PageState.Known(in.known(KnownReason.ofCode(in.smallNumber()), "reason"));
            case QUEUED -> new PageState.Queued(in.smallNumber(), in.number());
            case ORDERED -> new PageState.Ordered(in.number(), in.smallNumber(), in.number());
            case VISITED ->
                new PageState.Visited(in.version() == WITHOUT_RETRIES ? PageState.Visited.SETTLED : in.number());
            case VISITED_RECRAWL -> PageState.Visited.recrawlAt(in.number());
            default -> throw in.refused("it names an unknown state");
        };
    }

    private static @Nullable PageKey readSource(RowReader in) {
        byte[] source = in.block();
        return source.length == 0 ? null : PageKey.ofBytes(source);
    }

    private static @Nullable LastVisit readVisit(RowReader in) {
        if (!in.flag()) {
            return null;
        }
        long fetchedAt = in.number();
        Outcome outcome = in.known(Outcome.ofCode(in.smallNumber()), "outcome");
        int status = in.smallNumber();
        String detail = in.text();
        String contentType = in.text();
        int failures = in.version() == WITHOUT_RETRIES ? 0 : in.smallNumber();
        boolean failing = OutcomePolicy.of(outcome, status).links() == OutcomePolicy.Links.UNCONFIRMED;
        long failingSince = in.version() >= WITH_FAILING_SINCE ? in.number() : failing ? fetchedAt : 0;
        return new LastVisit(fetchedAt, outcome, status, detail, contentType, failures, failingSince);
    }

    private static LinksSeen readLinks(RowReader in) {
        if (!in.flag()) {
            return LinksSeen.NONE;
        }
        return new LinksSeen(
                in.number(),
                in.digest(),
                in.text(),
                in.text(),
                in.smallNumber(),
                in.version() >= WITH_FAILING_SINCE ? in.smallNumber() : 0);
    }
}
