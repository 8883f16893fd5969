package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.notModified;
import static io.linkloom.builder.fold.FoldFixture.redirected;
import static io.linkloom.builder.fold.FoldFixture.shown;
import static io.linkloom.builder.fold.FoldFixture.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisitFoldTest {
    private static final String PAGE = "www.a.test/page";

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    @Test
    void firstVisitSendsWhatLeadsElsewhereAndKeepsTheRest() {
        List<Outgoing> out = shard.fold(fetched(PAGE, 100, a("a.test/inside"), a("b.test/"), a("c.test/")));
        assertThat(shown(out)).containsExactly("+b.test since 100", "+c.test since 100");
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://a.test/inside", "http://b.test/", "http://c.test/");
        assertThat(shard.page("a.test/inside").state()).isInstanceOf(PageState.Queued.class);
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
        assertThat(shard.memory.totals().internalLinks()).isEqualTo(1);
    }

    @Test
    void laterVisitSendsTheDifferenceOnly() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/"), a("d.test/")));
        List<Outgoing> out = shard.fold(fetched(PAGE, 200, a("e.test/"), a("b.test/"), a("c.test/", "other")));
        assertThat(shown(out)).containsExactly("+e.test since 200", "-d.test link_removed", "~c.test since 100");
        assertThat(shard.lost(PAGE)).isEqualTo(Map.of("http://d.test/", "link_removed at 200"));
    }

    @Test
    void pageVisitedTwiceInABatchSeesItsPendingLinks() {
        List<Outgoing> out = shard.fold(
                fetched(PAGE, 100, a("b.test/"), a("a.test/x")), fetched(PAGE, 200, a("c.test/"), a("a.test/x")));
        assertThat(shown(out)).containsExactly("+b.test since 100", "+c.test since 200", "-b.test link_removed");
        assertThat(shard.live(PAGE)).isEqualTo(Map.of("http://a.test/x", 100L, "http://c.test/", 200L));
    }

    @Test
    void sameLinksInAnotherOrderChangeNothing() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/")));
        Link moved =
                new Link(FoldFixture.url("b.test/"), LinkKind.A, 0, "text", Place.OTHER, 9, "before", "after", "", 1);
        assertThat(shard.fold(fetched(PAGE, 200, a("c.test/"), moved))).isEmpty();
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(200);
    }

    @Test
    void visitThatSaysNothingChangedConfirmsTheLinks() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shard.fold(unchanged(PAGE, 200, a("b.test/")))).isEmpty();
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(200);
        assertThat(shard.fold(notModified(PAGE, 300, a("b.test/")))).isEmpty();
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(300);
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://b.test/");
    }

    @Test
    void visitThatComparedWithAnOlderVersionDoesNotConfirmTheNewerOne() {
        shard.fold(fetched(PAGE, 100, a("b.test/")), fetched(PAGE, 200, a("c.test/")));
        assertThat(shard.fold(unchanged(PAGE, 300, a("b.test/")), notModified(PAGE, 400, a("b.test/"))))
                .isEmpty();
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://c.test/");
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(200);
        assertThat(shard.page(PAGE).links().etag()).isEmpty();
    }

    @Test
    void pageThatIsGoneLosesItsLinks() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("a.test/x")));
        List<Outgoing> out = shard.fold(failed(PAGE, 200, Outcome.GONE));
        assertThat(shown(out)).containsExactly("-b.test page_gone");
        assertThat(shard.live(PAGE)).isEmpty();
        assertThat(shard.lost(PAGE))
                .isEqualTo(Map.of("http://b.test/", "page_gone at 200", "http://a.test/x", "page_gone at 200"));
        assertThat(shard.memory.totals().internalLinks()).isZero();
    }

    @Test
    void linkThatComesBackIsFirstSeenWhenItWas() {
        shard.fold(fetched(PAGE, 100, a("b.test/")), failed(PAGE, 200, Outcome.GONE));
        List<Outgoing> out = shard.fold(fetched(PAGE, 300, a("b.test/")));
        assertThat(shown(out)).containsExactly("^b.test since 100");
        assertThat(shard.lost(PAGE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FETCHED", "REDIRECTED", "NOT_MODIFIED", "GONE", "REDIRECT_LOOP"})
    void failureLeavesLinksUnconfirmedAndLive(Outcome outcome) {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shard.fold(failed(PAGE, 200, outcome))).isEmpty();
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://b.test/");
        assertThat(shard.page(PAGE).links().asOfMillis()).isEqualTo(100);
        assertThat(shard.page(PAGE).lastVisit()).isNotNull().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo(outcome);
            assertThat(visit.fetchedAtMillis()).isEqualTo(200);
            assertThat(visit.failingSinceMillis()).isEqualTo(200);
        });
        assertThat(shard.memory.totals().visits(outcome)).isEqualTo(1);
    }

    @Test
    void pageVisitedTwiceIsOnePageWithItsLastOutcome() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        shard.fold(fetched(PAGE, 200, a("b.test/")), failed(PAGE, 300, Outcome.GONE));
        assertThat(shard.memory.totals().visits()).containsOnly(Map.entry(Outcome.GONE, 1L));
        shard.fold(fetched(PAGE, 50, a("b.test/")));
        assertThat(shard.memory.totals().visits()).containsOnly(Map.entry(Outcome.GONE, 1L));
    }

    @Test
    void redirectReplacesTheLinksAndIsOne() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/")));
        List<Outgoing> out = shard.fold(redirected(PAGE, 200, "c.test/"));
        assertThat(shown(out)).containsExactly("-b.test page_redirected", "~c.test since 100");
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://c.test/");
    }

    @Test
    void lateVisitOnlyMakesLinksOlder() {
        shard.fold(fetched(PAGE, 500, a("b.test/"), a("c.test/")));
        List<Outgoing> out = shard.fold(fetched(PAGE, 100, a("b.test/", "then"), a("z.test/")));
        assertThat(shown(out)).containsExactly("~b.test since 100");
        assertThat(shard.live(PAGE)).isEqualTo(Map.of("http://b.test/", 100L, "http://c.test/", 500L));
        assertThat(shard.page(PAGE).lastVisit())
                .isNotNull()
                .satisfies(visit -> assertThat(visit.fetchedAtMillis()).isEqualTo(500));
        assertThat(shard.fold(failed(PAGE, 300, Outcome.GONE))).isEmpty();
    }

    @Test
    void lateVisitAfterAFailureStillCounts() {
        shard.fold(failed(PAGE, 500, Outcome.TIMEOUT));
        assertThat(shown(shard.fold(fetched(PAGE, 100, a("b.test/"))))).containsExactly("+b.test since 100");
        assertThat(shard.page(PAGE).lastVisit())
                .isNotNull()
                .satisfies(visit -> assertThat(visit.outcome()).isEqualTo(Outcome.TIMEOUT));
    }

    @Test
    void ofSeveralLinksToOneTargetTheFirstCounts() {
        shard.fold(fetched(PAGE, 100, a("b.test/", "one"), a("a.test/y"), a("b.test/", "two")));
        assertThat(shard.shard.outlinks(FoldFixture.key(PAGE)).live())
                .filteredOn(link -> link.target().equals(FoldFixture.key("b.test/")))
                .singleElement()
                .satisfies(link -> assertThat(link.anchor()).isEqualTo("one"));
    }

    @Test
    void changesAreStampedWithTheVisitAndSplitBySizeInOneOrder() {
        Link[] links = new Link[9000];
        for (int i = 0; i < links.length; i++) {
            links[i] = a("b.test/" + i, "x".repeat(100));
        }
        List<Outgoing> out = shard.fold(fetched("a.test/other", 50), fetched(PAGE, 100, links));
        assertThat(out.size()).isBetween(3, 6);
        List<Stamp> stamps = out.stream()
                .map(record -> FoldFixture.changesOf(record).stamp())
                .toList();
        for (int part = 0; part < stamps.size(); part++) {
            assertThat(stamps.get(part)).isEqualTo(new Stamp(FoldFixture.TOPIC, 0, 1, part));
        }
        assertThat(out.stream()
                        .mapToInt(record ->
                                FoldFixture.changesOf(record).changes().size())
                        .sum())
                .isEqualTo(links.length);
        FoldFixture again = new FoldFixture(Scope.EVERYTHING);
        assertThat(again.fold(fetched("a.test/other", 50), fetched(PAGE, 100, links)))
                .isEqualTo(out);
    }

    @Test
    void linkThatACutPageDoesNotShowIsNotLost() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/"), a("a.test/x")));
        assertThat(shown(shard.fold(cut(PAGE, 200, true, 0, a("b.test/", "new"), a("d.test/")))))
                .containsExactlyInAnyOrder("~b.test since 100", "+d.test since 200");
        assertThat(shard.live(PAGE))
                .containsOnlyKeys("http://a.test/x", "http://b.test/", "http://c.test/", "http://d.test/");
        assertThat(shard.page(PAGE).links().count()).isEqualTo(4);
    }

    @Test
    void linkBeyondTheMostThatAreKeptIsNotLost() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/")));
        assertThat(shard.fold(cut(PAGE, 200, false, 1, a("b.test/")))).isEmpty();
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://b.test/", "http://c.test/");
    }

    @Test
    void afterACutPageAWholeOneLosesWhatIsGone() {
        shard.fold(fetched(PAGE, 100, a("b.test/"), a("c.test/")));
        shard.fold(cut(PAGE, 200, true, 0, a("b.test/")));
        assertThat(shard.page(PAGE).links().digest())
                .as("the next visit is to show its links, also if they are those before the cut")
                .isEqualTo(Digest.NONE);
        assertThat(shown(shard.fold(fetched(PAGE, 300, a("b.test/"))))).containsExactly("-c.test link_removed");
    }

    private static PageVisit cut(String page, long at, boolean bodyCut, int dropped, Link... links) {
        PageFacts facts = new PageFacts("", 9, bodyCut, "", "", null, 0, Digest.NONE, "\"tag\"", "", dropped);
        List<Link> list = List.of(links);
        return new PageVisit(
                FoldFixture.order(page, Digest.NONE),
                at,
                Outcome.FETCHED,
                "",
                200,
                "",
                null,
                facts,
                LinksDigest.of(list),
                false,
                list);
    }

    @Test
    void pageThatRedirectsWithoutEndLosesItsLinks() {
        shard.fold(fetched(PAGE, 100, a("b.test/")));
        assertThat(shown(shard.fold(failed(PAGE, 200, Outcome.REDIRECT_LOOP))))
                .containsExactly("-b.test page_redirected");
    }

    @Test
    void newestVisitSaysWhatIsKnownOfTheHost() {
        HostState polite = HostState.UNKNOWN.withCrawlDelay(Duration.ofSeconds(7));
        HostState busy = HostState.UNKNOWN.blocked(2, 9000);
        shard.fold(fetched(PAGE, 100).with(polite, List.of()));
        shard.fold(failed("www.a.test/other", 300, Outcome.TIMEOUT).with(busy, List.of()));
        shard.fold(fetched(PAGE, 200).with(polite, List.of()));
        shard.fold(fetched(PAGE, 400));
        assertThat(shard.shard.host(HostKey.of(FoldFixture.key(PAGE)))).isEqualTo(new HostRow(300, busy));
        assertThat(shard.shard.host(HostKey.of(FoldFixture.key("a.test/")))).isNull();
    }

    @Test
    void onlyTheNewestLostLinksAreKept() {
        Link[] links = new Link[OutlinksRow.MAX_LOST];
        for (int i = 0; i < links.length; i++) {
            links[i] = a("a.test/" + i);
        }
        shard.fold(fetched(PAGE, 100, a("b.test/")), fetched(PAGE, 200, links), fetched(PAGE, 300));
        assertThat(shard.lost(PAGE)).hasSize(OutlinksRow.MAX_LOST).doesNotContainKey("http://b.test/");
    }

    @Test
    void whatIsNoPageIsKeptAsALinkAndNotQueued() {
        Link image = Link.of(FoldFixture.url("a.test/picture.png"), LinkKind.IMG, 0, "alt");
        shard.fold(fetched(PAGE, 100, image));
        assertThat(shard.live(PAGE)).hasSize(1);
        assertThat(shard.shard.page(FoldFixture.key("a.test/picture.png"))).isNull();
    }
}
