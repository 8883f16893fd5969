package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlRulesTest {
    private static final int DRAWS = 20_000;
    private static final Sites SITES = new Sites();
    private static final UrlRules ALL = UrlRules.of(EnumSet.allOf(UrlRule.class), SITES);

    private static String applied(UrlRule rule, String url) {
        return UrlRules.of(Set.of(rule), SITES).apply(WebUrl.parse(url)).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            SESSION_IDS http://a.test/x;jsessionid=1A2B.node1?y=1 http://a.test/x?y=1
            SESSION_IDS http://a.test/x;JSESSIONID=1;v=2/y http://a.test/x;v=2/y
            SESSION_IDS http://a.test/x?PHPSESSID=1&y=1 http://a.test/x?y=1
            SESSION_IDS http://a.test/x?phpsessid=1 http://a.test/x
            SESSION_IDS http://a.test/x?sid=0123456789abcdef0123 http://a.test/x
            SESSION_IDS http://a.test/x?sid=42 http://a.test/x?sid=42
            SESSION_IDS http://a.test/x?sid=international-edition http://a.test/x?sid=international-edition
            SESSION_IDS http://a.test/(S(lit3py55t21z5v55vlm25s55))/x http://a.test/x
            SESSION_IDS http://a.test/(S(lit3py55t21z5v55vlm25s55)) http://a.test/
            SESSION_IDS http://a.test/f(x) http://a.test/f(x)
            SESSION_IDS http://a.test/x/.;jsessionid=1/y http://a.test/x/y
            SESSION_IDS http://a.test/x;jsessionid http://a.test/x;jsessionid
            SESSION_IDS http://a.test/x?utm_source=y http://a.test/x?utm_source=y
            TRACKING http://a.test/x?utm_source=y&id=1&UTM_Medium=z&gclid=5 http://a.test/x?id=1
            TRACKING http://a.test/x?fbclid=1 http://a.test/x
            TRACKING http://a.test/x?utm=1&ref=2&source=3 http://a.test/x?utm=1&ref=2&source=3
            TRACKING http://a.test/x?b=1&&a=2& http://a.test/x?b=1&&a=2&
            TRACKING http://a.test/x? http://a.test/x?
            SORTED_PARAMETERS http://a.test/x?b=2&a=1&b=1&c http://a.test/x?a=1&b=2&b=1&c
            SORTED_PARAMETERS http://a.test/x?a1=1&a=2 http://a.test/x?a=2&a1=1
            INDEX_FILES http://a.test/d/index.html http://a.test/d/
            INDEX_FILES http://a.test/Default.aspx http://a.test/
            INDEX_FILES http://a.test/d/index.php?id=1 http://a.test/d/index.php?id=1
            INDEX_FILES http://a.test/d/index.html/x http://a.test/d/index.html/x
            INDEX_FILES http://a.test/d/my-index.html http://a.test/d/my-index.html
            WWW https://www.example.com:8443/x https://example.com:8443/x
            WWW https://www.www.example.com/ https://example.com/
            WWW https://www.a.example.com/ https://a.example.com/
            WWW https://www.com/ https://www.com/
            WWW https://www.github.io/ https://www.github.io/
            WWW https://wwww.example.com/ https://wwww.example.com/
            WWW https://www./ https://www./
            """)
    void aRuleDoesWhatItsNameSays(UrlRule rule, String url, String expected) {
        assertThat(applied(rule, url)).isEqualTo(expected);
    }

    @Test
    void withoutRulesEveryUrlStandsForItself() {
        WebUrl url = WebUrl.parse("https://www.example.com/index.html?utm_source=x&a=1");

        assertThat(UrlRules.NONE.apply(url)).isSameAs(url);
        assertThat(UrlRules.of(Set.of(), SITES)).isSameAs(UrlRules.NONE);
        assertThat(UrlRules.NONE).hasToString("none");
    }

    @Test
    void rulesWorkTogether() {
        assertThat(ALL.apply(WebUrl.parse("http://www.example.com/d/index.html;jsessionid=1?utm_source=x")))
                .hasToString("http://example.com/d/");
    }

    @Test
    void whatRulesGiveTheyChangeNoMoreAndItIsOfTheSameSite() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl url = urls.url();
            if (urls.coin()) {
                String tail =
                        urls.coin() ? "/x;jsessionid=1/index.html" : "/index.htm?b&utm_x=1&sid=0123456789abcdef&a";
                WebUrl longer = RandomUrls.parsed(url.scheme() + "://www." + url.host() + tail);
                url = longer == null ? url : longer;
            }
            WebUrl applied = ALL.apply(url);
            assertThat(ALL.apply(applied)).isEqualTo(applied);
            assertThat(WebUrl.parse(applied.text())).isEqualTo(applied);
            assertThat(SITES.siteOf(applied)).isEqualTo(SITES.siteOf(url));
        });
    }

    @Test
    void aNameNamesItsRules() {
        UrlRules rules = UrlRules.of(Set.of(UrlRule.WWW, UrlRule.SESSION_IDS), SITES);

        assertThat(rules.name()).isEqualTo("session-ids www lists-1");
        assertThat(UrlRules.named(rules.name(), SITES).name()).isEqualTo(rules.name());
        assertThat(UrlRules.named("none", SITES).any()).isFalse();
    }
}
