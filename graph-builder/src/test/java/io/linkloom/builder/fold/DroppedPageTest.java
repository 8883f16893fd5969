package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Origin;
import io.linkloom.common.topic.ShardOffsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages that an operator dropped stay where they are, whatever is found later. */
class DroppedPageTest {
    private static final PageState DROPPED = new PageState.Known(KnownReason.DROPPED);
    private static final Scope NARROW = new Scope(Scope.Kind.SITE, Set.of("a.test"), 9);

    private final FoldFixture shard = new FoldFixture(NARROW);
    private final Discovery discovery = new Discovery(NARROW, Feeding.USUAL, shard.sites);

    private void find(String page, int depth) {
        ChangeSet changes = new ChangeSet(shard.shard, shard.memory);
        Way way = new Way(depth, 0, Origin.LINK, FoldFixture.key("s.test/"));
        discovery.found(FoldFixture.key(page), url(page), way, 100, changes);
        write(changes);
    }

    private void write(ChangeSet changes) {
        shard.shard.write(changes.writes(ShardOffsets.START));
        changes.written(ShardOffsets.START);
    }

    private void drop(String page) {
        ChangeSet changes = new ChangeSet(shard.shard, shard.memory);
        PageKey key = FoldFixture.key(page);
        changes.putPage(key, shard.page(page), shard.page(page).withState(DROPPED));
        write(changes);
    }

    @Test
    void shorterWayDoesNotBringADroppedPageBack() {
        find("a.test/x", 5);
        drop("a.test/x");
        find("a.test/x", 1);
        assertThat(shard.page("a.test/x").state()).isEqualTo(DROPPED);
        assertThat(shard.page("a.test/x").depth()).as("what is known of it").isEqualTo(1);
    }

    @Test
    void otherScopeDoesNotBringADroppedPageBackWhileItLetsOthersIn() {
        find("a.test/x", 1);
        find("b.test/y", 1);
        drop("a.test/x");
        Discovery wider = new Discovery(Scope.EVERYTHING, Feeding.USUAL, shard.sites);
        assertThat(ScopeReview.of(shard.shard, shard.memory, wider, Recrawl.OFF))
                .as("pages that changed")
                .isEqualTo(1);
        assertThat(shard.page("a.test/x").state()).isEqualTo(DROPPED);
        assertThat(shard.page("b.test/y").state()).isInstanceOf(PageState.Queued.class);
    }
}
