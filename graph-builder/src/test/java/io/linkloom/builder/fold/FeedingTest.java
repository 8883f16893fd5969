package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Feeding.Nofollow;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.model.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeedingTest {
    private static final String PAGE = "a.test/page";

    private static Link link(String target, LinkKind kind, int rel) {
        return Link.of(url(target), kind, rel, "text");
    }

    private static PageVisit visit(int pageRobots, Link... links) {
        PageFacts facts = new PageFacts("", 9, false, "", "", null, pageRobots, Digest.NONE, "", "", 0);
        List<Link> list = List.of(links);
        return new PageVisit(
                FoldFixture.order(PAGE, Digest.NONE),
                100,
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

    private static boolean isKnown(FoldFixture shard, String page) {
        return shard.shard.page(FoldFixture.key(page)) != null;
    }

    @ParameterizedTest
    @EnumSource(LinkKind.class)
    void everyKindIsRecordedAndTheUsualOnesLeadToPages(LinkKind kind) {
        FoldFixture shard = new FoldFixture(Scope.EVERYTHING);
        shard.fold(visit(0, link("a.test/x", kind, 0)));
        if (kind == LinkKind.SITEMAP) {
            assertThat(shard.live(PAGE)).isEmpty();
            return;
        }
        assertThat(shard.live(PAGE)).containsOnlyKeys("http://a.test/x");
        assertThat(shard.memory.totals().internalLinks()).isEqualTo(1);
        assertThat(isKnown(shard, "a.test/x"))
                .isEqualTo(
                        switch (kind) {
                            case A, AREA, IFRAME, FRAME, REDIRECT, META_REFRESH, CANONICAL -> true;
                            default -> false;
                        });
    }

    @Test
    void otherKindsLeadToPagesWhereTheyAreAskedFor() {
        Feeding pictures = new Feeding(Set.of(LinkKind.IMG), Nofollow.FEED, false);
        FoldFixture shard = new FoldFixture(Scope.EVERYTHING, pictures);
        shard.fold(visit(0, link("a.test/x", LinkKind.A, 0), link("a.test/picture", LinkKind.IMG, 0)));
        assertThat(isKnown(shard, "a.test/picture")).isTrue();
        assertThat(isKnown(shard, "a.test/x")).isFalse();
        assertThat(shard.live(PAGE)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "FEED,      true,  true",
        "HOLD_PAGE, true,  false",
        "HOLD,      false, false",
    })
    void nofollowedLinksAreRecordedAndLeadToPagesAsIsSet(Nofollow word, boolean byRel, boolean byPage) {
        Feeding feeding = new Feeding(Feeding.USUAL_KINDS, word, true);
        Link single = link("a.test/x", LinkKind.A, RelToken.NOFOLLOW.bit());
        FoldFixture oneLink = new FoldFixture(Scope.EVERYTHING, feeding);
        oneLink.fold(visit(0, single, link("a.test/y", LinkKind.A, 0)));
        assertThat(isKnown(oneLink, "a.test/x")).isEqualTo(byRel);
        assertThat(isKnown(oneLink, "a.test/y")).isTrue();
        assertThat(oneLink.live(PAGE)).hasSize(2);

        FoldFixture wholePage = new FoldFixture(Scope.EVERYTHING, feeding);
        wholePage.fold(visit(PageRobots.NOFOLLOW, link("a.test/x", LinkKind.A, 0)));
        assertThat(isKnown(wholePage, "a.test/x")).isEqualTo(byPage);
        assertThat(wholePage.live(PAGE)).hasSize(1);
    }

    @Test
    void whatAPageTellsRobotsHoldsInOtherShardsToo() {
        FoldFixture sender = new FoldFixture(Scope.EVERYTHING);
        List<Outgoing> out = sender.fold(visit(PageRobots.NOFOLLOW, link("b.test/", LinkKind.A, 0)));
        assertThat(FoldFixture.changesOf(out.getFirst()).sourceRobots()).isEqualTo(PageRobots.NOFOLLOW);
        FoldFixture receiver = new FoldFixture(Scope.EVERYTHING);
        receiver.fold(out.getFirst().record());
        assertThat(receiver.inlinks()).hasSize(1);
        assertThat(isKnown(receiver, "b.test/")).isFalse();
    }

    @Test
    void kindAndRelDecideInOtherShardsToo() {
        FoldFixture receiver = new FoldFixture(Scope.EVERYTHING, new Feeding(Feeding.USUAL_KINDS, Nofollow.HOLD, true));
        receiver.fold(new LinkChanges(
                url("s.test/"),
                new Stamp(FoldFixture.TOPIC, 2, 1, 0),
                100,
                0,
                0,
                0,
                true,
                List.of(
                        new LinkChange.Added(link("a.test/alternate", LinkKind.ALTERNATE, 0), 100),
                        new LinkChange.Added(link("a.test/nofollow", LinkKind.A, RelToken.NOFOLLOW.bit()), 100),
                        new LinkChange.Added(link("a.test/plain", LinkKind.A, 0), 100))));
        assertThat(receiver.inlinks()).hasSize(3);
        assertThat(isKnown(receiver, "a.test/plain")).isTrue();
        assertThat(isKnown(receiver, "a.test/alternate")).isFalse();
        assertThat(isKnown(receiver, "a.test/nofollow")).isFalse();
    }
}
