package io.linkloom.builder.app;

import io.linkloom.builder.query.ShardLookup;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardRefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shards in a directory as a builder left them, open for reading while none runs. Any thread may read; to be closed when
 * none does.
 */
public final class OfflineShards implements ShardLookup, AutoCloseable {
    private static final long CACHE_BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = 1L << 20;

    private final RocksShared shared = new RocksShared(CACHE_BYTES, WRITE_BUFFER_BYTES);
    private final Map<Integer, Shard> shards = new TreeMap<>();

    private OfflineShards() {}

    /**
     * Opens all shards in {@code directory}.
     *
     * @throws ShardRefusedException if there is none, or one is of another format or index than the others
     */
    public static OfflineShards open(Path directory) {
        OfflineShards offline = new OfflineShards();
        try {
            offline.openAll(directory);
            return offline;
        } catch (RuntimeException e) {
            offline.close();
            throw e;
        }
    }

    private void openAll(Path directory) {
        for (Path each : ShardDirectories.existing(directory)) {
            Shard shard = Shard.openAsItIs(RocksShardStore.openReadOnly(each, shared), each.toString());
            shards.put(shard.partition(), shard);
            if (shard.identity().partitions() != partitions()) {
                throw new ShardRefusedException(
                        "the shards in " + directory + " are of different indexes: one has " + partitions()
                                + " partitions, another " + shard.identity().partitions());
            }
        }
        if (shards.isEmpty()) {
            throw new ShardRefusedException("there is no index in " + directory + "; crawl something first");
        }
    }

    @Override
    public int partitions() {
        return shards.values().iterator().next().identity().partitions();
    }

    @Override
    public @Nullable Shard shard(int partition) {
        return shards.get(partition);
    }

    /** All of them, by partition. */
    public List<Shard> all() {
        return List.copyOf(shards.values());
    }

    /** What they count; walks through the hosts. */
    public BuilderStatus status(long nowMillis) {
        return BuilderStatus.atRest(partitions(), all(), nowMillis);
    }

    @Override
    public void close() {
        shards.values().forEach(Shard::close);
        shared.close();
    }
}
