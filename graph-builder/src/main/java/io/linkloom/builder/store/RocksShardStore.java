package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * A shard in a directory: one RocksDB with a column family for each {@link Family}.
 *
 * <p>There is no write-ahead log: Kafka is the log, and a process that is killed finds the shard as it was at the last flush,
 * offsets included. {@link RocksHandles} owns what has to be released.
 */
public final class RocksShardStore implements ShardStore {
    private final RocksShared shared;
    private final RocksHandles handles;
    private final RocksMeasures measures;

    private RocksShardStore(RocksShared shared, RocksHandles handles) {
        this.shared = shared;
        this.handles = handles;
        this.measures = new RocksMeasures(handles);
        shared.opened(measures);
    }

    /**
     * Opens the shard in {@code directory} for reading and writing, and makes it if it is not there.
     *
     * @throws ShardRefusedException if another process has it open or a newer version has written it
     * @throws ShardStoreException if it cannot be read
     */
    public static RocksShardStore open(Path directory, RocksShared shared) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ShardStoreException(
                    "the shard's directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        return new RocksShardStore(shared, RocksHandles.open(directory, shared));
    }

    /**
     * Opens the shard in {@code directory} as it is on disk now, for reading; it is neither locked nor changed.
     *
     * @throws ShardStoreException if there is none or it cannot be read
     */
    public static RocksShardStore openReadOnly(Path directory, RocksShared shared) {
        return new RocksShardStore(shared, RocksHandles.openReadOnly(directory, shared));
    }

    /**
     * Reads every file of the shard in {@code directory} and compares its checksums; nothing is changed.
     *
     * @throws ShardStoreException if one is damaged or missing
     */
    public static void verify(Path directory, RocksShared shared) {
        try (RocksShardStore store = openReadOnly(directory, shared)) {
            store.handles.database().verifyChecksum();
        } catch (RocksDBException e) {
            throw RocksFailure.of(directory, "read", e);
        }
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        handles.enter();
        try {
            ColumnFamilyHandle handle = handles.of(family);
            return handle == null ? null : handles.database().get(handle, key);
        } catch (RocksDBException e) {
            throw handles.failure("read", e);
        } finally {
            handles.leave();
        }
    }

    @Override
    public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
        handles.enter();
        try {
            ColumnFamilyHandle handle = handles.of(family);
            if (handle == null || keys.isEmpty()) {
                return Collections.nCopies(keys.size(), null);
            }
            return new ArrayList<byte @Nullable []>(
                    handles.database().multiGetAsList(Collections.nCopies(keys.size(), handle), keys));
        } catch (RocksDBException e) {
            throw handles.failure("read", e);
        } finally {
            handles.leave();
        }
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        handles.enter();
        ColumnFamilyHandle handle = handles.of(family);
        if (handle == null || Arrays.compareUnsigned(from, to) >= 0) {
            handles.leave();
            return NoRows.NONE;
        }
        return new RocksCursor(handles, handle, from, to);
    }

    @Override
    public void write(WriteSet writes) {
        if (readOnly()) {
            throw new IllegalStateException("the shard in " + handles.directory() + " is open for reading only");
        }
        handles.enter();
        try (WriteBatch batch = new WriteBatch(BatchFormat.of(writes, this::idOf))) {
            handles.database().write(handles.writeOptions(), batch);
        } catch (RocksDBException e) {
            throw handles.failure("written", e);
        } finally {
            handles.leave();
        }
    }

    private int idOf(Family family) {
        ColumnFamilyHandle handle = handles.of(family);
        if (handle == null) {
            throw new IllegalStateException("the shard in " + handles.directory() + " has no family " + family.label());
        }
        return handle.getID();
    }

    @Override
    public void flush() {
        handles.enter();
        try {
            handles.flush();
        } catch (RocksDBException e) {
            throw handles.failure("flushed", e);
        } finally {
            handles.leave();
        }
    }

    @Override
    public void snapshot(Path target) {
        handles.enter();
        try (Checkpoint checkpoint = Checkpoint.create(handles.database())) {
            handles.flush();
            checkpoint.createCheckpoint(target.toAbsolutePath().toString());
        } catch (RocksDBException e) {
            throw handles.failure("copied to " + target, e);
        } finally {
            handles.leave();
        }
    }

    @Override
    public long approximateBytes() {
        return measures.onDisk() + measures.notOnDisk();
    }

    /** Bytes on disk by family. */
    public Map<Family, Long> bytesOnDisk() {
        return measures.onDiskByFamily();
    }

    /** Whether files wait to be merged in the background, or are being merged. */
    public boolean isSettling() {
        return measures.isSettling();
    }

    /** Merges all files of each family, as RocksDB does in the background in time; takes about as long as copying them twice. */
    public void compact() {
        handles.enter();
        try {
            handles.flush();
            for (ColumnFamilyHandle handle : handles.all()) {
                handles.database().compactRange(handle);
            }
        } catch (RocksDBException e) {
            throw handles.failure("compacted", e);
        } finally {
            handles.leave();
        }
    }

    @Override
    public boolean readOnly() {
        return handles.readOnly();
    }

    @Override
    public void close() {
        end(true);
    }

    /** Releases everything and flushes nothing, so that the shard on disk is what a killed process leaves: for simulations. */
    public void abandon() {
        end(false);
    }

    private void end(boolean flush) {
        if (handles.shut()) {
            shared.closed(measures);
            handles.release(flush);
        }
    }
}
