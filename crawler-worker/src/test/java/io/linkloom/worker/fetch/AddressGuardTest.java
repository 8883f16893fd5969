package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "10.0.0.1, private",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.0.1, link-local",
        "169.254.169.254, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.8, reserved",
        "192.0.2.1, documentation",
        "192.168.1.1, private",
        "198.18.0.1, benchmarks",
        "198.19.255.255, benchmarks",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "::127.0.0.1, not global",
        "::ffff:10.0.0.1, private",
        "::ffff:169.254.169.254, link-local",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::a9fe:a9fe, link-local",
        "64:ff9b:1::1, not global",
        "100::1, not global",
        "2001::1, protocols",
        "2001:db8::1, documentation",
        "2002:7f00:1::, loopback",
        "2002:c0a8:101::1, private",
        "3fff::1, documentation",
        "5f00::1, not global",
        "fc00::1, private",
        "fd00:ec2::254, private",
        "fe80::1, link-local",
        "fec0::1, not global",
        "ff02::1, multicast",
    })
    void refusesWithTheKindOfAddress(String address, String kind) {
        assertThat(guard.refusal(InetAddress.ofLiteral(address))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:4860:4860::8888",
                "2002:101:101::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1",
            })
    void letsPublicAddressesPass(String address) {
        assertThat(guard.refusal(InetAddress.ofLiteral(address))).isNull();
    }

    @Test
    void letsAllowedBlocksPassAndNothingElse() {
        AddressGuard lenient = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("fd12::/16")));
        assertThat(lenient.refusal(InetAddress.ofLiteral("127.0.0.1"))).isNull();
        assertThat(lenient.refusal(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isNull();
        assertThat(lenient.refusal(InetAddress.ofLiteral("fd12::1"))).isNull();
        assertThat(lenient.refusal(InetAddress.ofLiteral("::1"))).isNotNull();
        assertThat(lenient.refusal(InetAddress.ofLiteral("10.0.0.1"))).isNotNull();
        assertThat(lenient.refusal(InetAddress.ofLiteral("64:ff9b::127.0.0.1")))
                .as("the loopback of whoever runs the translator")
                .isNotNull();
    }
}
