package io.linkloom.builder.app;

import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.topic.ShardOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes snapshots of shards, and keeps the last ones.
 *
 * @param shards where the shards of this process lie, and copies while they are being made
 * @param interval how long after a snapshot the next one is taken
 * @param kept how many are kept of each shard
 */
record SnapshotTaking(SnapshotDirectory snapshots, Path shards, RocksShared memory, Duration interval, int kept) {
    private static final String SUFFIX = ".checkpoint";

    /**
     * Takes a snapshot if it is time to, and there is something new in the shard.
     *
     * @return how long to wait before the next call
     */
    Turn turn(Shard shard, long nowMillis) {
        try {
            Instant now = Instant.ofEpochMilli(nowMillis);
            Duration age = Duration.between(snapshots.lastTaken(shard.partition()), now);
            if (!age.isNegative() && age.compareTo(interval) < 0) {
                return new Turn(false, interval.minus(age));
            }
            return new Turn(hasNews(shard) && take(shard, now), interval);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a turn did. */
    record Turn(boolean taken, Duration pause) {}

    private boolean hasNews(Shard shard) throws IOException {
        ShardOffsets offsets = shard.offsets();
        return !offsets.equals(ShardOffsets.START)
                && snapshots.of(shard.identity()).stream()
                        .noneMatch(before -> before.offsets().equals(offsets));
    }

    private boolean take(Shard shard, Instant now) throws IOException {
        Path copy = shards.resolve(shard.partition() + SUFFIX);
        FileTree.delete(copy);
        try {
            shard.snapshot(copy);
            Snapshot taken = describe(shard, copy);
            taken.note();
            Snapshot kept = snapshots.add(taken, now);
            snapshots.keep(this.kept, shard.identity());
            return kept.partition() == shard.partition();
        } finally {
            FileTree.delete(copy);
        }
    }

    /** Says what the copy has, not what the shard has by now. */
    private Snapshot describe(Shard shard, Path copy) {
        try (Shard there = Shard.openAsItIs(RocksShardStore.openReadOnly(copy, memory), copy.toString())) {
            return new Snapshot(
                    copy,
                    shard.partition(),
                    shard.identity().visitsTopicId(),
                    shard.identity().linksTopicId(),
                    there.offsets());
        }
    }
}
