package io.linkloom.builder.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** How RocksDB is set up for a shard, each setting with its reason. Owns the option objects; closed after the database. */
final class RocksOptions implements AutoCloseable {
    private static final long OUTLINKS_BLOCK_BYTES = 64 << 10;
    private static final long BLOCK_BYTES = 16 << 10;
    private static final long REFERRERS_BLOCK_BYTES = 8 << 10;
    private static final int INTERNAL_INLINKS_RESTART = 64;
    private static final long ARENA_BYTES = 128 << 10;
    private static final long LEAST_MEMTABLE_BYTES = 4L << 20;
    private static final long MOST_MEMTABLE_BYTES = 256L << 20;

    private final RocksShared shared;
    private final boolean tablesInCache;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /**
     * None yet.
     *
     * @param tablesInCache whether filters and indexes are among the blocks, where the ones that are not used give way, and not
     *     beside them, where they stay
     */
    RocksOptions(RocksShared shared, boolean tablesInCache) {
        this.shared = shared;
        this.tablesInCache = tablesInCache;
    }

    DBOptions database() {
        DBOptions options = new DBOptions();
        opened.add(options);
        return options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // Without a log, what is on disk is what was flushed, and that of all families together.
                .setAtomicFlush(true)
                .setWriteBufferManager(shared.writeBuffers())
                .setMaxBackgroundJobs(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setMaxOpenFiles(-1)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1 << 20)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    List<ColumnFamilyDescriptor> families() {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain()));
        for (Family family : Family.values()) {
            families.add(new ColumnFamilyDescriptor(RocksHandles.nameOf(family), of(family)));
        }
        return families;
    }

    private ColumnFamilyOptions plain() {
        return opened(new ColumnFamilyOptions());
    }

    /** Of families whose rows are asked for many at once, in order: the way to one row is most of the way to the next. */
    private ColumnFamilyOptions withBatchedLookUps() {
        Properties properties = new Properties();
        // RocksDB 11 has it and its Java interface has no method for it.
        properties.setProperty("memtable_batch_lookup_optimization", "true");
        ColumnFamilyOptions options = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties);
        return opened(requireNonNull(options, "RocksDB knows memtable_batch_lookup_optimization"));
    }

    private ColumnFamilyOptions opened(ColumnFamilyOptions options) {
        opened.add(options);
        return options;
    }

    /** How files are made apart from a database; the caller's to close. */
    Options files(Family family) {
        return new Options()
                .setTableFormatConfig(table(family))
                // As young files are: they are merged soon.
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    private BlockBasedTableConfig table(Family family) {
        BlockBasedTableConfig table =
                new BlockBasedTableConfig().setBlockCache(shared.blockCache()).setBlockSize(blockBytes(family));
        if (family == Family.INTERNAL_INLINKS) {
            // Read by the page that they lead to and never by the link, which is all that a filter would know; and in
            // order,
            // so that few keys have to be written in full.
            table.setBlockRestartInterval(INTERNAL_INLINKS_RESTART);
        } else {
            table.setFilterPolicy(shared.bloom());
        }
        if (!tablesInCache) {
            // A filter that has to be fetched is worse than none.
            return table.setCacheIndexAndFilterBlocks(false);
        }
        return table.setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                // In small pieces, of which what is asked for often stays.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setPinTopLevelIndexAndFilter(true);
    }

    private static long blockBytes(Family family) {
        return switch (family) {
            // Read by the page or by the site, never by the link: large blocks pack better.
            case OUTLINKS -> OUTLINKS_BLOCK_BYTES;
            // Read in random order: twice the blocks take 0.2 bytes a link more, and each row 0.6 of the time.
            case REFERRERS -> REFERRERS_BLOCK_BYTES;
            default -> BLOCK_BYTES;
        };
    }

    private ColumnFamilyOptions of(Family family) {
        return withBatchedLookUps()
                .setTableFormatConfig(table(family))
                .setWriteBufferSize(memtableBytes())
                // What a family takes once it has a row; there are many families, and many shards.
                .setArenaBlockSize(ARENA_BYTES)
                .setMaxWriteBufferNumber(3)
                // Young files are rewritten soon and cost time twice; old ones are most of the bytes.
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(compressionOfOld(family))
                .setLevel0FileNumCompactionTrigger(8)
                .setLevel0SlowdownWritesTrigger(24)
                .setLevel0StopWritesTrigger(40);
    }

    /**
     * A fold reads pages and counts in random order, each from a block of its own, and has to unpack that: with LZ4 a row takes
     * less than half the time of one with zstd, for 1.3 bytes a link. The other families would pay more for it.
     */
    private static CompressionType compressionOfOld(Family family) {
        return family == Family.PAGES || family == Family.COUNTS
                ? CompressionType.LZ4_COMPRESSION
                : CompressionType.ZSTD_COMPRESSION;
    }

    /** Families fill at different speeds; the shared budget is the real bound. */
    private long memtableBytes() {
        return Math.clamp(shared.writeBufferBytes() / 2, LEAST_MEMTABLE_BYTES, MOST_MEMTABLE_BYTES);
    }

    @Override
    public void close() {
        for (AutoCloseable option : opened.reversed()) {
            try {
                option.close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB's options close without exceptions", e);
            }
        }
        opened.clear();
    }
}
