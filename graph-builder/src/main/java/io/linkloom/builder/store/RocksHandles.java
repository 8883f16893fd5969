package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.MutableDBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database and what belongs to it: the one class that owns native handles.
 *
 * <p>They are released in this order: column families, the database, its options, and by the owner of {@link RocksShared} what
 * shards have in common. Whoever uses one {@linkplain #enter enters} first and leaves afterwards, a cursor when it is closed;
 * what is in use is not released. Thread-safe.
 */
final class RocksHandles {
    private static final Logger LOG = LoggerFactory.getLogger(RocksHandles.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Path directory;
    private final boolean readOnly;
    private final RocksOptions options;
    private final RocksDB database;
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final Gate gate = new Gate();

    private RocksHandles(
            Path directory, boolean readOnly, RocksOptions options, RocksDB database, List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        this.directory = directory;
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

    /** Opens a database that is made if it is not there. */
    static RocksHandles open(Path directory, RocksShared shared) {
        RocksOptions options = new RocksOptions(shared, !shared.hasRoomForTablesOf(fileBytes(directory)));
        return open(directory, false, options, options.families());
    }

    /** Opens a database as it is on disk, with the families that it has. */
    static RocksHandles openReadOnly(Path directory, RocksShared shared) {
        List<byte[]> existing = familiesIn(directory);
        if (existing.isEmpty()) {
            throw new ShardStoreException("there is no shard in " + directory);
        }
        RocksOptions options = new RocksOptions(shared, !shared.hasRoomForTablesOf(fileBytes(directory)));
        List<ColumnFamilyDescriptor> there = new ArrayList<>();
        for (ColumnFamilyDescriptor family : options.families()) {
            if (existing.stream().anyMatch(name -> Arrays.equals(name, family.getName()))) {
                there.add(family);
            }
        }
        return open(directory, true, options, there);
    }

    /** Of a database that may be there already. */
    private static long fileBytes(Path directory) {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.sst")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new ShardStoreException(
                    "the shard's directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
        return bytes;
    }

    private static List<byte[]> familiesIn(Path directory) {
        try (Options plain = new Options()) {
            return RocksDB.listColumnFamilies(plain, directory.toString());
        } catch (RocksDBException e) {
            throw new ShardStoreException("there is no readable shard in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static RocksHandles open(
            Path directory, boolean readOnly, RocksOptions options, List<ColumnFamilyDescriptor> families) {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            DBOptions databaseOptions = options.database();
            RocksDB database = readOnly
                    ? RocksDB.openReadOnly(databaseOptions, directory.toString(), families, handles)
                    : RocksDB.open(databaseOptions, directory.toString(), families, handles);
            return new RocksHandles(directory, readOnly, options, database, handles);
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

    Path directory() {
        return directory;
    }

    boolean readOnly() {
        return readOnly;
    }

    RocksDB database() {
        return database;
    }

    WriteOptions writeOptions() {
        return writeOptions;
    }

    /** That of a family, null where an older version made the database and it is open for reading only. */
    @Nullable
    ColumnFamilyHandle of(Family family) {
        return families.get(family);
    }

    /** How files are written that the family is to take in; the caller's to close. */
    Options fileOptions(Family family) {
        return options.files(family);
    }

    /** Those of the families that are there. */
    Map<Family, ColumnFamilyHandle> families() {
        return families;
    }

    /** Those of all families, with the one that every database has. */
    List<ColumnFamilyHandle> all() {
        return handles;
    }

    /** @throws ShardClosedException if the handles are released, or about to be */
    void enter() {
        if (!tryEnter()) {
            throw new ShardClosedException(directory.toString());
        }
    }

    /** False if the handles are released, or about to be. */
    boolean tryEnter() {
        return gate.enter();
    }

    void leave() {
        gate.leave();
    }

    ShardStoreException failure(String what, RocksDBException e) {
        return RocksFailure.of(directory, what, e);
    }

    /** Writes to disk what is not there yet. */
    void flush() throws RocksDBException {
        if (!readOnly) {
            try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
                database.flush(wait, handles);
            }
        }
    }

    /** Lets nobody in any more; false if that was so before. */
    boolean shut() {
        return gate.close();
    }

    /** Releases everything once nobody uses it; after {@link #shut}. */
    void release(boolean flush) {
        if (!gate.awaitEmpty(CLOSE_DEADLINE)) {
            // Releasing memory that a reader still uses would end the process; losing it until the end does not.
            LOG.warn("the shard in {} has readers that do not end; its memory is not released", directory);
            return;
        }
        try {
            if (flush) {
                flush();
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
}
