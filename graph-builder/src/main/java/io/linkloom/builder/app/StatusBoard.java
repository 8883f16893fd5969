package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardTotals;
import org.jspecify.annotations.Nullable;

/** Where the loop shows how far it is and any thread reads it. */
final class StatusBoard {
    private final int partitions;
    private volatile BuilderStatus now;

    StatusBoard(int partitions) {
        this.partitions = partitions;
        this.now = BuilderStatus.of(partitions, 0, new ShardTotals(), Waiting.NOTHING, 0, null);
    }

    int partitions() {
        return partitions;
    }

    void show(int shards, ShardTotals totals, Waiting waiting, long lag, @Nullable String failure) {
        now = BuilderStatus.of(partitions, shards, totals, waiting, lag, failure);
    }

    BuilderStatus now() {
        return now;
    }
}
