package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryEncodingTest {
    private static final WebUrl BASE = WebUrl.parse("http://a.test/x?y");

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '´', textBlock = """
            UTF-8 → ?q=é → http://a.test/x?q=%C3%A9
            UTF-16LE → ?q=é → http://a.test/x?q=%C3%A9
            windows-1252 → ?q=é → http://a.test/x?q=%E9
            windows-1252 → ?q=%E9 → http://a.test/x?q=%E9
            windows-1252 → /é?q=é#é → http://a.test/%C3%A9?q=%E9
            windows-1252 → #é?é → http://a.test/x?y
            windows-1252 → ?q=я&r=€ → http://a.test/x?q=%26%231103%3B&r=%80
            windows-1251 → ?q=Привет → http://a.test/x?q=%CF%F0%E8%E2%E5%F2
            windows-31j → ?q=日本語 → http://a.test/x?q=%93%FA%96{%8C%EA
            windows-31j → ?− → http://a.test/x?%81|
            EUC-JP → ?日 → http://a.test/x?%C6%FC
            ISO-2022-JP → ?a=日b → http://a.test/x?a=%1B$BF|%1B(Bb
            GB18030 → ?中\uD83D\uDE00 → http://a.test/x?%D6%D0%949%FC6
            Big5-HKSCS → ?中† → http://a.test/x?%A4%A4%26%238224%3B
            x-windows-949 → ?한 → http://a.test/x?%C7%D1
            windows-1252 → ?\uD83D → http://a.test/x?%26%2365533%3B
            """)
    void aQueryIsInTheEncodingOfItsPage(String charset, String href, String expected) {
        String text = href.replace("\\uD83D", "\ud83d").replace("\\uDE00", "\ude00");
        assertThat(BASE.resolve(text, Charset.forName(charset))).hasToString(expected);
    }

    @Test
    void whatResolvesInUtf8ResolvesInEveryEncoding() {
        Charset[] charsets = {
            Charset.forName("windows-1252"), Charset.forName("ISO-2022-JP"), Charset.forName("GB18030")
        };
        RandomUrls.forSeeds(20_000, (urls, seed) -> {
            String href = urls.reference();
            WebUrl plain = BASE.resolve(href);
            for (Charset charset : charsets) {
                WebUrl encoded = BASE.resolve(href, charset);
                assertThat(encoded == null).isEqualTo(plain == null);
                assertThat(encoded == null ? "" : encoded.path()).isEqualTo(plain == null ? "" : plain.path());
            }
        });
    }
}
