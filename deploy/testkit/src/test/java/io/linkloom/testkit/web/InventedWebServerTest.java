package io.linkloom.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventedWebServerTest {

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static final InventedWebSpec SPEC = InventedWebSpec.lifelike(30, 900, 20)
            .withFeatures(Features.lifelike().withSlow(0.02, 150));

    private final RequestLog log = new RequestLog(3);
    private final InventedWebServer server = start();
    private final InventedWeb web = InventedWeb.of(server.spec());

    private InventedWebServer start() {
        try {
            return InventedWebServer.start(SPEC, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneConnectionServesManyHosts() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            for (int site = 0; site < 20; site++) {
                assertThat(get(http, web.url(site, 0)).text()).contains("</html>");
            }
        }
        assertThat(server.requests()).isEqualTo(20);
    }

    @Test
    void aStandardClientReadsWhatTheOracleExpects() throws IOException, InterruptedException {
        TrueGraph truth = TrueGraph.of(server.spec());
        List<TruePage> pages = truth.pages()
                .filter(page -> page.status() > 0)
                .filter(page -> Math.floorMod(page.url().hashCode(), 7) == 0)
                .toList();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (TruePage page : pages) {
                URI url = URI.create(page.url());
                String target = page.url().substring(page.url().indexOf('/', 8));
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                        .header("Host", url.getAuthority())
                        .build();
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                assertThat(response.statusCode()).as(page.url()).isEqualTo(page.status());
            }
        }
        assertThat(pages).hasSizeGreaterThan(50);
    }

    @Test
    void onlyTheNormalFormFindsAPage() throws IOException {
        String url = urlWith("%C3");
        try (RawHttp http = new RawHttp(server.port())) {
            assertThat(get(http, url).status()).isEqualTo(200);
            assertThat(get(http, url.replace("%C3", "%c3")).status()).isEqualTo(404);
            assertThat(get(http, url + "x").status()).isEqualTo(404);
        }
    }

    @Test
    void compressedAndPlainBodiesAreTheSame() throws IOException {
        int site = 0;
        while (!web.pages().compresses(site, 0)) {
            site++;
        }
        String url = web.url(site, 0);
        String host = URI.create(url).getAuthority();
        try (RawHttp http = new RawHttp(server.port())) {
            RawHttp.Response compressed = http.get(host, "/");
            RawHttp.Response plain = http.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(compressed.field("content-encoding")).isEqualTo("gzip");
            assertThat(plain.field("content-encoding")).isNull();
            assertThat(compressed.body()).isEqualTo(plain.body());
        }
    }

    @Test
    void headHasNoBodyAndTheConnectionGoesOn() throws IOException {
        String host = URI.create(web.url(0, 0)).getAuthority();
        try (RawHttp http = new RawHttp(server.port())) {
            RawHttp.Response head = http.send("HEAD / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(head.status()).isEqualTo(200);
            assertThat(http.get(host, "/").status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionIsClosedWhenTheClientAsksForIt() throws IOException {
        String host = URI.create(web.url(0, 0)).getAuthority();
        try (RawHttp http = new RawHttp(server.port())) {
            RawHttp.Response response = http.send("GET / HTTP/1.1\r\nhost: " + host + "\r\nconnection: Close\r\n\r\n");
            assertThat(response.text()).endsWith("</html>\n");
            assertThat(http.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void nonsenseIsRefusedAndTheConnectionClosed() throws IOException {
        assertThat(statusOf("nonsense\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("GET / HTTP/1.1\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(17_000) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(statusOf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(405);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: nobody-12345.test\r\n\r\n"))
                .isEqualTo(404);
    }

    @Test
    void aSilentClientIsLeft() throws IOException {
        InventedWebSpec other = InventedWebSpec.calm(1, 1, 1);
        try (InventedWebServer impatient = InventedWebServer.start(other, null, Duration.ofMillis(100));
                RawHttp http = new RawHttp(impatient.port())) {
            assertThat(http.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void aSlowPageTakesItsTime() throws IOException {
        String url = urlOf(PageKind.SLOW_HTML);
        long start = System.nanoTime();
        try (RawHttp http = new RawHttp(server.port())) {
            assertThat(get(http, url).status()).isEqualTo(200);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(150);
    }

    @Test
    void anEndlessPageEndsWhenTheClientLeaves() throws IOException, InterruptedException {
        URI url = URI.create(urlOf(PageKind.SLOW_RIDER));
        try (RawHttp http = new RawHttp(server.port())) {
            assertThatThrownBy(() -> get(http, url.toString())).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
        for (int i = 0; i < 100 && server.connections() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void aSilentPageClosesTheConnectionWithoutAByte() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            assertThatThrownBy(() -> get(http, urlOf(PageKind.SILENT_CLOSE)))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("after 0 bytes");
        }
    }

    @Test
    void twoPagesRedirectToEachOther() throws IOException {
        String one = urlOf(PageKind.LOOP);
        try (RawHttp http = new RawHttp(server.port())) {
            String other = location(http, one);
            assertThat(other).isNotEqualTo(one);
            assertThat(location(http, other)).isEqualTo(one);
        }
    }

    @Test
    void robotsFilesComeInEveryKind() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            int last = web.sites().count() - 1;
            assertThat(robots(http, last - 3).status()).isEqualTo(503);
            RawHttp.Response redirect = robots(http, last - 2);
            assertThat(redirect.status()).isEqualTo(301);
            assertThat(get(http, Objects.requireNonNull(redirect.field("location")))
                            .text())
                    .contains("Disallow: /private/");
        }
    }

    @Test
    void theLogKeepsTheFirstRequestsAndCountsTheRest() throws IOException {
        String host = URI.create(web.url(0, 0)).getHost();
        try (RawHttp http = new RawHttp(server.port())) {
            for (int i = 0; i < 5; i++) {
                http.get(host.toUpperCase(Locale.ROOT) + ":" + server.port(), "/?" + i);
            }
        }
        assertThat(log.dropped()).isEqualTo(2);
        assertThat(log.entries()).extracting(RequestLog.Entry::host).containsOnly(host);
        assertThat(log.entries()).extracting(RequestLog.Entry::path).containsExactly("/?0", "/?1", "/?2");
        assertThat(log.entries()).isSortedAccordingTo(Comparator.comparingLong(RequestLog.Entry::nanoTime));
    }

    @Test
    void closingEndsConnectionsAndFreesThePort() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            get(http, web.url(0, 0));
            server.close();
            assertThat(http.readByte()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new RawHttp(server.port())).hasCauseInstanceOf(ConnectException.class);
    }

    private int statusOf(String request) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            return http.send(request).status();
        }
    }

    private RawHttp.Response robots(RawHttp http, int site) throws IOException {
        return http.get(URI.create(web.url(site, 0)).getAuthority(), "/robots.txt");
    }

    private static String location(RawHttp http, String url) throws IOException {
        String location = get(http, url).field("location");
        return HtmlReading.resolve(url, Objects.requireNonNull(location)).orElseThrow();
    }

    private static RawHttp.Response get(RawHttp http, String url) throws IOException {
        int pathStart = url.indexOf('/', "http://".length());
        return http.get(url.substring("http://".length(), pathStart), url.substring(pathStart));
    }

    private String urlWith(String part) {
        return TrueGraph.of(server.spec())
                .pages()
                .filter(page -> page.outcome().equals("fetched") && page.url().contains(part))
                .findFirst()
                .orElseThrow()
                .url();
    }

    private String urlOf(PageKind kind) {
        for (int site = 0; site < web.sites().count(); site++) {
            for (int page = 0; page < web.sites().pages(site); page++) {
                if (web.pages().kind(site, page) == kind && !web.sites().isUnreadable(site)) {
                    return web.url(site, page);
                }
            }
        }
        throw new AssertionError("no page is " + kind);
    }
}
