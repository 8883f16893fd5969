package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages are judged again where the scope changes, and are afterwards what they were before as far as that goes. */
class ScopeReviewTest {
    private static final Recrawl ON =
            new Recrawl(true, Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(10), 0.3);
    private static final Scope NARROW = new Scope(Scope.Kind.SITE, Set.of("a.test"), 9);
    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING, Feeding.USUAL, FoldRules.USUAL, ON);

    private void put(String page, PageRow row) {
        ChangeSet changes = new ChangeSet(shard.shard, shard.memory);
        PageKey key = FoldFixture.key(page);
        changes.putPage(key, shard.page(page), row);
        shard.shard.write(changes.writes(ShardOffsets.START));
        changes.written(ShardOffsets.START);
    }

    private void review(Scope scope) {
        var _ = ScopeReview.of(shard.shard, shard.memory, new Discovery(scope, Feeding.USUAL, shard.sites), ON);
    }

    @Test
    void noChangeOfScopeBringsADroppedPageBackThatWasVisited() {
        shard.fold(FoldFixture.fetched("a.test/x", 1000));
        assertThat(shard.page("a.test/x").awaitsRecrawl()).isTrue();
        // What dropping makes of it when it is queued again, ordered again, or waits for a retry.
        put(
                "a.test/x",
                shard.page("a.test/x").withState(PageState.Visited.settled()).withInterval(0));
        review(NARROW);
        assertThat(shard.page("a.test/x").state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void pageThatWasVisitedBeforeIsSoAlsoWhenAScopeKeptItOutForATime() {
        shard.fold(FoldFixture.fetched("b.test/x", 1000));
        put("b.test/x", shard.page("b.test/x").withState(PageState.Queued.again(1, 5000)));
        review(NARROW);
        assertThat(shard.page("b.test/x").state()).isInstanceOf(PageState.Known.class);
        review(Scope.EVERYTHING);
        assertThat(shard.page("b.test/x").state())
                .isInstanceOfSatisfying(
                        PageState.Queued.class,
                        queued -> assertThat(queued.isAgain()).isTrue());
    }
}
