package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecodingTest {
    private static final String MARKUP = "\"'<>=/?&# ";

    /** Java's own decoders of EUC-JP, Big5 and GB18030 swallow it. */
    @Test
    void noByteBeforeMarkupTakesItAway() {
        for (Charset charset : Set.copyOf(EncodingLabels.all().values())) {
            if (!charset.name().startsWith("UTF-16")) {
                for (int lead = 0x80; lead < 0x100; lead++) {
                    assertMarkupStays(charset, (byte) lead);
                    for (int second = 0x30; second < 0x100; second++) {
                        assertMarkupStays(charset, (byte) lead, (byte) second);
                    }
                }
            }
        }
    }

    private static void assertMarkupStays(Charset charset, byte... before) {
        byte[] bytes = new byte[before.length + MARKUP.length()];
        System.arraycopy(before, 0, bytes, 0, before.length);
        System.arraycopy(MARKUP.getBytes(StandardCharsets.US_ASCII), 0, bytes, before.length, MARKUP.length());

        String text = Decoding.decode(bytes, 0, bytes.length, charset);

        if (!text.endsWith(MARKUP)) {
            assertThat(text)
                    .as("%s in %s", HexFormat.of().formatHex(before), charset)
                    .endsWith(MARKUP);
        }
    }

    @Test
    void aFaultBecomesOneReplacementCharacter() {
        byte[] bytes = {'a', (byte) 0x82, '"', (byte) 0x82, (byte) 0xA0, (byte) 0x82};

        assertThat(Decoding.decode(bytes, 0, bytes.length, Charset.forName("windows-31j")))
                .isEqualTo("a\ufffd\"あ\ufffd");
    }
}
