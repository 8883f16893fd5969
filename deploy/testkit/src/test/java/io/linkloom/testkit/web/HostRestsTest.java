package io.linkloom.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostRestsTest {
    private static final Duration ASKED = Duration.ofSeconds(2);

    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private final HostRests rests = new HostRests();

    private HostRest only() {
        return rests.all(_ -> ASKED).getFirst();
    }

    @Test
    void restLastsFromTheSendingOfAnAnswerToTheNextRequest() {
        rests.arrived("a.test", false, 1_000);
        rests.answering("a.test", 5_000);
        rests.arrived("a.test", false, 105_000);
        rests.answering("a.test", 106_000);
        rests.arrived("a.test", false, 306_000);
        assertThat(only()).isEqualTo(new HostRest("a.test", ASKED, 3, Duration.ofNanos(100_000), NEVER));
    }

    @Test
    void requestThatWasNotAnsweredCountsFromItsArrival() {
        rests.arrived("a.test", false, 1_000);
        rests.arrived("a.test", false, 51_000);
        assertThat(only().shortest()).isEqualTo(Duration.ofNanos(50_000));
    }

    @Test
    void robotsTxtThatIsAskedForAgainBeforeASecondPageIsApart() {
        rests.arrived("a.test", true, 1_000);
        rests.arrived("a.test", true, 11_000);
        rests.arrived("a.test", false, 91_000);
        rests.arrived("a.test", true, 131_000);
        rests.arrived("a.test", false, 201_000);
        rests.arrived("a.test", true, 261_000);
        assertThat(only())
                .isEqualTo(new HostRest("a.test", ASKED, 6, Duration.ofNanos(60_000), Duration.ofNanos(10_000)));
    }

    @Test
    void hostsAreApart() {
        rests.arrived("a.test", false, 1_000);
        rests.arrived("b.test", false, 2_000);
        assertThat(rests.all(_ -> Duration.ZERO))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.shortest()).isGreaterThan(Duration.ofDays(365)));
    }

    /** With one page a site, a host that asks for anything asks for all the time. */
    @Test
    void serverTellsWhatItsHostsAskForAndHowOftenTheyWereAsked() throws IOException {
        InventedWebSpec spec =
                InventedWebSpec.calm(20, 20, 2).withFeatures(Features.calm().withPatientHosts(0.5, 1_250));
        Map<String, String> robots = new HashMap<>();
        try (InventedWebServer server = InventedWebServer.start(spec);
                RawHttp http = new RawHttp(server.port())) {
            InventedWeb web = InventedWeb.of(server.spec());
            for (int site = 0; site < 20; site++) {
                String host = web.url(site, 0).split("[/:]", -1)[3];
                robots.put(host, http.get(host, "/robots.txt").text());
            }
            assertThat(server.rests()).hasSize(20).allSatisfy(rest -> {
                assertThat(rest.requests()).isOne();
                assertThat(robots.getOrDefault(rest.host(), "").contains("Crawl-delay: 1.250"))
                        .isEqualTo(rest.asked().equals(Duration.ofMillis(1_250)));
            });
            assertThat(server.rests()).extracting(HostRest::asked).contains(Duration.ZERO, Duration.ofMillis(1_250));
        }
    }
}
