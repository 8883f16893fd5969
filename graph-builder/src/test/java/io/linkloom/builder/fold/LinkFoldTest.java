package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Tally;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Stamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkFoldTest {
    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    private static LinkChanges changes(long offset, int part, long at, LinkChange... changes) {
        return new LinkChanges(
                url("www.s.test/from"),
                new Stamp(FoldFixture.TOPIC, 2, offset, part),
                at,
                4,
                0,
                0,
                false,
                List.of(changes));
    }

    private static LinkChange added(String target, long since) {
        return new LinkChange.Added(a(target), since);
    }

    private static LinkChange lost(String target, long since) {
        return new LinkChange.Lost(a(target), since, LostReason.LINK_REMOVED);
    }

    private Tally linksTo(String host) {
        return shard.shard.counts(CountsKey.ofHost(host)).links();
    }

    @Test
    void linkThatIsAddedIsARowACountAndAPageToVisit() {
        shard.fold(changes(7, 0, 100, added("a.test/x", 50), added("a.test/y", 60)));
        assertThat(shard.inlinks())
                .containsExactly(
                        "http://a.test/x <- http://www.s.test/from since 50",
                        "http://a.test/y <- http://www.s.test/from since 60");
        assertThat(linksTo("a.test")).isEqualTo(new Tally(2, 2, 2));
        assertThat(shard.page("a.test/x").state()).isInstanceOf(PageState.Queued.class);
        assertThat(shard.page("a.test/x").depth()).isEqualTo(5);
        assertThat(shard.page("a.test/x").discoveredFrom()).isEqualTo(FoldFixture.key("www.s.test/from"));
        assertThat(shard.memory.totals().externalLinks()).isEqualTo(2);
    }

    @Test
    void linkThatIsLostKeepsItsRowAndNoCount() {
        shard.fold(changes(7, 0, 100, added("a.test/x", 50)), changes(8, 0, 200, lost("a.test/x", 50)));
        assertThat(shard.inlinks())
                .containsExactly("http://a.test/x <- http://www.s.test/from since 50 lost at 200 LINK_REMOVED");
        assertThat(linksTo("a.test")).isEqualTo(new Tally(0, 0, 1));
        assertThat(shard.memory.totals().externalLinks()).isZero();
    }

    @Test
    void whatComesAgainIsSkippedInItsBatchAndLater() {
        assertThat(shard.fold(
                        changes(7, 0, 100, added("a.test/x", 50)),
                        changes(7, 1, 100, added("a.test/y", 50)),
                        changes(7, 0, 100, added("a.test/x", 50))))
                .isEqualTo(1);
        assertThat(shard.fold(
                        changes(7, 1, 100, added("a.test/y", 50)),
                        changes(6, 0, 90, lost("a.test/x", 50)),
                        changes(7, 2, 100, added("a.test/z", 50))))
                .isEqualTo(2);
        assertThat(linksTo("a.test")).isEqualTo(new Tally(3, 3, 3));
        assertThat(shard.inlinks()).hasSize(3).noneMatch(row -> row.contains("lost"));
    }

    @Test
    void stampsOfATopicThatWasMadeAnewAreNotComparedWithOldOnes() {
        shard.fold(changes(7, 0, 100, added("a.test/x", 50)));
        LinkChanges remade = new LinkChanges(
                url("www.s.test/from"),
                new Stamp("another-topic", 2, 0, 0),
                300,
                4,
                0,
                0,
                false,
                List.of(added("a.test/z", 300)));
        assertThat(shard.fold(remade)).isZero();
        assertThat(shard.inlinks()).hasSize(2);
    }

    @Test
    void changedLinkChangesNoCount() {
        shard.fold(
                changes(7, 0, 100, added("a.test/x", 50)),
                changes(8, 0, 200, new LinkChange.Changed(a("a.test/x", "new text"), 50, 0)));
        assertThat(linksTo("a.test")).isEqualTo(new Tally(1, 1, 1));
    }

    @Test
    void linkThatIsBackCountsAgain() {
        shard.fold(
                changes(7, 0, 100, added("a.test/x", 50)),
                changes(8, 0, 200, lost("a.test/x", 50)),
                changes(9, 0, 300, new LinkChange.Restored(a("a.test/x"), 50)));
        assertThat(shard.inlinks()).containsExactly("http://a.test/x <- http://www.s.test/from since 50");
        assertThat(linksTo("a.test")).isEqualTo(new Tally(1, 1, 1));
    }

    @Test
    void linkOfAPageThatMovedIsLostAtTheOldAddressAndAsOldAsItWasAtTheNewOne() {
        LinkChange moved = new LinkChange.Moved(a("a.test/x"), 50, url("https://s.test/to"), false);
        shard.fold(changes(7, 0, 100, added("a.test/x", 50)), changes(8, 0, 200, moved));
        assertThat(shard.inlinks())
                .containsExactlyInAnyOrder(
                        "http://a.test/x <- http://www.s.test/from since 50 lost at 200 MOVED",
                        "http://a.test/x <- https://s.test/to since 50");
        assertThat(linksTo("a.test")).isEqualTo(new Tally(1, 1, 2));
        assertThat(shard.memory.totals().externalLinks()).isEqualTo(1);
    }

    @Test
    void linkThatThePageAtTheNewAddressHadBeforeIsOnlyLostAtTheOldOne() {
        LinkChange moved = new LinkChange.Moved(a("a.test/x"), 50, url("https://s.test/to"), true);
        shard.fold(changes(7, 0, 100, added("a.test/x", 50)), changes(8, 0, 200, moved));
        assertThat(shard.inlinks())
                .containsExactly("http://a.test/x <- http://www.s.test/from since 50 lost at 200 MOVED");
        assertThat(shard.memory.totals().externalLinks()).isZero();
    }

    @Test
    void seedsAreKnownOnceAtDepthZero() {
        Discoveries seeds = new Discoveries(Origin.SEED, 10, List.of(url("a.test/x"), url("a.test/y")));
        shard.fold(changes(7, 0, 5, added("a.test/x", 5)));
        shard.fold(seeds, seeds);
        assertThat(shard.page("a.test/x").depth()).isZero();
        assertThat(shard.page("a.test/x").state()).isEqualTo(new PageState.Queued(96 - 8, 1));
        assertThat(shard.page("a.test/y").origin()).isEqualTo(Origin.SEED);
        assertThat(shard.memory.totals().pages()).isEqualTo(2);
    }
}
