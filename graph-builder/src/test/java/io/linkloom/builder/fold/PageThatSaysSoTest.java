package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.canonical;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.notModified;
import static io.linkloom.builder.fold.FoldFixture.robots;
import static io.linkloom.builder.fold.FoldFixture.shown;
import static io.linkloom.builder.fold.FoldFixture.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.RelToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page says of itself decides what its links are worth: nofollow, noindex, canonical. */
class PageThatSaysSoTest {
    private static final String PAGE = "www.a.test/page";
    private static final FoldRules ALL =
            new FoldRules(FoldRules.USUAL.grace(), FoldRules.LinksOf.ALL, FoldRules.USUAL.keepLost());

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    private boolean isFollow(String target) {
        for (OutLink link : shard.shard.outlinks(FoldFixture.key(PAGE)).live()) {
            if (link.target().equals(FoldFixture.key(target))) {
                return RelToken.isFollow(link.rel());
            }
        }
        throw new AssertionError("no link to " + target);
    }

    private static List<LinkChange> changes(List<Outgoing> outgoing) {
        return outgoing.stream()
                .flatMap(record -> FoldFixture.changesOf(record).changes().stream())
                .toList();
    }

    @Test
    void linksOfAPageThatSaysNofollowAreNotFollow() {
        var out = shard.fold(robots(PageRobots.NOFOLLOW, fetched(PAGE, 100, a("b.test/"), a("a.test/x"))));
        assertThat(changes(out)).allMatch(change -> !change.link().isFollow());
        assertThat(isFollow("a.test/x")).isFalse();
        assertThat(shard.shard.page(FoldFixture.key("a.test/x"))).isNull();
    }

