package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
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
    private final Robots robots = new Robots(Robots.RobotsTtl.DEFAULT, clock);

    @AfterEach
    void close() {
        client.close();
    }

    private RobotsVerdict check(WebUrl url) {
        return robots.check(url, fetcher);
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
            assertThat(check(server.url("/a"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ofSeconds(7), true));
            assertThat(check(server.url("/private/open")))
                    .isEqualTo(new RobotsVerdict.Allowed(Duration.ofSeconds(7), false));
            assertThat(check(server.url("/private/x"))).isInstanceOf(RobotsVerdict.Disallowed.class);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst()).startsWith("GET /robots.txt HTTP/1.1\r\n");
        }
    }

    @Test
    void longCrawlDelaySlowsTheHostAndNeverDropsIt() throws Exception {
        try (ScriptedServer server = serving("User-agent: *\nCrawl-delay: 86000\n")) {
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ofSeconds(86000), true));
        }
        try (ScriptedServer server = serving("User-agent: *\nCrawl-delay: 999999999\n")) {
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ofDays(1), true));
        }
        try (ScriptedServer server = serving("User-agent: *\nCrawl-delay: 0.25\nDisallow: /x\n")) {
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ofMillis(250), true));
        }
        try (ScriptedServer server = serving("User-agent: *\nCrawl-delay: often\n")) {
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ZERO, true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden", "400 Bad Request"})
    void fileThatIsNotAvailableAllowsAll(String statusLine) throws Exception {
        try (ScriptedServer server = status(statusLine)) {
            assertThat(allowed(check(server.url("/anything")))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Error", "503 Unavailable", "429 Too Many Requests"})
    void serverThatFailsToGiveTheFileForbidsAllUntilItIsAskedAgain(String statusLine) throws Exception {
        try (ScriptedServer server = status(statusLine)) {
            assertThat(check(server.url("/anything"))).isInstanceOfSatisfying(RobotsVerdict.Disallowed.class, no -> {
                assertThat(no.detail()).contains(statusLine.substring(0, 3));
                assertThat(no.fetched()).isTrue();
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
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ZERO, false));
            clock.pass(Duration.ofHours(2));
            assertThat(check(server.url("/"))).isEqualTo(new RobotsVerdict.Allowed(Duration.ZERO, true));
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
            assertThat(check(server.url("/")))
                    .isInstanceOfSatisfying(
                            RobotsVerdict.Disallowed.class,
                            no -> assertThat(no.detail()).contains("10.0.0.1 (private)"));
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
                threads.add(
                        Thread.ofVirtual().start(() -> verdicts.add(robots.check(server.url("/x"), client.fetcher()))));
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
