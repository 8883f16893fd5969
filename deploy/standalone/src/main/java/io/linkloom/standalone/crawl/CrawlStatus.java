package io.linkloom.standalone.crawl;

import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.common.model.Outcome;
import io.linkloom.standalone.output.Figures;
import java.time.Duration;
import java.util.Set;

/**
 * How far a crawl is.
 *
 * @param whole whether all shards are open; until then the numbers are too low
 * @param pages visited in all runs, whatever came of it
 * @param links live ones in the index
 * @param queued pages that are still to be fetched, those ordered included
 * @param awaitingRetry of the pages visited, those that are to be fetched again at some time
 * @param waitingUntilMillis when the first page has waited long enough for its retry or its host, 0 if none waits for that
 * @param errors pages whose last visit failed for a reason that is not the page's
 */
public record CrawlStatus(
        boolean whole, long pages, long links, long queued, long awaitingRetry, long waitingUntilMillis, long errors) {

    /** Outcomes of pages that may well be there: the server, the network or the address guard stood in the way. */
    private static final Set<Outcome> ERRORS = Set.of(
            Outcome.SERVER_ERROR,
            Outcome.ADDRESS_REFUSED,
            Outcome.DNS_FAILURE,
            Outcome.CONNECT_FAILURE,
            Outcome.TLS_FAILURE,
            Outcome.TIMEOUT,
            Outcome.TOO_LARGE,
            Outcome.MALFORMED_RESPONSE,
            Outcome.ROBOTS_UNREACHABLE);

    static CrawlStatus of(BuilderStatus status) {
        long pages =
                status.visits().values().stream().mapToLong(Long::longValue).sum();
        long errors = ERRORS.stream()
                .mapToLong(outcome -> status.visits().getOrDefault(outcome.label(), 0L))
                .sum();
        boolean whole = status.shards() == status.partitions();
        return new CrawlStatus(
                whole,
                pages,
                status.links(),
                status.queued() + status.ordered(),
                status.awaitingRetry(),
                status.waitingUntilMillis(),
                errors);
    }

    /** The progress line. */
    String line(double pagesPerSecond, Duration elapsed) {
        if (!whole) {
            return "opening the index  " + Figures.clock(elapsed);
        }
        return Figures.count(pages, "page", "pages") + "  " + Figures.rate(pagesPerSecond) + "/s  "
                + Figures.count(links, "link", "links") + "  " + Figures.count(queued) + " queued  "
                + Figures.count(errors, "error", "errors") + "  " + Figures.clock(elapsed);
    }
}
