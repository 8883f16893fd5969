package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksShardStoreTest extends RocksShardStoreContract {
    RocksShardStoreTest() {
        super(new RocksShared(8 << 20, 8 << 20));
    }

    @Test
    void readersOfTheCommandLineSeeWhatWasFlushedAndWriteNothing() {
        Path path = directory.resolve("other");
        byte[] key = "a".getBytes(StandardCharsets.US_ASCII);
        try (ShardStore writer = RocksShardStore.open(path, shared)) {
            WriteSet writes = new WriteSet();
            writes.put(Family.PAGES, key, key);
            writer.write(writes);
            assertThat(writer.readOnly()).isFalse();
        }
        try (ShardStore reader = RocksShardStore.openReadOnly(path, shared)) {
            assertThat(reader.readOnly()).isTrue();
            assertThat(reader.get(Family.PAGES, key)).isEqualTo(key);
            WriteSet writes = new WriteSet();
            writes.delete(Family.PAGES, key);
            assertThatThrownBy(() -> reader.write(writes)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shardThatLacksAFamilyIsReadAndGetsIt() throws RocksDBException {
        Path path = directory.resolve("older");
        byte[] key = "a".getBytes(StandardCharsets.US_ASCII);
        madeWithout(Family.HOSTS, path, key);
        try (ShardStore reader = RocksShardStore.openReadOnly(path, shared)) {
            assertThat(reader.get(Family.PAGES, key)).isEqualTo(key);
            assertThat(reader.get(Family.HOSTS, key)).isNull();
            assertThat(reader.scan(Family.HOSTS, new byte[0], new byte[] {'z'}).next())
                    .isFalse();
        }
        try (ShardStore writer = RocksShardStore.open(path, shared)) {
            WriteSet writes = new WriteSet();
            writes.put(Family.HOSTS, key, key);
            writer.write(writes);
        }
        try (ShardStore reader = RocksShardStore.openReadOnly(path, shared)) {
            assertThat(reader.get(Family.PAGES, key)).isEqualTo(key);
            assertThat(reader.get(Family.HOSTS, key)).isEqualTo(key);
        }
    }

    private void madeWithout(Family missing, Path path, byte[] key) throws RocksDBException {
        try (RocksOptions options = new RocksOptions(shared, false)) {
            List<ColumnFamilyDescriptor> families = options.families().stream()
                    .filter(family -> !Arrays.equals(family.getName(), RocksHandles.nameOf(missing)))
                    .toList();
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB database = RocksDB.open(options.database(), path.toString(), families, handles)) {
                database.put(handleOf(Family.PAGES, handles), key, key);
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }

    private static ColumnFamilyHandle handleOf(Family family, List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        for (ColumnFamilyHandle handle : handles) {
            if (Arrays.equals(handle.getName(), RocksHandles.nameOf(family))) {
                return handle;
            }
        }
        throw new AssertionError(family);
    }

    @Test
    void directoryWithoutAShardIsNotReadable() {
        assertThatThrownBy(() -> RocksShardStore.openReadOnly(directory.resolve("nothing"), shared))
                .isInstanceOf(ShardStoreException.class)
                .hasMessageContaining("there is no")
                .hasMessageContaining("nothing");
    }

    @Test
    void shardThatIsOpenElsewhereIsRefused() {
        assertThatThrownBy(this::open)
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("is open in another process");
    }

    @Test
    void filtersOfAShardThatIsOpenedWhenTheirShareIsUsedUpAreAmongTheBlocks() {
        Path path = directory.resolve("large");
        WriteSet writes = new WriteSet();
        for (int i = 0; i < 100_000; i++) {
            writes.put(Family.PAGES, key(i), key(i * 31));
        }
        try (ShardStore writer = RocksShardStore.open(path, shared)) {
            writer.write(writes);
        }
        try (RocksShared roomy = new RocksShared(new MemoryBudget(0, 8 << 20, 4 << 20, 1 << 20), Long.MAX_VALUE);
                RocksShardStore store = RocksShardStore.open(path, roomy)) {
            assertThat(store.get(Family.PAGES, key(77))).isEqualTo(key(77 * 31));
            assertThat(roomy.memory().tables()).isGreaterThan(100_000);
        }
        try (RocksShared full = new RocksShared(new MemoryBudget(0, 8 << 20, 4 << 20, 10_000), Long.MAX_VALUE);
                RocksShardStore store = RocksShardStore.open(path, full)) {
            for (int i = 0; i < 100_000; i += 1000) {
                assertThat(store.get(Family.PAGES, key(i))).isEqualTo(key(i * 31));
                assertThat(store.get(Family.PAGES, key(-1 - i))).isNull();
            }
            assertThat(full.memory().tables()).isLessThan(50_000);
            assertThat(full.memory().blocks()).isGreaterThan(100_000);
            store.write(writes);
            store.compact();
            assertThat(store.get(Family.PAGES, key(77))).isEqualTo(key(77 * 31));
            assertThat(full.memory().tables()).isLessThan(50_000);
        }
    }

    private static byte[] key(int number) {
        return ("some page " + number).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void partsOfABudgetAreNoMoreThanIt() {
        MemoryBudget budget = MemoryBudget.of(2L << 30);
        assertThat(budget.total()).isEqualTo(2L << 30);
        assertThat(budget.blocks()).isEqualTo(768L << 20);
        assertThat(budget.writeBuffers()).isEqualTo(512L << 20);
        assertThat(budget.tables()).isEqualTo(512L << 20);
    }
}
