package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FetcherTest extends AbstractFetchTest {
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            8 << 10);

    FetcherTest() {
        super(LIMITS);
    }

    @Test
    void pageComesWithStatusHeadersBodyAndAddress() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html; charset=utf-8", "<p>hello"))) {
            FetchResult.Response response = response(server.url("www.a.test", "/x?y=1"));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.ip()).isEqualTo("127.0.0.1");
            assertThat(response.headers().first("content-TYPE")).isEqualTo("text/html; charset=utf-8");
            assertThat(text(response)).isEqualTo("<p>hello");
            assertThat(response.body().cut()).isFalse();
            assertThat(server.requests().getFirst())
                    .startsWith("GET /x?y=1 HTTP/1.1\r\n")
                    .contains("\r\nHost: www.a.test:" + server.port() + "\r\n")
                    .contains("\r\nUser-Agent: Test/1\r\n")
                    .doesNotContain("If-", "Cookie", "Referer");
        }
    }

    @Test
    void transferTellsHowLongTheServerTookAndWhatCameOverTheWire() throws Exception {
        String said = ScriptedServer.ok("text/html", "<p>hello");
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            Thread.sleep(200);
            ScriptedServer.send(socket, said);
        })) {
            for (int i = 0; i < 2; i++) {
                Transfer transfer = response(server.url("/")).transfer();
                assertThat(transfer.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
                assertThat(transfer.wireBytes()).as("of this response alone").isEqualTo(said.length());
            }
        }
    }

    @Test
    void cookiesAreNeverSentBack() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: id=1; Path=/\r\nSet-Cookie2: id=2\r\n"
                        + "Content-Length: 4\r\n\r\nbody")) {
            for (int i = 0; i < 3; i++) {
                response(server.url("www.a.test", "/" + i));
            }
            fetcher.endTurn(1_000_000);
            response(server.url("www.a.test", "/next-turn"));
            assertThat(server.connections()).as("over one connection").isEqualTo(1);
            assertThat(server.requests()).hasSize(4).noneMatch(request -> request.contains("Cookie"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void whatComesBehindAnAnswerIsNotTakenForTheNextOne(int laterByMillis) throws Exception {
        String unasked = ScriptedServer.ok("text/html", "unasked");
        CountDownLatch allSent = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            if (head.startsWith("GET /first ")) {
                String first = ScriptedServer.ok("text/html", "first");
                ScriptedServer.send(socket, laterByMillis == 0 ? first + unasked : first);
                Thread.sleep(laterByMillis);
                ScriptedServer.send(socket, laterByMillis == 0 ? "" : unasked);
                allSent.countDown();
            } else {
                ScriptedServer.send(socket, ScriptedServer.ok("text/html", "second"));
            }
        })) {
            assertThat(text(response(server.url("a.test", "/first")))).isEqualTo("first");
            fetcher.endTurn(1_000_000);
            // Nobody can tell an answer from what is still to come. What was sent over loopback has come.
            assertThat(allSent.await(15, TimeUnit.SECONDS)).isTrue();
            assertThat(text(response(server.url("a.test", "/second")))).isEqualTo("second");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void pathIsSentAsItIsHoweverOddItLooks() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", ""))) {
            WebUrl url = WebUrl.parse("http://a.test:" + server.port() + "//b/../c//d;e?f=//g&h=http://i.test/");
            response(url);
            assertThat(server.requests().getFirst()).startsWith("GET " + url.pathAndQuery() + " HTTP/1.1\r\n");
        }
    }

    @Test
    void validatorsMakeTheRequestConditionalUnlessTheyWouldBreakIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 304 Not Modified\r\n\r\n")) {
            Validators good = new Validators("W/\"a b\"", "Sun, 06 Nov 1994 08:49:37 GMT", Digest.NONE);
            FetchResult result = fetcher.fetch(FetchRequest.page(server.url("/"), MAX_BODY, good));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            FetchResult.Response.class,
                            response -> assertThat(response.status()).isEqualTo(304));
            Validators bad = new Validators("x\r\nEvil: yes", "y".repeat(5000), Digest.NONE);
            fetcher.fetch(FetchRequest.page(server.url("/"), MAX_BODY, bad));
            assertThat(server.requests().get(0))
                    .contains("\r\nIf-None-Match: W/\"a b\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
            assertThat(server.requests().get(1)).doesNotContain("Evil", "If-");
            assertThat(server.connections()).as("a 304 has no body to wait for").isEqualTo(1);
        }
    }

    @Test
    void redirectsAreReportedAndNotFollowed() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.saying("HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 5\r\n\r\nmoved")) {
            FetchResult.Response response = response(server.url("/"));
            assertThat(response.status()).isEqualTo(302);
            assertThat(response.headers().first("Location")).isEqualTo("/else");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void locationInUtf8IsReadAsSuch() throws Exception {
        String utf8 = new String("/gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (ScriptedServer server = ScriptedServer.saying(
                "HTTP/1.1 301 Moved\r\nLocation: " + utf8 + "\r\nX-Latin: \u00e9\r\nContent-Length: 0\r\n\r\n")) {
            ResponseHeaders headers = response(server.url("/")).headers();
            assertThat(headers.first("Location")).isEqualTo("/gr\u00fc\u00dfe");
            assertThat(headers.first("X-Latin")).isEqualTo("\u00e9");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody",
            })
    void connectionServesOneRequestAfterTheOther(String response) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(response)) {
            assertThat(text(response(server.url("/1")))).isEqualTo("body");
            assertThat(text(response(server.url("/2")))).isEqualTo("body");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nbody",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
                "HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\nbody",
            })
    void connectionThatTheServerEndsIsNotUsedAgain(String response) throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, response);
            socket.close();
        })) {
            assertThat(text(response(server.url("/1")))).isEqualTo("body");
            assertThat(text(response(server.url("/2")))).isEqualTo("body");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionThatTheServerGaveUpMeanwhileIsReplacedWithoutFuss() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, ScriptedServer.ok("text/html", "body"));
            socket.close();
        })) {
            assertThat(text(response(server.url("/1")))).isEqualTo("body");
            Thread.sleep(50);
            assertThat(text(response(server.url("/2")))).isEqualTo("body");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void connectionWaitsForTheNextTurnOnlyIfThereIsOneSoon() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "body"))) {
            response(server.url("/1"));
            fetcher.endTurn(1_000_000);
            assertThat(client.idleConnections()).isEqualTo(1);
            Fetcher other = client.fetcher();
            assertThat(other.fetch(FetchRequest.page(server.url("/2"), MAX_BODY, Validators.NONE)))
                    .isInstanceOf(FetchResult.Response.class);
            assertThat(server.connections()).isEqualTo(1);
            other.endTurn(Long.MAX_VALUE);
            assertThat(client.idleConnections()).isZero();
            response(server.url("/3"));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void bodyIsCutAtTheLimitAndSaysSo() throws Exception {
        String limit = "x".repeat(MAX_BODY);
        try (ScriptedServer server = new ScriptedServer((head, socket) -> ScriptedServer.send(
                socket, ScriptedServer.ok("text/html", head.startsWith("GET /long") ? limit + "x" : limit)))) {
            Body whole = response(server.url("/exact")).body();
            assertThat(whole.length()).isEqualTo(MAX_BODY);
            assertThat(whole.cut()).isFalse();
            Body cut = response(server.url("/long")).body();
            assertThat(cut.length()).isEqualTo(MAX_BODY);
            assertThat(cut.cut()).isTrue();
            assertThat(response(server.url("/exact")).status())
                    .as("the next fetch is not disturbed")
                    .isEqualTo(200);
        }
    }

    @Test
    void endlessBodyIsCutWithoutReadingItAll() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            byte[] junk = new byte[10_000];
            while (true) {
                socket.getOutputStream().write(junk);
            }
        })) {
            assertThat(response(server.url("/")).body().cut()).isTrue();
        }
    }

    @Test
    void largeBodyOfTheWrongTypeIsNotDownloaded() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(
                    socket, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 9999999999\r\n\r\n");
            Thread.sleep(10_000);
        })) {
            assertThat(page(server.url("/"))).isInstanceOf(FetchResult.WrongType.class);
        }
    }

    @Test
    void headersAreNotSentToAnotherOriginOverTheSameConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "body"))) {
            response(server.url("a.test", "/"));
            response(server.url("b.test", "/"));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void idleConnectionIsClosedWhenNoTurnComesForIt() throws Exception {
        TurnedClock clock = new TurnedClock();
        AddressGuard guard = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "body"));
                FetchClient watched = new FetchClient("Test/1", HostsFile.EMPTY, guard, LIMITS, clock)) {
            Fetcher one = watched.fetcher();
            one.fetch(FetchRequest.page(server.url("/"), MAX_BODY, Validators.NONE));
            one.endTurn(0);
            watched.evictIdle();
            assertThat(watched.idleConnections()).isEqualTo(1);
            clock.pass(Duration.ofSeconds(16));
            watched.evictIdle();
            assertThat(watched.idleConnections()).isZero();
        }
    }

    @Test
    void largeBodiesOneAfterTheOtherAndAtOnceAllComeThrough() throws Exception {
        String large = "x".repeat(300_000);
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", large))) {
            List<FetchResult> results = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    Fetcher own = client.fetcher();
                    for (int page = 0; page < 10; page++) {
                        results.add(own.fetch(FetchRequest.any(server.url("/"), 1 << 20)));
                    }
                    own.endTurn(Long.MAX_VALUE);
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(results)
                    .hasSize(100)
                    .allMatch(result -> result instanceof FetchResult.Response response
                            && response.body().length() == 300_000);
        }
    }
}
