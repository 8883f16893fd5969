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
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.SiteBudgets;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard folds what it may fold again by the rules by which it folded it before. */
class RulesOfAShardTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));
    private static final FoldRules ALL =
            new FoldRules(FoldRules.USUAL.grace(), LinksOf.ALL, FoldRules.USUAL.keepLost());

    private final Sites sites = new Sites();
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();

    private static final ShardIdentity IDENTITY =
            new ShardIdentity(0, 1, "murmur2", "psl", "none", "visits-id", "links-id");

    @TempDir
    private Path directory;

    private ActiveShard open(FoldRules rules) {
        return open(disk.open(), rules, null);
    }

    private ActiveShard open(ShardStore store, FoldRules rules, @Nullable RuleChanges changes) {
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        return new ActiveShard(Shard.open(store, IDENTITY, "test"), sites, discovery, rules, LIMITS, changes);
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

    @Test
    void shardThatIsOpenedWithOtherWeightsHasThem() {
        PriorityWeights others = new PriorityWeights(1, 2, 3, 4);
        ScheduleLimits limits = new ScheduleLimits(
                10, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), 0, others, Recrawl.OFF, SiteBudgets.USUAL);
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        Shard shard = Shard.open(disk.open(), IDENTITY, "test");
        assertThat(shard.weights()).contains(PriorityWeights.USUAL);
        var _ = new ActiveShard(shard, sites, discovery, ALL, limits, null);
        assertThat(shard.weights()).contains(others);
        assertThat(shard.budgets()).isEqualTo(SiteBudgets.USUAL);
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

    @Test
    void olderCopyFoldsWhatItFoldsAgainByTheRulesThatHeldThen() throws IOException {
        try (RocksShared shared = new RocksShared(8 << 20, 8 << 20)) {
            SnapshotDirectory snapshots = new SnapshotDirectory(directory.resolve("snapshots"), "group");
            RuleChanges noted = snapshots.rulesOf(IDENTITY);
            Path here = directory.resolve("here");
            Path path = ShardDirectories.of(here, 0);
            ActiveShard first = open(RocksShardStore.open(path, shared), FoldRules.USUAL, noted);
            assertThat(foldHidden(first, 0)).isZero();
            var taking = new SnapshotTaking(snapshots, here, shared, Duration.ofHours(1), 2);
            assertThat(taking.turn(first.shard(), Duration.ofHours(1).toMillis())
                            .taken())
                    .isTrue();
            assertThat(foldHidden(first, 1)).isZero();
            first.shard().close();
            ActiveShard second = open(RocksShardStore.open(path, shared), ALL, noted);
            catchUp(second, 2);
            assertThat(foldHidden(second, 2)).isEqualTo(1);
            second.shard().close();

            FileTree.delete(here);
            Files.createDirectories(here);
            var restoring = new SnapshotRestoring(snapshots, shared, false);
            assertThat(restoring.restore(path, IDENTITY, new Opening())).isTrue();
            ActiveShard restored = open(RocksShardStore.open(path, shared), FoldRules.USUAL, noted);
            catchUp(restored, 3);
            assertThat(foldHidden(restored, 1)).isZero();
            assertThat(foldHidden(restored, 2)).as("as it was sent to others").isEqualTo(1);
            assertThat(restored.shard().foldRules()).isEqualTo(ALL.text());
            catchUp(restored, 3);
            assertThat(foldHidden(restored, 3)).as("what is set now").isZero();
            restored.shard().close();
        }
    }

    @Test
    void rulesAreNotTakenWhereThatCannotBeNoted() throws IOException {
        Path place = Files.writeString(directory.resolve("a file"), "");
        RuleChanges nowhere = new RuleChanges(place.resolve("rules"), "visits-id");
        open(FoldRules.USUAL);
        ActiveShard shard = open(disk.open(), ALL, nowhere);
        catchUp(shard, 0);
        assertThat(foldHidden(shard, 0)).isZero();
        Files.delete(place);
        catchUp(shard, 0);
        assertThat(foldHidden(shard, 1)).isEqualTo(1);
        assertThat(nowhere.all())
                .containsExactly(new RuleChanges.Change(0, FoldRules.USUAL), new RuleChanges.Change(1, ALL));
        assertThat(new RuleChanges(nowhere.file(), "another topic").all()).isEmpty();
        Files.writeString(nowhere.file(), "linkloom-rules 2\n");
        assertThatThrownBy(nowhere::all)
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("linkloom-rules 2");
    }
}
