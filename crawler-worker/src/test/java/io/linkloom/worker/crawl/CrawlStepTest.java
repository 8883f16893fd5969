package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkKinds;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.fetch.ScriptedServer;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class CrawlStepTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final String NO_ROBOTS = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    private final FetchClient client = new FetchClient(
            "Test/1",
            HostsFile.EMPTY,
            new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
            FetchLimits.DEFAULT,
            Time.system());

    @AfterEach
    void close() {
        client.close();
    }

    private CrawlStep step() {
        return step(LinkKinds.DEFAULT);
    }

    private CrawlStep step(Set<LinkKind> kinds) {
        return new CrawlStep(
                new Robots(RobotsTimes.DEFAULT, Time.system()),
                new ScannerExtractor(new ExtractOptions(Robots.AGENT, ExtractLimits.DEFAULT, kinds)),
                new Backoff(new Random(1)),
                100_000,
                () -> NOW);
    }

    private static ScriptedServer server(String page) throws IOException {
        return server(NO_ROBOTS, page);
    }

    private static ScriptedServer server(String robots, String page) throws IOException {
        return new ScriptedServer(
                (head, socket) -> ScriptedServer.send(socket, head.startsWith("GET /robots.txt ") ? robots : page));
    }

    private static FetchOrder order(WebUrl url, Validators validators, @Nullable Duration crawlDelay) {
        return new FetchOrder(
                url,
                3,
                1,
                2,
                NOW - 5,
                validators,
                crawlDelay == null ? HostState.UNKNOWN : HostState.UNKNOWN.withCrawlDelay(crawlDelay));
    }

    private PageVisit visit(ScriptedServer server) {
        return visit(order(server.url("/page"), Validators.NONE, null));
    }

    private PageVisit visit(FetchOrder order) {
        return visitOnce(order, LinkKinds.DEFAULT);
    }

    private PageVisit visitOnce(FetchOrder order, Set<LinkKind> kinds) {
        Step step = Attempts.whole(step(kinds), order, order.host(), client.fetcher());
        assertThat(step).isInstanceOf(Step.Visited.class);
        return ((Step.Visited) step).visit();
    }

    @Test
    void pageBecomesAVisitWithAllThatItSays() throws Exception {
        String html = "<html lang=en><title>T</title><link rel=canonical href=/c><a href=/x rel=nofollow>y</a>";
        try (ScriptedServer server = server("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\n"
                + "Last-Modified: yesterday\r\nX-Robots-Tag: noindex\r\nContent-Length: " + html.length() + "\r\n\r\n"
                + html)) {
            FetchOrder order = order(server.url("/page"), Validators.NONE, null);
            PageVisit visit = visit(order);
            List<Link> links = List.of(
                    Link.of(server.url("/c"), LinkKind.CANONICAL, RelToken.CANONICAL.bit(), ""),
                    new Link(server.url("/x"), LinkKind.A, 1, "y", Place.OTHER, 1, "", "", "", 1));
            assertThat(visit.host().robots()).isEqualTo(RobotsState.ABSENT);
            assertThat(visit.with(HostState.UNKNOWN, List.of()))
                    .isEqualTo(new PageVisit(
                            order,
                            NOW,
                            Outcome.FETCHED,
                            "",
                            200,
                            "127.0.0.1",
                            null,
                            new PageFacts(
                                    "text/html",
                                    html.length(),
                                    false,
                                    "en",
                                    "T",
                                    server.url("/c"),
                                    PageRobots.NOINDEX,
                                    Digest.of(html.getBytes(StandardCharsets.UTF_8), html.length()),
                                    "\"e\"",
                                    "yesterday",
                                    0),
                            LinksDigest.of(links),
                            false,
                            links));
        }
    }

    @Test
    void unchangedLinksAreNotSentAgain() throws Exception {
        try (ScriptedServer server = server(ScriptedServer.ok("text/html", "<a href=/x>y</a>"))) {
            Digest before = visit(server).linksDigest();
            PageVisit visit = visit(order(server.url("/page"), new Validators("", "", before), null));
            assertThat(visit.linksUnchanged()).isTrue();
            assertThat(visit.links()).isEmpty();
            assertThat(visit.linksDigest()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, FETCHED",
        "203, FETCHED",
        "204, WRONG_TYPE",
        "300, MALFORMED_RESPONSE",
        "301, MALFORMED_RESPONSE",
        "304, MALFORMED_RESPONSE",
        "305, MALFORMED_RESPONSE",
        "400, CLIENT_ERROR",
        "401, CLIENT_ERROR",
        "403, CLIENT_ERROR",
        "404, GONE",
        "410, GONE",
        "418, CLIENT_ERROR",
        "429, CLIENT_ERROR",
        "451, CLIENT_ERROR",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "599, SERVER_ERROR",
        "600, MALFORMED_RESPONSE",
        "999, MALFORMED_RESPONSE",
    })
    void statusDecidesTheOutcome(int status, Outcome outcome) throws Exception {
        String type = status == 204 ? "" : "Content-Type: text/html\r\nContent-Length: 5\r\n";
        try (ScriptedServer server =
                server("HTTP/1.1 " + status + " X\r\n" + type + "\r\n" + (status == 204 ? "" : "<p>ab"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(outcome);
            assertThat(visit.status()).isEqualTo(status);
            assertThat(visit.ip()).isEqualTo("127.0.0.1");
            assertThat(visit.linksDigest().isNone()).isEqualTo(outcome != Outcome.FETCHED);
        }
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void redirectIsThePagesOnlyLink(int status) throws Exception {
        try (ScriptedServer server = server(redirect(status, "../else?x#frag"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.REDIRECTED);
            assertThat(visit.redirectTarget()).isEqualTo(server.url("/else?x"));
            assertThat(visit.links()).containsExactly(Link.of(server.url("/else?x"), LinkKind.REDIRECT, 0, ""));
            assertThat(visit.linksDigest()).isEqualTo(LinksDigest.of(visit.links()));
            assertThat(server.requests())
                    .as("robots.txt and the page, nothing else")
                    .hasSize(2);
        }
    }

    @Test
    void redirectIsNoLinkWhereRedirectsAreNotRecorded() throws Exception {
        try (ScriptedServer server = server(redirect(301, "/else"))) {
            PageVisit visit = visitOnce(order(server.url("/page"), Validators.NONE, null), Set.of(LinkKind.A));
            assertThat(visit.redirectTarget()).isEqualTo(server.url("/else"));
            assertThat(visit.links()).isEmpty();
        }
    }

    @Test
    void linkHeadersAreReadWithThePage() throws Exception {
        String page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLink: </next>; rel=help\r\n"
                + "Content-Length: 14\r\n\r\n<a href=/x>x</";
        try (ScriptedServer server = server(page)) {
            assertThat(visit(server).links()).extracting(Link::kind).containsExactly(LinkKind.HTTP_LINK, LinkKind.A);
        }
    }

    @Test
    void redirectToNoWebPageOrToItselfHasNoLink() throws Exception {
        try (ScriptedServer server = server(redirect(302, "mailto:a@b.test"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.REDIRECTED);
            assertThat(visit.redirectTarget()).isNull();
            assertThat(visit.links()).isEmpty();
            assertThat(visit.detail()).isNotEmpty();
        }
        try (ScriptedServer server = server(redirect(302, "/page#again"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.REDIRECT_LOOP);
            assertThat(visit.detail()).isEqualTo("the redirect leads to the page itself");
            assertThat(visit.redirectTarget()).isNull();
            assertThat(visit.links()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, REDIRECTED", "9, REDIRECTED", "10, REDIRECT_LOOP", "11, REDIRECT_LOOP"})
    void eleventhRedirectInARowIsALoop(int redirectsBefore, Outcome outcome) throws Exception {
        try (ScriptedServer server = server(redirect(302, "/next"))) {
            PageVisit visit = visit(FetchOrder.first(server.url("/page"), 3, redirectsBefore, NOW));
            assertThat(visit.outcome()).isEqualTo(outcome);
            assertThat(visit.status()).isEqualTo(302);
            assertThat(visit.links()).hasSize(outcome == Outcome.REDIRECTED ? 1 : 0);
        }
    }

    @Test
    void pageThatIsNotModifiedKeepsItsValidators() throws Exception {
        try (ScriptedServer server = server("HTTP/1.1 304 Not Modified\r\nETag: \"new\"\r\n\r\n")) {
            Validators before = new Validators("\"old\"", "yesterday", LinksDigest.of(List.of()));
            PageVisit visit = visit(order(server.url("/page"), before, null));
            assertThat(visit.outcome()).isEqualTo(Outcome.NOT_MODIFIED);
            assertThat(visit.facts().etag()).isEqualTo("\"new\"");
            assertThat(visit.facts().lastModified()).isEqualTo("yesterday");
            assertThat(visit.linksDigest())
                    .as("says which links are still there")
                    .isEqualTo(before.linksDigest());
        }
    }

    @Test
    void otherTypesAreSaidAndNotRead() throws Exception {
        try (ScriptedServer server = server(ScriptedServer.ok("application/pdf", "%PDF"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.WRONG_TYPE);
            assertThat(visit.status()).isEqualTo(200);
            assertThat(visit.facts().contentType()).isEqualTo("application/pdf");
        }
    }

    @Test
    void longPageIsCutAndItsLinksCount() throws Exception {
        try (ScriptedServer server =
                server(ScriptedServer.ok("text/html", "<a href=/x>y</a>" + " ".repeat(200_000) + "<a href=/z>z</a>"))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(visit.facts().bodyCut()).isTrue();
            assertThat(visit.facts().bodyBytes()).isEqualTo(100_000);
            assertThat(visit.links()).hasSize(1);
        }
    }

    @Test
    void pageThatRobotsTxtForbidsIsNotAskedFor() throws Exception {
        String robots = ScriptedServer.ok("text/plain", "User-agent: *\nDisallow: /page\n");
        try (ScriptedServer server = server(robots, ScriptedServer.ok("text/html", ""))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.ROBOTS_DISALLOWED);
            assertThat(visit.detail()).isEqualTo("robots.txt forbids it: Disallow: /page (line 2, group *)");
            assertThat(visit.host().robots()).isEqualTo(RobotsState.READ);
            assertThat(visit.status()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatRobotsTxtSaidGoesOutWithTheVisit() throws Exception {
        String robots = ScriptedServer.ok("text/plain", "Sitemap: /s.xml\nUser-agent: *\nCrawl-delay: 9\n");
        try (ScriptedServer server = server(robots, ScriptedServer.ok("text/html", ""))) {
            CrawlStep step = step();
            FetchOrder order = order(server.url("/page"), Validators.NONE, null);
            assertThat(step.crawl(order, order.host(), true, client.fetcher())).isInstanceOf(Step.Postponed.class);
            PageVisit first = ((Step.Visited) step.crawl(order, order.host(), false, client.fetcher())).visit();
            assertThat(first.host().robots()).isEqualTo(RobotsState.READ);
            assertThat(first.host().robotsAtMillis()).isPositive();
            assertThat(first.host().crawlDelay()).isEqualTo(Duration.ofSeconds(9));
            assertThat(first.sitemaps()).containsExactly(server.url("/s.xml"));
            PageVisit second = ((Step.Visited) step.crawl(order, order.host(), false, client.fetcher())).visit();
            assertThat(second.host()).isEqualTo(first.host());
            assertThat(second.sitemaps()).isEmpty();
        }
    }

    @Test
    void nothingIsFetchedFromAHostWhoseRobotsTxtFails() throws Exception {
        String robots = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = server(robots, ScriptedServer.ok("text/html", ""))) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.ROBOTS_UNREACHABLE);
            assertThat(visit.host().robots()).isEqualTo(RobotsState.SERVER_FAILED);
            assertThat(visit.host().robotsFailingSinceMillis()).isPositive();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void failureOfTheHostIsThePagesFailure() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> socket.close())) {
            PageVisit visit = visit(server);
            assertThat(visit.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
            assertThat(visit.detail()).startsWith("robots.txt: ");
            assertThat(visit.ip()).isEqualTo("127.0.0.1");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void robotsTxtHasATurnOfItsOwnWhereHostsWantGaps() throws Exception {
        String robots = ScriptedServer.ok("text/plain", "User-agent: *\nCrawl-delay: 9\n");
        try (ScriptedServer server = server(robots, ScriptedServer.ok("text/html", ""))) {
            CrawlStep step = step();
            FetchOrder order = order(server.url("/page"), Validators.NONE, null);
            assertThat(step.crawl(order, order.host(), true, client.fetcher()))
                    .isInstanceOfSatisfying(
                            Step.Postponed.class,
                            wait -> assertThat(wait.host().crawlDelay()).isEqualTo(Duration.ofSeconds(9)));
            assertThat(server.requests()).hasSize(1);
            assertThat(step.crawl(order, order.host(), true, client.fetcher()))
                    .isInstanceOfSatisfying(Step.Visited.class, visited -> {
                        assertThat(visited.asked()).isTrue();
                        assertThat(visited.visit().host().crawlDelay()).isEqualTo(Duration.ofSeconds(9));
                    });
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void pageIsPostponedOnceAtMost() throws Exception {
        try (ScriptedServer server = server(ScriptedServer.ok("text/html", ""))) {
            FetchOrder order = order(server.url("/page"), Validators.NONE, null);
            assertThat(Attempts.whole(step(), order, order.host(), client.fetcher()))
                    .isInstanceOf(Step.Visited.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "5, 9, 9", "9, 5, 5", "9, 0, 0"})
    void newestCrawlDelayCounts(int schedulers, int hosts, int expected) throws Exception {
        String robots = ScriptedServer.ok("text/plain", "User-agent: *\nCrawl-delay: " + hosts + "\n");
        try (ScriptedServer server = server(robots, ScriptedServer.ok("text/html", ""))) {
            PageVisit visit = visit(order(server.url("/page"), Validators.NONE, Duration.ofSeconds(schedulers)));
            assertThat(visit.host().crawlDelay()).isEqualTo(Duration.ofSeconds(expected));
        }
    }

    @Test
    void pageForbiddenByKnownRulesDoesNotCostTheHostItsTurn() throws Exception {
        String robots = ScriptedServer.ok("text/plain", "User-agent: *\nDisallow: /\n");
        try (ScriptedServer server = server(robots, "")) {
            CrawlStep step = step();
            FetchOrder order = order(server.url("/page"), Validators.NONE, null);
            assertThat(step.crawl(order, order.host(), true, client.fetcher()))
                    .isInstanceOfSatisfying(
                            Step.Visited.class,
                            first -> assertThat(first.asked()).isTrue());
            assertThat(step.crawl(order, order.host(), true, client.fetcher()))
                    .isInstanceOfSatisfying(
                            Step.Visited.class,
                            second -> assertThat(second.asked()).isFalse());
        }
    }
}
