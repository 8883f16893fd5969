package io.linkloom.worker.crawl;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.fetch.Body;
import io.linkloom.worker.fetch.BodyType;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.ResponseHeaders;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsVerdict;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One order on its way to a visit: may the page be fetched, what does the server answer, what does the page say.
 *
 * <p>Every order that is not aborted ends in a visit, whatever happens on the way. Thread-safe, without state of its own.
 */
public final class CrawlStep {
    private static final int MAX_CONTENT_TYPE = 256;
    private static final int MAX_VALIDATOR = 1024;

    private final Robots robots;
    private final LinkExtractor extractor;
    private final Duration delay;
    private final int maxBodyBytes;
    private final LongSupplier nowMillis;

    /**
     * @param delay the gap between two requests to a host that asks for no longer one
     * @param maxBodyBytes where bodies are cut
     * @param nowMillis the time, in milliseconds since the epoch
     */
    public CrawlStep(Robots robots, LinkExtractor extractor, Duration delay, int maxBodyBytes, LongSupplier nowMillis) {
        this.robots = robots;
        this.extractor = extractor;
        this.delay = delay;
        this.maxBodyBytes = maxBodyBytes;
        this.nowMillis = nowMillis;
    }

    /**
     * Tries an order.
     *
     * @param mayPostpone whether a request for robots.txt may use up the host's turn; a page must be postponed once at most
     * @param fetcher sends the requests
     */
    public Step crawl(FetchOrder order, boolean mayPostpone, Fetcher fetcher) {
        return switch (robots.check(order.url(), fetcher)) {
            case RobotsVerdict.Aborted _ -> new Step.Aborted();
            case RobotsVerdict.Disallowed no ->
                new Step.Visited(
                        failed(order, Outcome.ROBOTS_DISALLOWED, no.detail(), ""),
                        no.fetched(),
                        gap(order, no.crawlDelay()));
            case RobotsVerdict.Unreachable no ->
                new Step.Visited(
                        failed(order, no.outcome(), no.detail(), no.ip()), no.fetched(), gap(order, Duration.ZERO));
            case RobotsVerdict.Allowed yes -> {
                Duration gap = gap(order, yes.crawlDelay());
                boolean wait = yes.fetched() && mayPostpone && !gap.isZero();
                yield wait ? new Step.Postponed(gap) : fetch(order, gap, fetcher);
            }
        };
    }

    /** The longest of what we, the scheduler and the host want. */
    private Duration gap(FetchOrder order, Duration crawlDelay) {
        Duration known = order.host().crawlDelay();
        Duration gap = known.compareTo(delay) < 0 ? delay : known;
        return crawlDelay.compareTo(gap) > 0 ? crawlDelay : gap;
    }

    private Step fetch(FetchOrder order, Duration gap, Fetcher fetcher) {
        FetchResult result = fetcher.fetch(FetchRequest.page(order.url(), maxBodyBytes, order.validators()));
        PageVisit visit = switch (result) {
            case FetchResult.Aborted _ -> null;
            case FetchResult.Failure no -> failed(order, no.outcome(), no.detail(), no.ip());
            case FetchResult.WrongType other -> wrongType(order, other.status(), other.headers(), other.ip());
            case FetchResult.Response response -> answered(order, response);
        };
        return visit == null ? new Step.Aborted() : new Step.Visited(visit, true, gap);
    }

    private PageVisit answered(FetchOrder order, FetchResult.Response response) {
        boolean hasLocation = !response.headers().first("Location").isEmpty();
        Outcome outcome = StatusMeaning.of(response.status(), hasLocation, isConditional(order.validators()));
        return switch (outcome) {
            case FETCHED -> fetched(order, response);
            case REDIRECTED -> redirected(order, response);
            case NOT_MODIFIED -> notModified(order, response);
            case MALFORMED_RESPONSE ->
                status(order, response, outcome, "status " + response.status() + " makes no sense here");
            default -> status(order, response, outcome, "");
        };
    }

    private static boolean isConditional(Validators validators) {
        return !validators.etag().isEmpty() || !validators.lastModified().isEmpty();
    }

