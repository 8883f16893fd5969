package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeRulesTest {
    private final Sites sites = new Sites();

    private ScopeRules rules(String... lines) {
        return ScopeRules.parse(List.of(lines), sites);
    }

    private int line(ScopeRules rules, String page, int depth) {
        ScopeRule first = rules.first(url(page), depth, sites);
        return first == null ? 0 : first.line();
    }

    @ParameterizedTest
    @CsvSource({
        "deny site example.com,               http://docs.example.com:99/x,          true",
        "deny site example.com,               http://example.org/,                   false",
        "deny site example.co.uk,             https://www.example.co.uk/,            true",
        "deny host www.example.com,           https://www.example.com/x,             true",
        "deny host www.example.com,           https://www.example.com:8443/x,        false",
        "deny host www.example.com:8443,      https://www.example.com:8443/x,        true",
        "deny host WWW.Example.COM,           http://www.example.com/,               true",
        "deny host bücher.example,            http://xn--bcher-kva.example/,         true",
        "deny prefix example.com/private/,    https://example.com/private/a?b=c,     true",
        "deny prefix https://example.com/pri, http://example.com/private/,           true",
        "deny prefix example.com/private/,    https://example.com/private,           false",
        "deny prefix example.com/?id=,        https://example.com/?id=7,             true",
        "deny prefix example.com,             https://example.com/anything,          true",
        "deny tld .cn,                        http://www.example.com.cn/,            true",
        "deny tld CN,                         http://www.example.cn./,               true",
        "deny tld cn,                         http://cn.example.com/,                false",
        "deny regex [?&]sessionid=,           https://example.com/a?b=1&sessionid=2, true",
        "deny regex ^https?://[^/]+/calendar/, https://example.com/calendar/2026,    true",
        "deny regex a deeper b$,              https://example.com/,                  false",
        "deny any,                            https://example.com/,                  true"
    })
    void ruleIsAboutThePagesThatItSays(String rule, String page, boolean about) {
        if (rule.contains("a deeper b")) {
            assertThatThrownBy(() -> rules(rule)).hasMessageContaining("deeper takes a number of links, not \"b$\"");
            return;
        }
        assertThat(line(rules(rule), page, 0)).isEqualTo(about ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "deny type application/pdf, application/pdf,             true",
        "deny type application/pdf, Application/PDF; q=\"a/b\",  true",
        "deny type Application/Pdf, application/pdf,             true",
        "deny type application/pdf, application/pdfx,            false",
        "deny type application/pdf, '',                          false",
        "deny type application/pdf, application,                 false",
        "deny type text/html,       'text/html,text/html',       true",
        "deny type image/*,         image/svg+xml; charset=utf-8, true",
        "deny type image/*,         imagery/x,                   false",
        "deny type */*,             model/obj,                   true",
        "deny type */*,             '',                          false"
    })
    void ruleAboutATypeIsAboutPagesOfWhichAVisitHasShownIt(String rule, String contentType, boolean about) {
        ScopeRule first = rules(rule).first(url("http://a.test/"), 0, contentType, sites);
        assertThat(first != null).isEqualTo(about);
        assertThat(line(rules(rule), "http://a.test/", 0)).as("before a visit").isZero();
    }

    @Test
    void linesAboutTypesAndAboutUrlsDecideInTheirOrder() {
        ScopeRules rules = rules("allow prefix a.test/docs/", "deny type application/pdf", "deny site a.test");
        assertThat(rules.first(url("a.test/docs/x"), 0, "application/pdf", sites))
                .extracting("line")
                .isEqualTo(1);
        assertThat(rules.first(url("b.test/x"), 0, "application/pdf", sites))
                .extracting("line")
                .isEqualTo(2);
        assertThat(rules.first(url("a.test/x"), 0, "application/pdf", sites))
                .extracting("line")
                .isEqualTo(2);
        assertThat(line(rules, "http://a.test/x", 0)).isEqualTo(3);
    }

    @Test
    void linesAboutIntervalsLetNothingInAndKeepNothingOut() {
        Scope scope = new Scope(Scope.Kind.SITE, Set.of("a.test"), 5);
        ScopeRules rules = rules("recrawl any every 1h..2h", "deny any");
        assertThat(line(rules, "http://a.test/", 0)).isEqualTo(2);
        assertThat(rules.size()).isEqualTo(2);
        assertThat(scope.with(rules("recrawl any every 1h..2h")).digest())
                .as("pages need not be judged again")
                .isEqualTo(scope.digest());
        assertThat(rules("recrawl any every 1h..2h").digest())
                .isNotEqualTo(rules("recrawl any every 1h..3h").digest());
    }

    @Test
    void allThatIsWrongWithAFileIsToldAndNotOnlyTheFirst() {
        ScopeRules.Reading reading = ScopeRules.read(List.of("deny any", "dney any", "#", "deny type pdf"), sites);
        assertThat(reading.problems()).extracting(ScopeRules.Problem::line).containsExactly(2, 4);
        assertThat(reading.problems().getLast().sentence()).contains("\"pdf\"", "application/pdf");
        assertThat(reading.rules().size()).isEqualTo(1);
    }

    @Test
    void firstLineThatIsAboutAPageDecides() {
        ScopeRules rules = rules(
                "# what we want of it",
                "",
                "allow prefix example.com/docs/",
                "  deny   site   example.com  ",
                "allow host www.example.com",
                "deny any deeper 3");
        assertThat(line(rules, "http://example.com/docs/a", 9)).isEqualTo(3);
        assertThat(line(rules, "http://www.example.com/docs/a", 0)).isEqualTo(4);
        assertThat(line(rules, "http://other.test/", 4)).isEqualTo(6);
        assertThat(line(rules, "http://other.test/", 3)).isZero();
        assertThat(rules.size()).isEqualTo(4);
    }

    @Test
    void ruleForDeepPagesLeavesOthersToTheNext() {
        ScopeRules rules = rules("deny site a.test deeper 2", "allow site a.test", "deny any");
        assertThat(line(rules, "http://a.test/", 3)).isEqualTo(1);
        assertThat(line(rules, "http://a.test/", 2)).isEqualTo(2);
        assertThat(line(rules, "http://b.test/", 0)).isEqualTo(3);
    }

    @Test
    void exceptionsGoBeforeTheCrawlsScopeAndDepthHoldsAllTheSame() {
        Scope scope = new Scope(Scope.Kind.SITE, Set.of("a.test"), 5)
                .with(rules("allow host b.test", "deny prefix a.test/private/"));
        assertThat(scope.refusal(url("http://b.test/"), 0, sites)).isNull();
        assertThat(scope.refusal(url("http://b.test/"), 6, sites)).isEqualTo(KnownReason.TOO_DEEP);
        assertThat(scope.refusal(url("http://a.test/private/x"), 0, sites)).isEqualTo(KnownReason.DENIED);
        assertThat(scope.refusal(url("http://a.test/"), 0, sites)).isNull();
        assertThat(scope.refusal(url("http://c.test/"), 0, sites)).isEqualTo(KnownReason.OUT_OF_SCOPE);
    }

    @Test
    void digestDiffersWhereWhatIsSaidDiffers() {
        Scope scope = new Scope(Scope.Kind.SITE, Set.of("a.test"), 5);
        assertThat(scope.with(rules("# nothing", "")).digest())
                .as("as before there were rules")
                .isEqualTo(scope.digest());
        assertThat(scope.with(rules("deny any")).digest()).isNotEqualTo(scope.digest());
        assertThat(scope.with(rules("# why", "deny any")).digest())
                .isEqualTo(scope.with(rules("deny any")).digest());
        assertThat(scope.with(rules("deny site a.test", "allow site b.test")).digest())
                .isNotEqualTo(scope.with(rules("allow site b.test", "deny site a.test"))
                        .digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dney host a.test",
                "deny",
                "deny hots a.test",
                "deny host",
                "deny host http://a.test/",
                "deny host a.test/x",
                "deny host *.a.test",
                "deny site a..test",
                "deny host a b",
                "deny site www.example.com",
                "deny prefix mailto:a@b.test",
                "deny tld",
                "deny tld a.b",
                "deny regex (",
                "deny regex (?=x)",
                "deny any thing",
                "deny any deeper -1",
                "deny any deeper 99999999999",
                "deny site a.test deeper",
                "deny type",
                "deny type pdf",
                "deny type a/b/c",
                "deny type */pdf",
                "recrawl",
                "recrawl any",
                "recrawl any every",
                "recrawl any every 1x..2d",
                "recrawl any every 2d..1d",
                "recrawl any every 1h..2h..3h",
                "recrawl any every 1h..",
                "recrawl any every 10ms..1d",
                "recrawl any every 1d..99999d",
                "recrawl every 1h..1d"
            })
    void whatIsNoRuleIsRefusedWithItsLine(String rule) {
        assertThatThrownBy(() -> rules("# first", rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void refusalSaysWhatToWriteInstead() {
        assertThatThrownBy(() -> rules("deny site www.example.com"))
                .hasMessage(
                        "line 1: \"www.example.com\" is a host of the site example.com; write \"site example.com\" or"
                                + " \"host www.example.com\"");
        assertThatThrownBy(() -> rules("block host a.test"))
                .hasMessage("line 1: \"block\" is none of allow, deny and recrawl; a rule is for example \"deny host"
                        + " ads.example.com\"");
    }

    @Test
    void hostileLinesAreRulesOrRefusedAndNothingElse() {
        Random random = new Random(3);
        String alphabet =
                "allow deny recrawl site host prefix regex tld type any deeper 3 every 1h..2d a.test () [ ] * + ? \\ # % : / . é \u0000 ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "deny " : "");
            for (int n = random.nextInt(30); n > 0; n--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ScopeRule first = rules(line.toString()).first(url("http://a.test/x"), 2, sites);
                assertThat(first == null || first.line() == 1).isTrue();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("line 1: ");
            }
        }
    }

    /** Against the plainest reading of the same lines. */
    @Test
    void lookUpsDecideAsAWalkThroughAllLinesDoes() {
        Random random = new Random(4);
        int decided = 0;
        for (int round = 0; round < 300; round++) {
            List<String> lines = new ArrayList<>();
            for (int n = random.nextInt(40); n > 0; n--) {
                lines.add(anyRule(random));
            }
            ScopeRules rules = ScopeRules.parse(lines, sites);
            for (int n = 0; n < 60; n++) {
                WebUrl page = url(anyPage(random));
                int depth = random.nextInt(5);
                ScopeRule expected = walk(lines, page, depth);
                assertThat(rules.first(page, depth, sites))
                        .as(page + " at " + depth)
                        .isEqualTo(expected);
                decided += expected == null ? 0 : 1;
            }
        }
        assertThat(decided).isGreaterThan(3_000);
    }

    private @Nullable ScopeRule walk(List<String> lines, WebUrl page, int depth) {
        for (int i = 0; i < lines.size(); i++) {
            ScopeRule rule = ScopeLine.parse(i + 1, lines.get(i), sites);
            if (rule != null && rule.isFor(depth) && rule.about().holds(page, "", sites)) {
                return rule;
            }
        }
        return null;
    }

    private static String anyRule(Random random) {
        String site = "s" + random.nextInt(6) + ".test";
        String about = switch (random.nextInt(6)) {
            case 0 -> "site " + site;
            case 1 -> "host h" + random.nextInt(3) + "." + site;
            case 2 -> "prefix h" + random.nextInt(3) + "." + site + "/" + random.nextInt(4);
            case 3 -> "regex " + random.nextInt(4) + "$";
            case 4 -> random.nextBoolean() ? "tld .org" : "# tld .test";
            default -> random.nextInt(8) == 0 ? "any" : "site x" + site;
        };
        String deeper = random.nextInt(3) == 0 ? " deeper " + random.nextInt(4) : "";
        return (random.nextBoolean() ? "deny " : "allow ") + about.replace("# ", "") + deeper;
    }

    private static String anyPage(Random random) {
        String end = random.nextInt(5) == 0 ? ".org" : ".test";
        return "http://h" + random.nextInt(3) + ".s" + random.nextInt(8) + end + "/" + random.nextInt(6)
                + random.nextInt(6);
    }
}
