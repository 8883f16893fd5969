package io.linkloom.builder.app;

import io.linkloom.builder.query.ShardLookup;
import io.linkloom.builder.store.Shard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The shards that this process has open, for readers on any thread. A shard may be closed at any time, then its methods throw
 * {@code ShardClosedException}; one that is closed waits for reads in progress.
 */
public final class OpenShards implements ShardLookup {
    private final Map<Integer, Shard> shards = new ConcurrentSkipListMap<>();
    private final int partitions;

    OpenShards(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public @Nullable Shard shard(int partition) {
        return shards.get(partition);
    }

    /** Those open now, by partition. */
    public List<Shard> all() {
        return List.copyOf(shards.values());
    }

    void opened(Shard shard) {
        shards.put(shard.partition(), shard);
    }

    void closed(int partition) {
        shards.remove(partition);
    }
}