    private PageVisit fetched(FetchOrder order, FetchResult.Response response) {
        ResponseHeaders headers = response.headers();
        if (response.type() != BodyType.HTML) {
            return wrongType(order, response.status(), headers, response.ip());
        }
        Body body = response.body();
        Extraction page = extractor.extract(new PageSource(
                order.url(),
                body.bytes(),
                body.length(),
                headers.first("Content-Type"),
                headers.first("Content-Language"),
                headers.all("X-Robots-Tag")));
        PageFacts facts = new PageFacts(
                contentType(headers),
                body.length(),
                body.cut(),
                page.language(),
                page.title(),
                page.canonical(),
                page.pageRobots(),
                Digest.of(body.bytes(), body.length()),
                validator(headers, "ETag"),
                validator(headers, "Last-Modified"),
                page.linksDropped());
        return withLinks(order, response, Outcome.FETCHED, "", null, facts, page.links());
    }

    /** A redirect is not followed: it is the page's only link, and its target gets an order of its own. */
    private PageVisit redirected(FetchOrder order, FetchResult.Response response) {
        WebUrl target = order.url().resolve(response.headers().first("Location"));
        String detail = "";
        List<Link> links = List.of();
        if (target == null) {
            detail = "the redirect leads to no web page";
        } else if (target.equals(order.url())) {
            detail = "the redirect leads to the page itself";
        } else {
            links = List.of(Link.of(target, LinkKind.REDIRECT, 0, ""));
        }
        return withLinks(order, response, Outcome.REDIRECTED, detail, target, PageFacts.NONE, links);
    }

    private PageVisit withLinks(
            FetchOrder order,
            FetchResult.Response response,
            Outcome outcome,
            String detail,
            @Nullable WebUrl redirectTarget,
            PageFacts facts,
            List<Link> links) {
        Digest digest = LinksDigest.of(links);
        boolean unchanged = digest.equals(order.validators().linksDigest());
        return new PageVisit(
                order,
                nowMillis.getAsLong(),
                outcome,
                detail,
                response.status(),
                response.ip(),
                redirectTarget,
                facts,
                digest,
                unchanged,
                unchanged ? List.of() : links);
    }

    /** The validators stay as they are unless the server gives new ones. */
    private PageVisit notModified(FetchOrder order, FetchResult.Response response) {
        String etag = validator(response.headers(), "ETag");
        String lastModified = validator(response.headers(), "Last-Modified");
        PageFacts facts = facts(
                "",
                etag.isEmpty() ? order.validators().etag() : etag,
                lastModified.isEmpty() ? order.validators().lastModified() : lastModified);
        return visit(order, Outcome.NOT_MODIFIED, "", response.status(), response.ip(), facts);
    }

    private PageVisit wrongType(FetchOrder order, int status, ResponseHeaders headers, String ip) {
        String type = contentType(headers);
        String detail = type.isEmpty() ? "the body is not HTML" : "";
        return visit(order, Outcome.WRONG_TYPE, detail, status, ip, facts(type, "", ""));
    }

    private PageVisit status(FetchOrder order, FetchResult.Response response, Outcome outcome, String detail) {
        return visit(order, outcome, detail, response.status(), response.ip(), PageFacts.NONE);
    }

    private PageVisit failed(FetchOrder order, Outcome outcome, String detail, String ip) {
        return visit(order, outcome, detail, 0, ip, PageFacts.NONE);
    }

    private PageVisit visit(FetchOrder order, Outcome outcome, String detail, int status, String ip, PageFacts facts) {
        return new PageVisit(
                order, nowMillis.getAsLong(), outcome, detail, status, ip, null, facts, Digest.NONE, false, List.of());
    }

    private static PageFacts facts(String contentType, String etag, String lastModified) {
        return new PageFacts(contentType, 0, false, "", "", null, PageRobots.NONE, Digest.NONE, etag, lastModified, 0);
    }

    private static String contentType(ResponseHeaders headers) {
        String type = headers.first("Content-Type");
        return type.length() <= MAX_CONTENT_TYPE ? type : type.substring(0, MAX_CONTENT_TYPE);
    }

    /** A validator that is too long to be sent back is none. */
    private static String validator(ResponseHeaders headers, String name) {
        String value = headers.first(name);
        return value.length() <= MAX_VALIDATOR ? value : "";
    }
}
