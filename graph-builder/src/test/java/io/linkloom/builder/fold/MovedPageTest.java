package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.canonical;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.redirected;
import static io.linkloom.builder.fold.FoldFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RelToken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovedPageTest {
    private static final String OLD = "http://a.test/page";
    private static final String NEW = "https://www.a.test/page";

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    @ParameterizedTest
    @ValueSource(ints = {301, 308})
    void linksOfAPageThatMovedForGoodAreThoseOfTheNewAddressAndAsOldAsTheyWere(int status) {
        shard.fold(
                fetched(OLD, 100, a("b.test/"), a("a.test/x")),
                fetched(OLD, 200, a("b.test/"), a("c.test/"), a("a.test/x")));
        assertThat(shown(shard.fold(redirected(status, OLD, 300, NEW))))
                .containsExactly(">b.test since 100 to " + NEW, ">c.test since 200 to " + NEW);
        assertThat(shard.live(OLD)).isEqualTo(Map.of(NEW, 300L));
        assertThat(shard.lost(OLD))
                .isEqualTo(Map.of(
                        "http://b.test/",
                        "moved at 300",
                        "http://c.test/",
                        "moved at 300",
                        "http://a.test/x",
                        "moved at 300"));
        assertThat(shard.live(NEW))
                .isEqualTo(Map.of("http://a.test/x", 100L, "http://b.test/", 100L, "http://c.test/", 200L));
        assertThat(shard.memory.totals().internalLinks())
                .as("the redirect and the link within the site")
                .isEqualTo(2);
        assertThat(shown(shard.fold(fetched(NEW, 400, a("b.test/"), a("d.test/"), a("a.test/x")))))
                .containsExactly("+d.test since 400", "-c.test link_removed");
        assertThat(shard.live(NEW))
                .isEqualTo(Map.of("http://a.test/x", 100L, "http://b.test/", 100L, "http://d.test/", 400L));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 307})
    void pageThatIsElsewhereForATimeLosesItsLinks(int status) {
        shard.fold(fetched(OLD, 100, a("b.test/")));
        assertThat(shown(shard.fold(redirected(status, OLD, 200, NEW)))).containsExactly("-b.test page_redirected");
        assertThat(shard.live(OLD)).containsOnlyKeys(NEW);
        assertThat(shard.live(NEW)).isEmpty();
    }

    @Test
    void pageThatMovedToAnotherSiteLosesItsLinks() {
        shard.fold(fetched(OLD, 100, a("b.test/")));
        assertThat(shown(shard.fold(redirected(301, OLD, 200, "http://c.test/"))))
                .containsExactly("+c.test since 200", "-b.test page_redirected");
    }

    @Test
    void newAddressIsVisitedWhateverKindsOfLinksLeadToPages() {
        Feeding onlyA = new Feeding(Set.of(LinkKind.A), Feeding.Nofollow.HOLD_PAGE, true);
        FoldFixture narrow = new FoldFixture(Scope.EVERYTHING, onlyA);
        narrow.fold(fetched(OLD, 100, a("b.test/")), redirected(301, OLD, 200, NEW));
        assertThat(narrow.page(NEW).state()).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void ofAPageThatWasThereBeforeOnlyWhatBothHaveMoves() {
        shard.fold(fetched(NEW, 50, a("b.test/")), fetched(OLD, 100, a("b.test/"), a("c.test/")));
        assertThat(shown(shard.fold(redirected(301, OLD, 200, NEW))))
                .containsExactly("-c.test page_redirected", ">b.test since 100 to " + NEW + " which had it");
        assertThat(shard.live(NEW)).isEqualTo(Map.of("http://b.test/", 50L));
    }

    @Test
    void severalAddressesThatMoveToOneGiveItTheirLinksOnce() {
        shard.fold(fetched("http://www.a.test/page", 90, a("b.test/")), fetched(OLD, 100, a("b.test/"), a("c.test/")));
        shard.fold(redirected(301, "http://www.a.test/page", 200, NEW));
        assertThat(shown(shard.fold(redirected(301, OLD, 210, NEW))))
                .containsExactly("-c.test page_redirected", ">b.test since 100 to " + NEW + " which had it");
        assertThat(shard.live(NEW)).isEqualTo(Map.of("http://b.test/", 90L));
    }

    @Test
    void pageThatMovesOnTakesItsLinksAlong() {
        shard.fold(fetched(OLD, 100, a("b.test/")), redirected(301, OLD, 200, "a.test/second"));
        assertThat(shown(shard.fold(redirected(301, "a.test/second", 300, "a.test/third"))))
                .containsExactly(">b.test since 100 to http://a.test/third");
        assertThat(shard.live("a.test/third")).isEqualTo(Map.of("http://b.test/", 100L));
    }

    @Test
    void linksGoToTheEndOfAChainThatIsKnown() {
        shard.fold(redirected(301, "a.test/second", 50, "a.test/third"), fetched(OLD, 100, a("b.test/")));
        assertThat(shown(shard.fold(redirected(301, OLD, 200, "a.test/second"))))
                .containsExactly(">b.test since 100 to http://a.test/third");
    }

    @Test
    void pagesThatMoveToEachOtherLoseTheirLinks() {
        shard.fold(fetched(OLD, 100, a("b.test/")), redirected(301, "a.test/second", 150, OLD));
        assertThat(shown(shard.fold(redirected(301, OLD, 200, "a.test/second"))))
                .containsExactly("-b.test page_redirected");
    }

    @Test
    void pageThatMovesToOneThatIsGoneLosesItsLinks() {
        shard.fold(failed(NEW, 50, Outcome.GONE), fetched(OLD, 100, a("b.test/")));
        assertThat(shown(shard.fold(redirected(301, OLD, 200, NEW)))).containsExactly("-b.test page_redirected");
        assertThat(shard.live(NEW)).isEmpty();
    }

    @Test
    void pageThatComesBackHasItsLinksAgainAndTheOtherGivesThemBack() {
        shard.fold(fetched(OLD, 100, a("b.test/")), redirected(301, OLD, 200, NEW), fetched(NEW, 300, a("b.test/")));
        assertThat(shown(shard.fold(fetched(OLD, 400, a("b.test/"))))).containsExactly("^b.test since 100");
        assertThat(shown(shard.fold(redirected(301, NEW, 500, OLD))))
                .containsExactly(">b.test since 100 to " + OLD + " which had it");
        assertThat(shard.live(OLD)).isEqualTo(Map.of("http://b.test/", 100L));
    }

    @Test
    void linkToTheNewAddressIsNoLinkOfThePageThereToItself() {
        shard.fold(fetched(OLD, 100, a(NEW), a("b.test/")), redirected(301, OLD, 200, NEW));
        assertThat(shard.live(OLD)).isEqualTo(Map.of(NEW, 100L));
        assertThat(shard.live(NEW)).containsOnlyKeys("http://b.test/");
    }

    @Test
    void pageThatNamesAnotherAsCanonicalGivesItItsLinks() {
        shard.fold(fetched(OLD, 100, a("b.test/")));
        assertThat(shown(shard.fold(canonical(NEW, fetched(OLD, 200, a("b.test/"))))))
                .containsExactly(">b.test since 100 to " + NEW);
        assertThat(shard.live(NEW)).isEqualTo(Map.of("http://b.test/", 100L));
        OutLink edge = shard.shard.outlinks(FoldFixture.key(OLD)).live().getFirst();
        assertThat(edge.target()).isEqualTo(FoldFixture.key(NEW));
        assertThat(edge.has(RelToken.PAGE_CANONICAL)).isTrue();
        assertThat(shown(shard.fold(canonical(NEW, fetched(OLD, 300, a("b.test/"), a("c.test/"))))))
                .as("links of what it shows from then on")
                .isEmpty();
    }

    @Test
    void firstVisitOfTheNewAddressOlderThanTheMoveStillCounts() {
        shard.fold(fetched(OLD, 100, a("b.test/")), redirected(301, OLD, 300, NEW));
        assertThat(shown(shard.fold(fetched(NEW, 250, a("b.test/"), a("c.test/")))))
                .containsExactly("+c.test since 250");
    }

    @Test
    void moveThatIsInTheLogTwiceHappensOnce() {
        shard.fold(fetched(OLD, 100, a("b.test/")), redirected(301, OLD, 200, NEW));
        assertThat(shard.fold(redirected(301, OLD, 200, NEW))).isEmpty();
        assertThat(List.copyOf(shard.live(NEW).keySet())).containsExactly("http://b.test/");
    }
}
