package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.canonical;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.redirected;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRule;
import io.linkloom.common.url.UrlRules;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageIdentityTest {
    private final PageIdentity identity = new PageIdentity(UrlRules.of(EnumSet.allOf(UrlRule.class), new Sites()));

    private PageVisit of(PageVisit visit) {
        return identity.of(new Positioned<>(7, visit)).value();
    }

    @Test
    void linksToSpellingsOfOnePageAreOneLink() {
        Link sponsored = Link.of(url("a.test/x?utm_source=1"), LinkKind.A, RelToken.SPONSORED.bit(), "paid")
                .withCount(2);
        Link follow = a("www.a.test/x?utm_source=2", "free");
        Link third = a("a.test/x", "third");

        PageVisit visit = of(fetched("p.test/", 5, a("b.test/"), sponsored, follow, third));

        assertThat(visit.links()).hasSize(2);
        assertThat(visit.links().getFirst()).isEqualTo(a("b.test/"));
        assertThat(visit.links().getLast()).isEqualTo(a("a.test/x", "free").withCount(4));
    }

    @Test
    void aServerMayRedirectAPageToAnotherSpellingOfIt() {
        PageVisit visit = redirected("a.test/", 5, "www.a.test/");

        assertThat(of(visit)).isEqualTo(visit);
    }

    @Test
    void pageThatNamesAnotherSpellingOfItselfAsCanonicalNamesItself() {
        PageVisit visit = of(canonical("a.test/x?utm_source=2", fetched("www.a.test/x", 5)));
        assertThat(visit.facts().canonical()).isEqualTo(visit.url());
        assertThat(of(canonical("www.a.test/y", fetched("www.a.test/x", 5)))
                        .facts()
                        .canonical())
                .isEqualTo(url("a.test/y"));
    }

    @Test
    void seedsAreTheirPages() {
        LinksRecord seeds = new Discoveries(
                Origin.SEED, 5, null, List.of(url("www.a.test/index.html"), url("a.test/"), url("b.test/?b&a")));

        assertThat(identity.ofLinks(new Positioned<>(7, seeds)).value())
                .isEqualTo(new Discoveries(Origin.SEED, 5, null, List.of(url("a.test/"), url("b.test/?a&b"))));
    }

    @Test
    void withoutRulesNothingIsTouched() {
        PageIdentity none = new PageIdentity(UrlRules.NONE);
        Positioned<PageVisit> visit = new Positioned<>(7, fetched("p.test/", 5, a("www.a.test/?utm_source=1")));

        assertThat(none.of(visit)).isSameAs(visit);
    }
}
