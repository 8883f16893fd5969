package io.linkloom.builder.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Memory that all shards of a process have in common, so that what they need together has a bound. To be closed after the
 * last of them. Thread-safe.
 */
public final class RocksShared implements AutoCloseable {
    private static final double BLOOM_BITS = 10;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache blockCache;
    private final Cache writeBufferAccount;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom;
    private final long writeBufferBytes;
    private final Set<RocksMeasures> open = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * Reserves nothing yet.
     *
     * @param blockCacheBytes most memory for blocks read from disk
     * @param writeBufferBytes most memory for rows not yet on disk; more makes fewer, larger files
     */
    public RocksShared(long blockCacheBytes, long writeBufferBytes) {
        this.blockCache = new LRUCache(blockCacheBytes);
        // Write buffers are counted apart from blocks: neither pushes the other out.
        this.writeBufferAccount = new LRUCache(writeBufferBytes);
        this.writeBuffers = new WriteBufferManager(writeBufferBytes, writeBufferAccount);
        this.bloom = new BloomFilter(BLOOM_BITS, false);
        this.writeBufferBytes = writeBufferBytes;
    }

    Cache blockCache() {
        return blockCache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    BloomFilter bloom() {
        return bloom;
    }

    long writeBufferBytes() {
        return writeBufferBytes;
    }

    void opened(RocksMeasures shard) {
        open.add(shard);
    }

    void closed(RocksMeasures shard) {
        open.remove(shard);
    }

    /** What open shards use now; takes a look at each of them. Any thread; nothing once this is closed. */
    public synchronized MemoryUse memory() {
        if (closed) {
            return new MemoryUse(0, 0, 0);
        }
        long writeBuffersUsed = 0;
        long tables = 0;
        for (RocksMeasures shard : open) {
            writeBuffersUsed += shard.notOnDisk();
            tables += shard.tables();
        }
        return new MemoryUse(blockCache.getUsage(), writeBuffersUsed, tables);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writeBuffers.close();
        writeBufferAccount.close();
        blockCache.close();
        bloom.close();
    }
}
