package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.JsoupExtractor;
import io.linkloom.worker.extract.LinkKinds;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.fetch.ScriptedServer;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import io.linkloom.worker.sitemap.DocumentReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of bodies that are no HTML. */
@Timeout(20)
class CrawlStepDocumentsTest {
    private static final int MAX_BODY = 100_000;
    private static final String SITEMAP =
            "<urlset><url><loc>http://a.test:%d/1</loc></url>" + "<url><loc>http://b.test/2</loc></url></urlset>";
    private static final String FEED =
            "<rss><channel><title>News</title><item><title>One</title><link>/1</link></item></channel></rss>";

    private final FetchClient client = new FetchClient(
            "test",
            HostsFile.parse(List.of("127.0.0.1 *.test"), "hosts"),
            new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
            FetchLimits.DEFAULT,
            Time.system());

    @AfterEach
    void close() {
        client.close();
    }

    private static CrawlStep step() {
        return new CrawlStep(
                new Robots(RobotsTimes.DEFAULT, Time.system()),
                new JsoupExtractor(new ExtractOptions(Robots.AGENT, ExtractLimits.DEFAULT, LinkKinds.DEFAULT)),
                new DocumentReader(Robots.AGENT, ExtractLimits.DEFAULT, MAX_BODY),
                new Backoff(new Random(1)),
                MAX_BODY,
                Time.system()::millis);
    }

    private static FetchOrder order(WebUrl url, Origin origin, @Nullable WebUrl from) {
        return new FetchOrder(url, 1, 0, 1, 0, Validators.NONE, HostState.UNKNOWN, origin, from, 0);
    }

    private PageVisit visit(FetchOrder order) {
        return visit(step(), order);
    }

    private PageVisit visit(CrawlStep step, FetchOrder order) {
        Step done = Attempts.whole(step, order, order.host(), client.fetcher());
        assertThat(done).isInstanceOf(Step.Visited.class);
        return ((Step.Visited) done).visit();
    }

