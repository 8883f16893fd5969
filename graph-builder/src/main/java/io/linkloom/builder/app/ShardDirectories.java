package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the shards of a process lie: a directory each, named by the number of the partition. */
final class ShardDirectories {
    private ShardDirectories() {}

    static Path of(Path directory, int partition) {
        return directory.resolve(Integer.toString(partition));
    }

    /** Those that are there, by partition. */
    static List<Path> existing(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(ShardDirectories::isShard)
                    .sorted(Comparator.comparingInt(path -> Integer.parseInt(nameOf(path))))
                    .toList();
        } catch (IOException e) {
            throw new ShardStoreException("the directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A shard that is being made for the first time has no CURRENT file yet. */
    private static boolean isShard(Path path) {
        return nameOf(path).matches("[0-9]{1,9}") && Files.exists(path.resolve("CURRENT"));
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
