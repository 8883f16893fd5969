package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.MutableDBOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard in a directory: one RocksDB with a column family for each {@link Family}.
 *
 * <p>The one class that owns native handles. They are released in this order: cursors, column families, the database, its
 * options, and by the owner of {@link RocksShared} what shards have in common. There is no write-ahead log: Kafka is the log,
 * and a process that is killed finds the shard as it was at the last flush, offsets included.
 */
public final class RocksShardStore implements ShardStore {
    private static final Logger LOG = LoggerFactory.getLogger(RocksShardStore.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Path directory;
    private final RocksShared shared;
    private final boolean readOnly;
    private final RocksOptions options;
    private final RocksDB database;
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final Gate gate = new Gate();

    private RocksShardStore(
            Path directory,
            boolean readOnly,
            RocksShared shared,
            RocksOptions options,
            RocksDB database,
            List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        this.directory = directory;
        this.shared = shared;
        this.readOnly = readOnly;
        this.options = options;
        this.database = database;
        this.handles = handles;
        for (ColumnFamilyHandle handle : handles) {
            byte[] name = handle.getName();
            for (Family family : Family.values()) {
                if (Arrays.equals(nameOf(family), name)) {
                    families.put(family, handle);
                }
            }
        }
    }

    static byte[] nameOf(Family family) {
        return family.label().getBytes(StandardCharsets.US_ASCII);
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
        RocksOptions options = new RocksOptions(shared);
        return open(directory, false, shared, options, options.families());
    }

    /**
     * Opens the shard in {@code directory} as it is on disk now, for reading; it is neither locked nor changed.
     *
     * @throws ShardStoreException if there is none or it cannot be read
     */
    public static RocksShardStore openReadOnly(Path directory, RocksShared shared) {
        List<byte[]> existing = familiesIn(directory);
        if (existing.isEmpty()) {
            throw new ShardStoreException("there is no shard in " + directory);
        }
        RocksOptions options = new RocksOptions(shared);
        List<ColumnFamilyDescriptor> there = new ArrayList<>();
        for (ColumnFamilyDescriptor family : options.families()) {
            if (existing.stream().anyMatch(name -> Arrays.equals(name, family.getName()))) {
                there.add(family);
            }
        }
        return open(directory, true, shared, options, there);
    }

    private static List<byte[]> familiesIn(Path directory) {
        try (Options plain = new Options()) {
            return RocksDB.listColumnFamilies(plain, directory.toString());
        } catch (RocksDBException e) {
            throw new ShardStoreException("there is no readable shard in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static RocksShardStore open(
            Path directory,
            boolean readOnly,
            RocksShared shared,
            RocksOptions options,
            List<ColumnFamilyDescriptor> families) {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            DBOptions databaseOptions = options.database();
            RocksDB database = readOnly
                    ? RocksDB.openReadOnly(databaseOptions, directory.toString(), families, handles)
                    : RocksDB.open(databaseOptions, directory.toString(), families, handles);
            RocksShardStore store = new RocksShardStore(directory, readOnly, shared, options, database, handles);
            shared.opened(store);
            return store;
        } catch (RocksDBException e) {
            options.close();
            throw refusalOrFailure(directory, e);
        }
    }

    private static RuntimeException refusalOrFailure(Path directory, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        // Not the word alone: a damaged block says it too.
        if (message.contains("/LOCK")) {
            return new ShardRefusedException("the shard in " + directory + " is open in another process", e);
        }
        if (message.contains("Column families not opened")) {
            return new ShardRefusedException(
                    "the shard in " + directory + " has families that this version does not know (" + message
                            + "); use the newer version that made them",
                    e);
        }
        return RocksFailure.of(directory, "opened", e);
    }

    private void enter() {
        if (!gate.enter()) {
            throw new ShardClosedException(directory.toString());
        }
    }

    private ShardStoreException failure(String what, RocksDBException e) {
        return RocksFailure.of(directory, what, e);
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        enter();
        try {
            ColumnFamilyHandle handle = families.get(family);
            return handle == null ? null : database.get(handle, key);
        } catch (RocksDBException e) {
            throw failure("read", e);
        } finally {
            gate.leave();
        }
    }

    @Override
    public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
        enter();
        try {
            ColumnFamilyHandle handle = families.get(family);
            if (handle == null || keys.isEmpty()) {
                return Collections.nCopies(keys.size(), null);
            }
            return new ArrayList<byte @Nullable []>(
                    database.multiGetAsList(Collections.nCopies(keys.size(), handle), keys));
        } catch (RocksDBException e) {
            throw failure("read", e);
        } finally {
            gate.leave();
        }
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        enter();
        ColumnFamilyHandle handle = families.get(family);
        if (handle == null || Arrays.compareUnsigned(from, to) >= 0) {
            gate.leave();
            return NoRows.NONE;
        }
        return new RocksRows(handle, from, to);
    }

    @Override
    public void write(WriteSet writes) {
        if (readOnly) {
            throw new IllegalStateException("the shard in " + directory + " is open for reading only");
        }
        enter();
        try (WriteBatch batch = new WriteBatch(BatchFormat.of(writes, this::idOf))) {
            database.write(writeOptions, batch);
        } catch (RocksDBException e) {
            throw failure("written", e);
        } finally {
            gate.leave();
        }
    }

    private int idOf(Family family) {
        ColumnFamilyHandle handle = families.get(family);
        if (handle == null) {
            throw new IllegalStateException("the shard in " + directory + " has no family " + family.label());
        }
        return handle.getID();
    }

    @Override
    public void flush() {
        enter();
        try {
            flushAll();
        } catch (RocksDBException e) {
            throw failure("flushed", e);
        } finally {
            gate.leave();
        }
    }

    private void flushAll() throws RocksDBException {
        if (!readOnly) {
            try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
                database.flush(wait, handles);
            }
        }
    }

