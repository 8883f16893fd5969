package io.linkloom.builder.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories as a whole. Nothing here follows symbolic links out of them. */
final class FileTree {
    private FileTree() {}

    /**
     * Copies the files of a directory without directories into one that is made, and has all of it on disk when it returns.
     *
     * @param before is called before each file, and may throw to give up
     */
    static void copy(Path from, Path to, Runnable before) throws IOException {
        Files.createDirectory(to);
        for (Path file : entries(from)) {
            before.run();
            Path copy = to.resolve(file.getFileName());
            Files.copy(file, copy);
            forceFile(copy);
        }
        force(to);
    }

    /** Has the names in a directory on disk. */
    static void force(Path directory) throws IOException {
        force(directory, StandardOpenOption.READ);
    }

    /** Has what is in a file on disk. */
    static void forceFile(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    /** What is in a directory, by name; nothing if it is not there. */
    static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Deletes all of it, if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
