package io.linkloom.worker.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.PageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
    private static final WebUrl URL = WebUrl.parse("https://www.example.com/a/sitemap.xml");
    private static final String URLSET = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
    private final DocumentReader reader = new DocumentReader("linkloom", ExtractLimits.DEFAULT, 4 << 20);

    private Reading read(byte[] bytes, boolean namedAsSitemap, @Nullable WebUrl namedBy) {
        PageSource page = new PageSource(URL, bytes, bytes.length, "", "", List.of("nofollow"));
        return reader.read(new DocumentSource(page, false, namedAsSitemap, namedBy));
    }

    private Reading read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8), true, null);
    }

    private List<String> listed(String document) {
        return listed(read(document));
    }

    private static List<String> listed(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Sitemap.class);
        return ((Reading.Sitemap) reading)
                .listed().links().stream().map(link -> link.target().text()).toList();
    }

    @Test
    void sitemapListsItsPages() {
        Reading reading = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
                        xmlns:xhtml="http://www.w3.org/1999/xhtml">
                  <url><loc>https://www.example.com/1</loc><lastmod>2026-01-01</lastmod></url>
                  <url><loc> https://www.example.com/2?a=1&amp;b=2#x
                  </loc><image:image><image:loc>https://www.example.com/2.png</image:loc></image:image></url>
                  <url><loc><![CDATA[https://www.example.com/3?a=1&b=2]]></loc>
                    <xhtml:link rel="alternate" hreflang="de" href="https://www.example.com/3de"/></url>
                  <url><loc>https://www.example.com/1</loc></url>
                  <url><loc>not a URL</loc></url>
                  <url><loc>https://www.example.com/ü|4</loc></url>
                </urlset>
                """);
        assertThat(listed(reading))
                .containsExactly(
                        "https://www.example.com/1",
                        "https://www.example.com/2?a=1&b=2",
                        "https://www.example.com/3?a=1&b=2",
                        "https://www.example.com/%C3%BC|4");
        Reading.Sitemap sitemap = (Reading.Sitemap) reading;
        assertThat(sitemap.whole()).isTrue();
        assertThat(sitemap.foreign()).isZero();
        assertThat(sitemap.listed().pageRobots()).isEqualTo(2);
        assertThat(sitemap.listed().links()).extracting(Link::kind).containsOnly(LinkKind.SITEMAP);
    }

    private PageHint hint(String entry) {
        Reading reading = read(URLSET + "<url><loc>https://www.example.com/0</loc><priority>0.9</priority></url>"
                + "<url><loc>https://www.example.com/1</loc>" + entry + "</url></urlset>");
        assertThat(listed(reading)).hasSize(2);
        return ((Reading.Sitemap) reading)
                .hints()
                .getOrDefault(WebUrl.parse("https://www.example.com/1"), PageHint.NONE);
    }

    /** The profile of ISO 8601 that sitemaps take their dates from (W3C NOTE-datetime) has six precisions. */
    @ParameterizedTest
    @CsvSource({
        "2026,                          2026-01-01T00:00:00Z",
        "2026-03,                       2026-03-01T00:00:00Z",
        "2026-03-04,                    2026-03-04T00:00:00Z",
        "2026-03-04T05:06Z,             2026-03-04T05:06:00Z",
        "2026-03-04T05:06+02:00,        2026-03-04T03:06:00Z",
        "2026-03-04T05:06:07-05:30,     2026-03-04T10:36:07Z",
        "2026-03-04T05:06:07.89Z,       2026-03-04T05:06:07.890Z",
        "'',                            1970-01-01T00:00:00Z",
        "yesterday,                     1970-01-01T00:00:00Z",
        "2026-13-45,                    1970-01-01T00:00:00Z",
        "99999999999999999999,          1970-01-01T00:00:00Z",
        "1951-01-01,                    1970-01-01T00:00:00Z"
    })
    void dateOfAnEntryIsReadInAllItsPrecisions(String lastmod, Instant modified) {
        PageHint hint = hint("<lastmod>" + lastmod + "</lastmod>");
        assertThat(Instant.ofEpochMilli(hint.modifiedAtMillis())).isEqualTo(modified);
        assertThat(hint.priority()).isEqualTo(PageHint.USUAL);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 100", "0.0, 0", "0.75, 75", "0.5, 50", "7, 50", "-1, 50", "NaN, 50", "high, 50", "'', 50"})
    void priorityOfAnEntryIsReadAndTheUsualOneIfItIsNone(String priority, int hundredths) {
        assertThat(hint("<priority>" + priority + "</priority>").priority()).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example/", "no URL", "https://www.example.com/1"})
    void whatIsSaidOfAnEntryThatIsLeftOutIsNotSaidOfTheNextOne(String leftOut) {
        Reading.Sitemap sitemap = (Reading.Sitemap) read(URLSET + "<url><loc>https://www.example.com/1</loc></url>"
                + "<url><loc>" + leftOut + "</loc><lastmod>2026-11-01</lastmod><priority>1.0</priority></url>"
                + "<url><loc>https://www.example.com/2</loc></url></urlset>");
        assertThat(sitemap.hints()).doesNotContainKey(WebUrl.parse("https://www.example.com/2"));
    }

    @Test
    void whatIsSaidBehindMoreEntriesThanAreKeptIsPassedOver() {
        String many = "<url><loc>https://elsewhere.example/</loc></url>".repeat(DocumentReader.MOST_URLS + 1);
        Reading.Sitemap sitemap = (Reading.Sitemap) read(URLSET
                + "<url><loc>https://www.example.com/1</loc><priority>0.9</priority></url>" + many
                + "<url><loc>https://www.example.com/2</loc><priority>0.9</priority></url></urlset>");
        assertThat(sitemap.listed().links()).hasSize(2);
        assertThat(sitemap.hints())
                .containsOnly(Map.entry(WebUrl.parse("https://www.example.com/1"), new PageHint(0, 90)));
    }

    @Test
    void whatIsSaidIsOfTheEntryInWhichItIsSaid() {
        Reading.Sitemap sitemap = (Reading.Sitemap) read(URLSET
                + "<url><loc>https://elsewhere.example/</loc><priority>1.0</priority></url>"
                + "<url><loc>no URL</loc><priority>0.9</priority></url>"
                + "<url><priority>0.1</priority><loc>https://www.example.com/ü|1</loc><lastmod>2026</lastmod></url>"
                + "<url><loc>https://www.example.com/2</loc></url>"
                + "<url><loc>https://www.example.com/3</loc><priority>0.3</priority></url>"
                + "<url><loc>https://www.example.com/3</loc><priority>0.4</priority></url></urlset>");
        assertThat(sitemap.hints())
                .containsOnly(
                        Map.entry(
                                WebUrl.parse("https://www.example.com/ü|1"),
                                new PageHint(
                                        Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(), 10)),
                        Map.entry(WebUrl.parse("https://www.example.com/3"), new PageHint(0, 30)));
    }

    @Test
    void indexNamesSitemaps() {
        Reading reading = read("""
                <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                  <sitemap><loc>https://www.example.com/1.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap>
                  <sitemap><loc>https://www.example.com/2.xml?a&b</loc></sitemap>
                  <sitemap><loc>https://elsewhere.example/3.xml</loc></sitemap>
                </sitemapindex>
                """);
        assertThat(reading).isInstanceOfSatisfying(Reading.Index.class, index -> {
            assertThat(index.sitemaps())
                    .extracting(WebUrl::text)
                    .containsExactly("https://www.example.com/1.xml.gz", "https://www.example.com/2.xml?a&b");
            assertThat(index.foreign()).isOne();
            assertThat(index.whole()).isTrue();
        });
    }

    @Test
    void linesAreASitemapIfNamedAsOne() {
        String lines = "\uFEFFhttps://www.example.com/1\r\n\nhttps://www.example.com/2\r# no\nhttps://other.example/\n";
        assertThat(listed(lines)).containsExactly("https://www.example.com/1", "https://www.example.com/2");
        assertThat(((Reading.Sitemap) read(lines)).foreign()).isOne();
        assertThat(read(lines.getBytes(StandardCharsets.UTF_8), false, null)).isInstanceOf(Reading.Other.class);
        assertThat(read("Nothing here\nbut words\n")).isInstanceOf(Reading.Other.class);
        assertThat(read("")).isInstanceOf(Reading.Other.class);
    }

    @Test
    void sitemapSpeaksForItsHostAndForTheHostThatNamedIt() {
        String document = URLSET + "<url><loc>http://www.example.com/1</loc></url>"
                + "<url><loc>https://shop.example.net/2</loc></url>"
                + "<url><loc>https://example.com/3</loc></url></urlset>";
        assertThat(listed(document)).containsExactly("http://www.example.com/1");
        assertThat(((Reading.Sitemap) read(document)).foreign()).isEqualTo(2);
        WebUrl robots = WebUrl.parse("https://shop.example.net/robots.txt");
        assertThat(listed(read(document.getBytes(StandardCharsets.UTF_8), true, robots)))
                .containsExactly("http://www.example.com/1", "https://shop.example.net/2");
    }

    @Test
    void gzipFileIsReadAsWhatIsInIt() throws IOException {
        byte[] file = gzip(
                (URLSET + "<url><loc>https://www.example.com/1</loc></url></urlset>").getBytes(StandardCharsets.UTF_8));
        assertThat(listed(read(file, true, null))).containsExactly("https://www.example.com/1");
        assertThat(read(file, false, null)).isInstanceOf(Reading.Other.class);
        byte[] lines = gzip("https://www.example.com/1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(listed(read(lines, true, null))).containsExactly("https://www.example.com/1");
    }

    @Test
    void damagedGzipFileGivesWhatStandsBeforeTheDamage() throws IOException {
        StringBuilder urls = new StringBuilder(URLSET);
        for (int i = 0; i < 20_000; i++) {
            urls.append("<url><loc>https://www.example.com/")
                    .append(Integer.toHexString(i * 7919))
                    .append("</loc></url>");
        }
        byte[] file = gzip(urls.append("</urlset>").toString().getBytes(StandardCharsets.UTF_8));
        Reading.Sitemap sitemap = (Reading.Sitemap) read(Arrays.copyOf(file, file.length / 2), true, null);
        assertThat(sitemap.listed().links()).hasSizeBetween(1000, 19_999);
        assertThat(sitemap.whole()).isFalse();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(file)) {
            out.write(bytes);
        }
        return file.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<urlset><url><loc>%s</loc></url></urlset>",
                "  \n<?xml version='1.0'?><urlset><url><loc>%s</loc></url></urlset>",
                "<!-- hand-made --><urlset><url><loc>%s</loc></url></urlset>",
                "<?xml version='1.0'?><?xml-stylesheet href='/s.xsl'?><urlset><url><loc>%s</loc></url></urlset>",
                "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>%s</loc></url></urlset>",
                "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>%s</s:loc></s:url></s:urlset>",
                "<!DOCTYPE urlset SYSTEM 'http://example.com/x.dtd'><urlset><url><loc>%s</loc></url></urlset>",
                "<!DOCTYPE urlset [<!ENTITY x 'y>'>]><urlset><url><loc>%s</loc></url></urlset>",
                "<urlset><url><priority>&nbsp;&bad;\u0001</priority><loc>%s</loc></url></urlset>",
                "<urlset><url><loc>%s</loc></url><url><loc>https://www.example.com/2",
                "<urlset><url><loc>%s</loc></url></broken>",
            })
    void sitemapsAreReadAsTheyAreServedInPractice(String document) {
        assertThat(listed(document.formatted("https://www.example.com/1?a=b&c=d")))
                .startsWith("https://www.example.com/1?a=b&c=d");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1", "UTF-16", "windows-1251"})
    void encodingIsTheDeclaredOne(String charset) {
        String path = charset.equals("windows-1251") ? "ж" : "ü";
        byte[] document = ("<?xml version=\"1.0\" encoding=\"" + charset + "\"?>" + URLSET
                        + "<url><loc>https://www.example.com/" + path + "</loc></url></urlset>")
                .getBytes(Charset.forName(charset));
        assertThat(listed(read(document, true, null)))
                .containsExactly(WebUrl.parse("https://www.example.com/" + path).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html xmlns='http://www.w3.org/1999/xhtml'><body/></html> | Page",
                "<?xml version='1.0'?><!DOCTYPE html><html/> | Page",
                "<svg/> | Other",
                "<opml/> | Other",
                "<> | Other",
                "<?xml | Other",
                "<!-- only | Other",
                "<?xml version='1.0'?> | Other",
                "{} | Other",
            })
    void otherDocumentsAreToldApart(String document, String what) {
        for (boolean named : new boolean[] {true, false}) {
            assertThat(read(document.getBytes(StandardCharsets.UTF_8), named, null)
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(what);
        }
    }

    @Test
    void documentThatWasCutIsNotWhole() {
        byte[] document =
                (URLSET + "<url><loc>https://www.example.com/1</loc></url></urlset>").getBytes(StandardCharsets.UTF_8);
        PageSource page = new PageSource(URL, document, document.length, "", "", List.of());
        assertThat(((Reading.Sitemap) reader.read(new DocumentSource(page, true, true, null))).whole())
                .isFalse();
        Reading.Sitemap broken =
                (Reading.Sitemap) read(URLSET + "<url><loc>https://www.example.com/1</loc></url><url>");
        assertThat(broken.whole()).isFalse();
        assertThat(broken.listed().links()).hasSize(1);
    }
}
