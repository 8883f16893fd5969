package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner's time and memory are proportional to the page: 4 MiB of anything take a second at most on an idle machine,
 * where a square law would take hours.
 */
@Timeout(30)
class ScannerTimeTest {
    private static final int BYTES = 4 << 20;

    private final LinkExtractor scanner = new ScannerExtractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));

    private Extraction extract(String html) {
        return scanner.extract(new SamplePages.Sample("", html.getBytes(StandardCharsets.UTF_8)).source());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<a href='",
                "<a href=/x>",
                "<a href=/x><table><tr><td>",
                "<a><table></a>",
                "</a>",
                "&",
                "&amp",
                "&#x",
                "<img alt='&amp;'>",
                "<div>",
                "<section><table><td>",
                "<div></section>",
                "<svg><a>",
                "<svg></a>",
                "<svg><title>",
                "<svg><desc></svg>",
                "<math><mi>",
                "<table>",
                "<td>",
                "<object></a>",
                "<noscript>",
                "<form>",
                "<template>",
                "<title>",
                "<script>",
                "<script><!--",
                "<!--",
                "<!-",
                "</",
                "]]>",
                "<svg><![CDATA[",
                "<b",
                "'",
                "\0",
                "é"
            })
    void piecesWithoutEnd(String piece) {
        Extraction page = extract("<p><a href=/first>first</a>" + piece.repeat(BYTES / piece.length()));
        assertThat(page.links().getFirst().target().path()).isEqualTo("/first");
    }

    @Test
    void attributeWithoutEnd() {
        assertThat(extract("<a href=/first></a><a href='/" + "x".repeat(BYTES) + "'>y</a>")
                        .links())
                .hasSize(1);
        assertThat(extract("<a title='" + "&amp; ".repeat(BYTES / 6) + "' href=/x></a>")
                        .links())
                .singleElement()
                .satisfies(link -> assertThat(link.anchor()).hasSizeGreaterThan(200));
    }

    private static String numbered(int count, IntFunction<String> piece) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < count; i++) {
            html.append(piece.apply(i));
        }
        return html.toString();
    }

    @Test
    void hundredThousandLinks() {
        Extraction page = extract(numbered(100_000, i -> "<a href=/" + i + ">link " + i + "</a> "));
        assertThat(page.links()).hasSize(20_000);
        assertThat(page.linksDropped()).isEqualTo(80_000);
    }

    @Test
    void linksWithinLinksWhoseWordsAreFarAway() {
        String links = numbered(20_000, i -> "<a href=/" + i + "><table><td>");
        assertThat(extract(links + "<b> ".repeat(500_000)).links()).hasSize(20_000);
        assertThat(extract("<p>" + " ".repeat(BYTES / 2) + numbered(20_000, i -> "<a href=/" + i + "></a>"))
                        .links())
                .hasSize(20_000);
    }

    @Test
    void endTagsThatLookFarForTheirElement() {
        Extraction page = extract("<a href=/first>x</a><section><table><td>" + "<div>".repeat(300_000)
                + "</section>".repeat(200_000) + "</main>".repeat(100_000));
        assertThat(page.links()).hasSize(1);
    }
}
