package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.fetch.ScriptedServer;
import io.linkloom.worker.fetch.TurnedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RobotsTest {
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            8 << 10);

    private final TurnedClock clock = new TurnedClock();
    private final FetchClient client = new FetchClient(
            "Test/1",
            HostsFile.parse(List.of("127.0.0.1 *.test", "10.0.0.1 inside.example"), "hosts"),
            new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
            LIMITS,
            clock);
    private final Fetcher fetcher = client.fetcher();
    private final Robots robots = new Robots(RobotsTimes.DEFAULT, clock);

    @BeforeEach
    void timeIsNotZero() {
        clock.pass(Duration.ofDays(20_000));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private RobotsVerdict check(WebUrl url) {
        return check(url, HostState.UNKNOWN);
    }

    private RobotsVerdict check(WebUrl url, HostState host) {
        return robots.check(url, host, fetcher);
    }

    /** What a visit would tell of the host. */
    private static HostState told(RobotsVerdict verdict) {
        return switch (verdict) {
            case RobotsVerdict.Allowed yes -> yes.news().in(HostState.UNKNOWN);
            case RobotsVerdict.Disallowed no -> no.news().in(HostState.UNKNOWN);
            case RobotsVerdict.Unreachable no -> no.news().in(HostState.UNKNOWN);
            case RobotsVerdict.Aborted _ -> throw new AssertionError("nobody stopped it");
        };
    }

    private static boolean fetched(RobotsVerdict verdict) {
        return switch (verdict) {
            case RobotsVerdict.Allowed yes -> yes.fetched();
            case RobotsVerdict.Disallowed no -> no.fetched();
            case RobotsVerdict.Unreachable no -> no.fetched();
            case RobotsVerdict.Aborted _ -> false;
        };
    }

    private static ScriptedServer serving(String robotsTxt) throws IOException {
        return ScriptedServer.saying(ScriptedServer.ok("text/plain", robotsTxt));
    }

    private static ScriptedServer status(String statusLine) throws IOException {
        return ScriptedServer.saying("HTTP/1.1 " + statusLine + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static boolean allowed(RobotsVerdict verdict) {
        return verdict instanceof RobotsVerdict.Allowed;
    }

    @Test
    void rulesForUsGoBeforeRulesForAll() throws Exception {
        try (ScriptedServer server = serving("""
                User-agent: *
                Disallow: /

                User-agent: LinkLoom
                Disallow: /private
                Allow: /private/open
                Crawl-delay: 7
                """)) {
            RobotsVerdict first = check(server.url("/a"));
            assertThat(allowed(first)).isTrue();
            assertThat(fetched(first)).isTrue();
            assertThat(told(first).crawlDelay()).isEqualTo(Duration.ofSeconds(7));
            assertThat(told(first).robots()).isEqualTo(RobotsState.READ);
            assertThat(told(first).robotsAtMillis()).isEqualTo(clock.millis());
            RobotsVerdict second = check(server.url("/private/open"));
            assertThat(allowed(second)).isTrue();
            assertThat(fetched(second)).isFalse();
            assertThat(told(second)).isEqualTo(told(first));
            assertThat(check(server.url("/private/x")))
                    .isInstanceOfSatisfying(
                            RobotsVerdict.Disallowed.class,
                            no -> assertThat(no.detail())
                                    .isEqualTo("robots.txt forbids it: Disallow: /private (line 5, group linkloom)"));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst()).startsWith("GET /robots.txt HTTP/1.1\r\n");
        }
    }

    @Test
    void longCrawlDelaySlowsTheHostAndNeverDropsIt() throws Exception {
        try (ScriptedServer server = serving("User-agent: *\nCrawl-delay: 864000\n")) {
            RobotsVerdict verdict = check(server.url("/"));
            assertThat(allowed(verdict)).isTrue();
            assertThat(told(verdict).crawlDelay()).isEqualTo(Duration.ofDays(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden", "400 Bad Request"})
    void fileThatIsNotAvailableAllowsAll(String statusLine) throws Exception {
        try (ScriptedServer server = status(statusLine)) {
            RobotsVerdict verdict = check(server.url("/anything"));
            assertThat(allowed(verdict)).isTrue();
            assertThat(told(verdict).robots()).isEqualTo(RobotsState.ABSENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Error", "503 Unavailable", "429 Too Many Requests"})
    void serverThatFailsToGiveTheFileForbidsAllUntilItIsAskedAgain(String statusLine) throws Exception {
        try (ScriptedServer server = status(statusLine)) {
            assertThat(check(server.url("/anything"))).isInstanceOfSatisfying(RobotsVerdict.Unreachable.class, no -> {
                assertThat(no.outcome()).isEqualTo(Outcome.ROBOTS_UNREACHABLE);
                assertThat(no.detail()).contains(statusLine.substring(0, 3));
                assertThat(no.fetched()).isTrue();
                assertThat(told(no).robots()).isEqualTo(RobotsState.SERVER_FAILED);
                assertThat(told(no).robotsFailingSinceMillis()).isEqualTo(clock.millis());
            });
            clock.pass(Duration.ofMinutes(4));
            assertThat(allowed(check(server.url("/other")))).isFalse();
            assertThat(server.requests()).hasSize(1);
            clock.pass(Duration.ofMinutes(2));
            assertThat(allowed(check(server.url("/other")))).isFalse();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void fileIsGoodForADay() throws Exception {
        try (ScriptedServer server = serving("User-agent: *\nDisallow: /x\n")) {
            check(server.url("/"));
            clock.pass(Duration.ofHours(23));
            assertThat(fetched(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofHours(2));
            assertThat(fetched(check(server.url("/")))).isTrue();
        }
    }

    @Test
    void fileThatAsksForALongDelayIsGoodForTwoRequests() throws Exception {
        String body = "User-agent: *\nCrawl-delay: 1200\n";
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 200 OK\r\nCache-Control: no-cache\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
            check(server.url("/"));
            clock.pass(Duration.ofMinutes(39));
            assertThat(fetched(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofMinutes(2));
            assertThat(fetched(check(server.url("/")))).isTrue();
        }
    }

    @Test
    void fileThatAPageGaveWayToHoldsForItWhenItIsNotGoodAnyMore() throws Exception {
        try (ScriptedServer server = serving("User-agent: *\nDisallow: /x\n")) {
            check(server.url("/"));
            assertThat(allowed(robots.checkAfterReading(server.url("/")))).isTrue();
            assertThat(allowed(robots.checkAfterReading(server.url("/x")))).isFalse();
            clock.pass(Duration.ofHours(30));
            RobotsVerdict late = robots.checkAfterReading(server.url("/"));
            assertThat(allowed(late)).isTrue();
            assertThat(fetched(late)).isFalse();
            assertThat(told(late)).as("says nothing new").isEqualTo(HostState.UNKNOWN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cacheControlMayShortenTheDay() throws Exception {
        String body = "User-agent: *\nDisallow: /x\n";
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
            check(server.url("/"));
            clock.pass(Duration.ofMinutes(9));
            assertThat(fetched(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofMinutes(2));
            assertThat(fetched(check(server.url("/")))).isTrue();
        }
        try (ScriptedServer server = ScriptedServer.saying(
                "HTTP/1.1 404 Not Found\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n")) {
            check(server.url("/"));
            clock.pass(Duration.ofMinutes(4));
            assertThat(fetched(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofMinutes(2));
            assertThat(fetched(check(server.url("/")))).isTrue();
        }
    }

    @Test
    void fileThatFailsIsAskedForAfterWaitsThatDouble() throws Exception {
        try (ScriptedServer server = status("500 Error")) {
            List<Long> askedAtMinutes = new ArrayList<>();
            for (int minute = 0; minute < 24 * 60; minute++) {
                if (fetched(check(server.url("/")))) {
                    askedAtMinutes.add((long) minute);
                }
                clock.pass(Duration.ofMinutes(1));
            }
            assertThat(askedAtMinutes).containsExactly(0L, 5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1360L);
        }
    }

    @Test
    void serverThatAsksToBeLeftAloneForLongerIs() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.saying("HTTP/1.1 429 Slow Down\r\nRetry-After: 7200\r\nContent-Length: 0\r\n\r\n")) {
            check(server.url("/"));
            clock.pass(Duration.ofMinutes(119));
            assertThat(fetched(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofMinutes(2));
            assertThat(fetched(check(server.url("/")))).isTrue();
        }
    }

    @Test
    void fileThatHealsIsHeededAtOnce() throws Exception {
        AtomicReference<String> response = new AtomicReference<>("HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n");
        try (ScriptedServer server = new ScriptedServer((_, socket) -> ScriptedServer.send(socket, response.get()))) {
            check(server.url("/"));
            response.set(ScriptedServer.ok("text/plain", "User-agent: *\nDisallow: /x\n"));
            clock.pass(Duration.ofMinutes(6));
            RobotsVerdict healed = check(server.url("/"));
            assertThat(allowed(healed)).isTrue();
            assertThat(told(healed).robotsFailingSinceMillis()).isZero();
            assertThat(allowed(check(server.url("/x")))).isFalse();
        }
    }

    @Test
    void afterThirtyDaysAHostWhoseFileFailsCountsAsOneWithout() throws Exception {
        try (ScriptedServer server = status("503 Unavailable")) {
            long since = clock.millis();
            check(server.url("/"));
            clock.pass(Duration.ofDays(30).minusMinutes(1));
            assertThat(allowed(check(server.url("/")))).isFalse();
            clock.pass(Duration.ofHours(7));
            RobotsVerdict verdict = check(server.url("/"));
            assertThat(allowed(verdict)).isTrue();
            assertThat(told(verdict).robots()).isEqualTo(RobotsState.GIVEN_UP);
            assertThat(told(verdict).robotsFailingSinceMillis()).isEqualTo(since);
        }
    }

    @Test
    void whatTheShardKnowsOfAFailingFileCountsForANewWorker() throws Exception {
        try (ScriptedServer server = status("503 Unavailable")) {
            clock.pass(Duration.ofDays(40));
            HostState month = failingFor(Duration.ofDays(31));
            assertThat(told(check(server.url("a.test", "/"), month)).robots()).isEqualTo(RobotsState.GIVEN_UP);
            HostState week = failingFor(Duration.ofDays(7));
            RobotsVerdict verdict = check(server.url("b.test", "/"), week);
            assertThat(allowed(verdict)).isFalse();
            assertThat(told(verdict).robotsFailingSinceMillis()).isEqualTo(week.robotsFailingSinceMillis());
        }
    }

    private HostState failingFor(Duration time) {
        long since = clock.millis() - time.toMillis();
        return new HostState(RobotsState.SERVER_FAILED, clock.millis() - 1, since, Duration.ZERO, 0, 0);
    }

    @Test
    void failingFileLeavesTheDelayThatItAskedForBefore() throws Exception {
        try (ScriptedServer server = status("500 Error")) {
            HostState slow = HostState.UNKNOWN.withCrawlDelay(Duration.ofSeconds(20));
            assertThat(check(server.url("/"), slow))
                    .isInstanceOfSatisfying(
                            RobotsVerdict.Unreachable.class,
                            no -> assertThat(no.news().in(slow).crawlDelay()).isEqualTo(Duration.ofSeconds(20)));
        }
    }

    @Test
    void sitemapsAreToldOncePerFile() throws Exception {
        try (ScriptedServer server = serving("Sitemap: /a.xml\n")) {
            assertThat(((RobotsVerdict.Allowed) check(server.url("/"))).news().takeSitemaps())
                    .containsExactly(server.url("/a.xml"));
            assertThat(((RobotsVerdict.Allowed) check(server.url("/"))).news().takeSitemaps())
                    .isEmpty();
            clock.pass(Duration.ofHours(25));
            assertThat(((RobotsVerdict.Allowed) check(server.url("/"))).news().takeSitemaps())
                    .hasSize(1);
        }
    }

    @Test
    void redirectsAreFollowedAcrossHosts() throws Exception {
        try (ScriptedServer server = new ScriptedServer((head, socket) -> ScriptedServer.send(
                socket,
                switch (head.split("\r\n", 2)[0]) {
                    case "GET /robots.txt HTTP/1.1" -> redirect("/1");
                    case "GET /1 HTTP/1.1" -> redirect("/2");
                    case "GET /2 HTTP/1.1" -> redirect("/3");
                    case "GET /3 HTTP/1.1" -> redirect("/4");
                    case "GET /4 HTTP/1.1" -> redirect("//other.test:" + socket.getLocalPort() + "/5");
                    default -> ScriptedServer.ok("text/plain", "User-agent: *\nDisallow: /no\n");
                }))) {
            assertThat(allowed(check(server.url("first.test", "/no")))).isFalse();
            assertThat(allowed(check(server.url("first.test", "/yes")))).isTrue();
            assertThat(server.requests()).hasSize(6);
            assertThat(server.requests().get(5)).contains("Host: other.test:");
        }
    }

    private static String redirect(String location) {
        return "HTTP/1.1 301 Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void redirectsWithoutEndOrTargetAllowAll() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(redirect("/robots.txt"))) {
            assertThat(allowed(check(server.url("/")))).isTrue();
            assertThat(server.requests()).hasSize(6);
        }
        try (ScriptedServer server = ScriptedServer.saying(redirect("mailto:me@example.test"))) {
            assertThat(allowed(check(server.url("/")))).isTrue();
        }
    }

    @Test
    void redirectIntoThePrivateNetworkIsRefusedAndForbidsAll() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(redirect("http://inside.example/robots.txt"))) {
            assertThat(check(server.url("/"))).isInstanceOfSatisfying(RobotsVerdict.Unreachable.class, no -> {
                assertThat(no.outcome()).isEqualTo(Outcome.ROBOTS_UNREACHABLE);
                assertThat(no.detail()).contains("10.0.0.1 (private)");
                assertThat(told(no).robots()).isEqualTo(RobotsState.SERVER_FAILED);
            });
        }
    }

    @Test
    void hostThatCannotBeReachedFailsInItsOwnWayAndIsNotAskedAgainAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> socket.close())) {
            for (boolean fetched : new boolean[] {true, false}) {
                assertThat(check(server.url("/"))).isInstanceOfSatisfying(RobotsVerdict.Unreachable.class, failed -> {
                    assertThat(failed.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
                    assertThat(failed.detail()).startsWith("robots.txt: ");
                    assertThat(failed.fetched()).isEqualTo(fetched);
                    assertThat(told(failed).robots()).isEqualTo(RobotsState.UNREACHABLE);
                });
            }
            clock.pass(Duration.ofMinutes(2));
            check(server.url("/"));
            assertThat(server.connections()).isEqualTo(2);
        }
        assertThat(check(WebUrl.parse("http://no-such-host.invalid/")))
                .isInstanceOfSatisfying(
                        RobotsVerdict.Unreachable.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(Outcome.DNS_FAILURE));
        assertThat(check(WebUrl.parse("http://inside.example/")))
                .isInstanceOfSatisfying(
                        RobotsVerdict.Unreachable.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(Outcome.ADDRESS_REFUSED));
    }

    @Test
    void onlyTheFirst500KibibytesCount() throws Exception {
        String filler = "# filler\n".repeat((500 << 10) / 9 + 1);
        try (ScriptedServer server = serving("User-agent: *\nDisallow: /early\n" + filler + "Disallow: /late\n")) {
            assertThat(allowed(check(server.url("/early")))).isFalse();
            assertThat(allowed(check(server.url("/late")))).isTrue();
        }
    }

    @Test
    void manyThreadsAskForOneFileOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            Thread.sleep(100);
            ScriptedServer.send(socket, ScriptedServer.ok("text/plain", "User-agent: *\nDisallow: /x\n"));
        })) {
            List<RobotsVerdict> verdicts = new CopyOnWriteArrayList<>();
            List<Thread> threads = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(Thread.ofVirtual()
                        .start(() ->
                                verdicts.add(robots.check(server.url("/x"), HostState.UNKNOWN, client.fetcher()))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(verdicts).hasSize(20).noneMatch(RobotsTest::allowed);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void schemesAndPortsHaveFilesOfTheirOwn() throws Exception {
        try (ScriptedServer one = serving("User-agent: *\nDisallow: /\n");
                ScriptedServer other = serving("")) {
            assertThat(allowed(check(one.url("a.test", "/")))).isFalse();
            assertThat(allowed(check(other.url("a.test", "/")))).isTrue();
        }
    }

    @Test
    void pageOfARobotsFileThatIsNoneAllowsAll() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.saying(ScriptedServer.ok("text/html", "<html><body>Not here</body></html>"))) {
            assertThat(allowed(check(server.url("/")))).isTrue();
        }
    }
}
