package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.FoldRules.LinksOf;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shard folds what it may fold again by the rules by which it folded it before. */
class RulesOfAShardTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));
    private static final FoldRules ALL =
            new FoldRules(FoldRules.USUAL.grace(), LinksOf.ALL, FoldRules.USUAL.keepLost());

    private final Sites sites = new Sites();
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();

    private ActiveShard open(FoldRules rules) {
        var identity = new ShardIdentity(0, 1, "murmur2", "psl", "none", "visits id", "links id");
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        return new ActiveShard(Shard.open(disk.open(), identity, "test"), sites, discovery, rules, LIMITS);
    }

    /** Folds the visit of a page that says noindex, and gives how many of its links are live. */
    private static int foldHidden(ActiveShard shard, long offset) {
        WebUrl page = WebUrl.parse("http://a.test/" + offset);
        List<Link> links = List.of(Link.of(WebUrl.parse("http://b.test/"), LinkKind.A, 0, ""));
        PageFacts facts = new PageFacts("", 9, false, "", "", null, PageRobots.NOINDEX, Digest.NONE, "", "", 0);
        PageVisit visit = new PageVisit(
                new FetchOrder(page, 0, 0, 1, 0, Validators.NONE, HostState.UNKNOWN),
                100 + offset,
                Outcome.FETCHED,
                "",
                200,
                "",
                null,
                facts,
                LinksDigest.of(links),
                false,
                links);
        ShardOffsets next = new ShardOffsets(offset + 1, 0);
        ChangeSet changes = shard.fold(new News(List.of(new Positioned<>(offset, visit)), List.of(), next));
        shard.write(changes, next);
        return shard.shard().outlinks(PageKey.of(page)).live().size();
    }

    private static void catchUp(ActiveShard shard, long visits) {
        shard.setTarget(new ShardOffsets(visits, 0));
        shard.takeRules();
    }

    @Test
    void newShardHasTheRulesThatAreSet() {
        assertThat(foldHidden(open(ALL), 0)).isEqualTo(1);
        assertThat(open(FoldRules.USUAL).shard().foldRules()).isEqualTo(ALL.text());
    }

    @Test
    void otherRulesHoldOnceAllIsFoldedThatHadBeenSent() {
        open(FoldRules.USUAL);
        ActiveShard shard = open(ALL);
        catchUp(shard, 2);
        assertThat(foldHidden(shard, 0)).isZero();
        catchUp(shard, 2);
        assertThat(foldHidden(shard, 1)).isZero();
        catchUp(shard, 2);
        assertThat(foldHidden(shard, 2)).isEqualTo(1);
    }

    @Test
    void killDoesNotBringOldRulesBack() {
        open(FoldRules.USUAL);
        ActiveShard shard = open(ALL);
        assertThat(foldHidden(shard, 0)).isZero();
        catchUp(shard, 1);
        assertThat(foldHidden(shard, 1)).isEqualTo(1);

        ActiveShard again = open(FoldRules.USUAL);
        assertThat(again.offsets().visits())
                .as("what was not flushed is folded again")
                .isEqualTo(1);
        assertThat(foldHidden(again, 1)).isEqualTo(1);
        catchUp(again, 2);
        assertThat(foldHidden(again, 2)).isZero();
    }

    @Test
    void rulesOfALaterVersionAreRefused() {
        Shard shard = open(ALL).shard();
        WriteSet writes = new WriteSet();
        MetaRows.putFoldRules(writes, "grace PT1H and more");
        shard.write(writes);
        shard.flush();
        assertThatThrownBy(() -> open(ALL))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("grace PT1H and more");
    }
}
