package io.linkloom.builder.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

class BatchFormatTest {
    private static final int ROWS = 3_000;
    private static final int VALUE_BYTES = 600;

    @TempDir
    Path directory;

    private final Random random = new Random(4);

    @BeforeAll
    static void load() {
        RocksDB.loadLibrary();
    }

    private WriteSet rows(int from, int to) {
        WriteSet writes = new WriteSet();
        for (int i = from; i < to; i++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            value[0] = (byte) (i % 100);
            writes.put(Family.PAGES, key(i), value);
        }
        return writes;
    }

    private static byte[] key(int i) {
        return new byte[] {'k', (byte) (i >> 16), (byte) (i >> 8), (byte) i};
    }

    private static int number(byte[] key) {
        return ((key[2] & 0xFF) << 8) | (key[3] & 0xFF);
    }

    private static byte[] of(WriteSet writes, IntFunction<byte[]> room) {
        return BatchFormat.of(writes, _ -> 1, room);
    }

    @Test
    void batchOfAboutTheSizeOfAnEarlierOneUsesItsBytesAndNoOtherDoes() throws RocksDBException {
        SpareBlocks spare = new SpareBlocks();
        byte[] first = of(rows(0, ROWS), spare::takeBatch);
        Arrays.fill(first, (byte) 0xFF);
        spare.giveBackBatch(first);
        byte[] second = of(rows(0, ROWS - 100), spare::takeBatch);
        assertThat(second).isSameAs(first);
        try (WriteBatch batch = new WriteBatch(second)) {
            assertThat(batch.count()).isEqualTo(ROWS - 100);
        }
        assertThat(of(rows(0, ROWS), spare::takeBatch)).isNotSameAs(first);
        spare.giveBackBatch(first);
        assertThat(of(rows(0, ROWS / 2), spare::takeBatch)).isNotSameAs(first).hasSizeLessThan(first.length);
        assertThat(of(rows(0, ROWS * 2), spare::takeBatch)).isNotSameAs(first);
    }

    @Test
    void smallBatchLeavesTheBytesToTheNextLargeOne() {
        SpareBlocks spare = new SpareBlocks();
        byte[] large = of(rows(0, ROWS), spare::takeBatch);
        spare.giveBackBatch(large);
        byte[] small = of(rows(0, 10), spare::takeBatch);
        spare.giveBackBatch(small);
        assertThat(of(rows(0, ROWS), spare::takeBatch)).isSameAs(large).isNotSameAs(small);
    }

    @Test
    void anyRestIsPassedOver() throws RocksDBException {
        try (Options options = new Options().setCreateIfMissing(true);
                WriteOptions asUsual = new WriteOptions();
                RocksDB database = RocksDB.open(options, directory.toString());
                ColumnFamilyHandle family = database.createColumnFamily(new ColumnFamilyDescriptor(new byte[] {'f'}))) {
            for (int i = 0; i < 300; i++) {
                int rest = i;
                try (WriteBatch batch = new WriteBatch(of(rows(rest, rest + 100), least -> new byte[least + rest]))) {
                    database.write(asUsual, batch);
                }
                assertThat(database.get(family, key(rest + 99))).hasSize(VALUE_BYTES);
            }
        }
    }

    @Test
    void whatIsInAStoreAfterManyBatchesIsWhatWasWritten() {
        try (RocksShared shared = new RocksShared(MemoryBudget.of(64 << 20), Long.MAX_VALUE);
                RocksShardStore store = RocksShardStore.open(directory.resolve("shard"), shared)) {
            Map<Integer, byte[]> expected = new HashMap<>();
            for (int round = 0; round < 12; round++) {
                int from = random.nextInt(ROWS / 4);
                WriteSet writes = rows(from, from + ROWS - random.nextInt(ROWS / 10));
                writes.forEach((_, key, value) -> expected.put(number(key), requireNonNull(value)));
                store.write(writes);
                writes.release();
            }
            for (int i = 0; i < ROWS * 2; i++) {
                assertThat(store.get(Family.PAGES, key(i))).isEqualTo(expected.get(i));
            }
        }
    }
}
