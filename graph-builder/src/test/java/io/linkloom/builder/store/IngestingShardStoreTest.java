package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A store on disk whose writes all become files keeps the promises of one whose writes go through memory. */
class IngestingShardStoreTest extends RocksShardStoreContract {
    IngestingShardStoreTest() {
        super(new RocksShared(MemoryBudget.of(32 << 20), 0));
    }

    /** More than is promised: what became a file needs no flush. */
    @Override
    @Test
    void aKilledProcessLeavesWhatWasFlushedInAllFamiliesAtOnce() {
        byte[] key = "key".getBytes(StandardCharsets.US_ASCII);
        RocksShardStore store = RocksShardStore.open(directory.resolve("other"), shared);
        for (byte i = 0; i < 3; i++) {
            WriteSet writes = new WriteSet();
            writes.put(Family.PAGES, key, new byte[] {i});
            writes.put(Family.META, key, new byte[] {i});
            store.write(writes);
        }
        store.abandon();
        try (ShardStore again = RocksShardStore.open(directory.resolve("other"), shared)) {
            assertThat(again.get(Family.PAGES, key)).containsExactly(2);
            assertThat(again.get(Family.META, key)).containsExactly(2);
        }
    }
}
