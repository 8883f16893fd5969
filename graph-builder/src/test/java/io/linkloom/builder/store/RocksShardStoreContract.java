package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores on disk. */
abstract class RocksShardStoreContract extends ShardStoreContract {
    final RocksShared shared;
    private final List<ShardStore> killed = new ArrayList<>();

    @TempDir
    Path directory;

    private int copies;

    RocksShardStoreContract(RocksShared shared) {
        this.shared = shared;
    }

    @Override
    ShardStore open() {
        return RocksShardStore.open(directory.resolve("shard" + copies), shared);
    }

    /** What the disk has at that moment is all that is left; a copy of it stands for the machine after the kill. */
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
}