    /** A server that has no robots.txt and answers everything else with a document. */
    private static ScriptedServer serving(String type, String document) throws IOException {
        return new ScriptedServer((head, socket) -> ScriptedServer.send(
                socket,
                head.startsWith("GET /robots.txt ")
                        ? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
                        : ScriptedServer.ok(
                                type, document.contains("%d") ? document.formatted(socket.getLocalPort()) : document)));
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, <html><a href=/x>x</a></html>, FETCHED, WRONG_TYPE",
        "application/xhtml+xml, <html><a href='/x'>x</a></html>, FETCHED, WRONG_TYPE",
        "application/xml, <html><a href='/x'>x</a></html>, FETCHED, WRONG_TYPE",
        "text/xml, <rss><channel><link>/x</link></channel></rss>, FETCHED, FETCHED",
        "application/atom+xml, <feed><link href='/x'/></feed>, FETCHED, FETCHED",
        "text/xml, <urlset/>, FETCHED, FETCHED",
        "text/xml, <sitemapindex/>, FETCHED, FETCHED",
        "text/xml, <svg/>, WRONG_TYPE, WRONG_TYPE",
        "text/plain, http://a.test/1, WRONG_TYPE, FETCHED",
        "text/plain, nothing of use, WRONG_TYPE, WRONG_TYPE",
        "image/png, <urlset/>, WRONG_TYPE, WRONG_TYPE",
        "application/json, {}, WRONG_TYPE, WRONG_TYPE",
    })
    void bodyIsReadByWhatItIsAndWhatWasOrdered(String type, String body, Outcome asPage, Outcome asSitemap)
            throws Exception {
        try (ScriptedServer server = serving(type, body)) {
            WebUrl url = server.url("a.test", "/x.xml");
            assertThat(visit(order(url, Origin.LINK, null)).outcome()).isEqualTo(asPage);
            assertThat(visit(order(url, Origin.SITEMAP_FILE, null)).outcome()).isEqualTo(asSitemap);
        }
    }

    @Test
    void sitemapBecomesLinksToWhatItListsOnItsHostAndTheOneThatNamedIt() throws Exception {
        try (ScriptedServer server = serving("application/xml", SITEMAP)) {
            WebUrl url = server.url("a.test", "/sitemap.xml");
            PageVisit own = visit(order(url, Origin.SITEMAP_FILE, server.url("a.test", "/robots.txt")));
            assertThat(own.links()).containsExactly(Link.of(server.url("a.test", "/1"), LinkKind.SITEMAP, 0, ""));
            assertThat(own.detail()).isEqualTo("URLs of other hosts that the sitemap does not speak for: 1");
            PageVisit named = visit(order(url, Origin.SITEMAP_FILE, WebUrl.parse("https://b.test/robots.txt")));
            assertThat(named.links())
                    .extracting(link -> link.target().host())
                    .containsExactly("a.test:" + server.port(), "b.test");
            assertThat(named.detail()).isEmpty();
            PageVisit linked = visit(order(url, Origin.LINK, WebUrl.parse("https://b.test/")));
            assertThat(linked.links()).hasSize(1);
        }
    }

    @Test
    void sitemapIsAnotherWhenItSaysThatAPageWasChangedAndElseItsPagesAreNotSentAgain() throws Exception {
        AtomicReference<String> day = new AtomicReference<>("2026-03-04");
        try (ScriptedServer server = new ScriptedServer((head, socket) -> ScriptedServer.send(
                socket,
                head.startsWith("GET /robots.txt ")
                        ? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
                        : ScriptedServer.ok(
                                "application/xml",
                                "<urlset><url><loc>http://a.test:" + socket.getLocalPort() + "/1</loc><lastmod>"
                                        + day.get() + "</lastmod></url></urlset>")))) {
            WebUrl url = server.url("a.test", "/sitemap.xml");
            PageVisit first = visit(order(url, Origin.SITEMAP_FILE, null));
            long fourth = Instant.parse("2026-03-04T00:00:00Z").toEpochMilli();
            assertThat(first.hints()).isEqualTo(Map.of(server.url("a.test", "/1"), new PageHint(fourth, 50)));

            Validators known = new Validators("", "", first.linksDigest());
            FetchOrder again = new FetchOrder(url, 1, 0, 1, 0, known, HostState.UNKNOWN, Origin.SITEMAP_FILE, null, 0);
            PageVisit same = visit(again);
            assertThat(same.linksUnchanged()).isTrue();
            assertThat(same.hints()).isEmpty();
            day.set("2026-03-05");
            PageVisit other = visit(again);
            assertThat(other.linksUnchanged()).isFalse();
            assertThat(other.hints()).hasSize(1);
        }
    }

    @Test
    void indexTellsOfItsSitemaps() throws Exception {
        try (ScriptedServer server = serving(
                "application/xml",
                "<sitemapindex><sitemap><loc>http://a.test:%d/1.xml</loc></sitemap></sitemapindex>")) {
            FetchOrder order = order(server.url("a.test", "/index.xml"), Origin.SITEMAP_FILE, null);
            PageVisit visit = visit(order);
            assertThat(visit.outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(visit.links()).isEmpty();
            assertThat(visit.sitemaps()).containsExactly(server.url("a.test", "/1.xml"));
        }
    }

    @Test
    void pageTellsOfTheSitemapsThatItsHeadNames() throws Exception {
        try (ScriptedServer server = serving("text/html", "<link rel=sitemap href=/s.xml><p><a href=/x>x</a>")) {
            FetchOrder order = order(server.url("a.test", "/"), Origin.LINK, null);
            assertThat(visit(order).sitemaps()).containsExactly(server.url("a.test", "/s.xml"));
        }
    }

    @Test
    void feedIsAPageWhoseLinksHaveTheTitlesOfItsEntries() throws Exception {
        try (ScriptedServer server = serving("application/rss+xml", FEED)) {
            PageVisit visit = visit(order(server.url("a.test", "/feed"), Origin.LINK, null));
            assertThat(visit.facts().title()).isEqualTo("News");
            assertThat(visit.facts().bodyCut()).isFalse();
            assertThat(visit.links()).containsExactly(Link.of(server.url("a.test", "/1"), LinkKind.A, 0, "One"));
        }
    }

    @Test
    void documentThatBreaksOffIsMarkedAsCut() throws Exception {
        try (ScriptedServer server = serving("application/rss+xml", FEED.substring(0, FEED.length() - 20))) {
            PageVisit visit = visit(order(server.url("a.test", "/feed"), Origin.LINK, null));
            assertThat(visit.facts().bodyCut()).isTrue();
        }
        String urls = "<url><loc>http://a.test:%d/1</loc></url>" + "<url></url>".repeat(MAX_BODY / 10);
        try (ScriptedServer server = serving("text/xml", "<urlset>" + urls + "</urlset>")) {
            PageVisit visit = visit(order(server.url("a.test", "/sitemap.xml"), Origin.SITEMAP_FILE, null));
            assertThat(visit.facts().bodyCut()).isTrue();
            assertThat(visit.links()).hasSize(1);
        }
    }

    @Test
    void sitemapThatMovedIsToldOfAsASitemapAndNotAsAPage() throws Exception {
        String moved = "HTTP/1.1 301 Moved\r\nLocation: /new.xml\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.saying(moved)) {
            PageVisit visit = visit(order(server.url("a.test", "/old.xml"), Origin.SITEMAP_FILE, null));
            assertThat(visit.outcome()).isEqualTo(Outcome.REDIRECTED);
            assertThat(visit.redirectTarget()).isEqualTo(server.url("a.test", "/new.xml"));
            assertThat(visit.links()).isEmpty();
            assertThat(visit.sitemaps()).containsExactly(server.url("a.test", "/new.xml"));
        }
    }

    @Test
    void visitForWhichRobotsTxtWasReadTellsOfItsSitemaps() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/plain", "Sitemap: /s.xml\n"))) {
            FetchOrder order = order(server.url("a.test", "/x"), Origin.LINK, null);
            assertThat(visit(step(), order).sitemaps()).hasSize(1);
        }
    }
}
