package io.linkloom.standalone.crawl;

import io.linkloom.common.model.Outcome;
import io.linkloom.standalone.output.Figures;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How far a crawl is.
 *
 * @param visits by outcome, of all runs
 * @param links live ones in the index
 * @param queued pages that are still to be fetched, those ordered included
 */
public record CrawlStatus(Map<Outcome, Long> visits, long links, long queued) {

    /** Outcomes of pages that may well be there: the server, the network or the address guard stood in the way. */
    private static final Set<Outcome> ERRORS = EnumSet.of(
            Outcome.SERVER_ERROR,
            Outcome.ADDRESS_REFUSED,
            Outcome.DNS_FAILURE,
            Outcome.CONNECT_FAILURE,
            Outcome.TLS_FAILURE,
            Outcome.TIMEOUT,
            Outcome.TOO_LARGE,
            Outcome.MALFORMED_RESPONSE);

    /** Visits, whatever came of them. */
    public long pages() {
        return visits.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Visits that failed for a reason that is not the page's. */
    public long errors() {
        return ERRORS.stream().mapToLong(outcome -> visits.getOrDefault(outcome, 0L)).sum();
    }

    /** The progress line. */
    String line(double pagesPerSecond, Duration elapsed) {
        return Figures.count(pages(), "page", "pages") + "  " + Figures.rate(pagesPerSecond) + "/s  "
                + Figures.count(links, "link", "links") + "  " + Figures.count(queued) + " queued  "
                + Figures.count(errors(), "error", "errors") + "  " + Figures.clock(elapsed);
    }
}
