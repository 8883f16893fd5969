package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on disk whose writes all become files keeps the promises of one whose writes go through memory. */
class IngestingShardStoreTest extends ShardStoreContract {
    private final RocksShared shared = new RocksShared(MemoryBudget.of(32 << 20), 0);
    private final List<ShardStore> killed = new ArrayList<>();

    @TempDir
    private Path directory;

    private int copies;

    @Override
    ShardStore open() {
        return RocksShardStore.open(directory.resolve("shard" + copies), shared);
    }

    @Override
    void kill(ShardStore store) {
        killed.add(store);
        Path before = directory.resolve("shard" + copies++);
        Path after = directory.resolve("shard" + copies);
        try (Stream<Path> files = Files.list(before)) {
            Files.createDirectory(after);
            for (Path file : files.toList()) {
                Files.copy(file, after.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void closeKilled() {
        killed.forEach(ShardStore::close);
        shared.close();
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
