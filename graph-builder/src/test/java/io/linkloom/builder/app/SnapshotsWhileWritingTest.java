package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport;
import io.linkloom.builder.query.FoldedIndex;
import io.linkloom.builder.simulation.DelegatingStore;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.Cursor;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a shard that is being written to have all of some writes and nothing of the others. */
class SnapshotsWhileWritingTest {
    private static final List<PageVisit> VISITS = VisitLog.of(11, 1500);
    private static final int ENOUGH = 3;
    /** For each snapshot, at most; they go on while it is taken. */
    private static final int WRITES_EACH = 25;

    private final Sites sites = new Sites();
    private @Nullable ShardIdentity identity;

    @TempDir
    private Path directory;

    private Path shards() {
        return directory.resolve("shards");
    }

    private Path snapshots() {
        return directory.resolve("snapshots");
    }

    /** Without a visit yet. */
    private static FoldedIndex index(ShardStore store) {
        return new FoldedIndex(1, InternalLinks.ROWS, _ -> store);
    }

    /** Folds all in batches that are the same each time. */
    private static FoldedIndex fold(FoldedIndex index) {
        return index.fold(VISITS, new Random(5));
    }

    @Test
    void snapshotHasAllThatWasWrittenUpToItsOffsetsAndNothingElse() throws IOException {
        try (RocksShared shared = new RocksShared(8 << 20, 8 << 20)) {
            takeWhileWriting(shared);
            Map<ShardOffsets, Map<String, String>> taken = new HashMap<>();
            var of = new SnapshotDirectory(snapshots(), "group");
            for (Snapshot each : of.of(Objects.requireNonNull(identity))) {
                taken.put(each.offsets(), readAndCheck(each, shared));
            }
            // Otherwise nothing would be shown.
            assertThat(taken).hasSizeGreaterThan(ENOUGH);
            assertThat(equalOnTheWay(taken)).containsExactlyInAnyOrderElementsOf(taken.keySet());
        }
    }

    private void takeWhileWriting(RocksShared shared) {
        var taking = new SnapshotTaking(
                new SnapshotDirectory(snapshots(), "group"), shards(), shared, Duration.ofHours(1), 1000);
        Semaphore written = new Semaphore(0);
        Semaphore begun = new Semaphore(0);
        ShardStore store = new DelegatingStore(RocksShardStore.open(ShardDirectories.of(shards(), 0), shared)) {
            private int writes;

            @Override
            public void write(WriteSet set) {
                super.write(set);
                if (++writes % WRITES_EACH == 0) {
                    // One side waits for the other: else all may be written before much is copied, or copied before it
                    // is written.
                    written.release();
                    begun.acquireUninterruptibly();
                }
            }
        };
        try (FoldedIndex index = index(store)) {
            Shard shard = index.all().getFirst();
            identity = shard.identity();
            CompletableFuture<FoldedIndex> writer = CompletableFuture.supplyAsync(() -> fold(index));
            var _ = writer.whenComplete((_, _) -> written.release());
            written.acquireUninterruptibly();
            for (int hour = 1; !writer.isDone(); hour++) {
                begun.release();
                taking.turn(shard, Duration.ofHours(hour).toMillis());
                written.acquireUninterruptibly();
            }
            assertThat(writer.join()).isSameAs(index);
        }
    }

    /** All rows of a snapshot, which has to be in order. */
    private Map<String, String> readAndCheck(Snapshot snapshot, RocksShared shared) {
        RocksShardStore.verify(snapshot.path(), shared);
        ShardStore store = RocksShardStore.openReadOnly(snapshot.path(), shared);
        try (Shard shard = Shard.openAsItIs(store, snapshot.path().toString())) {
            assertThat(shard.offsets()).isEqualTo(snapshot.offsets());
            CheckReport report = new Check(List.of(shard), sites, _ -> {}).run();
            // Link changes that are on their way are not in it.
            assertThat(report.isCleanWithinShards())
                    .as(report.differences().toString())
                    .isTrue();
            return rows(store);
        }
    }

    /** Which of these a shard that folds the same batches is equal to when it comes to their offsets. */
    private static Set<ShardOffsets> equalOnTheWay(Map<ShardOffsets, Map<String, String>> taken) {
        Set<ShardOffsets> equal = new HashSet<>();
        ShardStore store = new DelegatingStore(new MemoryShardStore.Disk().open()) {
            @Override
            public void write(WriteSet writes) {
                super.write(writes);
                ShardOffsets now = Shard.openAsItIs(this, "the same again").offsets();
                Map<String, String> then = taken.get(now);
                if (then != null && then.equals(rows(this))) {
                    equal.add(now);
                }
            }
        };
        fold(index(store)).close();
        return equal;
    }

    private static Map<String, String> rows(ShardStore store) {
        HexFormat hex = HexFormat.of();
        Map<String, String> rows = new HashMap<>();
        for (Family family : Family.values()) {
            try (Cursor cursor = store.scan(family, Shard.ALL.from(), Shard.ALL.to())) {
                while (cursor.next()) {
                    rows.put(family + " " + hex.formatHex(cursor.key()), hex.formatHex(cursor.value()));
                }
            }
        }
        return rows;
    }
}
