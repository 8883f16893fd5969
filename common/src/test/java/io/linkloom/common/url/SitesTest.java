package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {
    private final Sites sites = new Sites();

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "www.example.com, example.com",
        "a.b.c.example.co.uk, example.co.uk",
        "user.github.io, user.github.io",
        "docs.user.github.io, user.github.io",
        "bucket.s3.amazonaws.com, bucket.s3.amazonaws.com",
        "www.amazonaws.com, amazonaws.com",
        "com, com",
        "co.uk, co.uk",
        "github.io, github.io",
        "s3.amazonaws.com, s3.amazonaws.com",
        "a.b.example.test, example.test",
        "example.test, example.test",
        "test, test",
        "localhost, localhost",
        "192.0.2.1, 192.0.2.1",
        "[2001:db8::1], [2001:db8::1]",
        "www.example.com., example.com.",
        "com., com.",
        "., .",
        "www.xn--bcher-kva.de, xn--bcher-kva.de",
        "a.b.xn--fiqs8s, b.xn--fiqs8s",
        "a.b.city.kawasaki.jp, city.kawasaki.jp",
        "a.b.c.kawasaki.jp, b.c.kawasaki.jp",
        "c.kawasaki.jp, c.kawasaki.jp",
        "www.ck, www.ck",
        "a.www.ck, www.ck",
        "a.b.ck, a.b.ck",
        "a_b.example.com, example.com",
        "a..com, .com",
        ".com, .com",
    })
    void findsTheSiteOfAHost(String host, String site) {
        assertThat(sites.siteOf(host)).isEqualTo(site);
        assertThat(sites.siteOf(host)).as("from the table").isEqualTo(site);
    }

    @Test
    void aVeryLongLabelHasASiteToo() {
        assertThat(sites.siteOf("www." + "a".repeat(300) + ".com")).isEqualTo("a".repeat(300) + ".com");
    }

    @Test
    void theSiteOfAUrlIsThatOfItsHostWhateverThePort() {
        assertThat(sites.siteOf(WebUrl.parse("https://www.example.com:8443/x"))).isEqualTo("example.com");
    }

    @Test
    void theSiteOfASiteIsItself() {
        RandomUrls.forSeeds(30_000, (urls, seed) -> {
            String site = sites.siteOf(urls.url());
            assertThat(sites.siteOf(site)).isEqualTo(site);
        });
    }

    @Test
    void moreHostsThanTheTableHoldsStillHaveTheirSites() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                assertThat(sites.siteOf("www.h" + i + ".com")).isEqualTo("h" + i + ".com");
            }
        }
    }

    @Test
    void threadsThatShareTheTableGetRightAnswers() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> answers =
                    threads.invokeAll(List.of(this::allRight, this::allRight, this::allRight, this::allRight));
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    private boolean allRight() {
        for (int i = 0; i < 50_000; i++) {
            int host = i * 31 % 70_001;
            if (!sites.siteOf("a.s" + host + ".org").equals("s" + host + ".org")) {
                return false;
            }
        }
        return true;
    }

    @Test
    void theListHasADigestThatShardsCanPin() {
        assertThat(Sites.listDigest()).matches("[0-9a-f]{16}").isEqualTo(Sites.listDigest());
    }
}
