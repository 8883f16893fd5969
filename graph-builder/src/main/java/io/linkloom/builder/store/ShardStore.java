package io.linkloom.builder.store;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorted bytes of one shard. Keys are compared as unsigned bytes.
 *
 * <p>Any number of threads may read while one writes. A read sees all of a write or nothing of it. After {@link #close} every
 * method throws {@link ShardClosedException}; close waits for reads in progress.
 *
 * <p>Byte arrays that go in or come out belong to the receiver and are not changed by either afterwards.
 */
public interface ShardStore extends AutoCloseable {
    /** The value of {@code key}, null if there is none. */
    byte @Nullable [] get(Family family, byte[] key);

    /** The values of {@code keys}, in their order, null where there is none. */
    List<byte @Nullable []> getAll(Family family, List<byte[]> keys);

    /**
     * The rows from {@code from} to before {@code to}, in order, as they are now: later writes do not show. To be closed by
     * the caller, soon, since what it sees cannot be cleared away while it is open.
     */
    Cursor scan(Family family, byte[] from, byte[] to);

    /**
     * Writes all of the set or nothing.
     *
     * @throws ShardStoreException if it cannot; the store is then to be closed
     */
    void write(WriteSet writes);

    /** Makes what was written survive the end of the process. */
    void flush();

    /**
     * Makes a copy of all that was written, from which {@code RocksShardStore.open} makes the same store; cheap where the copy can
     * share the files of this one. Any thread, while others write.
     *
     * @param target a directory that is not there yet, in one that is
     * @throws ShardStoreException if it cannot
     * @throws UnsupportedOperationException if this is no store on disk
     */
    void snapshot(Path target);

    /** Bytes that the shard takes, on disk and in write buffers; an estimate. */
    long approximateBytes();

    /** Whether {@link #write} is refused. */
    boolean readOnly();

    /** Flushes and releases everything; closing twice is harmless. */
    @Override
    void close();
}
