package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {
    private static final String PUBLIC_IP = "93.184.215.14";
    /** Public by the word of DNS here; the proxy finds it elsewhere. */
    private static final HostsFile HOSTS =
            HostsFile.parse(List.of(PUBLIC_IP + " public.test", "10.1.2.3 private.test"), "hosts");
    /** Nothing is allowed that is not public, and the proxy itself is not. */
    private static final AddressGuard STRICT = new AddressGuard(List.of());

    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            8 << 10);

    @TempDir
    static Path dir;

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = TestCertificate.of("public.test", dir);
    }

    private static FetchClient client(String proxy, Proxy.Names names) {
        Network network = new Network(HOSTS, DnsTtl.DEFAULT, STRICT, Tls.of(tls), Proxy.parse(proxy, names));
        NameService nobody = name -> new Resolution.Unknown("DNS has no address for " + name);
        return new FetchClient("Test/1", network, nobody, LIMITS, Time.system());
    }

    private static FetchResult fetch(FetchClient client, WebUrl url) {
        return client.fetcher().fetch(FetchRequest.page(url, 100_000, Validators.NONE));
    }

    private static void assertFails(FetchResult result, Consumer<FetchResult.Failure> requirements) {
        assertThat(result).isInstanceOfSatisfying(FetchResult.Failure.class, requirements);
    }

    @Test
    void httpIsRequestedFromTheProxyWithTheWholeUrl() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "<p>page"));
                TinyProxy proxy = new TinyProxy();
                FetchClient client = client(proxy.url(), Proxy.Names.HERE)) {
            FetchResult result = fetch(client, server.url("public.test", "/a?b=c"));
            assertThat(result).isInstanceOfSatisfying(FetchResult.Response.class, response -> {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().length()).isEqualTo(7);
                assertThat(response.ip()).as("of the host, not of the proxy").isEqualTo(PUBLIC_IP);
            });
            assertThat(proxy.requests()).containsExactly("GET http://public.test:" + server.port() + "/a?b=c");
            assertThat(server.requests().getFirst()).contains("\r\nHost: public.test:" + server.port() + "\r\n");
        }
    }

    @Test
    void httpsGoesThroughATunnelAndTheHostsCertificateIsChecked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        tls.getServerSocketFactory(),
                        "https",
                        (_, socket) -> ScriptedServer.send(socket, ScriptedServer.ok("text/html", "<p>safe")));
                TinyProxy proxy = new TinyProxy();
                FetchClient client = client(proxy.url(), Proxy.Names.PROXY)) {
            Fetcher fetcher = client.fetcher();
            for (int i = 0; i < 2; i++) {
                WebUrl url = server.url("public.test", "/" + i);
                assertThat(fetcher.fetch(FetchRequest.page(url, 1000, Validators.NONE)))
                        .isInstanceOf(FetchResult.Response.class);
            }
            assertThat(proxy.requests()).containsExactly("CONNECT public.test:" + server.port());
            assertThat(server.requests().getFirst()).startsWith("GET /0 HTTP/1.1\r\n");
            assertFails(fetch(client, server.url("other.test", "/")), failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.TLS_FAILURE);
                assertThat(failure.fault()).isEqualTo(FetchResult.Fault.HOST);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void nameThatIsPrivateHereIsNotAskedForAtTheProxy(String scheme) throws Exception {
        try (TinyProxy proxy = new TinyProxy();
                FetchClient client = client(proxy.url(), Proxy.Names.HERE)) {
            assertFails(fetch(client, WebUrl.parse(scheme + "://private.test/")), failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
                assertThat(failure.detail()).contains("10.1.2.3 (private)");
            });
            assertFails(
                    fetch(client, WebUrl.parse(scheme + "://unheard-of.test/")),
                    failure -> assertThat(failure.outcome()).isEqualTo(Outcome.DNS_FAILURE));
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void whereTheProxyAloneKnowsNamesOnlyAddressesAndTheHostsFileAreJudged() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "<p>page"));
                TinyProxy proxy = new TinyProxy();
                FetchClient client = client(proxy.url(), Proxy.Names.PROXY)) {
            assertThat(fetch(client, server.url("unheard-of.test", "/")))
                    .isInstanceOfSatisfying(
                            FetchResult.Response.class,
                            response -> assertThat(response.ip()).isEmpty());
            for (String host : List.of("127.0.0.1", "[::1]", "0x7f.1", "169.254.169.254", "private.test")) {
                assertFails(
                        fetch(client, server.url(host, "/")),
                        failure -> assertThat(failure.outcome()).as(host).isEqualTo(Outcome.ADDRESS_REFUSED));
            }
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxyThatIsNotThereIsNoFaultOfTheHost(String scheme) throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        for (String proxy : List.of("http://127.0.0.1:" + port, "http://no-proxy.test:3128")) {
            try (FetchClient client = client(proxy, Proxy.Names.HERE)) {
                assertFails(fetch(client, WebUrl.parse(scheme + "://public.test/")), failure -> {
                    assertThat(failure.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
                    assertThat(failure.detail()).startsWith("the proxy " + proxy.substring(7) + " fails: ");
                    assertThat(failure.fault()).isEqualTo(FetchResult.Fault.OURS);
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407 Proxy Authentication Required, OURS, fails",
        "403 Forbidden, OURS, fails",
        "500 Oops, OURS, fails",
        "302 Found, OURS, fails",
        "502 Bad Gateway, HOST, has no connection to public.test",
        "503 Service Unavailable, HOST, has no connection to public.test",
        "504 Gateway Timeout, HOST, has no connection to public.test",
    })
    void tunnelThatIsRefusedIsAConnectFailure(String refusal, FetchResult.Fault fault, String detail) throws Exception {
        try (TinyProxy proxy = new TinyProxy(refusal);
                FetchClient client = client(proxy.url(), Proxy.Names.HERE)) {
            assertFails(fetch(client, WebUrl.parse("https://public.test/")), failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
                assertThat(failure.detail())
                        .contains("the proxy " + proxy.url().substring(7))
                        .contains(detail)
                        .contains("status " + refusal.substring(0, 3));
                assertThat(failure.fault()).isEqualTo(fault);
            });
        }
    }

    @Test
    void proxyThatWantsAPasswordForHttpIsNoAnswerOfTheHost() throws Exception {
        try (TinyProxy proxy = new TinyProxy("407 Proxy Authentication Required");
                FetchClient client = client(proxy.url(), Proxy.Names.HERE)) {
            assertFails(fetch(client, WebUrl.parse("http://public.test/")), failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
                assertThat(failure.detail()).contains("proxy", "407");
                assertThat(failure.fault()).isEqualTo(FetchResult.Fault.OURS);
            });
        }
    }

    @Test
    void proxyThatAnswersNonsenseOrNothingIsNoFaultOfTheHost() throws Exception {
        try (ScriptedServer nonsense = ScriptedServer.saying("SSH-2.0\r\n\r\n");
                ScriptedServer silent = new ScriptedServer((_, socket) -> socket.close())) {
            for (ScriptedServer server : List.of(nonsense, silent)) {
                try (FetchClient client = client("http://127.0.0.1:" + server.port(), Proxy.Names.HERE)) {
                    assertFails(fetch(client, WebUrl.parse("https://public.test/")), failure -> {
                        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
                        assertThat(failure.detail()).contains("the proxy 127.0.0.1:");
                        assertThat(failure.fault()).isEqualTo(FetchResult.Fault.OURS);
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy:3128", "https://proxy:3128", "http://user:secret@proxy:3128", "http://proxy/x", ""})
    void whatIsNoProxyIsRefusedWithWhatToWrite(String text) {
        assertThatThrownBy(() -> Proxy.parse(text, Proxy.Names.HERE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://host:port");
    }
}
