package io.linkloom.worker.crawl;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.fetch.Body;
import io.linkloom.worker.fetch.BodyType;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.ResponseHeaders;
import io.linkloom.worker.sitemap.DocumentReader;
import io.linkloom.worker.sitemap.DocumentSource;
import io.linkloom.worker.sitemap.Reading;
import java.util.List;

/**
 * What a body says, by what it is.
 *
 * <pre>
 * body                          ordered as a page     ordered as a sitemap
 * HTML                          fetched               wrong_type
 * XML that is HTML              fetched               wrong_type
 * feed                          fetched               fetched
 * sitemap, index of sitemaps    fetched               fetched
 * lines of URLs, gzip file      wrong_type            fetched
 * anything else                 wrong_type            wrong_type
 * </pre>
 *
 * <p>A document that breaks off is marked as cut, so that nobody takes the links behind the break for gone. Thread-safe.
 */
final class BodyReader {
    private final LinkExtractor extractor;
    private final DocumentReader documents;
    private final Visits visits;

    BodyReader(LinkExtractor extractor, DocumentReader documents, Visits visits) {
        this.extractor = extractor;
        this.documents = documents;
        this.visits = visits;
    }

    PageVisit visit(FetchOrder order, FetchResult.Response response) {
        boolean namedAsSitemap = order.origin() == Origin.SITEMAP_FILE;
        PageSource source = source(order, response);
        if (response.type() == BodyType.HTML) {
            return namedAsSitemap ? noSitemap(order, response) : page(order, response, source);
        }
        boolean cut = response.body().cut();
        return switch (documents.read(
                new DocumentSource(source, cut, namedAsSitemap, namedAsSitemap ? order.discoveredFrom() : null))) {
            case Reading.Sitemap(Extraction listed, var hints, int foreign, boolean whole) ->
                visits.listing(order, response, listed, hints, !whole, ofOtherHosts(foreign));
            case Reading.Index(var sitemaps, int foreign, boolean whole) -> {
                Extraction nothing = new Extraction("", "", null, 0, List.of(), 0);
                PageVisit visit = visits.fetched(order, response, nothing, !whole, ofOtherHosts(foreign));
                yield visit.with(visit.host(), sitemaps);
            }
            case Reading.Feed(Extraction feed, var hints, boolean whole) ->
                visits.listing(order, response, feed, hints, !whole, "");
            case Reading.Page _ -> namedAsSitemap ? noSitemap(order, response) : page(order, response, source);
            case Reading.Other _ ->
                namedAsSitemap
                        ? noSitemap(order, response)
                        : visits.wrongType(order, response, "the body is neither a page nor a feed");
        };
    }

    private static PageSource source(FetchOrder order, FetchResult.Response response) {
        ResponseHeaders headers = response.headers();
        Body body = response.body();
        return new PageSource(
                order.url(),
                body.bytes(),
                body.length(),
                headers.first("Content-Type"),
                headers.first("Content-Language"),
                headers.all("X-Robots-Tag"),
                headers.all("Link"));
    }

    private PageVisit page(FetchOrder order, FetchResult.Response response, PageSource source) {
        Extraction page = extractor.extract(source);
        PageVisit visit = visits.fetched(order, response, page, response.body().cut(), "");
        return visit.with(visit.host(), page.sitemaps());
    }

    private PageVisit noSitemap(FetchOrder order, FetchResult.Response response) {
        return visits.wrongType(order, response, "the body is neither a sitemap nor a feed");
    }

    private static String ofOtherHosts(int foreign) {
        return foreign == 0 ? "" : "URLs of other hosts that the sitemap does not speak for: " + foreign;
    }
}
