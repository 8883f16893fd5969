package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardTotals;
import java.util.List;

/** Where the loop shows how far it is and any thread reads it. */
final class StatusBoard {
    private final int partitions;
    private volatile BuilderStatus now;

    StatusBoard(int partitions) {
        this.partitions = partitions;
        this.now = BuilderStatus.of(partitions, 0, new ShardTotals(), Waiting.NOTHING, 0, List.of());
    }

    int partitions() {
        return partitions;
    }

    void show(int shards, ShardTotals totals, Waiting waiting, long lag, List<BuilderStatus.Resting> resting) {
        now = BuilderStatus.of(partitions, shards, totals, waiting, lag, resting);
    }

    BuilderStatus now() {
        return now;
    }
}
