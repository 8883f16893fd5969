package io.linkloom.builder.query;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.LinkFold;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.ShardMemory;
import io.linkloom.builder.fold.VisitFold;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An index of several shards, made by the real folds of visits in batches that a seed draws. */
public final class FoldedIndex implements ShardLookup, AutoCloseable {
    private static final String VISITS_TOPIC = "visits-id";

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner;
    private final List<Partition> partitions = new ArrayList<>();
    private int hidden = -1;

    private static final class Partition {
        final Shard shard;
        final ShardMemory memory;
        final VisitFold visitFold;
        final Deque<Positioned<PageVisit>> visits = new ArrayDeque<>();
        final Deque<Positioned<LinksRecord>> links = new ArrayDeque<>();
        long visitsSent;
        long linksSent;
        ShardOffsets applied = ShardOffsets.START;

        Partition(Shard shard, VisitFold visitFold) {
            this.shard = shard;
            this.memory = ShardMemory.of(shard);
            this.visitFold = visitFold;
        }

        void send(LinksRecord record) {
            links.add(new Positioned<>(linksSent++, record));
        }
    }

    private final LinkFold linkFold;

    /** An empty one, folded by the usual rules. */
    public FoldedIndex(int partitions, InternalLinks internalLinks, IntFunction<ShardStore> stores) {
        this(partitions, internalLinks, FoldRules.USUAL, stores);
    }

    /** An empty one. */
    public FoldedIndex(int partitions, InternalLinks internalLinks, FoldRules rules, IntFunction<ShardStore> stores) {
        partitioner = new SitePartitioner(partitions);
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        linkFold = new LinkFold(sites, discovery);
        for (int i = 0; i < partitions; i++) {
            var identity = new ShardIdentity(
                    i,
                    partitions,
                    SitePartitioner.NAME,
                    Sites.listDigest(),
                    "none",
                    internalLinks,
                    VISITS_TOPIC,
                    "links-id");
            this.partitions.add(new Partition(
                    Shard.open(stores.apply(i), identity, "shard " + i),
                    new VisitFold(i, VISITS_TOPIC, sites, partitioner, discovery, rules)));
        }
    }

    /** Folds the visits, and all link changes that follow from them, in batches as {@code batches} draws them. */
    public FoldedIndex fold(Collection<PageVisit> visits, Random batches) {
        for (PageVisit visit : visits) {
            Partition partition = partitions.get(partitioner.partitionOf(sites.siteOf(visit.url())));
            partition.visits.add(new Positioned<>(partition.visitsSent++, visit));
        }
        while (partitions.stream().anyMatch(each -> !each.visits.isEmpty() || !each.links.isEmpty())) {
            foldBatch(partitions.get(batches.nextInt(partitions.size())), batches);
        }
        return this;
    }

    private void foldBatch(Partition partition, Random batches) {
        ChangeSet changes = new ChangeSet(partition.shard, partition.memory);
        ShardOffsets applied = partition.applied;
        for (int left = batches.nextInt(8); left > 0 && !partition.visits.isEmpty(); left--) {
            var visit = partition.visits.remove();
            partition.visitFold.fold(visit, changes);
            applied = new ShardOffsets(visit.offset() + 1, applied.links());
        }
        for (int left = batches.nextInt(8); left > 0 && !partition.links.isEmpty(); left--) {
            var record = partition.links.remove();
            linkFold.fold(record, changes);
            applied = new ShardOffsets(applied.visits(), record.offset() + 1);
        }
        for (Outgoing out : changes.outgoing()) {
            partitions.get(out.partition()).send(out.record());
        }
        partition.shard.write(changes.writes(applied));
        changes.written(applied);
        partition.applied = applied;
    }

    /** The shards, open or not, by partition. */
    public List<Shard> all() {
        return partitions.stream().map(each -> each.shard).toList();
    }

    /** From now on a partition is not open here. */
    public FoldedIndex without(int partition) {
        hidden = partition;
        return this;
    }

    /** The partition of a site. */
    public int partitionOf(String site) {
        return partitioner.partitionOf(site);
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    public @Nullable Shard shard(int partition) {
        return partition == hidden ? null : partitions.get(partition).shard;
    }

    @Override
    public void close() {
        partitions.forEach(each -> each.shard.close());
    }
}
