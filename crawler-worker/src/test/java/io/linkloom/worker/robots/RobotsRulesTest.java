package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The letter of RFC 9309; the sections are its own. */
class RobotsRulesTest {
    private static final WebUrl FILE = WebUrl.parse("https://www.example.com/robots.txt");

    private static RobotsRules parse(String file) {
        return parse(file.getBytes(StandardCharsets.UTF_8), "linkloom");
    }

    private static RobotsRules parse(byte[] file, String agent) {
        return RobotsRules.parse(file, file.length, false, FILE, agent);
    }

    /** The page as the crawler has it: in normal form. */
    private static Ruling ruling(RobotsRules rules, String page) {
        return rules.of(WebUrl.parse("https://www.example.com" + page).pathAndQuery());
    }

    private static boolean allows(String file, String page) {
        return ruling(parse(file), page).allowed();
    }

    /** Whether a rule with this path is for this page. */
    private static boolean matches(String path, String page) {
        return !allows("User-agent: *\nDisallow: " + path + "\n", page);
    }

    private static String decidedBy(String file, String page) {
        Ruling ruling = ruling(parse(file), page);
        return (ruling.allowed() ? "allowed" : "disallowed") + " "
                + (ruling.line() == null ? "by no rule" : ruling.line());
    }

    // Section 5.1 and 5.2: the RFC's own examples.

    @Test
    void simpleExampleOfTheRfc() {
        String file = """
                User-Agent: *
                Disallow: *.gif$
                Disallow: /example/
                Allow: /publications/

                User-Agent: foobot
                Disallow:/
                Allow:/example/page.html
                Allow:/example/allowed.gif

                User-Agent: barbot
                User-Agent: bazbot
                Disallow: /example/page.html

                User-Agent: quxbot
                """;
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        assertThat(ruling(parse(bytes, "linkloom"), "/a/b.gif").allowed()).isFalse();
        assertThat(ruling(parse(bytes, "linkloom"), "/a/b.gif?x").allowed()).isTrue();
        assertThat(ruling(parse(bytes, "linkloom"), "/example/x").allowed()).isFalse();
        assertThat(ruling(parse(bytes, "linkloom"), "/publications/x").allowed())
                .isTrue();
        assertThat(ruling(parse(bytes, "foobot"), "/example/page.html").allowed())
                .isTrue();
        assertThat(ruling(parse(bytes, "FooBot"), "/publications/").allowed()).isFalse();
        assertThat(ruling(parse(bytes, "barbot"), "/example/page.html").allowed())
                .isFalse();
        assertThat(ruling(parse(bytes, "bazbot"), "/example/page.html").allowed())
                .isFalse();
        assertThat(ruling(parse(bytes, "bazbot"), "/a.gif").allowed()).isTrue();
        assertThat(ruling(parse(bytes, "quxbot"), "/example/page.html").allowed())
                .isTrue();
    }

    @Test
    void longestMatchExampleOfTheRfc() {
        String file = """
                User-Agent: *
                Allow: /example/page/
                Disallow: /example/page/disallowed.gif
                """;
        assertThat(allows(file, "/example/page/disallowed.gif")).isFalse();
        assertThat(allows(file, "/example/page/other.gif")).isTrue();
    }

