package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardTotals;
import java.util.List;

/** Where the loop shows how far it is and any thread reads it. */
final class StatusBoard {
    private final int partitions;
    private final boolean replica;
    private volatile BuilderStatus now;

    StatusBoard(int partitions, boolean replica) {
        this.partitions = partitions;
        this.replica = replica;
        this.now = BuilderStatus.of(replica, partitions, 0, new ShardTotals(), Waiting.NOTHING, 0, List.of());
    }

    int partitions() {
        return partitions;
    }

    void show(int shards, ShardTotals totals, Waiting waiting, long lag, List<BuilderStatus.Resting> resting) {
        now = BuilderStatus.of(replica, partitions, shards, totals, waiting, lag, resting);
    }

    BuilderStatus now() {
        return now;
    }
}
