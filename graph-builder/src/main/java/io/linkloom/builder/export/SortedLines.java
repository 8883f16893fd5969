package io.linkloom.builder.export;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more lines than fit in memory: full runs are sorted and put on disk, and merged at the end.
 *
 * <p>A line is sorted by its key, in order of UTF-16 units, which for URLs is the order of bytes. Keys contain no tab, and neither
 * keys nor lines a line break. For one thread.
 */
final class SortedLines implements AutoCloseable {
    /** What a run may take in memory, roughly: two bytes a character and the objects around it. */
    private static final long RUN_CHARS = 48L << 20;

    private static final int LINE_OVERHEAD = 60;

    private record Line(String key, String text) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return key.compareTo(other.key);
        }
    }

    private final Path directory;
    private final long runChars;
    private final List<Path> runs = new ArrayList<>();
    private final List<Line> current = new ArrayList<>();
    private long chars;
    private long size;

    /** Puts its runs into {@code directory}, which exists. */
    SortedLines(Path directory) {
        this(directory, RUN_CHARS);
    }

    SortedLines(Path directory, long runChars) {
        this.directory = directory;
        this.runChars = runChars;
    }

    void add(String key, String text) throws IOException {
        current.add(new Line(key, text));
        size++;
        chars += key.length() + text.length() + LINE_OVERHEAD;
        if (chars >= runChars) {
            spill();
        }
    }

    /** Lines added so far. */
    long size() {
        return size;
    }

    private void spill() throws IOException {
        current.sort(null);
        Path run = Files.createTempFile(directory, "run-", ".tmp");
        runs.add(run);
        try (BufferedWriter out = Files.newBufferedWriter(run, StandardCharsets.UTF_8)) {
            for (Line line : current) {
                out.append(line.key).append('\u0000').append(line.text).append('\n');
            }
        }
        current.clear();
        chars = 0;
    }

    /** Gives all lines to {@code sink} in order of their keys. To be called once. */
    void drainTo(Consumer<String> sink) throws IOException {
        if (runs.isEmpty()) {
            current.sort(null);
            current.forEach(line -> sink.accept(line.text));
            return;
        }
        spill();
        List<Run> open = new ArrayList<>();
        try {
            PriorityQueue<Run> heads = new PriorityQueue<>();
            for (Path file : runs) {
                Run run = new Run(Files.newBufferedReader(file, StandardCharsets.UTF_8));
                open.add(run);
                if (run.advance()) {
                    heads.add(run);
                }
            }
            merge(heads, sink);
        } finally {
            for (Run run : open) {
                run.reader.close();
            }
        }
    }

    private static void merge(PriorityQueue<Run> heads, Consumer<String> sink) throws IOException {
        for (Run least = heads.poll(); least != null; least = heads.poll()) {
            sink.accept(least.head().text);
            if (least.advance()) {
                heads.add(least);
            }
        }
    }

    /** Removes what is on disk. */
    @Override
    public void close() {
        for (Path run : runs) {
            try {
                Files.deleteIfExists(run);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Run implements Comparable<Run> {
        private final BufferedReader reader;
        private @Nullable Line head;

        Run(BufferedReader reader) {
            this.reader = reader;
        }

        boolean advance() throws IOException {
            String stored = reader.readLine();
            if (stored == null) {
                head = null;
                return false;
            }
            int end = stored.indexOf('\u0000');
            head = new Line(stored.substring(0, end), stored.substring(end + 1));
            return true;
        }

        Line head() {
            Line line = head;
            if (line == null) {
                throw new IllegalStateException("the run is at its end");
            }
            return line;
        }

        @Override
        public int compareTo(Run other) {
            return head().compareTo(other.head());
        }
    }
}
