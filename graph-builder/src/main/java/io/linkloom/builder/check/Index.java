package io.linkloom.builder.check;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shards that are checked, and walks through them. */
final class Index {
    private static final int SAY_EVERY_ROWS = 1 << 18;

    private final Map<Integer, Shard> byPartition = new TreeMap<>();
    private final SitePartitioner partitioner;
    private final Sites sites;
    private final Consumer<String> progress;

    Index(List<Shard> shards, Sites sites, Consumer<String> progress) {
        shards.forEach(shard -> byPartition.put(shard.partition(), shard));
        int partitions = shards.isEmpty() ? 1 : shards.getFirst().identity().partitions();
        this.partitioner = new SitePartitioner(partitions);
        this.sites = sites;
        this.progress = progress;
    }

    /** Takes a key and its row. */
    interface Each<K, R> {
        void take(K key, R row);
    }

    Iterable<Shard> shards() {
        return byPartition.values();
    }

    String siteOf(PageKey page) {
        return sites.siteOf(page.url());
    }

    Sites sites() {
        return sites;
    }

    int partitionOf(PageKey page) {
        return partitioner.partitionOf(siteOf(page));
    }

    /** The shard of a site, null if it is not there. */
    @Nullable
    Shard shardOfSite(String site) {
        return byPartition.get(partitioner.partitionOf(site));
    }

    /** Gives every row of a family of a shard to {@code each}; those that cannot be read are passed over. */
    <K, R> void walk(Shard shard, String what, Function<Shard, Rows<K, R>> family, Each<K, R> each) {
        walk(shard, what, family, each, (_, _) -> {});
    }

    /** As above; {@code unreadable} is told the bytes of keys whose rows cannot be read, and why. */
    <K, R> void walk(
            Shard shard,
            String what,
            Function<Shard, Rows<K, R>> family,
            Each<K, R> each,
            Each<byte[], String> unreadable) {
        long count = 0;
        try (Rows<K, R> rows = family.apply(shard)) {
            while (rows.next()) {
                if (count++ % SAY_EVERY_ROWS == 0) {
                    progress.accept("shard " + shard.partition() + ", " + what + ", " + (count - 1) + " rows");
                }
                try {
                    each.take(rows.key(), rows.row());
                } catch (ShardStoreException | IllegalArgumentException e) {
                    unreadable.take(rows.keyBytes(), String.valueOf(e.getMessage()));
                }
            }
        }
    }
}
