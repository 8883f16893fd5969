package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardIdentity;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where snapshots lie that all builders of a group reach: {@code GROUP/PARTITION/TIME}, the time being that of the snapshot in UTC.
 *
 * Beside a shard's snapshots is a file {@code rules}, see {@link RuleChanges}.
 *
 * <p>A snapshot appears as a whole: it is written under a name that begins with a dot, and renamed when all of it is on disk.
 * Safe for several threads and processes, if each partition is written by one.
 */
final class SnapshotDirectory {
    private static final String UNFINISHED = ".new-";
    private static final String RULES = "rules";
    private static final DateTimeFormatter NAMES =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path root;
    private final String group;

    SnapshotDirectory(Path root, String group) {
        this.root = root;
        this.group = group;
    }

    private Path of(int partition) {
        return root.resolve(fileName(group)).resolve(Integer.toString(partition));
    }

    /** A group may be called anything; two that differ stay apart. */
    private static String fileName(String group) {
        String name = URLEncoder.encode(group, StandardCharsets.UTF_8).replace("*", "%2A");
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }

    /** When this group's shard took other rules. */
    RuleChanges rulesOf(ShardIdentity shard) {
        return new RuleChanges(of(shard.partition()).resolve(RULES), shard.visitsTopicId());
    }

    /** Those of a shard that this group took, newest first. */
    List<Snapshot> of(ShardIdentity shard) throws IOException {
        return sorted(shard, List.of(of(shard.partition())));
    }

    /** Those of a shard that any group took, newest first. */
    List<Snapshot> ofAnyGroup(ShardIdentity shard) throws IOException {
        List<Path> places = new ArrayList<>();
        for (Path each : FileTree.entries(root)) {
            places.add(each.resolve(Integer.toString(shard.partition())));
        }
        return sorted(shard, places);
    }

    private static List<Snapshot> sorted(ShardIdentity shard, List<Path> places) throws IOException {
        List<Snapshot> found = new ArrayList<>();
        for (Path place : places) {
            for (Path each : FileTree.entries(place)) {
                if (!each.getFileName().toString().startsWith(".")) {
                    Snapshot.read(each).filter(snapshot -> snapshot.isOf(shard)).ifPresent(found::add);
                }
            }
        }
        // By what is in them, not by their time: an owner that hung may finish an old one late.
        found.sort(Comparator.comparingLong(Snapshot::records)
                .thenComparing(snapshot -> snapshot.path().getFileName())
                .reversed());
        return found;
    }

    /** When the last snapshot of a partition was taken, the epoch if none was. */
    Instant lastTaken(int partition) throws IOException {
        Instant last = Instant.EPOCH;
        for (Path each : FileTree.entries(of(partition))) {
            String name = each.getFileName().toString();
            if (name.matches("[0-9]{8}T[0-9]{6}Z")) {
                Instant taken = NAMES.parse(name, Instant::from);
                last = taken.isAfter(last) ? taken : last;
            }
        }
        return last;
    }

    /**
     * Takes a copy over, which is moved here, or copied where that is not possible.
     *
     * @param copy with its note
     */
    Snapshot add(Snapshot copy, Instant now) throws IOException {
        Path place = of(copy.partition());
        Files.createDirectories(place);
        for (Path each : FileTree.entries(place)) {
            if (each.getFileName().toString().startsWith(UNFINISHED)) {
                FileTree.delete(each);
            }
        }
        Instant time = now;
        Path target = place.resolve(NAMES.format(time));
        while (Files.exists(target)) {
            time = time.plusSeconds(1);
            target = place.resolve(NAMES.format(time));
        }
        Path unfinished = place.resolve(UNFINISHED + target.getFileName());
        try {
            Files.move(copy.path(), unfinished, StandardCopyOption.ATOMIC_MOVE);
            FileTree.force(unfinished);
        } catch (AtomicMoveNotSupportedException e) {
            FileTree.copy(copy.path(), unfinished, () -> {});
            FileTree.delete(copy.path());
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        FileTree.force(place);
        return copy.at(target);
    }

    /** Deletes the oldest of a shard's own snapshots. */
    void keep(int most, ShardIdentity shard) throws IOException {
        List<Snapshot> all = of(shard);
        for (Snapshot old : all.subList(Math.min(most, all.size()), all.size())) {
            // Renamed first, so that nobody takes half of it for a whole.
            Path gone = old.path().resolveSibling(UNFINISHED + old.path().getFileName());
            Files.move(old.path(), gone, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(gone);
        }
    }
}
