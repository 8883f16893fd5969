package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final RocksIngestion.Steps UNWATCHED = _ -> {};

    private final RocksShared shared;
    private final RocksHandles handles;
    private final RocksMeasures measures;
    private final RocksIngestion.Steps steps;
    /** Held while files are taken in, family by family: a copy made meanwhile would have part of them. */
    private final Lock whole = new ReentrantLock();

    private volatile boolean halfWritten;

    private RocksShardStore(RocksShared shared, RocksHandles handles, RocksIngestion.Steps steps) {
        this.shared = shared;
        this.handles = handles;
        this.steps = steps;
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
        return open(directory, shared, UNWATCHED);
    }

    /** The same, with steps that may be looked at or ended after. */
    static RocksShardStore open(Path directory, RocksShared shared, RocksIngestion.Steps steps) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ShardStoreException(
                    "the shard's directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        RocksHandles handles = RocksHandles.open(directory, shared);
        try {
            RocksIngestion.complete(handles, steps);
            return new RocksShardStore(shared, handles, steps);
        } catch (RocksDBException e) {
            release(handles);
            throw handles.failure("completed", e);
        } catch (IOException e) {
            release(handles);
            throw notCompleted(directory, e);
        } catch (RuntimeException e) {
            release(handles);
            throw e;
        }
    }

    private static void release(RocksHandles handles) {
        if (handles.shut()) {
            handles.release(false);
        }
    }

    private static ShardStoreException notCompleted(Path directory, IOException e) {
        return new ShardStoreException(
                "what is to be part of the shard in " + directory + " cannot be taken in: " + e.getMessage(), e);
    }

    /**
     * Opens the shard in {@code directory} as it is on disk now, for reading; it is neither locked nor changed.
     *
     * @throws ShardStoreException if there is none or it cannot be read
     * @throws ShardRefusedException if it has part of what was written last, until it is opened for writing
     */
    public static RocksShardStore openReadOnly(Path directory, RocksShared shared) {
        if (RocksIngestion.isHalfDone(directory)) {
            throw new ShardRefusedException("the shard in " + directory
                    + " has part of what was written last; start its builder, which completes it");
        }
        return new RocksShardStore(shared, RocksHandles.openReadOnly(directory, shared), UNWATCHED);
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
        checkWhole();
        handles.enter();
        try {
            if (writes.bytes() >= shared.ingestFromBytes()) {
                ingest(List.of(writes));
            } else {
                writeToMemory(writes);
            }
        } finally {
            handles.leave();
        }
    }

    private void checkWhole() {
        if (halfWritten) {
            throw new ShardStoreException("the shard in " + handles.directory() + " has to be opened again");
        }
    }

    private void writeToMemory(WriteSet writes) {
        byte[] bytes = BatchFormat.of(writes, this::idOf, SpareBlocks.OF_PROCESS::takeBatch);
        try (WriteBatch batch = new WriteBatch(bytes)) {
            SpareBlocks.OF_PROCESS.giveBackBatch(bytes);
            handles.database().write(handles.writeOptions(), batch);
        } catch (RocksDBException e) {
            throw handles.failure("written", e);
        }
    }

    /**
     * Writes all of the sets or nothing, the later ones over the earlier ones, as sorted files that are on disk when this returns:
     * for more than fits into memory. A reader may see some families with them and others without.
     *
     * @throws ShardStoreException if it cannot; the store is then to be closed, and the next one to be opened has all or nothing
     */
    void ingest(Iterable<WriteSet> sets) {
        handles.enter();
        whole.lock();
        try {
            halfWritten = true;
            RocksIngestion ingestion = new RocksIngestion(handles, steps);
            for (WriteSet set : sets) {
                ingestion.add(set);
            }
            ingestion.finish();
            halfWritten = false;
        } catch (RocksDBException e) {
            throw handles.failure("written", e);
        } catch (IOException e) {
            throw notCompleted(handles.directory(), e);
        } finally {
            whole.unlock();
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
        whole.lock();
        try (Checkpoint checkpoint = Checkpoint.create(handles.database())) {
            checkWhole();
            handles.flush();
            checkpoint.createCheckpoint(target.toAbsolutePath().toString());
        } catch (RocksDBException e) {
            throw handles.failure("copied to " + target, e);
        } finally {
            whole.unlock();
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
