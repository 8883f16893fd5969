package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final HostsFile HOSTS = HostsFile.parse(List.of("127.0.0.1 *.test"), "hosts");
    private static final AddressGuard GUARD = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));

    @TempDir
    static Path dir;

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=good.test",
                        "-ext",
                        "SAN=dns:good.test",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), others.getTrustManagers(), null);
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
}
