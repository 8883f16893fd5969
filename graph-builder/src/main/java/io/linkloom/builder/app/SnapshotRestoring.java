package io.linkloom.builder.app;

import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.topic.ShardOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets shards from snapshots. Any thread, for one shard by one at a time.
 *
 * @param ofAnyGroup whether snapshots that other groups took are as good, as they are for who only reads
 */
record SnapshotRestoring(SnapshotDirectory snapshots, RocksShared memory, boolean ofAnyGroup) {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRestoring.class);
    private static final String SUFFIX = ".restoring";

    /**
     * Puts the newest snapshot that can be read into the place of a shard that is not there, or has not come as far.
     *
     * @return whether it did
     * @throws ShardStoreException if the shard that is there cannot be read
     */
    boolean restore(Path shard, ShardIdentity wanted, Opening opening) {
        Path copy = shard.resolveSibling(shard.getFileName() + SUFFIX);
        try {
            FileTree.delete(copy);
            List<Snapshot> newestFirst = ofAnyGroup ? snapshots.ofAnyGroup(wanted) : snapshots.of(wanted);
            ShardOffsets here = newestFirst.isEmpty() ? null : offsetsOf(shard);
            for (Snapshot snapshot : newestFirst) {
                if (here != null && !snapshot.isAheadOf(here)) {
                    return false;
                }
                if (take(snapshot, copy, wanted, opening)) {
                    FileTree.delete(shard);
                    Files.move(copy, shard, StandardCopyOption.ATOMIC_MOVE);
                    FileTree.force(shard.resolveSibling(""));
                    LOG.info("shard {} is from the snapshot {}", wanted.partition(), snapshot.path());
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new ShardStoreException("the shard in " + shard + " cannot be made from a snapshot: " + e, e);
        }
    }

    private @Nullable ShardOffsets offsetsOf(Path shard) {
        if (!Files.exists(shard.resolve("CURRENT"))) {
            return null;
        }
        try (Shard there = Shard.openAsItIs(RocksShardStore.openReadOnly(shard, memory), shard.toString())) {
            return there.offsets();
        } catch (ShardRefusedException e) {
            // Whoever opens it to work with it says what is the matter.
            LOG.debug("the shard in {} is not compared with snapshots", shard, e);
            return new ShardOffsets(Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    /** A snapshot that is damaged, or was made for something else, is passed over. */
    private boolean take(Snapshot snapshot, Path copy, ShardIdentity wanted, Opening opening) throws IOException {
        opening.says("is being made from the snapshot " + snapshot.path());
        try {
            FileTree.copy(snapshot.path(), copy, opening::check);
            Files.delete(copy.resolve(Snapshot.NOTE));
            RocksShardStore.verify(copy, memory);
            Shard.open(
                            RocksShardStore.open(copy, memory),
                            wanted,
                            snapshot.path().toString())
                    .close();
            return true;
        } catch (ShardStoreException | ShardRefusedException e) {
            LOG.warn("the snapshot {} is passed over: {}", snapshot.path(), e.getMessage());
            FileTree.delete(copy);
            return false;
        } catch (IOException e) {
            FileTree.delete(copy);
            if (!Files.exists(snapshot.path())) {
                LOG.warn("the snapshot {} went while it was copied", snapshot.path());
                return false;
            }
            throw e;
        }
    }
}
