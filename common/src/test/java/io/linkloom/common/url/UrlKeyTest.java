package io.linkloom.common.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlKeyTest {
    private static final int DRAWS = 60_000;

    private final Sites sites = new Sites();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '´',
            value = {
                "https://www.example.com/docs/a?b=1 com,example,www)s/docs/a?b=1",
                "http://www.example.com:8080/ com,example,www):8080h/",
                "https://www.example.com:80/ com,example,www):80s/",
                "http://localhost/ localhost)h/",
                "http://192.0.2.1/x 192.0.2.1)h/x",
                "https://[2001:db8::1]:8443/ [2001:db8::1]):8443s/",
                "http://example.com./ ,com,example)h/",
                "http://.example.com/ com,example,)h/",
                "http://./ ,)h/",
                "http://a)b,c.d*e/ d|*e,a|)b|,c)h/",
                "http://a/)h/, a)h/)h/,"
            })
    void aKeyIsWrittenAsDocumented(String url, String key) {
        assertThat(new String(UrlKey.of(WebUrl.parse(url)), ISO_8859_1)).isEqualTo(key);
        assertThat(UrlKey.toUrl(key.getBytes(ISO_8859_1))).hasToString(url);
    }

    @Test
    void aKeyGivesBackItsUrlWithAllParts() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl url = urls.url();
            WebUrl back = UrlKey.toUrl(UrlKey.of(url));
            assertThat(back).isEqualTo(url);
            assertThat(back.hostName()).isEqualTo(url.hostName());
            assertThat(back.host()).isEqualTo(url.host());
            assertThat(back.port()).isEqualTo(url.port());
            assertThat(back.pathAndQuery()).isEqualTo(url.pathAndQuery());
            assertThat(UrlKey.toHost(UrlKey.ofHost(url.host()))).isEqualTo(url.host());
        });
    }

    @Test
    void aKeyMadeOfANeighboursIsTheSameKey() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl known = urls.url();
            for (String reference : List.of(
                    "/",
                    "/a/b?c=d",
                    "?q",
                    "//" + known.host() + ":81/",
                    urls.url().text())) {
                WebUrl url = known.resolve(reference);
                if (url != null) {
                    assertThat(UrlKey.of(url, known, UrlKey.of(known))).isEqualTo(UrlKey.of(url));
                }
            }
        });
    }

    @Test
    void aKeyWithinOtherBytesIsReadAndWrittenInPlace() {
        WebUrl url = WebUrl.parse("https://a!.example.com:444/x");
        byte[] buffer = new byte[3 + UrlKey.MAX_LENGTH];

        int end = UrlKey.write(url, buffer, 3);

        assertThat(Arrays.copyOfRange(buffer, 3, end)).isEqualTo(UrlKey.of(url));
        assertThat(UrlKey.toUrl(buffer, 3, end)).isEqualTo(url);
    }

    @Test
    void aKeyHasNoByteThatCouldEndItOrJoinItToAnother() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            for (byte b : UrlKey.of(urls.url())) {
                assertThat((int) b).isBetween(0x21, 0x7E);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ")",
                ")h/",
                "com",
                "com,example",
                "com,example)",
                "com,example)h",
                "com,example)x/",
                "com,example)hx",
                "com,example):h/",
                "com,example):65536h/",
                "com,example):080h/",
                "com,example):8080",
                "Com)h/",
                "com|)h/",
                "com|",
                "com|a)h/",
                "com,e%)h/",
                "com)h/ ",
                "com)h/\n",
                "com)h/é",
                "com*a)h/",
                "[::x])h/",
                "co#m)h/"
            })
    void bytesThatAreNoKeyAreRefusedByName(String key) {
        assertThatThrownBy(() -> UrlKey.toUrl(key.getBytes(ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a URL key: ");
    }

    @Test
    void bytesThatCannotBePrintedAreNamedInHexadecimal() {
        assertThatThrownBy(() -> UrlKey.toUrl(new byte[] {0, 1, (byte) 0xFF})).hasMessage("not a URL key: 0x0001ff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "A.com", "a/b", "a:", "a:x", "a:123456", "[::1", "[::1]x", "a%", "http://a/", "é"})
    void whatIsNoHostHasNoKeyAndNoRange(String host) {
        assertThatThrownBy(() -> UrlKey.ofHost(host)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UrlKey.host(host)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UrlKey.site(host)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysOfOneSiteStandTogetherHostByHost() {
        List<String> inOrder = Stream.of(
                        "http://example.com/",
                        "https://example.com/b",
                        "http://example.com:8080/",
                        "http://a.example.com/",
                        "http://www.example.com/a",
                        "http://www.example.com/a/b",
                        "http://www.example.com/a0",
                        "https://www.example.com/",
                        "http://www.example-shop.com/",
                        "http://example0.com/",
                        "http://example.de/")
                .map(WebUrl::parse)
                .sorted((a, b) -> Arrays.compareUnsigned(UrlKey.of(a), UrlKey.of(b)))
                .map(WebUrl::text)
                .toList();

        assertThat(inOrder)
                .containsExactly(
                        "http://example.com:8080/",
                        "http://example.com/",
                        "https://example.com/b",
                        "http://a.example.com/",
                        "http://www.example.com/a",
                        "http://www.example.com/a/b",
                        "http://www.example.com/a0",
                        "https://www.example.com/",
                        "http://www.example-shop.com/",
                        "http://example0.com/",
                        "http://example.de/");
    }

    @Test
    void aHostIsOneRangeOfBothSchemesWithoutItsOtherPorts() {
        UrlKey.Range range = UrlKey.host("example.com");

        assertThat(range).hasToString("[com,example)h, com,example)t)");
        assertThat(range.contains(UrlKey.of(WebUrl.parse("https://example.com/x"))))
                .isTrue();
        assertThat(range.contains(UrlKey.of(WebUrl.parse("http://example.com/x"))))
                .isTrue();
        assertThat(range.contains(UrlKey.of(WebUrl.parse("http://example.com:8080/"))))
                .isFalse();
        assertThat(UrlKey.host("example.com:8080")).hasToString("[com,example):8080h, com,example):8080t)");
        assertThat(UrlKey.host("[::1]:80")).hasToString("[[::1]):80h, [::1]):80t)");
    }

    @Test
    void aSiteIsOneRangeOfAllItsHosts() {
        assertThat(UrlKey.site("example.com")).hasToString("[com,example), com,example-)");
        assertThat(UrlKey.site("user.github.io")).hasToString("[io,github,user), io,github,user-)");
        assertThat(UrlKey.site("example.com.")).hasToString("[,com,example), ,com,example-)");
    }

    @Test
    void aSiteThatNoHostCanBeBelowIsItsOwnHostOnly() {
        assertThat(UrlKey.site("github.io")).hasToString("[io,github), io,github*)");
        assertThat(UrlKey.site("localhost")).hasToString("[localhost), localhost*)");
        assertThat(UrlKey.site("192.0.2.1")).hasToString("[192.0.2.1), 192.0.2.1*)");
        assertThat(UrlKey.site("[::1]")).hasToString("[[::1]), [::1]*)");
        assertThatThrownBy(() -> UrlKey.site("example.com:80")).hasMessage("a site has no port: example.com:80");
    }

    @Test
    void aPageIsInTheRangesOfItsHostAndSiteAndOfNoOther() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl page = urls.url();
            WebUrl other = urls.url();
            byte[] key = UrlKey.of(page);
            String site = sites.siteOf(other);
            assertThat(UrlKey.host(page.host()).contains(key)).isTrue();
            assertThat(UrlKey.site(sites.siteOf(page)).contains(key)).isTrue();
            assertThat(UrlKey.site(sites.siteOf(page)).contains(UrlKey.ofHost(page.host())))
                    .isTrue();
            assertThat(UrlKey.host(other.host()).contains(key))
                    .isEqualTo(other.host().equals(page.host()));
            assertThat(UrlKey.site(site).contains(key))
                    .as("%s in site %s", page, site)
                    .isEqualTo(sites.siteOf(page).equals(site) || isBelowASuffixInside(page.hostName(), site));
        });
    }

    /** The documented exception: the site of the page is below a public suffix that is itself below the other site. */
    private boolean isBelowASuffixInside(String hostName, String site) {
        return site.equals(PublicSuffixes.registeredDomain(site))
                && hostName.endsWith("." + site)
                && sites.siteOf(hostName).endsWith("." + site);
    }

    @Test
    void aPrefixIsTheUrlsOfTheHostThatBeginWithIt() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl prefix = urls.url();
            WebUrl other = urls.coin() ? urls.url() : WebUrl.parse(prefix.text() + "x" + seed);
            assertThat(UrlKey.prefix(prefix).contains(UrlKey.of(other)))
                    .isEqualTo(other.origin().equals(prefix.origin())
                            && other.text().startsWith(prefix.text()));
            assertThat(UrlKey.prefix(prefix).contains(UrlKey.of(prefix))).isTrue();
        });
    }

    @Test
    void withinAHostAndSchemeKeysHaveTheOrderOfTheTexts() {
        RandomUrls.forSeeds(DRAWS, (urls, seed) -> {
            WebUrl a = urls.url();
            WebUrl b = WebUrl.parse(a.origin() + urls.url().pathAndQuery());
            assertThat(Integer.signum(Arrays.compareUnsigned(UrlKey.of(a), UrlKey.of(b))))
                    .isEqualTo(Integer.signum(a.compareTo(b)));
        });
    }

    @Test
    void rangesAreEqualByTheirBytes() {
        assertThat(UrlKey.site("example.com"))
                .isEqualTo(UrlKey.site("example.com"))
                .hasSameHashCodeAs(UrlKey.site("example.com"));
        assertThat(UrlKey.site("example.com")).isNotEqualTo(UrlKey.site("example.org"));
    }
}
