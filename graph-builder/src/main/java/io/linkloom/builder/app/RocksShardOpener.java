package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens shards in a directory, each in its own.
 *
 * @param restoring gets shards from snapshots, null if there are none
 * @param restored counts those that it got
 * @param topics says whether the topics are those of {@code layout} still
 */
record RocksShardOpener(
        Path directory,
        RocksShared memory,
        TopicLayout layout,
        Sites sites,
        String urlRules,
        InternalLinks internalLinks,
        Discovery discovery,
        FoldRules rules,
        ScheduleLimits limits,
        @Nullable SnapshotRestoring restoring,
        Counter restored,
        TopicWatch topics)
        implements ShardOpener {

    @Override
    public ActiveShard open(int partition, Opening opening) {
        topics.check();
        Path path = ShardDirectories.of(directory, partition);
        ShardIdentity identity = new ShardIdentity(
                partition,
                layout.partitions(),
                SitePartitioner.NAME,
                Sites.listDigest(),
                urlRules,
                internalLinks,
                layout.visitsId(),
                layout.linksId());
        if (restoring != null && restoring.restore(path, identity, opening)) {
            restored.increment();
        }
        opening.check();
        opening.says("is being opened");
        Shard shard = Shard.open(RocksShardStore.open(path, memory), identity, path.toString());
        try {
            return new ActiveShard(shard, sites, discovery, rules, limits, ruleChanges(identity));
        } catch (RuntimeException e) {
            shard.close();
            throw e;
        }
    }

    /** A replica does not note when it takes other rules: nothing that it sends would depend on it. */
    private @Nullable RuleChanges ruleChanges(ShardIdentity identity) {
        return restoring == null || restoring.ofAnyGroup()
                ? null
                : restoring.snapshots().rulesOf(identity);
    }
}
