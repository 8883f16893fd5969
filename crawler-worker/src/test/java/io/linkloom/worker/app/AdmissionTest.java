package io.linkloom.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.StartException;
import io.linkloom.worker.fetch.DnsTtl;
import io.linkloom.worker.fetch.Network;
import io.linkloom.worker.fetch.Proxy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private final Config defaults = Config.defaults(WorkerSettings.ALL);

    private Config withContact(String contact) {
        return defaults.with(FetchSettings.USER_AGENT_CONTACT, Optional.of(contact));
    }

    @Test
    void publicCrawlWithoutAContactDoesNotStart() {
        assertThatThrownBy(() -> Admission.userAgent(defaults))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--user-agent-contact")
                .hasMessageNotContaining("\n");
    }

    @Test
    void userAgentSaysWhoCrawls() {
        assertThat(Admission.userAgent(withContact("https://you.example/crawler")))
                .isEqualTo("Linkloom/0.1 (+https://you.example/crawler)");
        assertThat(Admission.userAgent(withContact("mailto:me@you.example")))
                .isEqualTo("Linkloom/0.1 (+mailto:me@you.example)");
    }

    @Test
    void crawlOfAllowedAddressesNeedsNoContact() {
        Config local = defaults.with(FetchSettings.ALLOW_ADDRESSES, List.of("127.0.0.0/8"));
        assertThat(Admission.userAgent(local)).isEqualTo("Linkloom/0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "https://", "https://a b", "https://a\r\nX: y", "https://a)b", "ftp://a.test/"})
    void contactThatIsNoUrlIsRefused(String contact) {
        assertThatThrownBy(() -> Admission.userAgent(withContact(contact)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("https://you.example/crawler");
    }

    @Test
    void badAddressBlockIsNamedWithItsSetting() {
        Config bad = defaults.with(FetchSettings.ALLOW_ADDRESSES, List.of("127.0.0.0/8", "10.0.0.0/99"));
        assertThatThrownBy(() -> Admission.guard(bad))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("fetch.allow-addresses")
                .hasMessageContaining("10.0.0.0/99");
    }

    @Test
    void hostsFileIsReadAndItsProblemsTold(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("hosts"), "127.0.0.1 a.test\n");
        Config good = defaults.with(FetchSettings.HOSTS_FILE, Optional.of(file.toString()));
        assertThat(Admission.hosts(good).find("a.test")).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        Files.writeString(file, "127.0.0.1 a.test\nwrong\n");
        assertThatThrownBy(() -> Admission.hosts(good))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("hosts:2:");
        assertThat(Admission.hosts(defaults).isEmpty()).isTrue();
    }

    @Test
    void wayToHostsIsThatOfTheSettings() {
        Network network = Admission.network(defaults.with(FetchSettings.DNS_TTL, Duration.ofMinutes(3))
                .with(FetchSettings.DNS_NEGATIVE_TTL, Duration.ofMinutes(2))
                .with(FetchSettings.PROXY, Optional.of("http://proxy.example:3128"))
                .with(FetchSettings.PROXY_DNS, Proxy.Names.PROXY));
        assertThat(network.dnsTtl()).isEqualTo(new DnsTtl(Duration.ofMinutes(3), Duration.ofMinutes(2)));
        assertThat(network.proxy()).isEqualTo(Proxy.parse("http://proxy.example:3128", Proxy.Names.PROXY));
        assertThat(Admission.network(defaults).proxy()).isNull();
    }

    @Test
    void badProxyIsNamedWithItsSetting() {
        Config bad = defaults.with(FetchSettings.PROXY, Optional.of("socks5://proxy:1080"));
        assertThatThrownBy(() -> Admission.network(bad))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("fetch.proxy")
                .hasMessageContaining("http://host:port");
    }

    @Test
    void weakenedSafeguardsAreSaidAloud() {
        assertThat(Admission.warnings(defaults)).isEmpty();
        Config proxy = defaults.with(FetchSettings.PROXY, Optional.of("http://proxy.example:3128"));
        assertThat(Admission.warnings(proxy)).isEmpty();
        assertThat(Admission.warnings(
                        proxy.with(FetchSettings.PROXY_DNS, Proxy.Names.PROXY).with(FetchSettings.TLS_VERIFY, false)))
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("certificates are not verified", "fetch.tls-verify"),
                        warning -> assertThat(warning).contains("left to the proxy", "fetch.proxy-dns"));
    }

    @Test
    void certificatesAreVerifiedUnlessTheSettingSaysNo() {
        assertThat(Admission.network(defaults).tls().verifies()).isTrue();
        assertThat(Admission.network(defaults.with(FetchSettings.TLS_VERIFY, false))
                        .tls()
                        .verifies())
                .isFalse();
    }
}
