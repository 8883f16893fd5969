package io.linkloom.builder.simulation;

import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.ShardStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Disks that are directories, with the stores that builders really use. */
public final class RocksDisks implements Disks {
    private static final long MEMORY_BYTES = 8 << 20;

    private final Path root;
    private final RocksShared shared = new RocksShared(MEMORY_BYTES, MEMORY_BYTES);
    private final Map<Integer, List<RocksShardStore>> opened = new HashMap<>();

    /** In {@code root}, which is to be empty. */
    public RocksDisks(Path root) {
        this.root = root;
    }

    private Path place(int machine, int partition) {
        return machine(machine).resolve(Integer.toString(partition));
    }

    private Path machine(int machine) {
        return root.resolve("machine" + machine);
    }

    private Path copy(int partition) {
        return root.resolve("copy" + partition);
    }

    @Override
    public ShardStore open(int machine, int partition) {
        RocksShardStore store = RocksShardStore.open(place(machine, partition), shared);
        opened.computeIfAbsent(machine, _ -> new ArrayList<>()).add(store);
        return store;
    }

    @Override
    public boolean has(int machine, int partition) {
        return Files.exists(place(machine, partition));
    }

    @Override
    public void killed(int machine) {
        List<RocksShardStore> stores = opened.remove(machine);
        if (stores != null) {
            stores.forEach(RocksShardStore::abandon);
        }
    }

    @Override
    public void lose(int machine) {
        killed(machine);
        delete(machine(machine));
    }

    /** A store that is open cannot be copied file by file. */
    @Override
    public boolean keepCopy(int machine, int partition) {
        if (opened.containsKey(machine) || !has(machine, partition)) {
            return false;
        }
        delete(copy(partition));
        copyFiles(place(machine, partition), copy(partition));
        return true;
    }

    @Override
    public boolean restore(int machine, int partition) {
        if (!Files.exists(copy(partition))) {
            return false;
        }
        copyFiles(copy(partition), place(machine, partition));
        return true;
    }

    private static void copyFiles(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes what is open and deletes everything. */
    @Override
    public void close() {
        opened.values().forEach(stores -> stores.forEach(RocksShardStore::abandon));
        opened.clear();
        shared.close();
        delete(root);
    }
}
