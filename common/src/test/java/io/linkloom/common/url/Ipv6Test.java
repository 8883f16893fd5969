package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
    @ParameterizedTest
    @CsvSource({
        "::, [::]",
        "::1, [::1]",
        "1::, [1::]",
        "1:0:0:0:0:0:0:0, [1::]",
        "0:0:0:0:0:0:0:1, [::1]",
        "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]",
        "1:2:3:4:5:6:7::, [1:2:3:4:5:6:7:0]",
        "::2:3:4:5:6:7:8, [0:2:3:4:5:6:7:8]",
        "1:0:0:2:0:0:0:3, [1:0:0:2::3]",
        "1:0:0:2:0:0:3:4, [1::2:0:0:3:4]",
        "00AB::0001, [ab::1]",
        "::127.0.0.1, [::7f00:1]",
        "1:2:3:4:5:6:7.8.9.10, [1:2:3:4:5:6:708:90a]",
        "64:ff9b::192.0.2.33, [64:ff9b::c000:221]",
    })
    void spellsAnAddressOneWay(String text, String expected) {
        int[] pieces = Ipv6.parse(text);
        assertThat(pieces).isNotNull();
        assertThat(Ipv6.serialize(pieces)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":1",
                "1",
                "1:",
                ":::",
                "1:2",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8:",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "::g",
                "::1 ",
                "::1.2.3",
                "::1.2.3.4.5",
                "::1.2.3.4:5",
                "::01.2.3.4",
                "::256.2.3.4",
                "::.1.2.3",
                "::1..2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4x",
                "::1.2.3.",
                "1.2.3.4"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(Ipv6.parse(text)).isNull();
    }

    @Test
    void everySpellingMeansTheSameAddressAsItWas() throws UnknownHostException {
        Random random = new Random(6);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[16];
            for (int at = 0; at < 16; at++) {
                bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
            }
            bytes[0] = 0x20; // not IPv4-mapped
            InetAddress address = InetAddress.getByAddress(bytes);
            int[] pieces = Ipv6.parse(address.getHostAddress());
            assertThat(pieces).isNotNull();
            assertThat(Inet6Address.ofLiteral(Ipv6.serialize(pieces))).isEqualTo(address);
        }
    }
}
