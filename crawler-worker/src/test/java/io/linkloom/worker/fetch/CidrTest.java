package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "fc00::/7, fdff::1, true",
        "fc00::/7, fe00::1, false",
        "::1, ::1, true",
        "255.0.0.0/8, 255.1.2.3, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
    })
    void containsTheAddressesOfItsBlock(String cidr, String address, boolean contains) {
        assertThat(Cidr.parse(cidr).contains(InetAddress.ofLiteral(address))).isEqualTo(contains);
    }

    @Test
    void complaintsSayWhatToWrite() {
        assertThatThrownBy(() -> Cidr.parse("example.test")).hasMessageContaining("127.0.0.0/8");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.0/33")).hasMessageContaining("from 0 to 32");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.0/")).hasMessageContaining("from 0 to 32");
        assertThatThrownBy(() -> Cidr.parse("::/129")).hasMessageContaining("from 0 to 128");
        assertThatThrownBy(() -> Cidr.parse("10.1.0.0/8")).hasMessageContaining("10.0.0.0/8");
    }
}
