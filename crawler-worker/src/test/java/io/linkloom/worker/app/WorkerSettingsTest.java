package io.linkloom.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Parsed;
import io.linkloom.common.config.Source;
import io.linkloom.common.model.LinkKind;
import io.linkloom.worker.extract.JsoupExtractor;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.queue.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void addressIsLeftAloneForHalfOfAHostsDelayUnlessSetOtherwise() {
        Config defaults = Config.defaults(WorkerSettings.ALL);
        assertThat(WorkerSettings.pace(defaults))
                .isEqualTo(new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), 5, Duration.ofSeconds(30)));
        Config slow = defaults.with(WorkerSettings.DELAY, Duration.ofSeconds(8));
        assertThat(WorkerSettings.pace(slow).addressDelay()).isEqualTo(Duration.ofSeconds(4));
        Config none = defaults.with(WorkerSettings.DELAY, Duration.ZERO);
        assertThat(WorkerSettings.pace(none).addressDelay()).isZero();
        Config set = slow.with(WorkerSettings.IP_DELAY, Optional.of(Duration.ofSeconds(9)))
                .with(WorkerSettings.DELAY_FACTOR, 0)
                .with(WorkerSettings.DELAY_MAX, Duration.ofMinutes(1));
        assertThat(WorkerSettings.pace(set))
                .isEqualTo(new Pace(Duration.ofSeconds(8), Duration.ofSeconds(9), 0, Duration.ofMinutes(1)));
    }

    @Test
    void defaultsAreTheseAndNoOthers() {
        StringBuilder lines = new StringBuilder();
        Config.defaults(WorkerSettings.ALL)
                .entries()
                .forEach(entry -> lines.append((entry.key() + " = " + entry.value()).strip())
                        .append('\n'));
        assertThat(lines.toString()).isEqualTo("""
                worker.group = linkloom-workers
                worker.concurrency = 256
                worker.connections-per-host = 1
                worker.delay = 1s
                worker.delay-factor = 5
                worker.delay-max = 30s
                worker.ip-delay =
                worker.queue-max = 20000
                worker.stop-within = 5s
                fetch.user-agent-contact =
                fetch.allow-addresses =
                fetch.hosts-file =
                fetch.proxy =
                fetch.proxy-dns = here
                fetch.tls-verify = true
                fetch.dns-ttl = 10m
                fetch.dns-negative-ttl = 5m
                fetch.dns-timeout = 5s
                fetch.connect-timeout = 10s
                fetch.tls-timeout = 10s
                fetch.first-byte-timeout = 20s
                fetch.request-timeout = 1m
                fetch.max-head = 64KiB
                fetch.max-body = 4MiB
                fetch.max-inflation = 200
                robots.ttl = 1d
                robots.ttl-min = 5m
                robots.retry-forbidden = 5m
                robots.retry-unreachable = 1m
                robots.retry-max = 6h
                robots.give-up-after = 30d
                extract.engine = scanner
                extract.kinds = a,area,redirect,iframe,frame,canonical,alternate,meta_refresh,http_link
                extract.max-links = 20000
                """);
    }

    @Test
    void engineIsTheOneNamed() {
        assertThat(ExtractSettings.extractor(Config.defaults(WorkerSettings.ALL)))
                .isInstanceOf(ScannerExtractor.class);
        Config jsoup =
                Config.load(WorkerSettings.ALL, List.of(Source.flags(List.of(Flag.set("extract.engine=jsoup")))));
        assertThat(ExtractSettings.extractor(jsoup)).isInstanceOf(JsoupExtractor.class);
    }

    @Test
    void kindOfLinkThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThat(ExtractSettings.KINDS.parse("a,video"))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("video", "area", "meta_refresh")
                                .doesNotContain("sitemap"));
        assertThat(ExtractSettings.KINDS.parse(" img , a"))
                .isEqualTo(new Parsed.Value<>(Set.of(LinkKind.A, LinkKind.IMG)));
    }
}
