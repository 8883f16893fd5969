package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fuzz.Mutants;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes are a page. */
class LinkExtractorFuzzTest {
    private static final WebUrl PAGE = WebUrl.parse("https://www.example.com/a/b?c=d");
    private static final ExtractLimits LIMITS = new ExtractLimits(100, 10_000);

    private static final ExtractOptions OPTIONS = new ExtractOptions("linkloom", LIMITS, EnumSet.allOf(LinkKind.class));

    private final List<LinkExtractor> engines = List.of(new JsoupExtractor(OPTIONS), new ScannerExtractor(OPTIONS));

    @FuzzTest
    void extracts(byte[] page) {
        for (LinkExtractor engine : engines) {
            Extraction found =
                    engine.extract(new PageSource(PAGE, page, page.length, "text/html; charset=utf-8", "", List.of()));
            assertThat(found.links()).hasSizeLessThanOrEqualTo(LIMITS.links());
            assertThat(found.title().codePointCount(0, found.title().length()))
                    .isLessThanOrEqualTo(Extraction.MAX_TITLE);
            assertThat(found.links()).extracting(Link::count).allMatch(count -> count > 0);
        }
    }

    @Test
    void damagedSeedsArePagesToo() {
        Mutants.of(
                        LinkExtractorFuzzTest.class,
                        "extracts",
                        "<a href= </a> <area <base href= <link rel=canonical <meta <script> </script> <!-- --> <![CDATA[ ]]> <svg> "
                                + "<template> <table> <select> <noscript> <textarea> <title> <iframe src= <form action= rel=nofollow ' \" > / = &amp; &#x &notin &")
                .tryOn(3_000, this::extracts);
    }
}
