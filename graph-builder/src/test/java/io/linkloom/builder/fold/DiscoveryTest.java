package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.topic.ShardOffsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final PageKey SOURCE = FoldFixture.key("s.test/");
    private static final Scope SHALLOW = new Scope(Scope.Kind.SITE, Set.of("a.test"), 3);

    private final FoldFixture shard = new FoldFixture(SHALLOW);
    private final Discovery discovery = new Discovery(SHALLOW, Feeding.USUAL, shard.sites);

    private void find(String page, int depth, int redirects) {
        ChangeSet changes = new ChangeSet(shard.shard, shard.memory);
        Way way = new Way(depth, redirects, Origin.LINK, SOURCE);
        discovery.found(FoldFixture.key(page), url(page), way, 100, changes);
        shard.shard.write(changes.writes(ShardOffsets.START));
        changes.written(ShardOffsets.START);
    }

    private int waiting() {
        int rows = 0;
        try (Rows<QueueKey, QueueRow> queue = shard.shard.queue(Shard.ALL)) {
            while (queue.next()) {
                rows++;
            }
        }
        return rows;
    }

    private static PageState waitsAtDepth(int depth) {
        return new PageState.Queued(96 + 4 * depth, 1);
    }

    @Test
    void pageWithinBoundsIsQueuedByDepth() {
        find("a.test/x", 3, 0);
        assertThat(shard.page("a.test/x").state()).isEqualTo(waitsAtDepth(3));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void pageThatIsFoundBehindFewerRedirectsIsInTheQueueWithThem() {
        find("a.test/x", 3, 2);
        find("a.test/x", 3, 0);
        try (Rows<QueueKey, QueueRow> queue = shard.shard.queue(Shard.ALL)) {
            assertThat(queue.next()).isTrue();
            assertThat(queue.row()).isEqualTo(new QueueRow(3, 0));
            assertThat(queue.next()).isFalse();
        }
    }

    @Test
    void pageOutOfBoundsIsKnownWithTheReason() {
        find("b.test/", 1, 0);
        find("a.test/deep", 4, 0);
        find("a.test/round", 1, FetchOrder.MOST_REDIRECTS + 1);
        assertThat(shard.page("b.test/").state()).isEqualTo(new PageState.Known(KnownReason.OUT_OF_SCOPE));
        assertThat(shard.page("a.test/deep").state()).isEqualTo(new PageState.Known(KnownReason.TOO_DEEP));
        assertThat(shard.page("a.test/round").state()).isEqualTo(new PageState.Known(KnownReason.TOO_MANY_REDIRECTS));
        assertThat(waiting()).isZero();
    }

    @Test
    void shorterWayMovesAPageForwardInTheQueue() {
        find("a.test/x", 3, 0);
        find("a.test/x", 1, 0);
        find("a.test/x", 2, 0);
        assertThat(shard.page("a.test/x").state()).isEqualTo(waitsAtDepth(1));
        assertThat(shard.page("a.test/x").depth()).isEqualTo(1);
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void shorterWayLetsAPageIn() {
        find("a.test/deep", 4, 0);
        find("a.test/deep", 3, 0);
        assertThat(shard.page("a.test/deep").state()).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void wayWithoutRedirectsLetsAPageInEvenIfItIsLonger() {
        find("a.test/round", 1, FetchOrder.MOST_REDIRECTS + 1);
        find("a.test/round", 2, 0);
        assertThat(shard.page("a.test/round").state()).isEqualTo(waitsAtDepth(2));
        assertThat(shard.page("a.test/round").redirects()).isZero();
    }

    @Test
    void redirectAddsNoDepth() {
        assertThat(Way.link(LinkKind.REDIRECT, SOURCE, 2, 4)).isEqualTo(new Way(2, 5, Origin.LINK, SOURCE));
        assertThat(Way.link(LinkKind.A, SOURCE, 2, 4)).isEqualTo(new Way(3, 0, Origin.LINK, SOURCE));
    }

    @Test
    void pagesAreQueuedInTheOrderInWhichTheyAreFound() {
        find("a.test/z", 1, 0);
        find("a.test/a", 1, 0);
        assertThat(ShardMemory.of(shard.shard).nextSequence()).isEqualTo(3);
        try (Rows<QueueKey, QueueRow> queue = shard.shard.queue(Shard.ALL)) {
            assertThat(queue.next()).isTrue();
            assertThat(queue.key().page()).isEqualTo(FoldFixture.key("a.test/z"));
            assertThat(queue.row()).isEqualTo(new QueueRow(1, 0));
        }
    }

    @Test
    void droppedChangesLeaveNothingBehind() {
        ChangeSet dropped = new ChangeSet(shard.shard, shard.memory);
        discovery.found(FoldFixture.key("a.test/x"), url("a.test/x"), new Way(1, 0, Origin.LINK, SOURCE), 1, dropped);
        ShardMemory reopened = ShardMemory.of(shard.shard);
        ChangeSet again = new ChangeSet(shard.shard, reopened);
        discovery.found(FoldFixture.key("a.test/x"), url("a.test/x"), new Way(1, 0, Origin.LINK, SOURCE), 1, again);
        shard.shard.write(again.writes(ShardOffsets.START));
        assertThat(shard.page("a.test/x").state()).isEqualTo(waitsAtDepth(1));
        assertThat(shard.shard.totals().pages()).isEqualTo(1);
    }
}