    // Section 2.2.1: the user-agent line.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linkloom",
                "LinkLoom",
                "LINKLOOM/1.0",
                "linkloom/2.3 (+https://example.com/)",
                "  linkloom\t",
                "linkloom # ours"
            })
    void groupIsOursByTheProductTokenWithoutCaseAndVersion(String agent) {
        assertThat(allows("User-agent: " + agent + "\nDisallow: /\n", "/x")).isFalse();
        assertThat(allows("User-agent: *\nDisallow: /\nUser-agent: " + agent + "\nDisallow: /y\n", "/x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"linkloombot", "link", "linkloom-news", "linkloom_x", "mylinkloom", "bot linkloom", "", "/"})
    void groupOfAnotherNameIsNotOurs(String agent) {
        assertThat(allows("User-agent: " + agent + "\nDisallow: /\n", "/x")).isTrue();
        assertThat(allows("User-agent: *\nDisallow: /\nUser-agent: " + agent + "\nAllow: /\n", "/x"))
                .isFalse();
    }

    @Test
    void groupsOfTheSameAgentAreOneGroup() {
        String file = """
                user-agent: LinkLoom
                disallow: /a
                crawl-delay: 4

                user-agent: other
                disallow: /

                user-agent: linkloom
                disallow: /b
                """;
        assertThat(allows(file, "/a")).isFalse();
        assertThat(allows(file, "/b")).isFalse();
        assertThat(allows(file, "/c")).isTrue();
        assertThat(parse(file).crawlDelay()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void groupsForAllAreOneGroupAndCountOnlyWithoutAGroupForUs() {
        String everybody = "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: *\nDisallow: /b\n";
        assertThat(allows(everybody, "/a")).isFalse();
        assertThat(allows(everybody, "/b")).isFalse();
        assertThat(allows(everybody, "/c")).isTrue();
        assertThat(allows(everybody + "User-agent: linkloom\nAllow: /\n", "/a")).isTrue();
        assertThat(allows(everybody + "User-agent: linkloom\n", "/a")).isTrue();
        assertThat(allows("User-agent: * everyone\nDisallow: /\n", "/a")).isFalse();
    }

    @Test
    void groupMayHaveManyAgentsAndOtherLinesDoNotEndIt() {
        assertThat(allows("User-agent: x\n\nSitemap: /s\nUser-agent: linkloom\nUser-agent: y\nDisallow: /\n", "/"))
                .isFalse();
        assertThat(allows("User-agent: linkloom\nHost: x\nNonsense\nCrawl-delay: 1\nDisallow: /\n", "/"))
                .isFalse();
        assertThat(allows("User-agent: linkloom\nAllow: /\nUser-agent: y\nDisallow: /\n", "/"))
                .isTrue();
    }

    @Test
    void rulesBeforeAnyAgentAreNobodys() {
        assertThat(allows("Disallow: /\nUser-agent: *\nAllow: /a\n", "/b")).isTrue();
        assertThat(allows("Disallow: /\n", "/b")).isTrue();
    }

    @Test
    void agentThatNoFileNamesHasTheRulesForAll() {
        byte[] file = "User-agent: linkloom\nAllow: /\nUser-agent: *\nDisallow: /\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ruling(parse(file, "*"), "/a").allowed()).isFalse();
    }

    // Section 2.2.2: what matches, and which match decides.

    @ParameterizedTest
    @CsvSource({
        "/foo/bar?baz=quz, /foo/bar?baz=quz, true",
        "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https://foo.bar, true",
        "/foo/bar?baz=https%3A%2F%2Ffoo.bar, /foo/bar?baz=https://foo.bar, true",
        "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https%3a%2f%2Ffoo.bar, true",
        "/foo/bar/ツ, /foo/bar/%E3%83%84, true",
        "/foo/bar/%e3%83%84, /foo/bar/ツ, true",
        "/foo/bar/%62%61%7A, /foo/bar/baz, true",
        "/foo/bar/baz, /foo/bar/%62%61%7A, true",
        "/foo/bar/baz, /foo/bar/BAZ, false",
        "/FOO, /foo, false",
        "/a%2fb, /a/b, false",
        "/a/b, /a%2Fb, false",
        "/a%2fb, /a%2Fb, true",
        "/a%3fb, /a?b, false",
        "/a%3fb, /a%3Fb, true",
        "/a?b%26c, /a?b&c, false",
        "/a(1), /a%281%29, true",
        "/a%21, /a!, true",
        "/a b, /a%20b, true",
        "/a|b, /a|b/c, true",
        "/a%7Cb, /a|b/c, true",
        "/a%, /a%zz, true",
        "/~joe, /%7Ejoe/, true",
        "/%7ejoe, /~joe/, true",
        "foo, /foo, false",
        "http://www.example.com/foo, /foo, false",
    })
    void octetsAreComparedHoweverTheyAreWritten(String path, String page, boolean matches) {
        assertThat(matches(path, page)).isEqualTo(matches);
    }

    @Test
    void octetsThatAreNotUtf8MatchThemselves() {
        byte[] file = "User-agent: *\nDisallow: /caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ruling(parse(file, "linkloom"), "/caf%E9/menu").allowed()).isFalse();
        assertThat(ruling(parse(file, "linkloom"), "/caf\u00e9/menu").allowed()).isTrue();
    }

    @Test
    void mostOctetsDecideAndAllowWinsTies() {
        assertThat(decidedBy("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b/x"))
                .isEqualTo("allowed Allow: /a/b (line 3)");
        assertThat(decidedBy("User-agent: *\nAllow: /a\nDisallow: /a", "/a")).isEqualTo("allowed Allow: /a (line 2)");
        assertThat(decidedBy("User-agent: *\nDisallow: /a\nAllow: /a", "/a")).isEqualTo("allowed Allow: /a (line 3)");
        assertThat(decidedBy("User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm"))
                .isEqualTo("disallowed Disallow: /*.htm (line 3)");
        assertThat(decidedBy("User-agent: *\nAllow: /$\nDisallow: /", "/")).isEqualTo("allowed Allow: /$ (line 2)");
        assertThat(decidedBy("User-agent: *\nAllow: /$\nDisallow: /", "/a"))
                .isEqualTo("disallowed Disallow: / (line 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User-agent: *\\nDisallow: /a | *",
                "User-agent: LinkLoom\\nDisallow: /a | linkloom",
                "User-agent: *\\nUser-agent: linkloom\\nDisallow: /a | linkloom",
                "User-agent: *\\nDisallow: /\\n\\nUser-agent: linkloom\\nCrawl-delay: 1\\nDisallow: /a | linkloom",
                "User-agent: other\\nDisallow: /\\nUser-agent: *\\nSitemap: /s.xml\\nDisallow: /a | *",
                "User-agent: linkloom\\nDisallow: /b\\nUser-agent: x\\nUser-agent: linkloom\\nDisallow: /a | linkloom"
            })
    void rulingNamesTheGroupOfItsLine(String file, String group) {
        RobotsLine line = ruling(parse(file.replace("\\n", "\n")), "/a/b").line();
        assertThat(line).isNotNull();
        assertThat(line.group()).isEqualTo(group);
        assertThat(line.text()).isEqualTo("Disallow: /a");
    }

    @Test
    void emptyPathIsNoRule() {
        assertThat(decidedBy("User-agent: *\nDisallow:\n", "/a")).isEqualTo("allowed by no rule");
        assertThat(decidedBy("User-agent: *\nAllow:\nDisallow: /\n", "/a"))
                .isEqualTo("disallowed Disallow: / (line 3)");
        assertThat(decidedBy("User-agent: *\nDisallow: # all\n", "/a")).isEqualTo("allowed by no rule");
    }

    @Test
    void fileItselfIsAlwaysAllowed() {
        assertThat(allows("User-agent: *\nDisallow: /\n", "/robots.txt")).isTrue();
        assertThat(allows("User-agent: *\nDisallow: /\n", "/robots.txt/x")).isFalse();
    }

    @Test
    void pageIsJudgedByItsOwnPathEvenIfItsUrlIsOdd() {
        for (String page :
                new String[] {"/private/a|b", "/private/[x]", "/private/?q={a}", "/private/^", "/private/%"}) {
            assertThat(allows("User-agent: *\nDisallow: /private\n", page))
                    .as(page)
                    .isFalse();
        }
    }

    @Test
    void indexPageIsNoOtherNameForItsDirectory() {
        assertThat(allows("User-agent: *\nDisallow: /x/index.html\n", "/x/")).isTrue();
        assertThat(allows("User-agent: *\nDisallow: /\nAllow: /x/index.html\n", "/x/"))
                .isFalse();
    }

    // Section 2.2.3: special characters.

    @ParameterizedTest
    @CsvSource({
        "/*, /, true",
        "/fish*, /fishheads/yummy.html, true",
        "/fish*, /catfish, false",
        "*/fish, /cat/fish, true",
        "/*.php, /folder/filename.php?parameters, true",
        "/*.php, /index?f=filename.php/, true",
        "/*.php$, /filename.php, true",
        "/*.php$, /filename.php5, false",
        "/*.php$, /filename.php?parameters, false",
        "/*.php$, /a.php.php, true",
        "/*.php$, /a.php/b.php, true",
        "/fish*.php, /fishheads/catfish.php?parameters, true",
        "/fish*.php, /Fish.PHP, false",
        "/a**b, /axb, true",
        "/a*b*c, /abc, true",
        "/a*b*c$, /acb, false",
        "/a*bc*c$, /abc, false",
        "/$, /, true",
        "/$, /a, false",
        "/a*$, /abc, true",
        "/a$b, /a$b, true",
        "/a$b, /a%24b, true",
        "/a$, /a$, false",
        "/a%24, /a$, true",
        "/a%2A, /a*b, true",
        "/a%2a, /axb, false",
        "/a*b, /a*b, true",
    })
    void asterisksStandForAnythingAndADollarSignForTheEnd(String path, String page, boolean matches) {
        assertThat(matches(path, page)).isEqualTo(matches);
    }

    // Section 2.2: lines.

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\r\n", "\n\n", "\r\r"})
    void linesEndInAnyOfThreeWays(String end) {
        String file = "User-agent: *" + end + "Disallow: /a" + end + "Disallow: /b" + end;
        assertThat(allows(file, "/a")).isFalse();
        assertThat(allows(file, "/b")).isFalse();
    }

    @Test
    void linesAreCountedAsAnEditorCountsThem() {
        assertThat(decidedBy("\r\n\r\n# x\r\nUser-agent: *\r\rDisallow: /a\n", "/a"))
                .isEqualTo("disallowed Disallow: /a (line 6)");
    }

    @Test
    void lastLineNeedsNoEnd() {
        assertThat(allows("User-agent: *\nDisallow: /a", "/a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-agent:*\ndisallow:/a",
                "USER-AGENT :*\nDISALLOW : /a",
                " \tUser-agent:\t* \n\t Disallow:  /a \t",
                "User-agent: * # everybody\nDisallow: /a # but not here",
                "User-agent *\nDisallow /a",
                "Useragent: *\nDissallow: /a",
            })
    void linesAreReadAsTheyAreWrittenInPractice(String file) {
        assertThat(allows(file, "/a")).isFalse();
        assertThat(allows(file, "/b")).isTrue();
    }

    @Test
    void whatIsNoLineOfTheProtocolDoesNoHarm() {
        String file = "\0\0\nUser-agent: *\n:\n: /\n#\nDisallow\nDisallow/a\nfoo: bar\n\u0085\n=\nDisallow: /b\0\n"
                + "x".repeat(100_000) + "\nDisallow: /c\n";
        assertThat(allows(file, "/a")).isTrue();
        assertThat(allows(file, "/b")).isFalse();
        assertThat(allows(file, "/c")).isFalse();
    }

    @Test
    void longLineIsReadToItsEnd() {
        String path = "/" + "a".repeat(3000);
        assertThat(allows("User-agent: *\nDisallow: " + path + "\n", path)).isFalse();
        assertThat(allows("User-agent: *\nDisallow: " + path + "\n", path.substring(1)))
                .isTrue();
        String shown = decidedBy("User-agent: *\nDisallow: " + path + "\n", path);
        assertThat(shown).hasSizeLessThan(250).endsWith("… (line 2)");
    }

    // Encodings.

    @Test
    void byteOrderMarkIsNoPartOfTheFile() {
        for (String charset : new String[] {"UTF-8", "UTF-16BE", "UTF-16LE"}) {
            byte[] file = "\uFEFFUser-agent: *\nDisallow: /ツ\n".getBytes(Charset.forName(charset));
            assertThat(ruling(parse(file, "linkloom"), "/ツ").allowed())
                    .as(charset)
                    .isFalse();
        }
        byte[] broken = "\u00EF\u00BBUser-agent: *\nDisallow: /a\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ruling(parse(broken, "linkloom"), "/a").allowed()).isFalse();
    }

    @Test
    void pageInsteadOfAFileHasNoRulesAndAFileWithinAPageHasThem() {
        assertThat(allows("<!DOCTYPE html><html><body>Not found. Disallow: /</body></html>", "/a"))
                .isTrue();
        assertThat(allows("<HTML>\n<BODY>\nUser-agent: *<BR>\nDisallow: /a<BR>\n</BODY>\n</HTML>\n", "/a"))
                .isFalse();
        assertThat(allows("User-agent: *\nDisallow: /a<b>c\n", "/axxc")).isTrue();
        assertThat(matches("/a<b>c", "/a<b>c")).isTrue();
    }

    // Section 2.5: limits.

    @Test
    void first500KibibytesAreReadAndALineCutThereIsDropped() {
        String head = "User-agent: *\n";
        String tail = "\nDisallow: /last";
        String fill = "#".repeat(RobotsRules.MAX_BYTES - head.length() - tail.length());
        assertThat(allows(head + fill + tail, "/last")).isFalse();
        assertThat(allows(head + fill + tail + "\nDisallow: /x", "/last")).isFalse();
        assertThat(allows(head + fill + tail + "\nDisallow: /x", "/x")).isTrue();
        assertThat(allows(head + fill + tail + "/and/more\n", "/last/and/more")).isTrue();
        assertThat(allows(head + "#" + fill + tail, "/last")).isTrue();
    }

    @Test
    void lineAtWhichTheFileWasCutIsDropped() {
        byte[] file = "User-agent: *\nDisallow: /a\nDisallow: /b".getBytes(StandardCharsets.UTF_8);
        RobotsRules rules = RobotsRules.parse(file, file.length, true, FILE, "linkloom");
        assertThat(ruling(rules, "/a").allowed()).isFalse();
        assertThat(ruling(rules, "/b").allowed()).isTrue();
        assertThat(RobotsRules.parse(file, 27, false, FILE, "linkloom").of("/b").allowed())
                .isTrue();
    }

    // Section 2.2.4: other lines.

    @ParameterizedTest
    @CsvSource({
        "7, 7000",
        "0.25, 250",
        "'1,5', 1500",
        "'10 seconds', 10000",
        "2s, 2000",
        ".5, 500",
        "86400, 86400000",
        "99999999999999999999, 2592000000",
        "0, 0",
        "-3, 0",
        "often, 0",
        "1e9, 0",
        "'', 0",
        "NaN, 0",
    })
    void crawlDelayIsHonouredHoweverLong(String delay, long millis) {
        assertThat(parse("User-agent: *\nCrawl-delay: " + delay + "\nDisallow: /x\n")
                        .crawlDelay())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void crawlDelayIsThatOfOurGroup() {
        String file = "User-agent: *\nCrawl-delay: 5\nDisallow: /a\nUser-agent: %s\nCrawl-delay: 9\nDisallow: /b\n";
        assertThat(parse(file.formatted("linkloom")).crawlDelay()).isEqualTo(Duration.ofSeconds(9));
        assertThat(parse(file.formatted("other")).crawlDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(parse(file.formatted("other") + "User-agent: linkloom\nAllow: /\n")
                        .crawlDelay())
                .isZero();
    }

    @Test
    void sitemapsAreCollectedFromAnywhere() {
        RobotsRules rules = parse("""
                Sitemap: https://www.example.com/1.xml
                User-agent: other
                SITEMAP:/2.xml
                Disallow: /
                User-agent: *
                sitemap : //cdn.example.net/3.xml.gz # the third
                Sitemap: https://www.example.com/1.xml
                Sitemap:
                Sitemap: mailto:x@example.com
                Sitemap: /ü.xml
                https://www.example.com/sitemap5.xml
                """);
        assertThat(rules.sitemaps())
                .extracting(WebUrl::text)
                .containsExactly(
                        "https://www.example.com/1.xml",
                        "https://www.example.com/2.xml",
                        "https://cdn.example.net/3.xml.gz",
                        "https://www.example.com/%C3%BC.xml",
                        "https://www.example.com/sitemap5.xml");
    }

    @Test
    void sitemapsAreBounded() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            file.append("Sitemap: /").append(i).append('\n');
        }
        assertThat(parse(file.toString()).sitemaps()).hasSize(1000);
    }
}
