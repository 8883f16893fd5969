package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FetchFailureTest extends AbstractFetchTest {
    /** Short, because these tests wait for them; far longer than the pauses that must not count. */
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            8 << 10);

    FetchFailureTest() {
        super(LIMITS);
    }

    @Test
    void privateAddressesAreRefusedBeforeAnyConnection() throws Exception {
        try (FetchClient strict = client(List.of(), LIMITS);
                ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "secret"))) {
            for (String host :
                    List.of("127.0.0.1", "a.test", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")) {
                FetchResult result =
                        strict.fetcher().fetch(FetchRequest.page(server.url(host, "/"), MAX_BODY, Validators.NONE));
                assertThat(result).as(host).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                    assertThat(failure.outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
                    assertThat(failure.detail()).contains("loopback");
                });
            }
            assertThat(server.connections()).isZero();
        }
        assertFails(WebUrl.parse("http://private.example/"), Outcome.ADDRESS_REFUSED, "10.1.2.3 (private)");
    }

    @Test
    void nameWithoutAddressIsADnsFailure() {
        assertFails(WebUrl.parse("http://no-such-host.invalid/"), Outcome.DNS_FAILURE, "no-such-host.invalid");
    }

    @Test
    void closedPortIsAConnectFailure() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        assertFails(WebUrl.parse("http://127.0.0.1:" + port + "/"), Outcome.CONNECT_FAILURE, "refused");
    }

    @Test
    void connectionClosedOrResetWithoutAResponseIsAMalformedResponse() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> socket.close())) {
            assertFails(server.url("/"), Outcome.MALFORMED_RESPONSE, "without a response");
        }
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertFails(server.url("/"), Outcome.MALFORMED_RESPONSE, "broke");
        }
    }

    @Test
    void responseThatEndsTooEarlyIsMalformed() throws Exception {
        assertFails(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\nhalf",
                Outcome.MALFORMED_RESPONSE,
                "too early");
        assertFails(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                Outcome.MALFORMED_RESPONSE,
                "too early");
        assertFails("HTTP/1.1 200 OK\r\nContent-Ty", Outcome.MALFORMED_RESPONSE, "");
    }

    @Test
    void whatIsNotHttpIsMalformed() throws Exception {
        assertFails("SSH-2.0-OpenSSH_9.9\r\n\r\n", Outcome.MALFORMED_RESPONSE, "not HTTP");
        assertFails("<html>hello</html>\r\n\r\n", Outcome.MALFORMED_RESPONSE, "not HTTP");
        assertFails("HTTP/1.1 abc\r\n\r\n", Outcome.MALFORMED_RESPONSE, "not HTTP");
        assertFails(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                Outcome.MALFORMED_RESPONSE,
                "");
        assertFails("HTTP/1.1 100 Continue\r\n\r\n".repeat(50), Outcome.MALFORMED_RESPONSE, "interim");
    }

    @Test
    void interruptedFetchIsAborted() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, _) -> Thread.sleep(10_000))) {
            List<FetchResult> results = new CopyOnWriteArrayList<>();
            Thread thread = Thread.ofVirtual().start(() -> results.add(page(server.url("/"))));
            while (server.requests().isEmpty()) {
                Thread.sleep(5);
            }
            thread.interrupt();
            thread.join();
            assertThat(results).containsExactly(new FetchResult.Aborted());
        }
    }
}
