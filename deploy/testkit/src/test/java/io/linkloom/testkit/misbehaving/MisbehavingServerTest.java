package io.linkloom.testkit.misbehaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MisbehavingServerTest {
    private MisbehavingServer server;

    @BeforeEach
    void start() throws IOException {
        server = MisbehavingServer.start(
                MisbehavingOptions.DEFAULT.withDrip(Duration.ofMillis(5)).withRetryAfter(Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket socket, String host, String path) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + ":1\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** The first bytes of an answer, as many as asked for or until its end. */
    private String get(String host, String path, int bytes) throws IOException {
        try (Socket socket = connect()) {
            ask(socket, host, path);
            // There will be no other request, so the answer's end is the connection's.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }
    }

    private String get(Misbehaviour misbehaviour, int bytes) throws IOException {
        return get(misbehaviour.host(), "/", bytes);
    }

    @Test
    void indexLinksToEverythingThatIsServed() throws IOException {
        String start = get(MisbehavingServer.INDEX, "/", 200);
        int length = Integer.parseInt(start.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));

        String page = get(MisbehavingServer.INDEX, "/", length);

        assertThat(Misbehaviour.values())
                .allSatisfy(each -> assertThat(page)
                        .contains(
                                "<a href=\"" + server.url(each) + "\">" + each.label() + "</a><dd>" + each.sentence()));
        assertThat(page).contains("good-1.test");
    }

    @Test
    void hostsFileNamesEveryHostButTheOneThatNobodyIsToKnow() {
        assertThat(server.hostsFile())
                .contains("127.0.0.1 index.test", "127.0.0.1 gzip-bomb.test", "127.0.0.1 good-9.test")
                .noneMatch(line -> line.contains("no-such-name"));
        assertThat(Stream.of(Misbehaviour.values()).map(Misbehaviour::host)).doesNotHaveDuplicates();
    }

    @Test
    void otherPagesOfAMisbehavingHostAreGoodOnes() throws IOException {
        assertThat(get("gzip-bomb.test", "/after", 300))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("href=\"/after\"");
        assertThat(get("gzip-bomb.test", "/robots.txt", 100)).contains("Disallow:\n");
    }

    @Test
    void patientHostAsksForACrawlDelay() throws IOException {
        assertThat(get("patient-250-1.test", "/robots.txt", 110)).contains("Crawl-delay: 0.25\n");
    }

    @Test
    void slowHostSendsByteAfterByte() throws IOException {
        long began = System.nanoTime();
        assertThat(get(Misbehaviour.SLOW_HEAD, 40)).startsWith("HTTP/1.1 200 OK\r\nX-Slow: zzz");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(40 * 5_000_000L);
    }

    @Test
    void endlessHostSendsMoreThanAnybodyWants() throws Exception {
        assertThat(get(Misbehaviour.ENDLESS_HEADERS, 5_000_000)).hasSize(5_000_000);
        // Bytes are counted once their write has returned, and the client can have read them before.
        while (server.bytesTaken(Misbehaviour.ENDLESS_HEADERS.host()) < 5_000_000) {
            Thread.sleep(5);
        }
    }

    @Test
    void silentHostNoticesThatItsClientHasGone() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, Misbehaviour.SILENCE.host(), "/");
            while (server.requests().isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(server.requests().getFirst().answeredNanos()).isEqualTo(ServedRequest.UNDER_WAY);
        }
        while (server.openConnections() > 0) {
            Thread.sleep(5);
        }
        assertThat(server.requests().getFirst().answeredNanos()).isNotEqualTo(ServedRequest.UNDER_WAY);
    }

    @Test
    void resetIsNoEnd() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, Misbehaviour.RESET_AT_ONCE.host(), "/");
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void busyHostIsBusyForAsLongAsItSays() throws Exception {
        assertThat(get(Misbehaviour.BUSY_429_SECONDS, 80))
                .startsWith("HTTP/1.1 429 ")
                .contains("Retry-After: 1\r\n");
        assertThat(get(Misbehaviour.BUSY_503_DATE, 80))
                .startsWith("HTTP/1.1 503 ")
                .containsPattern("Retry-After: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n");
        assertThat(get(Misbehaviour.BUSY_429_SECONDS.host(), "/other", 80)).startsWith("HTTP/1.1 ");
        Thread.sleep(1_100);
        assertThat(get(Misbehaviour.BUSY_429_SECONDS, 80)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void certificateOfSomebodyElseIsTrustedButForItsName() throws IOException {
        assertThatThrownBy(() -> handshake(Misbehaviour.TLS_WRONG_NAME))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("tls-wrong-name.test");
        assertThatThrownBy(() -> handshake(Misbehaviour.TLS_SELF_SIGNED))
                .hasMessageContaining("valid certification path");
    }

    private void handshake(Misbehaviour misbehaviour) throws IOException {
        try (Socket socket = connect();
                SSLSocket tls = (SSLSocket) server.trusting()
                        .getSocketFactory()
                        .createSocket(socket, misbehaviour.host(), server.port(), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
    }

    @Test
    void refusingHostHasAPortAtWhichNobodyListens() {
        int port = URI.create(server.url(Misbehaviour.REFUSED)).getPort();
        assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void requestsAreNotedWithTheAddressThatTheyCameTo() throws IOException {
        String[] addresses = {"127.0.0.1", "127.0.0.2"};
        try (MisbehavingServer two = MisbehavingServer.start(MisbehavingOptions.DEFAULT.withAddresses(addresses))) {
            for (String each : addresses) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(each), two.port()));
                    ask(socket, "good-1.test", "/page");
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
            }
            assertThat(two.requests("good-1.test"))
                    .extracting(ServedRequest::address)
                    .containsExactly(addresses);
        }
    }

    @Test
    void nothingButThisMachineIsListenedOn() {
        assertThatThrownBy(() -> MisbehavingOptions.DEFAULT.withAddresses("0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void optionsOfTheProcessAreRead() {
        assertThat(MisbehavingWebMain.read(List.of("--port", "8081", "--hosts", "file", "--detached")))
                .isEqualTo(new MisbehavingWebMain.Arguments(8081, "file", false, true));
        assertThat(MisbehavingWebMain.read(List.of("--list")).isList()).isTrue();
        assertThatThrownBy(() -> MisbehavingWebMain.read(List.of("--port", "many")))
                .hasMessageContaining("many");
        assertThatThrownBy(() -> MisbehavingWebMain.read(List.of("--port"))).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> MisbehavingWebMain.read(List.of("--prot", "1")))
                .hasMessageContaining("--prot");
    }
}
