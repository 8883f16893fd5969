package io.linkloom.worker.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.fuzz.Mutants;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes are a sitemap, an index, a feed, a page or none of these, and never more than the bounds let them be. */
class SitemapFuzzTest {
    private static final WebUrl URL = WebUrl.parse("https://www.example.com/sitemap.xml");
    private static final int MAX_BYTES = 64 << 10;
    private static final ExtractLimits LIMITS = new ExtractLimits(100, 10_000);

    private final DocumentReader reader = new DocumentReader("linkloom", LIMITS, MAX_BYTES);

    @FuzzTest
    void reads(byte[] document) {
        PageSource page = new PageSource(URL, document, document.length, "", "", List.of());
        for (boolean namedAsSitemap : new boolean[] {true, false}) {
            switch (reader.read(new DocumentSource(page, false, namedAsSitemap, null))) {
                case Reading.Sitemap sitemap ->
                    assertThat(sitemap.listed().links())
                            .allSatisfy(link -> assertThat(link.kind()).isEqualTo(LinkKind.SITEMAP))
                            .allSatisfy(
                                    link -> assertThat(link.target().hostName()).isEqualTo(URL.hostName()));
                case Reading.Index index ->
                    assertThat(index.sitemaps())
                            .allSatisfy(
                                    sitemap -> assertThat(sitemap.hostName()).isNotEmpty());
                case Reading.Feed feed ->
                    assertThat(feed.page().links())
                            .hasSizeLessThanOrEqualTo(LIMITS.links())
                            .allSatisfy(link -> assertThat(link.kind()).isEqualTo(LinkKind.A));
                case Reading.Page _, Reading.Other _ -> {}
            }
        }
    }

    @Test
    void damagedSeedsAreReadToo() {
        Mutants.of(
                        SitemapFuzzTest.class,
                        "reads",
                        "<?xml <!DOCTYPE <!ENTITY <![CDATA[ ]]> <urlset> <url> <loc> </loc> <sitemapindex> <sitemap> <rss> <item> <link>"
                                + " <feed> <entry> href= &lt; &#x0; &e; xmlns= https://www.example.com/ \u001f\u008b")
                .tryOn(3_000, this::reads);
    }
}
