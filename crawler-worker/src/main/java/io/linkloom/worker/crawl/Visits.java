package io.linkloom.worker.crawl;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.fetch.Body;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.ResponseHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes visits, each with the fields that its outcome has. What is known of the host is added later. */
final class Visits {
    private static final int MAX_CONTENT_TYPE = 256;
    private static final int MAX_VALIDATOR = 1024;

    private final LongSupplier nowMillis;

    Visits(LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** @param cut whether there was more than what {@code page} is of */
    PageVisit fetched(FetchOrder order, FetchResult.Response response, Extraction page, boolean cut, String detail) {
        return listing(order, response, page, Map.of(), cut, detail);
    }

    /**
     * As {@link #fetched}.
     *
     * @param hints what the document says of pages that it lists
     */
    PageVisit listing(
            FetchOrder order,
            FetchResult.Response response,
            Extraction page,
            Map<WebUrl, PageHint> hints,
            boolean cut,
            String detail) {
        ResponseHeaders headers = response.headers();
        Body body = response.body();
        PageFacts facts = new PageFacts(
                contentType(headers),
                body.length(),
                cut,
                page.language(),
                page.title(),
                page.canonical(),
                page.pageRobots(),
                Digest.of(body.bytes(), body.length()),
                validator(headers, "ETag"),
                validator(headers, "Last-Modified"),
                page.linksDropped(),
                page.textProfile());
        return withLinks(order, response, Outcome.FETCHED, detail, null, facts, page.links(), hints);
    }

    /** @param target null if it is no web page */
    PageVisit redirected(
            FetchOrder order, FetchResult.Response response, String detail, @Nullable WebUrl target, List<Link> links) {
        return withLinks(order, response, Outcome.REDIRECTED, detail, target, PageFacts.NONE, links, Map.of());
    }

    private PageVisit withLinks(
            FetchOrder order,
            FetchResult.Response response,
            Outcome outcome,
            String detail,
            @Nullable WebUrl redirectTarget,
            PageFacts facts,
            List<Link> links,
            Map<WebUrl, PageHint> hints) {
        Digest digest = LinksDigest.of(links, hints);
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
                        unchanged ? List.of() : links)
                .withHints(unchanged ? Map.of() : hints);
    }

    /** The validators stay as they are unless the server gives new ones. */
    PageVisit notModified(FetchOrder order, FetchResult.Response response) {
        String etag = validator(response.headers(), "ETag");
        String lastModified = validator(response.headers(), "Last-Modified");
        PageFacts facts = facts(
                "",
                etag.isEmpty() ? order.validators().etag() : etag,
                lastModified.isEmpty() ? order.validators().lastModified() : lastModified);
        return new PageVisit(
                order,
                nowMillis.getAsLong(),
                Outcome.NOT_MODIFIED,
                "",
                response.status(),
                response.ip(),
                null,
                facts,
                order.validators().linksDigest(),
                true,
                List.of());
    }

    PageVisit wrongType(FetchOrder order, int status, ResponseHeaders headers, String ip) {
        String type = contentType(headers);
        String detail = type.isEmpty() ? "the body is not HTML" : "";
        return visit(order, Outcome.WRONG_TYPE, detail, status, ip, facts(type, "", ""));
    }

    PageVisit wrongType(FetchOrder order, FetchResult.Response response, String detail) {
        PageFacts facts = facts(contentType(response.headers()), "", "");
        return visit(order, Outcome.WRONG_TYPE, detail, response.status(), response.ip(), facts);
    }

    PageVisit status(FetchOrder order, FetchResult.Response response, Outcome outcome, String detail) {
        return visit(order, outcome, detail, response.status(), response.ip(), PageFacts.NONE);
    }

    PageVisit failed(FetchOrder order, Outcome outcome, String detail, String ip) {
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
