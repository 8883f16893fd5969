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
    /** Of a file, the share that stays in memory as filter and index: 1.1 MB for 31 MB. */
    private static final int BYTES_FOR_A_BYTE_OF_TABLES = 25;
    /** Of blocks, those of filters and indexes that stay when others go. */
    private static final double TABLES_SHARE = 0.5;

    private static final int SHARD_BITS_BY_SIZE = -1;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache blockCache;
    private final Cache writeBufferAccount;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom;
    private final MemoryBudget budget;
    private final Set<RocksMeasures> open = ConcurrentHashMap.newKeySet();
    private final long ingestFromBytes;
    private boolean closed;

    /**
     * Reserves nothing yet.
     *
     * @param ingestFromBytes writes of at least so many bytes become files without going through memory
     */
    public RocksShared(MemoryBudget budget, long ingestFromBytes) {
        this.budget = budget;
        this.ingestFromBytes = ingestFromBytes;
        this.blockCache = new LRUCache(budget.blocks(), SHARD_BITS_BY_SIZE, false, TABLES_SHARE);
        // Write buffers are counted apart from blocks: neither pushes the other out.
        this.writeBufferAccount = new LRUCache(budget.writeBuffers());
        this.writeBuffers = new WriteBufferManager(budget.writeBuffers(), writeBufferAccount);
        this.bloom = new BloomFilter(BLOOM_BITS, false);
    }

    /** The same without a bound for filters and indexes, and with all writes going through memory. */
    public RocksShared(long blockCacheBytes, long writeBufferBytes) {
        this(
                new MemoryBudget(blockCacheBytes + writeBufferBytes, blockCacheBytes, writeBufferBytes, Long.MAX_VALUE),
                Long.MAX_VALUE);
    }

    /** How much this may take. */
    public MemoryBudget budget() {
        return budget;
    }

    /** Whether filters and indexes of so many bytes of files can stay in memory beside those of the shards that are open. */
    boolean hasRoomForTablesOf(long fileBytes) {
        return memory().tables() + fileBytes / BYTES_FOR_A_BYTE_OF_TABLES <= budget.tables();
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
        return budget.writeBuffers();
    }

    long ingestFromBytes() {
        return ingestFromBytes;
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
