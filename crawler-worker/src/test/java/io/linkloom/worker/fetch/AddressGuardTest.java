package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
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
        "168.63.129.16, cloud",
        "169.254.0.1, link-local",
        "169.254.169.254, link-local",
        "169.254.170.2, link-local",
        "100.100.100.200, carrier",
        "192.0.0.192, reserved",
        "192.88.99.1, relay",
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
        "::10.0.0.1, not global",
        "::ffff:0:127.0.0.1, not global",
        "::ffff:10.0.0.1, private",
        "::ffff:127.0.0.1, loopback",
        "::ffff:100.64.0.1, carrier",
        "::ffff:0.0.0.0, unspecified",
        "::ffff:224.0.0.1, multicast",
        "::ffff:169.254.169.254, link-local",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::a9fe:a9fe, link-local",
        "64:ff9b::10.0.0.1, private",
        "64:ff9b::192.168.1.1, private",
        "64:ff9b::100.64.0.1, carrier",
        "64:ff9b::0.0.0.0, unspecified",
        "64:ff9b::224.0.0.1, multicast",
        "64:ff9b::168.63.129.16, cloud",
        "64:ff9b:1::808:808, not global",
        "64:ff9b:1:ffff:ffff:ffff:7f00:1, not global",
        "64:ff9b:1::1, not global",
        "100::1, not global",
        "2001::1, protocols",
        "2001:0:4136:e378:8000:63bf:80ff:fffe, protocols",
        "2001:20::1, protocols",
        "2001:db8::1, documentation",
        "2002:7f00:1::, loopback",
        "2002:c0a8:101::1, private",
        "3fff::1, documentation",
        "5f00::1, not global",
        "fc00::1, private",
        "fd00:ec2::254, private",
        "fd20:ce::254, private",
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
                "168.63.129.15",
                "168.63.129.17",
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

    @ParameterizedTest
    @CsvSource({"127.0.0.1, loopback", "10.0.0.1, private", "169.254.169.254, link-local"})
    void mappedAddressIsJudgedAlsoWhereJavaLeavesItMapped(String ipv4, String kind) throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(InetAddress.ofLiteral(ipv4).getAddress(), 0, bytes, 12, 4);
        // As the system's resolver gives an AAAA record.
        InetAddress mapped = Inet6Address.getByAddress("host.example", bytes, -1);
        assertThat(mapped.getAddress()).hasSize(16);
        assertThat(guard.refusal(mapped)).contains(kind);
        AddressGuard lenient = new AddressGuard(List.of(Cidr.parse(ipv4)));
        assertThat(lenient.refusal(mapped)).isNull();
        bytes[12] = 1;
        bytes[13] = 1;
        assertThat(guard.refusal(Inet6Address.getByAddress("host.example", bytes, -1)))
                .isNull();
    }

    /** How people hide an address in a URL; the URL standard brings all of them into one form. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, 127.0.0.1, loopback",
        "http://127.1/, 127.0.0.1, loopback",
        "http://127.0.1/, 127.0.0.1, loopback",
        "http://127.0.0.1./, 127.0.0.1, loopback",
        "http://2130706433/, 127.0.0.1, loopback",
        "http://0x7f000001/, 127.0.0.1, loopback",
        "http://0X7F.0x0.0x0.0x1/, 127.0.0.1, loopback",
        "http://0177.0.0.01/, 127.0.0.1, loopback",
        "http://017700000001/, 127.0.0.1, loopback",
        "http://0x7f.1/, 127.0.0.1, loopback",
        "http://%31%32%37.0.0.1/, 127.0.0.1, loopback",
        "http://１２７.０.０.１/, 127.0.0.1, loopback",
        "http://127。0。0。1/, 127.0.0.1, loopback",
        "http://0/, 0.0.0.0, unspecified",
        "http://0x0/, 0.0.0.0, unspecified",
        "http://0xa000001/, 10.0.0.1, private",
        "http://012.1/, 10.0.0.1, private",
        "http://0xc0.0xa8.1.1/, 192.168.1.1, private",
        "http://0300.0250.257/, 192.168.1.1, private",
        "http://2852039166/, 169.254.169.254, link-local",
        "http://0xa9fea9fe/, 169.254.169.254, link-local",
        "http://0251.0376.0251.0376/, 169.254.169.254, link-local",
        "http://169.254.43518/, 169.254.169.254, link-local",
        "http://4294967295/, 255.255.255.255, broadcast",
        "http://[::1]/, ::1, loopback",
        "http://[0:0:0:0:0:0:0:1]/, ::1, loopback",
        "http://[::]/, ::, unspecified",
        "http://[::ffff:127.0.0.1]/, ::ffff:127.0.0.1, loopback",
        "http://[::FFFF:7f00:1]/, ::ffff:127.0.0.1, loopback",
        "http://[0:0:0:0:0:ffff:a9fe:a9fe]/, ::ffff:169.254.169.254, link-local",
        "http://[::127.0.0.1]/, ::7f00:1, not global",
        "http://[64:ff9b::127.0.0.1]/, 64:ff9b::7f00:1, loopback",
        "http://[64:ff9b::a00:1]/, 64:ff9b::a00:1, private",
        "http://[64:ff9b:1::7f00:1]/, 64:ff9b:1::7f00:1, not global",
        "http://[2002:7f00:0001::]/, 2002:7f00:1::, loopback",
        "http://[2001:0000:4136:e378::]/, 2001:0:4136:e378::, protocols",
        "http://[fd00:EC2::254]/, fd00:ec2::254, private",
        "http://[fe80::1]/, fe80::1, link-local",
    })
    void addressIsRefusedHoweverAUrlSpellsIt(String url, String address, String kind) {
        try (Resolver resolver = new Resolver(
                HostsFile.EMPTY,
                name -> new Resolution.Unknown(name + " is no address"),
                DnsTtl.DEFAULT,
                Duration.ofSeconds(5),
                Time.system())) {
            Resolution resolution = resolver.resolve(WebUrl.parse(url).hostName());
            assertThat(resolution).isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral(address))));
            assertThat(guard.refusal(InetAddress.ofLiteral(address))).contains(kind);
        }
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
