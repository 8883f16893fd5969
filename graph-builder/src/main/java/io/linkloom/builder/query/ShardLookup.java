package io.linkloom.builder.query;

import io.linkloom.builder.store.Shard;
import org.jspecify.annotations.Nullable;

/** Finds the shard of a partition. Any thread. */
public interface ShardLookup {
    /** The number of partitions of the index. */
    int partitions();

    /** The shard of {@code partition}, null if it is not open here. It may be closed at any time by its owner. */
    @Nullable
    Shard shard(int partition);
}
