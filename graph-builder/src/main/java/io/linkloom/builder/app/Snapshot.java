package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.common.topic.ShardOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of a shard as it was at some time: a directory with the files of its RocksDB and, beside them, a file {@value #NOTE} that
 * says where it stands, so that copies can be compared without being opened.
 *
 * <pre>
 * linkloom-snapshot 1
 * partition 3
 * visits-topic oUNDxIDyTmSSq-uoQ7Cckg
 * links-topic 5Hm7SwtsTTy0xDtZfRhFsQ
 * visits 181
 * links 2044
 * </pre>
 *
 * @param path its directory
 * @param partition which shard it is of
 * @param visitsTopicId Kafka's id of the topic that visits offsets belong to
 * @param linksTopicId Kafka's id of the topic that links offsets belong to
 * @param offsets how far it has come
 */
record Snapshot(Path path, int partition, String visitsTopicId, String linksTopicId, ShardOffsets offsets) {
    static final String NOTE = "snapshot";

    private static final String FIRST_LINE = "linkloom-snapshot 1";
    private static final int MOST_NOTE_BYTES = 4096;

    /** What is in a directory; nothing where a snapshot is not whole, or is of a later version. */
    static Optional<Snapshot> read(Path path) throws IOException {
        Path note = path.resolve(NOTE);
        if (!Files.isRegularFile(note) || Files.size(note) > MOST_NOTE_BYTES) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(note);
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        return Optional.of(values).flatMap(known -> of(path, known));
    }

    private static Optional<Snapshot> of(Path path, Map<String, String> values) {
        try {
            return Optional.of(new Snapshot(
                    path,
                    Integer.parseInt(values.getOrDefault("partition", "")),
                    values.getOrDefault("visits-topic", ""),
                    values.getOrDefault("links-topic", ""),
                    new ShardOffsets(
                            Long.parseLong(values.getOrDefault("visits", "")),
                            Long.parseLong(values.getOrDefault("links", "")))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Writes its note into its directory. */
    void note() throws IOException {
        Files.writeString(
                path.resolve(NOTE),
                String.join(
                        "\n",
                        FIRST_LINE,
                        "partition " + partition,
                        "visits-topic " + visitsTopicId,
                        "links-topic " + linksTopicId,
                        "visits " + offsets.visits(),
                        "links " + offsets.links(),
                        ""));
    }

    Snapshot at(Path elsewhere) {
        return new Snapshot(elsewhere, partition, visitsTopicId, linksTopicId, offsets);
    }

    /** Whether it is of this shard, and its offsets mean the same. */
    boolean isOf(ShardIdentity shard) {
        return partition == shard.partition()
                && visitsTopicId.equals(shard.visitsTopicId())
                && linksTopicId.equals(shard.linksTopicId());
    }

    /** Whether a shard at {@code other} can win by it: it has nothing that this one lacks. */
    boolean isAheadOf(ShardOffsets other) {
        return offsets.visits() >= other.visits() && offsets.links() >= other.links() && !offsets.equals(other);
    }

    /** How many records are in it; the more, the newer it is. */
    long records() {
        return offsets.visits() + offsets.links();
    }
}
