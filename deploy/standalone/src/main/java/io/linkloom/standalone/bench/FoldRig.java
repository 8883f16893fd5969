package io.linkloom.standalone.bench;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.LinkFold;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.ShardMemory;
import io.linkloom.builder.fold.VisitFold;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.MemoryUse;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shards with all that a builder folds with, and lists where a builder has topics. A batch is folded as a builder does it: first
 * the link changes that the last one left, then its visits; each shard's changes are written as one. For one thread.
 */
final class FoldRig implements AutoCloseable {
    private static final String TOPIC = "bench";

    private final RocksShared memory;
    private final Sites sites = new Sites();
    private final SitePartitioner partitioner;
    private final List<Member> members = new ArrayList<>();
    private long linksSinceWrite;

    /** Opens or makes the shards in a directory. */
    FoldRig(Path directory, int shards, long memoryBytes, long ingestFromBytes, InternalLinks internalLinks) {
        memory = new RocksShared(MemoryBudget.of(memoryBytes), ingestFromBytes);
        partitioner = new SitePartitioner(shards);
        for (int partition = 0; partition < shards; partition++) {
            members.add(new Member(directory.resolve("shard-" + partition), partition, internalLinks));
        }
    }

    /** One shard. */
    private final class Member {
        private final RocksShardStore store;
        private final Shard shard;
        private final ShardMemory seen;
        private final VisitFold visitFold;
        private final LinkFold linkFold;
        private List<Positioned<LinksRecord>> inbox = new ArrayList<>();
        private ChangeSet changes;
        private long visitOffset;
        private long linkOffset;

        Member(Path directory, int partition, InternalLinks internalLinks) {
            ShardIdentity identity = new ShardIdentity(
                    partition,
                    partitioner.partitions(),
                    SitePartitioner.NAME,
                    Sites.listDigest(),
                    UrlRules.NONE.name(),
                    internalLinks,
                    TOPIC,
                    TOPIC);
            store = RocksShardStore.open(directory, memory);
            shard = Shard.open(store, identity, directory.toString());
            seen = ShardMemory.of(shard);
            Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
            visitFold = new VisitFold(partition, TOPIC, sites, partitioner, discovery);
            linkFold = new LinkFold(sites, discovery);
            changes = new ChangeSet(shard, seen);
        }

        void fold(List<PageVisit> visits) {
            List<Positioned<PageVisit>> positioned = new ArrayList<>(visits.size());
            visits.forEach(visit -> positioned.add(new Positioned<>(visitOffset++, visit)));
            visitFold.foldAll(positioned, changes);
        }

        void foldInbox() {
            List<Positioned<LinksRecord>> arrived = inbox;
            inbox = new ArrayList<>();
            linkFold.foldAll(arrived, changes);
        }

        void write() {
            changes.outgoing().forEach(FoldRig.this::deliver);
            ShardOffsets applied = new ShardOffsets(visitOffset, linkOffset);
            shard.write(changes.writes(applied));
            changes.written(applied);
            changes = new ChangeSet(shard, seen);
        }
    }

    private void deliver(Outgoing outgoing) {
        Member receiver = members.get(outgoing.partition());
        receiver.inbox.add(new Positioned<>(receiver.linkOffset++, outgoing.record()));
    }

    /** Folds visits, and writes when about so many links have been folded since the last time. */
    void fold(List<PageVisit> visits, int linksInABatch) {
        Map<Integer, List<PageVisit>> byShard = new TreeMap<>();
        for (PageVisit visit : visits) {
            int partition = partitioner.partitionOf(sites.siteOf(visit.url()));
            byShard.computeIfAbsent(partition, _ -> new ArrayList<>()).add(visit);
            linksSinceWrite += visit.links().size();
        }
        byShard.forEach((partition, some) -> members.get(partition).fold(some));
        if (linksSinceWrite >= linksInABatch) {
            write();
        }
    }

    private void write() {
        linksSinceWrite = 0;
        members.forEach(Member::write);
        members.forEach(Member::foldInbox);
    }

    /** Folds and writes the link changes that are left. */
    void foldRest() {
        write();
        write();
    }

    /** Writes everything to disk and waits until nothing is left to be merged. */
    void settle() throws InterruptedException {
        members.forEach(member -> member.store.flush());
        while (members.stream().anyMatch(member -> member.store.isSettling())) {
            Thread.sleep(2);
        }
    }

    /** Merges all files of each shard into those of the last level. */
    void compact() {
        members.forEach(member -> member.store.compact());
    }

    /** Bytes on disk by family. */
    Map<Family, Long> bytesOnDisk() {
        Map<Family, Long> bytes = new EnumMap<>(Family.class);
        members.forEach(
                member -> member.store.bytesOnDisk().forEach((family, more) -> bytes.merge(family, more, Long::sum)));
        return bytes;
    }

    MemoryUse memory() {
        return memory.memory();
    }

    /** The shard of a site. */
    Shard shardOf(String site) {
        return members.get(partitioner.partitionOf(site)).shard;
    }

    List<Shard> shards() {
        return members.stream().map(member -> member.shard).toList();
    }

    Sites sites() {
        return sites;
    }

    @Override
    public void close() {
        members.forEach(member -> member.shard.close());
        memory.close();
    }
}
