package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTextTest {
    private static final String RUSSIAN = "Все люди рождаются свободными и равными в своем достоинстве и правах.";
    private static final String JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。";
    private static final String GERMAN =
            "Alle Menschen sind frei und gleich an Würde und Rechten geboren, mit Größe und Brüderlichkeit.";

    private static String charset(byte[] page, String contentType) {
        return PageText.charsetOf(page, page.length, contentType).name();
    }

    private static String text(byte[] page, String contentType) {
        return PageText.decode(page, page.length, contentType);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The three links that every page of these tests has, in whatever else they are. */
    private static String page(String text) {
        return "<title>" + text + "</title><p><a href=\"/one?x=1&amp;y=2\">" + text + "</a> " + text + "<a href='/two'>"
                + text + "</a>" + text + "<a href=/three>" + text + "</a>";
    }

    /** What both engines find. */
    private static List<String> links(byte[] page, String contentType) {
        ExtractOptions options = ExtractOptions.of("linkloom", ExtractLimits.DEFAULT);
        List<String> found = links(new ScannerExtractor(options), page, contentType);
        assertThat(links(new JsoupExtractor(options), page, contentType)).isEqualTo(found);
        return found;
    }

    private static List<String> links(LinkExtractor engine, byte[] page, String contentType) {
        WebUrl url = WebUrl.parse("http://a.test/");
        return engine.extract(new PageSource(url, page, page.length, contentType, "", List.of())).links().stream()
                .map(Link::target)
                .map(WebUrl::pathAndQuery)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=koi8-r, KOI8-R",
        "text/html;charset = \"koi8-r\" ; x=y, KOI8-R",
        "text/html; CHARSET=' KOI8-R ', KOI8-R",
        "'text/html; charset=koi8-r, text/html', KOI8-R",
        "text/html; charset=iso-8859-1, windows-1252",
        "text/html; charset=ISO-8859-8-I, ISO-8859-8",
        "text/html; charset=x-user-defined, x-user-defined",
        "text/html; charset=x-mac-cyrillic, x-MacUkraine",
    })
    void theHeaderNamesTheEncoding(String contentType, String charset) {
        assertThat(charset(ascii("<meta charset=windows-1253>"), contentType)).isEqualTo(charset);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=nonsense",
        "text/html; charset=",
        "text/html; charset=\"koi8-r",
        "text/html; charset=cp037",
        "text/html; charset=utf-32",
        "text/html; charset=utf-16",
        "text/html; charset=hz-gb-2312",
        "text/html",
        "''",
    })
    void whereTheHeaderNamesNothingOfUseTheMetaDoes(String contentType) {
        assertThat(charset(ascii("<meta charset=windows-1253>"), contentType)).isEqualTo("windows-1253");
    }

    @Test
    void aDeclarationOfXmlGoesFirstInXmlAndLastInHtml() {
        byte[] both = ascii("<?xml version='1.0' encoding='koi8-r'?><meta charset=windows-1253>");

        assertThat(charset(both, "application/xhtml+xml")).isEqualTo("KOI8-R");
        assertThat(charset(both, "text/html")).isEqualTo("windows-1253");
        assertThat(charset(ascii("<?xml encoding = \"koi8-r\" ?>"), "text/html"))
                .isEqualTo("KOI8-R");
        assertThat(charset(ascii("<?xml encoding=koi8-r?>"), "text/html")).isEqualTo("UTF-8");
        assertThat(charset(ascii("<?xml version='1.0'?><p encoding='koi8-r'>"), "text/html"))
                .isEqualTo("UTF-8");
    }

    @Test
    void aMetaBeyondTheFirstKibibyteCountsOnlyWhereTheBytesNeedIt() {
        String late = "<script>" + "x".repeat(1100) + "</script><meta charset=windows-1251>";

        byte[] cyrillic = (late + "Яя").getBytes(Charset.forName("windows-1251"));
        assertThat(charset(cyrillic, "text/html")).isEqualTo("windows-1251");
        byte[] utf8 = (late + "Яя").getBytes(StandardCharsets.UTF_8);
        assertThat(charset(utf8, "text/html")).isEqualTo("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, RUSSIAN",
        "KOI8-R, RUSSIAN",
        "ISO-8859-5, RUSSIAN",
        "UTF-8, RUSSIAN",
        "UTF-16LE, RUSSIAN",
        "UTF-16BE, RUSSIAN",
        "Shift_JIS, JAPANESE",
        "EUC-JP, JAPANESE",
        "ISO-2022-JP, JAPANESE",
        "UTF-8, JAPANESE",
        "UTF-16LE, JAPANESE",
        "windows-1252, GERMAN",
        "UTF-8, GERMAN",
    })
    void anUndeclaredEncodingIsFound(String charset, String language) {
        String page = page(language.equals("RUSSIAN") ? RUSSIAN : language.equals("GERMAN") ? GERMAN : JAPANESE);

        assertThat(text(page.getBytes(Charset.forName(charset)), "text/html")).isEqualTo(page);
    }

    @Test
    void anUndeclaredPageWithLittleBeyondAsciiIsTakenForWestern() {
        assertThat(charset("<p>Grüße".getBytes(StandardCharsets.ISO_8859_1), "text/html"))
                .isEqualTo("windows-1252");
        assertThat(charset("<p>x\u00a0y".getBytes(StandardCharsets.ISO_8859_1), "text/html"))
                .isEqualTo("windows-1252");
    }

    /** What the page is in, what it says it is in: every link is found, and the text where it can be known. */
    @ParameterizedTest
    @CsvSource({
        "UTF-8, utf-16, true",
        "UTF-8, utf-16be, true",
        "windows-1251, utf-16le, true",
        "UTF-16LE, utf-8, true",
        "UTF-16BE, utf-16le, true",
        "UTF-16LE, iso-8859-1, true",
        "UTF-8, shift_jis, true",
        "UTF-8, euc-jp, true",
        "UTF-8, gb2312, true",
        "UTF-8, big5, true",
        "UTF-8, euc-kr, true",
        "UTF-8, iso-8859-1, true",
        "UTF-8, windows-1251, true",
        "UTF-8, iso-2022-jp, true",
        "UTF-8, iso-2022-kr, true",
        "UTF-8, hz-gb-2312, true",
        "UTF-8, utf-7, true",
        "UTF-8, utf-32, true",
        "UTF-8, cp037, true",
        "UTF-8, nonsense, true",
        "windows-1251, utf-8, true",
        "windows-1251, iso-2022-jp, true",
        "KOI8-R, nonsense, true",
        "windows-1251, shift_jis, false",
        "windows-1251, euc-jp, false",
        "windows-1251, gb18030, false",
        "windows-1251, big5, false",
        "windows-1251, euc-kr, false",
        "windows-1251, iso-8859-1, false",
    })
    void aWrongDeclarationDoesNotLoseLinks(String actual, String declared, boolean readable) {
        byte[] page = page(RUSSIAN).getBytes(Charset.forName(actual));

        assertThat(links(page, "text/html; charset=" + declared)).containsExactly("/one?x=1&y=2", "/two", "/three");
        if (readable) {
            assertThat(text(page, "text/html; charset=" + declared)).isEqualTo(page(RUSSIAN));
        }
    }

    @Test
    void aWrongMarkDoesNotLoseLinks() {
        byte[] page = ("\u00ff\u00fe" + page("Text")).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(links(page, "text/html")).containsExactly("/one?x=1&y=2", "/two", "/three");
    }

    @Test
    void aFewFaultsDoNotMakeUtf8AnythingElse() {
        byte[] declared = (page(RUSSIAN) + "\u0001").getBytes(StandardCharsets.UTF_8);
        declared[declared.length - 1] = (byte) 0xE9;
        byte[] faulty = (page(RUSSIAN) + "\u0001.").getBytes(StandardCharsets.UTF_8);
        faulty[faulty.length - 2] = (byte) 0xE9;

        assertThat(charset(faulty, "text/html; charset=utf-8")).isEqualTo("UTF-8");
        assertThat(charset(faulty, "text/html")).isEqualTo("UTF-8");
        assertThat(charset(declared, "text/html")).as("cut within a character").isEqualTo("UTF-8");
        assertThat(text(faulty, "text/html")).isEqualTo(page(RUSSIAN) + "\ufffd.");
    }

    @Test
    void aWordThatIsUtf8ByChanceStaysWhatItIsDeclaredToBe() {
        byte[] page = "<p>联通".getBytes(Charset.forName("GBK"));

        assertThat(text(page, "text/html; charset=gbk")).isEqualTo("<p>联通");
    }

    @Test
    void bytesThatCanBeReadAsTheyAreStayWhereTheyAre() {
        byte[] marked = "\ufeff<p>é".getBytes(StandardCharsets.UTF_8);
        byte[] ascii = ascii("<p>e");

        assertThat(PageText.utf8(marked, marked.length, "")).satisfies(page -> {
            assertThat(page.bytes()).isSameAs(marked);
            assertThat(page.from()).isEqualTo(3);
            assertThat(page.to()).isEqualTo(marked.length);
        });
        assertThat(PageText.utf8(ascii, 4, "text/html; charset=shift_jis").bytes())
                .isSameAs(ascii);
    }

    @ParameterizedTest
    @CsvSource({"windows-1251", "Shift_JIS", "ISO-2022-JP", "UTF-16LE", "UTF-16BE"})
    void otherBytesAreTranscoded(String charset) {
        byte[] page = page(RUSSIAN).getBytes(Charset.forName(charset));

        PageText.Utf8Bytes utf8 = PageText.utf8(page, page.length, "text/html; charset=" + charset);

        assertThat(new String(utf8.bytes(), utf8.from(), utf8.to() - utf8.from(), StandardCharsets.UTF_8))
                .isEqualTo(page(RUSSIAN));
    }

    @Test
    void aQueryIsInTheEncodingOfItsPage() {
        byte[] page = "<a href='/é?q=é'>é</a>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(links(page, "text/html; charset=iso-8859-1")).containsExactly("/%C3%A9?q=%E9");
    }

    @Test
    void theEmptyPageIsText() {
        assertThat(PageText.decode(new byte[0], 0, "text/html")).isEmpty();
        assertThat(PageText.decode(new byte[] {(byte) 0xFF, (byte) 0xFE}, 2, ""))
                .isEmpty();
        assertThat(PageText.decode(new byte[] {'a', 'b'}, 1, "")).isEqualTo("a");
        assertThat(PageText.decode(new byte[] {(byte) 0xFE}, 1, "")).hasSize(1);
    }
}
