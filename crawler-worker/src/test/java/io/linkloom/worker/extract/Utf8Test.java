package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final int DRAWS = 200_000;

    /** Bytes at which the rules change. */
    private static final int[] EDGES = {
        'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF
    };

    @Test
    void faultsAreWhereJavaFindsThem() {
        for (int seed = 0; seed < DRAWS; seed++) {
            byte[] bytes = draw(new Random(seed));
            assertThat(Utf8.endOfValid(bytes, 0, bytes.length))
                    .as("seed %s", seed)
                    .isEqualTo(endByJava(bytes));
        }
    }

    private static byte[] draw(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) EDGES[random.nextInt(EDGES.length)];
        }
        return bytes;
    }

    /** What the end cuts off is no fault if anything could follow that makes it whole. */
    private static int endByJava(byte[] bytes) {
        for (String rest : List.of("", "80", "90", "A0", "8080", "9080", "A080", "808080", "908080")) {
            byte[] more = HexFormat.of().parseHex(rest);
            byte[] whole = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, whole, bytes.length, more.length);
            if (faultByJava(whole) == whole.length) {
                return bytes.length;
            }
        }
        return faultByJava(bytes);
    }

    private static int faultByJava(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var _ = StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
        return in.position();
    }

    @Test
    void theEndOfAsciiIsFoundAtEveryOffset() {
        for (int length = 0; length < 80; length++) {
            byte[] bytes = new byte[length];
            assertThat(Utf8.endOfAscii(bytes, 0, length)).isEqualTo(length);
            for (int at = 0; at < length; at++) {
                bytes[at] = (byte) 0x80;
                assertThat(Utf8.endOfAscii(bytes, 0, length)).isEqualTo(at);
                assertThat(Utf8.endOfAscii(bytes, 0, at)).isEqualTo(at);
                assertThat(Utf8.endOfAscii(bytes, at + 1, length)).isEqualTo(length);
                bytes[at] = 0;
            }
        }
    }

    @Test
    void charactersAndFaultsAreCountedUpToAMost() {
        byte[] bytes = {
            'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xC3, 'b', (byte) 0xFF, (byte) 0xE2, (byte) 0x82, (byte) 0xAC
        };

        assertThat(Utf8.count(bytes, 0, bytes.length, 10)).isEqualTo(new Utf8.Count(2, 2));
        assertThat(Utf8.count(bytes, 0, bytes.length, 1)).isEqualTo(new Utf8.Count(1, 0));
    }
}
