package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final HostsFile HOSTS = HostsFile.parse(List.of("127.0.0.1 *.test"), "hosts");
    private static final AddressGuard GUARD = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));

    @TempDir
    static Path dir;

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = TestCertificate.of("good.test", dir);
    }

    private static ScriptedServer server() throws Exception {
        return new ScriptedServer(
                tls.getServerSocketFactory(),
                "https",
                (_, socket) -> ScriptedServer.send(socket, ScriptedServer.ok("text/html", "<p>safe")));
    }

    private static FetchResult fetch(FetchClient client, ScriptedServer server, String host) {
        return client.fetcher().fetch(FetchRequest.page(server.url(host, "/"), 1000, Validators.NONE));
    }

    @Test
    void pageComesOverTlsAndTheConnectionIsKept() throws Exception {
        try (ScriptedServer server = server();
                FetchClient client = new FetchClient("T", HOSTS, GUARD, FetchLimits.DEFAULT, Time.system(), tls)) {
            Fetcher fetcher = client.fetcher();
            for (int i = 0; i < 3; i++) {
                FetchResult result =
                        fetcher.fetch(FetchRequest.page(server.url("good.test", "/"), 1000, Validators.NONE));
                assertThat(result).isInstanceOf(FetchResult.Response.class);
            }
            fetcher.endTurn(Long.MAX_VALUE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void certificateOfAnotherHostIsATlsFailure() throws Exception {
        try (ScriptedServer server = server();
                FetchClient client = new FetchClient("T", HOSTS, GUARD, FetchLimits.DEFAULT, Time.system(), tls)) {
            assertThat(fetch(client, server, "evil.test"))
                    .isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                        assertThat(failure.outcome()).isEqualTo(Outcome.TLS_FAILURE);
                        assertThat(failure.detail()).contains("evil.test");
                    });
        }
    }

    @Test
    void certificateThatNobodyTrustsIsATlsFailure() throws Exception {
        try (ScriptedServer server = server();
                FetchClient client = new FetchClient("T", HOSTS, GUARD, FetchLimits.DEFAULT, Time.system())) {
            assertThat(fetch(client, server, "good.test"))
                    .isInstanceOfSatisfying(
                            FetchResult.Failure.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.TLS_FAILURE));
        }
    }

    @Test
    void anyCertificateOfAnyHostWillDoWhereNoneIsVerified() throws Exception {
        Network lenient = Network.direct(HOSTS, GUARD).with(Tls.trustingAnybody());
        try (ScriptedServer server = server();
                FetchClient client = new FetchClient("T", lenient, FetchLimits.DEFAULT, Time.system())) {
            for (String host : List.of("good.test", "evil.test", "127.0.0.1")) {
                assertThat(fetch(client, server, host)).as(host).isInstanceOf(FetchResult.Response.class);
            }
        }
    }

    @Test
    void serverThatSpeaksNoTlsIsATlsFailure() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                FetchClient client = new FetchClient("T", HOSTS, GUARD, FetchLimits.DEFAULT, Time.system(), tls)) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = plain.accept()) {
                    ScriptedServer.send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    Thread.sleep(100);
                } catch (IOException | InterruptedException e) {
                    // The test has what it wants.
                }
            });
            WebUrl url = WebUrl.parse("https://good.test:" + plain.getLocalPort() + "/");
            assertThat(client.fetcher().fetch(FetchRequest.page(url, 1000, Validators.NONE)))
                    .isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                        assertThat(failure.outcome()).isEqualTo(Outcome.TLS_FAILURE);
                        assertThat(failure.detail()).contains("handshake");
                    });
        }
    }
}
