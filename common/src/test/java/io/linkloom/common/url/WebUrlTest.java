package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    private static final WebUrl BASE = WebUrl.parse("https://example.com/a/b/c?q=1");

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '´', textBlock = """
            http://example.com                      → http://example.com/
            HTTP://EXAMPLE.com/A                    → http://example.com/A
            http:example.com/x                      → http://example.com/x
            http:/example.com/x                     → http://example.com/x
            http:////example.com/x                  → http://example.com/x
            http:\\\\example.com\\x\\y              → http://example.com/x/y
            http://user:pa@ss@example.com/          → http://example.com/
            http://user@/example.com                → !host is missing
            http://a:b@c:29/d                       → http://c:29/d
            http://example.com:80/                  → http://example.com/
            https://example.com:443/                → https://example.com/
            https://example.com:80/                 → https://example.com:80/
            http://example.com:/                    → http://example.com/
            http://example.com:00080/               → http://example.com/
            http://example.com:0/                   → http://example.com:0/
            http://example.com:65535/               → http://example.com:65535/
            http://example.com:65536/               → !port 65536 is out of range
            http://example.com:99999/               → !port 99999 is out of range
            http://example.com:8a/                  → !port is not a number
            http://example.com?x#y                  → http://example.com/?x
            http://example.com#y                    → http://example.com/
            http://example.com/?                    → http://example.com/?
            http://example.com/a/./b/../c           → http://example.com/a/c
            http://example.com/a/..                 → http://example.com/
            http://example.com/a/.                  → http://example.com/a/
            http://example.com/../../x              → http://example.com/x
            http://example.com/a/%2e%2E/b/%2e       → http://example.com/b/
            http://example.com/a/.%2e./b            → http://example.com/a/.../b
            http://example.com//a//                 → http://example.com//a//
            http://example.com/a//../b              → http://example.com/a/b
            http://example.com/%41%7e%2d%5F         → http://example.com/A~-_
            http://example.com/%2f%3F               → http://example.com/%2F%3F
            http://example.com/a b"<>`{}^|'         → http://example.com/a%20b%22%3C%3E%60%7B%7D%5E|'
            http://example.com/?a b"<>`{}^|'\\      → http://example.com/?a%20b%22%3C%3E`{}^|%27\\
            http://example.com/é?日                  → http://example.com/%C3%A9?%E6%97%A5
            http://example.com/😀                   → http://example.com/%F0%9F%98%80
            http://example.com/%                    → http://example.com/%
            http://example.com/%zz%4                → http://example.com/%zz%4
            http://example.com/%2%35                → http://example.com/%2%35
            http://example.com/%%34%31              → http://example.com/%%341
            http://example.com/%%7e                 → http://example.com/%~
            http://example.com/%2535                → http://example.com/%2535
            http://bücher.example/                  → http://xn--bcher-kva.example/
            http://BÜCHER.example/                  → http://xn--bcher-kva.example/
            http://faß.example/                     → http://xn--fa-hia.example/
            http://%62%C3%BCcher.example/           → http://xn--bcher-kva.example/
            http://日本語。jp/                       → http://xn--wgv71a119e.jp/
            http://XN--BCHER-KVA.example/           → http://xn--bcher-kva.example/
            http://xn--a/                           → http://xn--a/
            http://ü.xn--a/                         → !host is not a valid international name (invalid ace label)
            http://e\u00ADxample.com/               → http://example.com/
            http://\u00AD/                          → !host is empty
            http://ex%61mple.com/                   → http://example.com/
            http://exa%20mple.com/                  → !host contains the forbidden character U+0020
            http://a<b/                             → !host contains the forbidden character U+003C
            http://a%b/                             → !host contains the forbidden character U+0025
            http://a_b-.example/                    → http://a_b-.example/
            http://example.com./                    → http://example.com./
            http://a..b/                            → http://a..b/
            http://１９２.0.0.1/                      → http://192.0.0.1/
            http://127.1/                           → http://127.0.0.1/
            http://0x7f.1/                          → http://127.0.0.1/
            http://017700000001/                    → http://127.0.0.1/
            http://4294967295/                      → http://255.255.255.255/
            http://4294967296/                      → !IPv4 address is not valid
            http://1.2.3.4./                        → http://1.2.3.4/
            http://1.2.3.4.5/                       → !IPv4 address is not valid
            http://256.1.1.1/                       → !IPv4 address is not valid
            http://foo.09/                          → !IPv4 address is not valid
            http://foo.0x4/                         → !IPv4 address is not valid
            http://foo.0xg/                         → http://foo.0xg/
            http://[::1]/                           → http://[::1]/
            http://[1:2:0:0:3:0:0:0]:8080/          → http://[1:2:0:0:3::]:8080/
            http://[2001:DB8::0:1]/                 → http://[2001:db8::1]/
            http://[::ffff:192.0.2.1]/              → http://[::ffff:c000:201]/
            http://[::1/                            → !IPv6 address has no closing bracket
            http://[::g]/                           → !IPv6 address is not valid
            http://[::1%25eth0]/                    → !IPv6 address is not valid
            mailto:a@example.com                    → !scheme mailto is not http or https
            JavaScript:alert(1)                     → !scheme javascript is not http or https
            data:text/html,x                        → !scheme data is not http or https
            ftp://example.com/                      → !scheme ftp is not http or https
            localhost:8080                          → !scheme localhost is not http or https
            example.com/x                           → !does not begin with http:// or https://
            //example.com/                          → !does not begin with http:// or https://
            http://                                 → !host is missing
            http:///?x                              → !host is missing
            https:                                  → !host is missing
            """)
    void parsesLikeABrowserIntoTheNormalForm(String input, String expected) {
        assertThat(outcome(input)).isEqualTo(expected);
    }

    private static String outcome(String input) {
        return switch (WebUrl.tryParse(input, null)) {
            case ParseResult.Ok(WebUrl url) -> url.text();
            case ParseResult.Rejected(String reason) -> "!" + reason;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '´', textBlock = """
            ´´                     → https://example.com/a/b/c?q=1
            #top                   → https://example.com/a/b/c?q=1
            ?                      → https://example.com/a/b/c?
            ?x=é                   → https://example.com/a/b/c?x=%C3%A9
            d                      → https://example.com/a/b/d
            d/e.html?x#y           → https://example.com/a/b/d/e.html?x
            ./d                    → https://example.com/a/b/d
            .                      → https://example.com/a/b/
            ..                     → https://example.com/a/
            ../d                   → https://example.com/a/d
            ../../../d             → https://example.com/d
            d/../e                 → https://example.com/a/b/e
            d?a/../b               → https://example.com/a/b/d?a/../b
            ;x                     → https://example.com/a/b/;x
            d:e/f                  → null
            ./d:e/f                → https://example.com/a/b/d:e/f
            1:2                    → https://example.com/a/b/1:2
            /                      → https://example.com/
            /x/../y                → https://example.com/y
            /.well-known/x         → https://example.com/.well-known/x
            \\x                    → https://example.com/x
            //other.example        → https://other.example/
            //other.example:443/x  → https://other.example/x
            //other.example:80/x   → https://other.example:80/x
            \\\\other.example\\x   → https://other.example/x
            ///other.example/x     → https://other.example/x
            https:d                → https://example.com/a/b/d
            https:/d               → https://example.com/d
            https://d              → https://d/
            http:d                 → http://d/
            http:/d                → http://d/
            http://o.example/?x    → http://o.example/?x
            http://o.example:8080  → http://o.example:8080/
            //                     → null
            mailto:a@b             → null
            javascript:void(0)     → null
            tel:+123               → null
            http://a b/            → null
            """)
    void resolvesReferencesLikeABrowser(String href, String expected) {
        WebUrl resolved = BASE.resolve(href);
        assertThat(String.valueOf(resolved)).isEqualTo(expected);
    }

    @Test
    void ignoresWhiteSpaceAroundAndTabsAndNewlinesInside() {
        assertThat(outcome(" \u0000\n http://exa\tmple.com/a\r\nb \u001f ")).isEqualTo("http://example.com/ab");
        assertThat(String.valueOf(BASE.resolve("  d\ne  "))).isEqualTo("https://example.com/a/b/de");
        assertThat(outcome("   ")).isEqualTo("!empty");
    }

    @Test
    void writesALoneSurrogateAsTheReplacementCharacter() {
        assertThat(outcome("http://a/\ud83dx?\ude00")).isEqualTo("http://a/%EF%BF%BDx?%EF%BF%BD");
        assertThat(outcome("http://a\ud83d/")).startsWith("!host is not a valid international name");
    }

    @Test
    void knowsItsParts() {
        WebUrl url = WebUrl.parse("http://user@WWW.Example.com:8080/a/b?c=d?e#f");

        assertThat(url.scheme()).isEqualTo("http");
        assertThat(url.secure()).isFalse();
        assertThat(url.hostName()).isEqualTo("www.example.com");
        assertThat(url.port()).isEqualTo(8080);
        assertThat(url.host()).isEqualTo("www.example.com:8080");
        assertThat(url.origin()).isEqualTo("http://www.example.com:8080");
        assertThat(url.path()).isEqualTo("/a/b");
        assertThat(url.pathAndQuery()).isEqualTo("/a/b?c=d?e");
        assertThat(url).hasToString(url.text());
    }

    @Test
    void givesTheEffectivePortAlsoWhereItIsTheDefault() {
        assertThat(WebUrl.parse("http://a/").port()).isEqualTo(80);
        assertThat(WebUrl.parse("https://a:443/").port()).isEqualTo(443);
        assertThat(WebUrl.parse("https://[::1]:80/").port()).isEqualTo(80);
        assertThat(WebUrl.parse("https://[::1]:80/").hostName()).isEqualTo("[::1]");
        assertThat(WebUrl.parse("https://[::1]/").host()).isEqualTo("[::1]");
    }

    @Test
    void isEqualByItsText() {
        WebUrl url = WebUrl.parse("http://Example.com:80/%7Ea#x");

        assertThat(url).isEqualTo(WebUrl.parse("http://example.com/~a")).hasSameHashCodeAs("http://example.com/~a");
        assertThat(url).isNotEqualTo(WebUrl.parse("https://example.com/~a"));
    }

    @Test
    void refusesWhatIsLongerThanTheLimitInTheNormalForm() {
        String head = "http://example.com/";
        String longest = head + "a".repeat(WebUrl.MAX_LENGTH - head.length());

        assertThat(outcome(longest)).isEqualTo(longest);
        assertThat(outcome(longest + "a")).isEqualTo("!longer than 4096 characters");
        assertThat(outcome(longest + "#" + "f".repeat(9000))).isEqualTo(longest);
        assertThat(outcome(head + "é".repeat(2000))).isEqualTo("!longer than 4096 characters");
        assertThat(BASE.resolve("/" + "a".repeat(5000))).isNull();
        assertThat(BASE.resolve("a".repeat(5000))).isNull();
    }

    @Test
    void namesTheSchemeOfAnEndlessTextOfAnotherKind() {
        assertThat(outcome("data:" + "x".repeat(2_000_000))).isEqualTo("!scheme data is not http or https");
        assertThat(outcome("http://a/" + "../x/".repeat(400_000)))
                .isEqualTo("!longer than 65536 characters before normalisation");
    }

    @Test
    void refusesHostsThatOnlySlowItDown() {
        String host = "ü日б".repeat(WebUrl.MAX_LENGTH);

        assertThat(outcome("http://" + host + "/")).isEqualTo("!host has a label that is too long");
        assertThat(outcome("http://" + host + "x/")).isEqualTo("!host is longer than 12288 characters");
        assertThat(outcome("http://" + "ü.".repeat(6000) + "/")).isEqualTo("!longer than 4096 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mailto:x", "http://", "http://[/"})
    void parseThrowsWithTheReason(String input) {
        assertThatThrownBy(() -> WebUrl.parse(input))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isEqualTo(outcome(input).substring(1));
    }

    @Test
    void aRejectionIsAValueWithAReasonForAPerson() {
        assertThat(WebUrl.tryParse("mailto:a@b", BASE))
                .isEqualTo(new ParseResult.Rejected("scheme mailto is not http or https"));
    }
}
