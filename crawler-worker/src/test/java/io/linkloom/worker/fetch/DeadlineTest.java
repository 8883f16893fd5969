package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every wait ends on time, each by the deadline that is its own: one is short in each test, and the others far longer than the
 * test may take.
 */
@Timeout(30)
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Between two bytes of a slow server: shorter than any pause that counts. */
    private static final int DAWDLE_MILLIS = 50;

    private static final FetchLimits DNS = new FetchLimits(SHORT, LONG, LONG, LONG, LONG, 8 << 10);
    private static final FetchLimits CONNECT = new FetchLimits(LONG, SHORT, LONG, LONG, LONG, 8 << 10);
    private static final FetchLimits TLS = new FetchLimits(LONG, LONG, SHORT, LONG, LONG, 8 << 10);
    private static final FetchLimits FIRST_BYTE = new FetchLimits(LONG, LONG, LONG, SHORT, LONG, 8 << 10);
    private static final FetchLimits WHOLE = new FetchLimits(LONG, LONG, LONG, LONG, SHORT, 8 << 10);

    private static FetchClient client(NameService names, FetchLimits limits) {
        HostsFile hosts = HostsFile.parse(List.of("127.0.0.1 *.test"), "hosts");
        AddressGuard guard = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
        return new FetchClient("Test/1", Network.direct(hosts, guard), names, limits, Time.system());
    }

    private static void assertEnds(FetchLimits limits, WebUrl url, Outcome outcome, String detail) {
        assertEnds(name -> new Resolution.Unknown(name), limits, url, outcome, detail);
    }

    private static void assertEnds(NameService names, FetchLimits limits, WebUrl url, Outcome outcome, String detail) {
        try (FetchClient client = client(names, limits)) {
            long began = System.nanoTime();
            FetchResult result = client.fetcher().fetch(FetchRequest.page(url, 100_000, Validators.NONE));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(result).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                assertThat(failure.outcome()).isEqualTo(outcome);
                assertThat(failure.detail()).contains(detail);
                assertThat(failure.fault()).isEqualTo(FetchResult.Fault.HOST);
            });
            assertThat(took).isGreaterThanOrEqualTo(SHORT.minusMillis(50)).isLessThan(LONG.dividedBy(4));
        }
    }

    @Test
    void dnsThatDoesNotAnswer() throws Exception {
        NameService silent = name -> {
            try {
                Thread.sleep(LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Resolution.Failed(name);
        };
        assertEnds(silent, DNS, WebUrl.parse("http://www.example.com/"), Outcome.DNS_FAILURE, "within 700 ms");
    }

    @Test
    void hostThatLetsNobodyConnect() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Assumptions.assumeTrue(fillBacklog(full, waiting), "a full backlog makes this system wait");
            WebUrl url = WebUrl.parse("http://127.0.0.1:" + full.getLocalPort() + "/");
            assertEnds(CONNECT, url, Outcome.TIMEOUT, "no connection to 127.0.0.1 within 700 ms");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until the system leaves a connection unanswered, as Linux does where nobody accepts. */
    private static boolean fillBacklog(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void tlsServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            WebUrl url = WebUrl.parse("https://a.test:" + silent.getLocalPort() + "/");
            assertEnds(TLS, url, Outcome.TIMEOUT, "the TLS handshake took longer than 700 ms");
        }
    }

    @Test
    void tlsServerThatSendsAByteNowAndThen() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = slow.accept()) {
                    // A handshake record of 16 KiB, of which there is no end in sight.
                    dawdle(socket, new byte[] {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252});
                } catch (IOException | InterruptedException e) {
                    // The test has what it wants.
                }
            });
            WebUrl url = WebUrl.parse("https://a.test:" + slow.getLocalPort() + "/");
            assertEnds(TLS, url, Outcome.TIMEOUT, "the TLS handshake took longer than 700 ms");
        }
    }

    private static void dawdle(Socket socket, byte[] start) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        for (int i = 0; ; i++) {
            out.write(i < start.length ? start[i] : 0);
            Thread.sleep(DAWDLE_MILLIS);
        }
    }

    @Test
    void serverThatDoesNotAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, _) -> Thread.sleep(LONG))) {
            assertEnds(FIRST_BYTE, server.url("/"), Outcome.TIMEOUT, "no response within 700 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            })
    void serverThatPausesWithinItsAnswer(String start) throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, start);
            Thread.sleep(LONG);
        })) {
            assertEnds(FIRST_BYTE, server.url("/"), Outcome.TIMEOUT, "the response paused for 700 ms");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status line,     HTTP/1.1 2,                                                                    0",
        "header,          'HTTP/1.1 200 OK|X: ',                                                         a",
        "body,            'HTTP/1.1 200 OK|Content-Type: text/html||',                                   x",
        "counted body,    'HTTP/1.1 200 OK|Content-Type: text/html|Content-Length: 99999||',             x",
        "chunk size,      'HTTP/1.1 200 OK|Content-Type: text/html|Transfer-Encoding: chunked||',        0",
        "chunk extension, 'HTTP/1.1 200 OK|Content-Type: text/html|Transfer-Encoding: chunked||5;a=',    b",
        "chunk,           'HTTP/1.1 200 OK|Content-Type: text/html|Transfer-Encoding: chunked||fffff|',  x",
        "trailer,         'HTTP/1.1 200 OK|Content-Type: text/html|Transfer-Encoding: chunked||0|T: ',   x",
    })
    void serverThatSendsAByteNowAndThen(String where, String start, String drop) throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, start.replace("|", "\r\n"));
            while (true) {
                Thread.sleep(DAWDLE_MILLIS);
                ScriptedServer.send(socket, drop);
            }
        })) {
            assertEnds(WHOLE, server.url("/" + where.replace(' ', '-')), Outcome.TIMEOUT, "longer than 700 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 9000\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\n\r\n",
            })
    void bodyThatNobodyWantsHoldsNobodyUp(String head) throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
                    ScriptedServer.send(socket, head);
                    while (true) {
                        Thread.sleep(DAWDLE_MILLIS);
                        ScriptedServer.send(socket, "0");
                    }
                });
                FetchClient client = client(name -> new Resolution.Unknown(name), FIRST_BYTE)) {
            long began = System.nanoTime();
            FetchResult result = client.fetcher().fetch(FetchRequest.page(server.url("/"), 100_000, Validators.NONE));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            FetchResult.Response.class,
                            response -> assertThat(response.status()).isEqualTo(404));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(4));
        }
    }
}
