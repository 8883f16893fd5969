package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.runtime.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {
    private final Resolver resolver = new Resolver(
            HostsFile.parse(List.of("10.1.1.1 localhost", "10.2.2.2 *.2"), "hosts"),
            Duration.ofSeconds(5),
            Time.system());

    @AfterEach
    void close() {
        resolver.close();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "[2001:db8::1], 2001:db8::1", "[::ffff:1.2.3.4], 1.2.3.4"})
    void addressNeedsNoName(String hostName, String address) {
        assertThat(resolver.resolve(hostName)).isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral(address))));
    }

    @Test
    void hostsFileOverridesDns() {
        assertThat(resolver.resolve("localhost"))
                .isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral("10.1.1.1"))));
    }

    @Test
    void hostsFileCannotGiveAnAddressAnother() {
        assertThat(resolver.resolve("1.1.1.2"))
                .isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral("1.1.1.2"))));
    }

    @Test
    void unknownNameIsToldAlsoWhenAskedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThat(resolver.resolve("no-such-host.invalid")).isInstanceOf(Resolution.Unknown.class);
        }
    }
}
