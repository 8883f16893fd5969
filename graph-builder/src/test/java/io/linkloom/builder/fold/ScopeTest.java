package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    private static final List<WebUrl> SEEDS = List.of(url("https://www.a.test:8443/docs/guide/index.html?x=/y"));

    private final Sites sites = new Sites();

    @ParameterizedTest
    @CsvSource({
        "ANY,    https://other.test/,                        true",
        "SITE,   http://a.test/,                             true",
        "SITE,   http://docs.www.a.test:99/x,                true",
        "SITE,   http://ba.test/,                            false",
        "HOST,   http://www.a.test:8443/else,                true",
        "HOST,   https://www.a.test/docs/guide/,             false",
        "HOST,   https://a.test:8443/docs/guide/,            false",
        "PREFIX, https://www.a.test:8443/docs/guide/,        true",
        "PREFIX, http://www.a.test:8443/docs/guide/deep/er?, true",
        "PREFIX, https://www.a.test:8443/docs/guide,         false",
        "PREFIX, https://www.a.test:8443/docs/,              false",
        "PREFIX, https://www.a.test:8443/docs/guidebook/,    false"
    })
    void pagesAreInScopeByWhatTheyShareWithASeed(Scope.Kind kind, String page, boolean in) {
        Scope scope = Scope.around(SEEDS, kind, Scope.ANY_DEPTH, sites);
        assertThat(scope.refusal(url(page), 1000, sites)).isEqualTo(in ? null : KnownReason.OUT_OF_SCOPE);
        assertThat(scope.refusal(SEEDS.getFirst(), 0, sites)).isNull();
    }

    @Test
    void depthIsBounded() {
        Scope scope = Scope.around(SEEDS, Scope.Kind.ANY, 2, sites);
        assertThat(scope.refusal(url("b.test/"), 2, sites)).isNull();
        assertThat(scope.refusal(url("b.test/"), 3, sites)).isEqualTo(KnownReason.TOO_DEEP);
    }

    @Test
    void digestDiffersWhereScopesDo() {
        Set<String> rules = Set.of("a.test", "b.test");
        Scope scope = new Scope(Scope.Kind.SITE, rules, 5);
        assertThat(new Scope(Scope.Kind.SITE, Set.of("b.test", "a.test"), 5).digest())
                .isEqualTo(scope.digest());
        assertThat(List.of(
                        new Scope(Scope.Kind.HOST, rules, 5).digest(),
                        new Scope(Scope.Kind.SITE, rules, 6).digest(),
                        new Scope(Scope.Kind.SITE, Set.of("a.testb.test"), 5).digest(),
                        Scope.EVERYTHING.digest()))
                .doesNotContain(scope.digest())
                .doesNotHaveDuplicates();
    }
}
