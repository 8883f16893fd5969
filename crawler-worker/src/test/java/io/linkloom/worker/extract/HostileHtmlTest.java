package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages made to hurt: extraction ends soon, without an error, and finds the link before the trouble. */
class HostileHtmlTest {
    private static final WebUrl PAGE = WebUrl.parse("http://a.test/");

    static Stream<Arguments> pages() {
        return Stream.of(
                page("deep divs", "<div>".repeat(100_000)),
                page("deep formatting", "<b><i><u>".repeat(30_000)),
                page("deep links", "<a href=/x>".repeat(60_000)),
                page("links through tables", "<a href=/x><table><tr><td>".repeat(20_000)),
                page("deep lists", "<ul><li>".repeat(30_000)),
                page("deep spans with text", "<a href=/y>" + "<span>x".repeat(60_000)),
                page("deep svg", "<svg><g>".repeat(30_000)),
                page("deep templates", "<template>".repeat(30_000)),
                page("deep selects and buttons", "<select><button>".repeat(30_000)),
                page("deep articles", "<article><nav>".repeat(30_000)),
                page("formatting left open by paragraphs", "<p><b><i><a href=/z>x".repeat(20_000)),
                page("unclosed comment", "<!--" + "-".repeat(1_000_000)),
                page("unclosed tag", "<a " + "x".repeat(1_000_000)),
                page("many attributes", "<a " + attributes(200_000) + " href=/y>"),
                page("long attribute", "<a href='/" + "y".repeat(1_000_000) + "'>"),
                page("many base elements", "<base>".repeat(100_000)),
                page("many entities", "&amp;&notit;&#x".repeat(100_000)),
                page("many meta charsets", "<meta ".repeat(100_000)),
                page("many angle brackets", "<".repeat(1_000_000)),
                page("many end tags", "</p>".repeat(500_000)),
                page("zero bytes", "\0".repeat(1_000_000)),
                page("spaces in a link", "<a href=/y>" + " \u00a0".repeat(1_000_000)),
                page("many titles", "<title>x</title>".repeat(100_000)),
                page("frameset", "<frameset>".repeat(60_000)),
                page("noise", noise()));
    }

    private static Arguments page(String name, String html) {
        return Arguments.of(name, html);
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append('=').append(i);
        }
        return attributes.toString();
    }

    private static String noise() {
        Random random = new Random(3);
        String pieces = "<>/=\"' &;!-abtdr\n\0";
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 500_000; i++) {
            noise.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        return noise.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    @Timeout(10)
    void extractionEnds(String name, String html) {
        for (ExtractEngine engine : ExtractEngine.values()) {
            LinkExtractor extractor = engine.extractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));
            assertThat(firstLink(extractor, html)).isEqualTo(WebUrl.parse("http://a.test/first"));
        }
    }

    private static WebUrl firstLink(LinkExtractor extractor, String html) {
        byte[] bytes = ("<p><a href=/first>first</a>" + html).getBytes(StandardCharsets.UTF_8);
        Extraction page = extractor.extract(new PageSource(PAGE, bytes, bytes.length, "text/html", "", List.of()));
        assertThat(page.links()).isNotEmpty();
        return page.links().getFirst().target();
    }
}
