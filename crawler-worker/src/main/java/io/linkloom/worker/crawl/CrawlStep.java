package io.linkloom.worker.crawl;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsNews;
import io.linkloom.worker.robots.RobotsVerdict;
import io.linkloom.worker.sitemap.DocumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One order on its way to a visit: may the page be fetched, what does the server answer, what does the page say.
 *
 * <p>Every order that is not aborted ends in a visit, whatever happens on the way. Thread-safe, without state of its own.
 */
public final class CrawlStep {
    private final Robots robots;
    private final LinkExtractor extractor;
    private final Backoff backoff;
    private final int maxBodyBytes;
    private final LongSupplier nowMillis;
    private final Visits visits;
    private final BodyReader bodies;

    /**
     * @param documents reads what is no HTML
     * @param backoff when a host is left alone
     * @param maxBodyBytes where bodies are cut
     * @param nowMillis the time, in milliseconds since the epoch
     */
    public CrawlStep(
            Robots robots,
            LinkExtractor extractor,
            DocumentReader documents,
            Backoff backoff,
            int maxBodyBytes,
            LongSupplier nowMillis) {
        this.robots = robots;
        this.extractor = extractor;
        this.backoff = backoff;
        this.maxBodyBytes = maxBodyBytes;
        this.nowMillis = nowMillis;
        this.visits = new Visits(nowMillis);
        this.bodies = new BodyReader(extractor, documents, visits);
    }

    /** One that reads all it knows to read. */
    public CrawlStep(
            Robots robots, LinkExtractor extractor, Backoff backoff, int maxBodyBytes, LongSupplier nowMillis) {
        this(
                robots,
                extractor,
                new DocumentReader(Robots.AGENT, ExtractLimits.DEFAULT, maxBodyBytes),
                backoff,
                maxBodyBytes,
                nowMillis);
    }

    /**
     * Tries an order.
     *
     * @param known what is known of the host's manners
     * @param mayPostpone whether a request for robots.txt may use up the host's turn; a page is postponed once at most, and then
     *     the robots.txt that it gave way to holds for it
     * @param fetcher sends the requests
     */
    public Step crawl(FetchOrder order, HostState known, boolean mayPostpone, Fetcher fetcher) {
        RobotsVerdict verdict =
                mayPostpone ? robots.check(order.url(), known, fetcher) : robots.checkAfterReading(order.url());
        return switch (verdict) {
            case RobotsVerdict.Aborted _ -> new Step.Aborted();
            case RobotsVerdict.Disallowed no -> {
                PageVisit visit = visits.failed(order, Outcome.ROBOTS_DISALLOWED, no.detail(), "");
                yield visited(visit, no.news().in(known), no.news(), no.fetched());
            }
            case RobotsVerdict.Unreachable no -> {
                PageVisit visit = visits.failed(order, no.outcome(), no.detail(), no.ip());
                boolean failedNow = no.fetched() && no.fault() == FetchResult.Fault.HOST;
                HostState host = failedNow ? backoff.afterFailure(known, no.outcome(), nowMillis.getAsLong()) : known;
                yield visited(visit, no.news().in(host), no.news(), no.fetched());
            }
            case RobotsVerdict.Allowed yes -> {
                HostState host = yes.news().in(known);
                yield yes.fetched() ? new Step.Postponed(host) : fetch(order, host, yes.news(), fetcher);
            }
        };
    }

    /** The sitemaps of a robots.txt go out with the first visit that ends after it was read. */
    private Step visited(PageVisit visit, HostState host, RobotsNews news, boolean asked) {
        List<WebUrl> sitemaps = new ArrayList<>(visit.sitemaps());
        sitemaps.addAll(news.takeSitemaps());
        return new Step.Visited(visit.with(host, sitemaps), asked);
    }

    private Step fetch(FetchOrder order, HostState known, RobotsNews news, Fetcher fetcher) {
        FetchResult result = fetcher.fetch(request(order));
        PageVisit visit = switch (result) {
            case FetchResult.Aborted _ -> null;
            case FetchResult.Failure no -> visits.failed(order, no.outcome(), no.detail(), no.ip());
            case FetchResult.WrongType other -> visits.wrongType(order, other.status(), other.headers(), other.ip());
            case FetchResult.Response response -> answered(order, response);
        };
        // The clock has cut a part of a millisecond off, by which the host would be asked too soon.
        HostState host = backoff.after(known, result, nowMillis.getAsLong() + 1);
        return visit == null ? new Step.Aborted() : visited(visit, host, news, true);
    }

    private FetchRequest request(FetchOrder order) {
        Validators validators = order.validators();
        return order.origin() == Origin.SITEMAP_FILE
                ? new FetchRequest(
                        order.url(),
                        FetchRequest.Wanted.SITEMAP,
                        maxBodyBytes,
                        validators.etag(),
                        validators.lastModified())
                : FetchRequest.page(order.url(), maxBodyBytes, validators);
    }

    private PageVisit answered(FetchOrder order, FetchResult.Response response) {
        boolean hasLocation = !response.headers().first("Location").isEmpty();
        Outcome outcome = StatusMeaning.of(response.status(), hasLocation, isConditional(order.validators()));
        return switch (outcome) {
            case FETCHED -> bodies.visit(order, response);
            case REDIRECTED -> redirected(order, response);
            case NOT_MODIFIED -> visits.notModified(order, response);
            case MALFORMED_RESPONSE ->
                visits.status(order, response, outcome, "status " + response.status() + " makes no sense here");
            default -> visits.status(order, response, outcome, "");
        };
    }

    private static boolean isConditional(Validators validators) {
        return !validators.etag().isEmpty() || !validators.lastModified().isEmpty();
    }

    /** A redirect is not followed: it is the page's only link, and its target gets an order of its own. */
    private PageVisit redirected(FetchOrder order, FetchResult.Response response) {
        WebUrl target = order.url().resolve(response.headers().first("Location"));
        String loop = loopOf(order, target);
        if (loop != null) {
            return visits.status(order, response, Outcome.REDIRECT_LOOP, loop);
        }
        if (target == null) {
            return visits.redirected(order, response, "the redirect leads to no web page", null, List.of());
        }
        if (order.origin() == Origin.SITEMAP_FILE) {
            // Named as what it is, it is asked for as what it is.
            PageVisit visit = visits.redirected(order, response, "", target, List.of());
            return visit.with(visit.host(), List.of(target));
        }
        boolean recorded = extractor.records(LinkKind.REDIRECT);
        List<Link> links = recorded ? List.of(Link.of(target, LinkKind.REDIRECT, 0, "")) : List.of();
        return visits.redirected(order, response, "", target, links);
    }

    /** Why a redirect is one of many without end, null if it is not. */
    private static @Nullable String loopOf(FetchOrder order, @Nullable WebUrl target) {
        if (order.url().equals(target)) {
            return "the redirect leads to the page itself";
        }
        return order.redirects() >= FetchOrder.MOST_REDIRECTS
                ? "the redirect is the " + (FetchOrder.MOST_REDIRECTS + 1) + "th in a row, or a later one"
                : null;
    }
}
