package io.linkloom.builder.query;

import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.ShardStore;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Both ways of keeping links within a site, in both stores. */
class BacklinksContractTest {

    abstract static class InMemory extends BacklinksContract {
        InMemory(InternalLinks internalLinks) {
            super(internalLinks);
        }

        @Override
        IntFunction<ShardStore> stores() {
            return _ -> new MemoryShardStore.Disk().open();
        }
    }

    abstract static class OnDisk extends BacklinksContract {
        private final RocksShared shared = new RocksShared(8 << 20, 8 << 20);

        @TempDir
        Path directory;

        OnDisk(InternalLinks internalLinks) {
            super(internalLinks);
        }

        @Override
        IntFunction<ShardStore> stores() {
            return partition -> RocksShardStore.open(directory.resolve(Integer.toString(partition)), shared);
        }

        @AfterEach
        void release() {
            shared.close();
        }
    }

    @Nested
    class DerivedInMemory extends InMemory {
        DerivedInMemory() {
            super(InternalLinks.DERIVED);
        }
    }

    @Nested
    class RowsInMemory extends InMemory {
        RowsInMemory() {
            super(InternalLinks.ROWS);
        }
    }

    @Nested
    class DerivedOnDisk extends OnDisk {
        DerivedOnDisk() {
            super(InternalLinks.DERIVED);
        }
    }

    @Nested
    class RowsOnDisk extends OnDisk {
        RowsOnDisk() {
            super(InternalLinks.ROWS);
        }
    }
}