    @Test
    void pageThatBeginsToSayNofollowChangesAllItsLinksThoughTheyAreTheSame() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("a.test/x")));
        var out = shard.fold(robots(PageRobots.NOFOLLOW, unchanged(PAGE, 200, a("b.test/"), a("a.test/x"))));
        assertThat(changes(out)).singleElement().isInstanceOfSatisfying(LinkChange.Changed.class, changed -> {
            assertThat(changed.firstSeenMillis()).isEqualTo(100);
            assertThat(RelToken.isFollow(changed.relBefore())).isTrue();
            assertThat(changed.link().isFollow()).isFalse();
        });
        assertThat(isFollow("a.test/x")).isFalse();
        assertThat(shard.fold(robots(PageRobots.NOFOLLOW, unchanged(PAGE, 300, a("b.test/"), a("a.test/x")))))
                .isEmpty();
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(300);
    }

    @Test
    void pageThatNoLongerSaysNofollowLeadsToThePagesItLinksTo() {
        shard.fold(robots(PageRobots.NOFOLLOW, fetched(PAGE, 100, a("b.test/"), a("a.test/x"))));
        assertThat(shown(shard.fold(unchanged(PAGE, 200, a("b.test/"), a("a.test/x")))))
                .containsExactly("~b.test since 100");
        assertThat(isFollow("a.test/x")).isTrue();
        assertThat(shard.page("a.test/x").state()).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void pageThatIsNotModifiedSaysWhatItSaid() {
        shard.fold(robots(PageRobots.NOFOLLOW, fetched(PAGE, 100, a("b.test/"))));
        assertThat(shard.fold(notModified(PAGE, 200, a("b.test/")))).isEmpty();
        assertThat(isFollow("b.test/")).isFalse();
    }

    @Test
    void pageThatSaysNoindexLosesItsLinksAndGetsThemBack() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("a.test/x")));
        assertThat(shown(shard.fold(robots(PageRobots.NOINDEX, unchanged(PAGE, 200, a("b.test/"), a("a.test/x"))))))
                .containsExactly("-b.test page_noindex");
        assertThat(shard.lost(PAGE)).containsEntry("http://a.test/x", "page_noindex at 200");
        assertThat(shard.page(PAGE).links().digest())
                .as("the next visit is to show its links")
                .isEqualTo(Digest.NONE);
        assertThat(shown(shard.fold(fetched(PAGE, 300, a("b.test/"), a("a.test/x")))))
                .containsExactly("^b.test since 100");
        assertThat(shard.live(PAGE)).isEqualTo(Map.of("http://b.test/", 100L, "http://a.test/x", 100L));
    }

    @Test
    void linksOfAHiddenPageLeadToPagesAllTheSame() {
        List<Outgoing> out = shard.fold(robots(PageRobots.NOINDEX, fetched(PAGE, 100, a("b.test/y"), a("a.test/x"))));
        assertThat(out)
                .singleElement()
                .extracting(Outgoing::record)
                .isEqualTo(new Discoveries(
                        Origin.LINK, 100, FoldFixture.url(PAGE), List.of(FoldFixture.url("b.test/y")), 2));
        assertThat(shard.page("a.test/x").state()).isInstanceOf(PageState.Queued.class);
        assertThat(shard.page("a.test/x").depth()).isEqualTo(3);
        assertThat(shard.live(PAGE)).isEmpty();
        assertThat(shard.fold(robots(PageRobots.NOINDEX + PageRobots.NOFOLLOW, fetched(PAGE, 200, a("b.test/y")))))
                .isEmpty();
    }

    @Test
    void whatAHiddenPageLinksToIsAsDeepInItsOwnShardAsALinkWouldMakeIt() {
        Discoveries found =
                new Discoveries(Origin.LINK, 100, FoldFixture.url("s.test/"), List.of(FoldFixture.url("a.test/y")), 2);
        long _ = shard.fold(found);
        assertThat(shard.page("a.test/y").depth()).isEqualTo(3);
        assertThat(shard.page("a.test/y").origin()).isEqualTo(Origin.LINK);
        assertThat(shard.page("a.test/y").discoveredFrom()).isEqualTo(FoldFixture.key("s.test/"));
        assertThat(shard.inlinks()).isEmpty();
    }

    @Test
    void pageWithACanonicalPageOfAnotherSiteLosesItsLinksButTheOneThere() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shown(shard.fold(canonical("c.test/", fetched(PAGE, 200, a("b.test/"))))))
                .containsExactly("+c.test since 200", "-b.test not_canonical");
        assertThat(shown(shard.fold(canonical(PAGE, fetched(PAGE, 300, a("b.test/"))))))
                .containsExactly("-c.test link_removed", "^b.test since 100");
    }

    @Test
    void pagesThatNameEachOtherAsCanonicalHaveNoLinksThatCount() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shown(shard.fold(
                        canonical(PAGE, fetched("a.test/other", 150, a("b.test/"))),
                        canonical("a.test/other", fetched(PAGE, 200, a("b.test/"))))))
                .containsExactly("-b.test not_canonical");
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://a.test/other");
        assertThat(shard.live("a.test/other")).containsOnlyKeys("http://" + PAGE);
    }

    @Test
    void noindexGoesBeforeCanonical() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shown(shard.fold(
                        robots(PageRobots.NOINDEX, canonical("a.test/other", fetched(PAGE, 200, a("b.test/")))))))
                .containsExactly("-b.test page_noindex");
        assertThat(shard.live("a.test/other")).isEmpty();
    }

    @Test
    void allLinksCountWhereThatIsWanted() {
        FoldFixture all = new FoldFixture(Scope.EVERYTHING, Feeding.USUAL, ALL);
        assertThat(shown(all.fold(
                        robots(PageRobots.NOINDEX, fetched("www.a.test/2", 100, a("b.test/"))),
                        canonical("c.test/", fetched(PAGE, 100, a("b.test/"))))))
                .containsExactly("+b.test since 100", "+b.test since 100", "+c.test since 100");
    }

    @Test
    void rulesComeBackFromTheirText() {
        FoldRules rules = new FoldRules(Duration.ofMinutes(90), FoldRules.LinksOf.ALL, Duration.ofDays(3));
        assertThat(FoldRules.ofText(rules.text())).contains(rules);
        assertThat(FoldRules.ofText(FoldRules.USUAL.text())).contains(FoldRules.USUAL);
        assertThat(FoldRules.ofText("grace PT1H links-of some keep-lost PT1H")).isEmpty();
        assertThat(FoldRules.ofText("something later")).isEmpty();
    }
}
