package io.linkloom.builder.store;

import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageHint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link PageRow}.
 *
 * <pre>
 * version          byte, 6; still read are version 5, which has no earlier visits, version 4, which has no marks either, version 3, which has no interval either, version 2, which has neither failing since nor says, and version 1, which has neither
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
 * earlier visits   if it was visited: varint, how many; then each, the newest first:
 *   before         varint, milliseconds by which it was before the visit after it
 *   outcome        varint, its code
 *   status         varint
 * </pre>
 */
final class PageRowFormat {
    private static final int VERSION = 6;
    private static final int WITH_MARKS = 5;
    private static final int WITH_INTERVAL = 4;
    private static final int WITH_FAILING_SINCE = 3;
    private static final int WITHOUT_RETRIES = 1;
    private static final int KNOWN = 1;
    private static final int QUEUED = 2;
    private static final int ORDERED = 3;
    private static final int VISITED = 4;
    private static final int VISITED_RECRAWL = 5;
    private static final int TYPICAL_BYTES = 96;

    private PageRowFormat() {}

    /** The row's bytes. */
    static byte[] encode(PageRow row) {
        RowWriter out = new RowWriter(VERSION, TYPICAL_BYTES);
        writeState(row.state(), out);
        out.number(row.depth())
                .number(row.redirects())
                .number(row.origin().code())
                .number(row.firstSeenMillis());
        PageKey source = row.discoveredFrom();
        out.block(source == null ? new byte[0] : source.bytes());
        PageRow.LastVisit visit = row.lastVisit();
        writeVisit(visit, out);
        writeLinks(row.links(), out);
        out.number(row.intervalMillis()).number(row.marks());
        out.number(row.sitemapPriority() == PageHint.USUAL ? 0 : row.sitemapPriority() + 1);
        if (visit != null) {
            EarlierVisit.write(visit, out);
        }
        return out.toBytes();
    }

    private static void writeState(PageState state, RowWriter out) {
        switch (state) {
            case PageState.Known(KnownReason reason) -> out.number(KNOWN).number(reason.code());
            case PageState.Queued(int priority, long sequence) ->
                out.number(QUEUED).number(priority).number(sequence);
            case PageState.Ordered(long at, int attempt, long until) ->
                out.number(ORDERED).number(at).number(attempt).number(until);
            case PageState.Visited(long due, boolean recrawl) ->
                out.number(recrawl ? VISITED_RECRAWL : VISITED).number(due);
        }
    }

    private static void writeVisit(PageRow.@Nullable LastVisit visit, RowWriter out) {
        if (visit == null) {
            out.number(0);
            return;
        }
        out.number(1).number(visit.fetchedAtMillis()).number(visit.outcome().code());
        out.number(visit.status()).text(visit.detail()).text(visit.contentType());
        out.number(visit.failures()).number(visit.failingSinceMillis());
    }

    private static void writeLinks(PageRow.LinksSeen links, RowWriter out) {
        if (!links.any()) {
            out.number(0);
            return;
        }
        out.number(1).number(links.asOfMillis()).digest(links.digest());
        out.text(links.etag()).text(links.lastModified()).number(links.count()).number(links.says());
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    static PageRow decode(byte[] key, byte[] value) {
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
                in.version() >= WITH_MARKS ? in.smallNumber() : 0,
                in.version() >= WITH_MARKS ? readSitemapPriority(in) : PageHint.USUAL);
        PageRow.LastVisit last = row.lastVisit();
        if (in.version() >= VERSION && last != null) {
            List<EarlierVisit> earlier = EarlierVisit.read(last.fetchedAtMillis(), in);
            row = earlier.isEmpty() ? row : row.withLastVisit(last.after(earlier));
        }
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

    private static PageRow.@Nullable LastVisit readVisit(RowReader in) {
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
        return new PageRow.LastVisit(
                fetchedAt, outcome, status, detail, contentType, failures, failingSince, List.of());
    }

    private static PageRow.LinksSeen readLinks(RowReader in) {
        if (!in.flag()) {
            return PageRow.LinksSeen.NONE;
        }
        return new PageRow.LinksSeen(
                in.number(),
                in.digest(),
                in.text(),
                in.text(),
                in.smallNumber(),
                in.version() >= WITH_FAILING_SINCE ? in.smallNumber() : 0);
    }
}
