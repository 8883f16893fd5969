package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The laws of the normal form, tried on many drawn URLs. */
class NormalFormTest {
    private static final int DRAWS = 60_000;

    @Test
    void theNormalFormOfANormalFormIsItself() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl url = urls.url();
            assertThat(UrlParser.parse(url.text(), null)).isEqualTo(new ParseResult.Ok(url));
        });
    }

    @Test
    void resolvingANormalFormAgainstAnyPageGivesItself() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl url = urls.url();
            assertThat(urls.url().resolve(url.text())).isEqualTo(url);
        });
    }

    @Test
    void theNormalFormHasOnlyPrintableAsciiAndKnowsWhereItsPartsAre() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl url = urls.url();
            assertThat(url.text().chars()).allMatch(c -> c > 0x20 && c < 0x7F && c != '#');
            assertThat(url.origin() + url.pathAndQuery()).isEqualTo(url.text());
            assertThat(url.path()).startsWith("/").doesNotContain("?", "/./", "/../");
            assertThat(url.host()).startsWith(url.hostName());
            assertThat(url.port()).isBetween(0, 65535);
        });
    }

    /** The short way past the parser must never answer differently from the parser. */
    @Test
    void plainReferencesResolveAsTheParserSays() {
        int[] plain = {0};
        RandomUrls.forSeeds(4 * DRAWS, (urls, seed) -> {
            WebUrl base = urls.url();
            String href = urls.reference();
            WebUrl quick = PlainReference.resolve(href, urls.coin() ? base : null);
            if (quick != null) {
                plain[0]++;
                assertSame(quick, UrlParser.parse(href, base), href);
            }
        });
        assertThat(plain[0]).as("draws that took the short way").isGreaterThan(DRAWS / 4);
    }

    private static void assertSame(WebUrl quick, ParseResult parsed, String href) {
        assertThat(parsed).as(href).isEqualTo(new ParseResult.Ok(quick));
        if (parsed instanceof ParseResult.Ok(WebUrl url)) {
            assertThat(quick.hostName()).isEqualTo(url.hostName());
            assertThat(quick.host()).isEqualTo(url.host());
            assertThat(quick.port()).isEqualTo(url.port());
        }
    }
}
