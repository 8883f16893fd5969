package io.linkloom.worker.sitemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.PageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDocumentsTest {
    private static final WebUrl URL = WebUrl.parse("https://www.example.com/sitemap.xml");
    private static final int MAX_BYTES = 4 << 20;
    private static final Duration LONG = Duration.ofSeconds(60);
    private final DocumentReader reader = new DocumentReader("linkloom", ExtractLimits.DEFAULT, MAX_BYTES);

    private Reading read(byte[] bytes) {
        PageSource page = new PageSource(URL, bytes, bytes.length, "", "", List.of());
        return reader.read(new DocumentSource(page, false, true, null));
    }

    private Reading read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void entitiesThatMultiplyAreNone() {
        StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY lol")
                    .append(i)
                    .append(" \"")
                    .append(("&lol" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        String urlset = bomb + "]><urlset><url><loc>https://www.example.com/&lol9;</loc></url></urlset>";
        assertThat(read(urlset))
                .isInstanceOfSatisfying(
                        Reading.Sitemap.class,
                        sitemap -> assertThat(
                                        sitemap.listed().links().getFirst().target())
                                .hasToString("https://www.example.com/&lol9;"));
        String rss = bomb + "]><rss><channel><item><title>&lol9;</title><link>/1</link></item></channel></rss>";
        assertThat(read(rss))
                .isInstanceOfSatisfying(
                        Reading.Feed.class,
                        feed -> assertThat(feed.page().links().getFirst().anchor())
                                .isEqualTo("&lol9;"));
    }

    @Test
    void filesAndOtherServersAreNotReadThroughEntities(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        for (String root : new String[] {"rss", "feed"}) {
            String document = "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p; <!ENTITY e SYSTEM \""
                    + secret.toUri() + "\">]><" + root + "><item><title>&e;</title><link>/1</link></item></" + root
                    + ">";
            Reading.Feed feed = (Reading.Feed) read(document);
            assertThat(feed.page().links().getFirst().anchor()).isEqualTo("&e;");
        }
    }

    @Test
    void endlessListIsCutAtItsBound() {
        StringBuilder document = new StringBuilder("<urlset>");
        for (int i = 0; document.length() < 12 << 20; i++) {
            document.append("<url><loc>https://www.example.com/?a=").append(i).append("&amp;b=1</loc></url>");
        }
        assertTimeoutPreemptively(LONG, () -> {
            Reading.Sitemap sitemap = (Reading.Sitemap) read(document + "</urlset>");
            assertThat(sitemap.listed().links()).hasSize(DocumentReader.MOST_URLS);
            assertThat(sitemap.listed().linksDropped()).isPositive();
            assertThat(sitemap.whole()).isTrue();
        });
    }

    @Test
    void listOfLongUrlsFitsIntoAVisit() {
        StringBuilder document = new StringBuilder("<urlset>");
        String path = "a".repeat(4000);
        for (int i = 0; i < 3000; i++) {
            document.append("<url><loc>https://www.example.com/")
                    .append(i)
                    .append(path)
                    .append("</loc></url>");
        }
        Reading.Sitemap sitemap = (Reading.Sitemap) read(document + "</urlset>");
        long bytes = sitemap.listed().links().stream()
                .mapToLong(link -> link.target().text().length())
                .sum();
        assertThat(bytes).isBetween(5L << 20, (long) ExtractLimits.DEFAULT_TEXT_BYTES);
    }

    @Test
    void gzipBombIsCutAtTheLimit() throws IOException {
        byte[] start = "<urlset><url><loc>https://www.example.com/1</loc></url>".getBytes(StandardCharsets.UTF_8);
        byte[] bomb = new byte[64 << 20];
        System.arraycopy(start, 0, bomb, 0, start.length);
        java.util.Arrays.fill(bomb, start.length, bomb.length, (byte) ' ');
        byte[] file = DocumentReaderTest.gzip(bomb);
        assertTimeoutPreemptively(LONG, () -> {
            Reading.Sitemap sitemap = (Reading.Sitemap) read(file);
            assertThat(sitemap.listed().links()).hasSize(1);
            assertThat(sitemap.whole()).isFalse();
        });
        assertThat(GzipFile.of(file, file.length, true, MAX_BYTES).length()).isEqualTo(MAX_BYTES);
        assertThat(GzipFile.of(file, file.length, true, MAX_BYTES).bytes()).hasSize(MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<url>",
                "<a>",
                "&",
                "&a;",
                "<![CDATA[",
                "<!--",
                "<!DOCTYPE ",
                "<!",
                "<",
                "<a b='",
                "<url><loc>",
                "]]>",
                "<link>",
                "<title>",
                "<item>",
                "\0",
                "\uD800"
            })
    void documentMadeToWasteTimeOrDepthDoesNot(String piece) {
        for (String root : new String[] {"<urlset>", "<sitemapindex>", "<rss><channel>", "<feed>"}) {
            String document = root + piece.repeat((1 << 20) / piece.length());
            assertTimeoutPreemptively(
                    LONG, () -> assertThat(read(document)).as(root + piece).isNotNull());
        }
    }

    @Test
    void anyBytesWillDo() throws IOException {
        Random random = new Random(20261122);
        String[] words = {
            "<urlset>",
            "</urlset>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "https://www.example.com/",
            "<rss>",
            "<feed>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "</link>",
            "<link href='x'/>",
            "&amp;",
            "&",
            "<",
            ">",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE x>",
            "<?xml version='1.0'?>",
            " ",
            "x",
            "\0",
            "ü",
            "<sitemapindex>",
            "<guid>"
        };
        for (int run = 0; run < 3000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            byte[] document = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i > 0 && document.length > 0; i--) {
                document[random.nextInt(document.length)] = (byte) random.nextInt(256);
            }
            assertThat(read(document)).isNotNull();
            byte[] file = DocumentReaderTest.gzip(document);
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(read(file)).isNotNull();
        }
    }
}
