package io.linkloom.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.StartException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
