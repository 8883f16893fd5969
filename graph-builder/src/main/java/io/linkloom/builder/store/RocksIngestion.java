package io.linkloom.builder.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Write sets of any size that become part of a shard as sorted files, without going through memory.
 *
 * <p>Sets are {@linkplain #add added}, which writes a file for each family beside those of the database, and {@linkplain #finish
 * finished} all at once. Where two sets have the same key, the later one counts. What is not finished is as if it had never been,
 * and its files are removed when the shard is opened next; what is finished outlives the process.
 *
 * <p>RocksDB takes files into one family at a time, so a process may end between two. Therefore everything that was written to
 * memory is flushed first, then a list of the files is made to last, then they are taken in, the one that has how far the shard has
 * come last, and then the list goes. Who finds a list at opening {@linkplain #complete takes in all of it}, once more what is in
 * already, which gives the same rows. So nothing is ever folded onto a shard that is half of each.
 *
 * <p>The list, {@code ingest.list}, is lines of ASCII: its version, {@code 1}, and for each file its family and its name, in the
 * order in which they are taken in. For one thread.
 */
final class RocksIngestion {
    /** The moments at which a process may end and leave another disk behind. */
    enum Step {
        FILE_WRITTEN,
        FLUSHED,
        LIST_WRITTEN,
        FAMILY_TAKEN_IN,
        LIST_REMOVED
    }

    /** Is told of each step; may throw, as a process ends. */
    interface Steps {
        void after(Step step);
    }

    private static final String PREFIX = "ingest-";
    private static final String LIST = "ingest.list";
    private static final String VERSION = "1";

    private final RocksHandles handles;
    private final Steps steps;
    private final Map<Family, List<Path>> files = new EnumMap<>(Family.class);
    private int written;

    RocksIngestion(RocksHandles handles, Steps steps) {
        this.handles = handles;
        this.steps = steps;
    }

    /** Writes the set to files that nobody sees yet. */
    void add(WriteSet writes) throws RocksDBException {
        for (Map.Entry<Family, FamilyWrites> each : writes.byFamily().entrySet()) {
            Family family = each.getKey();
            Path file = handles.directory().resolve(PREFIX + written++ + "-" + family.label() + ".sst");
            files.computeIfAbsent(family, _ -> new ArrayList<>()).add(file);
            write(family, each.getValue(), file);
            steps.after(Step.FILE_WRITTEN);
        }
    }

    private void write(Family family, FamilyWrites writes, Path file) throws RocksDBException {
        writes.sort();
        try (EnvOptions environment = new EnvOptions();
                Options options = handles.fileOptions(family);
                SstFileWriter writer = new SstFileWriter(environment, options)) {
            writer.open(file.toString());
            LastOfEach last = new LastOfEach(writer);
            try {
                writes.forEach(family, last);
                last.end();
            } catch (RowRefused e) {
                throw e.why;
            }
            writer.finish();
        }
    }

    /** A file has a key once: what was said last about it. */
    private static final class LastOfEach implements WriteSet.Sink {
        private final SstFileWriter writer;
        private byte @Nullable [] key;
        private byte @Nullable [] value;

        LastOfEach(SstFileWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(Family family, byte[] nextKey, byte @Nullable [] nextValue) {
            if (!Arrays.equals(nextKey, key)) {
                end();
            }
            key = nextKey;
            value = nextValue;
        }

        void end() {
            try {
                if (key != null && value != null) {
                    writer.put(key, value);
                } else if (key != null) {
                    writer.delete(key);
                }
            } catch (RocksDBException e) {
                throw new RowRefused(e);
            }
        }
    }

    /** Carries a failure through a walk that has none. */
    private static final class RowRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient RocksDBException why;

        RowRefused(RocksDBException why) {
            super(why);
            this.why = why;
        }
    }

    /** Makes all sets part of the shard. If this fails after the list was written, the shard is to be opened again. */
    void finish() throws RocksDBException, IOException {
        handles.flush();
        steps.after(Step.FLUSHED);
        writeList();
        steps.after(Step.LIST_WRITTEN);
        takeIn(handles, files, steps);
        removeList(handles.directory(), steps);
        clear(handles.directory());
    }

    private void writeList() throws IOException {
        List<String> lines = new ArrayList<>(List.of(VERSION));
        files.forEach((family, each) -> each.forEach(file -> lines.add(family.label() + " " + file.getFileName())));
        Path directory = handles.directory();
        Path draft = directory.resolve(PREFIX + "draft");
        Files.write(draft, lines, StandardCharsets.US_ASCII);
        makeLast(draft);
        Files.move(draft, directory.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
        makeLast(directory);
    }

    /** The offsets are in the last family, {@link Family#META}. */
    private static void takeIn(RocksHandles handles, Map<Family, List<Path>> files, Steps steps)
            throws RocksDBException, IOException {
        for (Map.Entry<Family, List<Path>> family : files.entrySet()) {
            ColumnFamilyHandle handle = handles.of(family.getKey());
            if (handle == null) {
                throw new IllegalStateException("no family " + family.getKey().label());
            }
            try (IngestExternalFileOptions move = new IngestExternalFileOptions()
                    .setMoveFiles(true)
                    // A file that is changed would be changed under its other name too.
                    .setWriteGlobalSeqno(false)) {
                handles.database().ingestExternalFile(handle, otherNames(family.getValue()), move);
            }
            steps.after(Step.FAMILY_TAKEN_IN);
        }
    }

    /** RocksDB takes the files away; under their own names they stay until all are in. */
    private static List<String> otherNames(List<Path> files) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            Path other = file.resolveSibling(file.getFileName() + ".in");
            Files.deleteIfExists(other);
            try {
                Files.createLink(other, file);
            } catch (UnsupportedOperationException | FileSystemException e) {
                // A file system without hard links; or none with room, which the copy will say.
                Files.copy(file, other);
            }
            names.add(other.toString());
        }
        return names;
    }

    private static void removeList(Path directory, Steps steps) throws IOException {
        Files.delete(directory.resolve(LIST));
        makeLast(directory);
        steps.after(Step.LIST_REMOVED);
    }

    private static void makeLast(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Whether a process ended here before all files of its list were in. */
    static boolean isHalfDone(Path directory) {
        return Files.exists(directory.resolve(LIST));
    }

    /** Does what an earlier process left undone; for a shard that was just opened. */
    static void complete(RocksHandles handles, Steps steps) throws RocksDBException, IOException {
        Path directory = handles.directory();
        if (isHalfDone(directory)) {
            takeIn(handles, listed(directory), steps);
            removeList(directory, steps);
        }
        clear(directory);
    }

    private static Map<Family, List<Path>> listed(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(LIST), StandardCharsets.US_ASCII);
        if (lines.isEmpty() || !lines.getFirst().equals(VERSION)) {
            throw new ShardRefusedException("the shard in " + directory + " has a list of files of another version ("
                    + lines.stream().findFirst().orElse("empty") + "); use the version that made it");
        }
        Map<Family, List<Path>> files = new EnumMap<>(Family.class);
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            files.computeIfAbsent(familyOf(line.substring(0, Math.max(0, space)), directory), _ -> new ArrayList<>())
                    .add(directory.resolve(line.substring(space + 1)));
        }
        return files;
    }

    private static Family familyOf(String label, Path directory) {
        for (Family family : Family.values()) {
            if (family.label().equals(label)) {
                return family;
            }
        }
        throw new ShardRefusedException("the shard in " + directory + " has a list of files with a family that this"
                + " version does not know (" + label + "); use the version that made it");
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().startsWith(PREFIX)) {
                    Files.delete(file);
                }
            }
        }
    }
}
