package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingLabelsTest {
    /** The labels of the standard, 228, without the six of its encoding named replacement. */
    @Test
    void everyLabelOfTheStandardIsKnown() {
        assertThat(EncodingLabels.all()).hasSize(222);
        assertThat(new HashSet<>(EncodingLabels.all().values())).hasSize(37);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "'\t\n\f\r Utf8 ', UTF-8",
        "iso-8859-1, windows-1252",
        "ascii, windows-1252",
        "latin5, windows-1254",
        "gb2312, GB18030",
        "ks_c_5601-1987, x-windows-949",
        "sjis, windows-31j",
        "big5, Big5-HKSCS",
        "tis-620, x-windows-874",
        "unicode, UTF-16LE",
        "logical, ISO-8859-8",
        "x-mac-cyrillic, x-MacUkraine",
        "l6, ISO-8859-10",
    })
    void aLabelMeansWhatItMeansOnTheWeb(String label, String charset) {
        assertThat(EncodingLabels.charset(label)).extracting(Charset::name).isEqualTo(charset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "utf-7",
                "utf-32",
                "utf-16-le",
                "cp037",
                "ibm1047",
                "x-compound_text",
                "iso-2022-kr",
                "utf 8"
            })
    void nothingElseIsALabel(String label) {
        assertThat(EncodingLabels.charset(label)).isNull();
    }

    @Test
    void markupIsAsciiInEveryEncodingButUtf16() {
        StringBuilder printable = new StringBuilder("\t\n\r");
        for (char c = ' '; c < 0x7F; c++) {
            printable.append(c);
        }
        byte[] bytes = new byte[printable.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) printable.charAt(i);
        }
        for (Charset charset : Set.copyOf(EncodingLabels.all().values())) {
            if (!charset.name().startsWith("UTF-16")) {
                assertThat(Decoding.decode(bytes, 0, bytes.length, charset))
                        .as(charset.name())
                        .isEqualTo(printable.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iso-8859-10, A1, Ą",
        "iso-8859-10, FF, ĸ",
        "iso-8859-14, A1, Ḃ",
        "iso-8859-14, FF, ÿ",
        "koi8-u, AE, ў",
        "koi8-u, A4, є",
        "koi8-u, C0, ю",
        "x-user-defined, 80, \uF780",
        "x-user-defined, FF, \uF7FF",
        "windows-1252, 80, €",
        "x-mac-cyrillic, A2, Ґ",
    })
    void bytesBeyondAsciiAreThoseOfTheStandard(String label, String hex, String letter) {
        Charset charset = EncodingLabels.charset(label);
        assertThat(charset).isNotNull();

        assertThat(new String(new byte[] {(byte) Integer.parseInt(hex, 16)}, charset))
                .isEqualTo(letter);
    }
}