    @Override
    public void snapshot(Path target) {
        enter();
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            flushAll();
            checkpoint.createCheckpoint(target.toAbsolutePath().toString());
        } catch (RocksDBException e) {
            throw failure("copied to " + target, e);
        } finally {
            gate.leave();
        }
    }

    /**
     * Reads every file of the shard in {@code directory} and compares its checksums; nothing is changed.
     *
     * @throws ShardStoreException if one is damaged or missing
     */
    public static void verify(Path directory, RocksShared shared) {
        try (RocksShardStore store = openReadOnly(directory, shared)) {
            store.database.verifyChecksum();
        } catch (RocksDBException e) {
            throw RocksFailure.of(directory, "read", e);
        }
    }

    @Override
    public long approximateBytes() {
        return sum("rocksdb.live-sst-files-size") + sum("rocksdb.cur-size-all-mem-tables");
    }

    /** A number that RocksDB tells of each family, of all families together; 0 once this is closed. */
    long sum(String property) {
        if (!gate.enter()) {
            return 0;
        }
        try {
            long sum = 0;
            for (ColumnFamilyHandle handle : handles) {
                sum += database.getLongProperty(handle, property);
            }
            return sum;
        } catch (RocksDBException e) {
            throw failure("measured", e);
        } finally {
            gate.leave();
        }
    }

    /** Bytes on disk by family. */
    public Map<Family, Long> bytesOnDisk() {
        enter();
        try {
            Map<Family, Long> bytes = new EnumMap<>(Family.class);
            for (Map.Entry<Family, ColumnFamilyHandle> family : families.entrySet()) {
                bytes.put(family.getKey(), database.getLongProperty(family.getValue(), "rocksdb.live-sst-files-size"));
            }
            return bytes;
        } catch (RocksDBException e) {
            throw failure("measured", e);
        } finally {
            gate.leave();
        }
    }

    /** Whether files wait to be merged in the background, or are being merged. */
    public boolean isSettling() {
        return sum("rocksdb.compaction-pending")
                        + sum("rocksdb.num-running-compactions")
                        + sum("rocksdb.mem-table-flush-pending")
                        + sum("rocksdb.num-running-flushes")
                > 0;
    }

    /** Merges all files of each family, as RocksDB does in the background in time; takes about as long as copying them twice. */
    public void compact() {
        enter();
        try {
            flushAll();
            for (ColumnFamilyHandle handle : handles) {
                database.compactRange(handle);
            }
        } catch (RocksDBException e) {
            throw failure("compacted", e);
        } finally {
            gate.leave();
        }
    }

    @Override
    public boolean readOnly() {
        return readOnly;
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
        if (!gate.close()) {
            return;
        }
        shared.closed(this);
        if (!gate.awaitEmpty(CLOSE_DEADLINE)) {
            // Releasing memory that a reader still uses would end the process; losing it until the end does not.
            LOG.warn("the shard in {} has readers that do not end; its memory is not released", directory);
            return;
        }
        try {
            if (flush) {
                flushAll();
            } else {
                database.setDBOptions(MutableDBOptions.builder()
                        .setAvoidFlushDuringShutdown(true)
                        .build());
            }
        } catch (RocksDBException e) {
            LOG.warn("the shard in {} could not be flushed and goes back to its last flush", directory, e);
        } finally {
            handles.forEach(ColumnFamilyHandle::close);
            database.close();
            writeOptions.close();
            options.close();
        }
    }

    /** A walk within upper and lower bound; the gate stays entered until it ends. */
    private final class RocksRows implements Cursor {
        private final byte[] from;
        private final Slice end;
        private final ReadOptions readOptions;
        private final RocksIterator iterator;
        private boolean started;
        private boolean ended;
        private boolean open = true;

        RocksRows(ColumnFamilyHandle handle, byte[] from, byte[] to) {
            this.from = from;
            this.end = new Slice(to);
            this.readOptions = new ReadOptions().setIterateUpperBound(end);
            this.iterator = database.newIterator(handle, readOptions);
        }

        @Override
        public boolean next() {
            if (ended) {
                return false;
            }
            if (started) {
                iterator.next();
            } else {
                iterator.seek(from);
                started = true;
            }
            ended = !iterator.isValid();
            if (ended) {
                checkEnd();
            }
            return !ended;
        }

        /** An iterator also ends where it cannot read on. */
        private void checkEnd() {
            try {
                iterator.status();
            } catch (RocksDBException e) {
                throw failure("read", e);
            }
        }

        @Override
        public byte[] key() {
            return iterator.key();
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                iterator.close();
                readOptions.close();
                end.close();
                gate.leave();
            }
        }
    }

    /** The walk through nothing. */
    private enum NoRows implements Cursor {
        NONE;

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public byte[] key() {
            throw new IllegalStateException("the cursor is on no row");
        }

        @Override
        public byte[] value() {
            throw new IllegalStateException("the cursor is on no row");
        }

        @Override
        public void close() {}
    }
}
