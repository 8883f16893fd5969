package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.topic.ShardOffsets;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final ShardIdentity IDENTITY =
            new ShardIdentity(3, 8, "murmur2", "psl", "none", "visits id", "links id");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MILLIS_OF_HOUR = HOUR.toMillis();

    private final RocksShared shared = new RocksShared(8 << 20, 8 << 20);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        shared.close();
    }

    private Path place() {
        return directory.resolve("snapshots");
    }

    private SnapshotDirectory snapshots() {
        return new SnapshotDirectory(place(), "linkloom-builder");
    }

    private SnapshotTaking taking(int kept) {
        return new SnapshotTaking(snapshots(), here(), shared, HOUR, kept);
    }

    private SnapshotRestoring restoring() {
        return new SnapshotRestoring(snapshots(), shared, false);
    }

    private Path here() {
        return directory.resolve("here");
    }

    private Path shardIn(String machine) {
        return ShardDirectories.of(directory.resolve(machine), 3);
    }

    private Shard open(Path shard) {
        return Shard.open(RocksShardStore.open(shard, shared), IDENTITY, shard.toString());
    }

    private static void advance(Shard shard, long visits, long links) {
        WriteSet writes = new WriteSet();
        MetaRows.putOffsets(writes, new ShardOffsets(visits, links));
        shard.write(writes);
    }

    private ShardOffsets offsetsIn(Path shard) {
        try (Shard there = open(shard)) {
            return there.offsets();
        }
    }

    private List<Path> all() throws IOException {
        return FileTree.entries(place().resolve("linkloom-builder").resolve("3"));
    }

    @Test
    void shardWhoseMachineIsLostIsMadeFromItsNewestSnapshot() throws IOException {
        try (Shard shard = open(shardIn("here"))) {
            advance(shard, 10, 20);
            assertThat(taking(2).turn(shard, MILLIS_OF_HOUR).taken()).isTrue();
            advance(shard, 11, 20);
            assertThat(taking(2).turn(shard, 2 * MILLIS_OF_HOUR).taken()).isTrue();
            advance(shard, 12, 20);
        }
        FileTree.delete(here());
        Files.createDirectories(directory.resolve("there"));
        Opening opening = new Opening();
        assertThat(restoring().restore(shardIn("there"), IDENTITY, opening)).isTrue();
        assertThat(opening.sentence()).contains("is being made from the snapshot");
        assertThat(offsetsIn(shardIn("there"))).isEqualTo(new ShardOffsets(11, 20));
        assertThat(FileTree.entries(directory.resolve("there"))).hasSize(1);
    }

    @Test
    void snapshotIsTakenWhenItIsTimeAndSomethingIsNew() throws IOException {
        try (Shard shard = open(shardIn("here"))) {
            assertThat(taking(2).turn(shard, 0)).isEqualTo(new SnapshotTaking.Turn(false, HOUR));
            advance(shard, 1, 0);
            assertThat(taking(2).turn(shard, 5 * MILLIS_OF_HOUR)).isEqualTo(new SnapshotTaking.Turn(true, HOUR));
            advance(shard, 2, 0);
            assertThat(taking(2).turn(shard, 5 * MILLIS_OF_HOUR + MILLIS_OF_HOUR / 4))
                    .isEqualTo(new SnapshotTaking.Turn(false, Duration.ofMinutes(45)));
            assertThat(taking(2).turn(shard, 6 * MILLIS_OF_HOUR).taken()).isTrue();
            assertThat(taking(2).turn(shard, 7 * MILLIS_OF_HOUR).taken())
                    .as("nothing is new")
                    .isFalse();
        }
        assertThat(all())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("19700101T050000Z", "19700101T060000Z");
        assertThat(FileTree.entries(here())).containsExactly(shardIn("here"));
    }

    @Test
    void oldSnapshotsGo() throws IOException {
        try (Shard shard = open(shardIn("here"))) {
            for (int hour = 1; hour <= 5; hour++) {
                advance(shard, hour, 0);
                assertThat(taking(3).turn(shard, hour * MILLIS_OF_HOUR).taken()).isTrue();
            }
        }
        assertThat(all())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("19700101T030000Z", "19700101T040000Z", "19700101T050000Z");
    }

    @Test
    void damagedSnapshotIsPassedOver() throws IOException {
        twoSnapshots();
        damage(all().getLast());
        Files.createDirectories(directory.resolve("there"));
        assertThat(restoring().restore(shardIn("there"), IDENTITY, new Opening()))
                .isTrue();
        assertThat(offsetsIn(shardIn("there"))).isEqualTo(new ShardOffsets(10, 20));
        damage(all().getFirst());
        Files.createDirectories(directory.resolve("elsewhere"));
        assertThat(restoring().restore(shardIn("elsewhere"), IDENTITY, new Opening()))
                .isFalse();
        assertThat(FileTree.entries(directory.resolve("elsewhere"))).isEmpty();
    }

    private void twoSnapshots() {
        try (Shard shard = open(shardIn("here"))) {
            advance(shard, 10, 20);
            assertThat(taking(2).turn(shard, MILLIS_OF_HOUR).taken()).isTrue();
            advance(shard, 11, 20);
            assertThat(taking(2).turn(shard, 2 * MILLIS_OF_HOUR).taken()).isTrue();
        }
    }

    /** Flips a bit in the first block of each file of rows. */
    private static void damage(Path snapshot) throws IOException {
        try (Stream<Path> files = Files.list(snapshot)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sst")).toList()) {
                // On one disk its files are those of the shard that it was taken of.
                Path copy = Files.copy(file, file.resolveSibling("copy"));
                try (RandomAccessFile bytes = new RandomAccessFile(copy.toFile(), "rw")) {
                    bytes.seek(10);
                    int was = bytes.read();
                    bytes.seek(10);
                    bytes.write(was ^ 0x10);
                }
                Files.delete(file);
                Files.move(copy, file);
            }
        }
    }

    @Test
    void snapshotThatIsNotWholeOrOfAnotherIndexIsNotLookedAt() throws IOException {
        twoSnapshots();
        Files.delete(all().getLast().resolve(Snapshot.NOTE));
        var other = new ShardIdentity(3, 8, "murmur2", "psl", "none", "another id", "links id");
        assertThat(snapshots().of(IDENTITY)).hasSize(1);
        assertThat(snapshots().of(other)).isEmpty();
        var rules = new ShardIdentity(3, 8, "murmur2", "psl", "session-ids", "visits id", "links id");
        Files.createDirectories(directory.resolve("there"));
        assertThat(restoring().restore(shardIn("there"), rules, new Opening())).isFalse();
    }

    @Test
    void shardThatMovedAwayAndComesBackTakesWhateverIsNewer() throws IOException {
        twoSnapshots();
        try (Shard shard = open(shardIn("there"))) {
            advance(shard, 9, 20);
        }
        assertThat(restoring().restore(shardIn("there"), IDENTITY, new Opening()))
                .isTrue();
        assertThat(offsetsIn(shardIn("there"))).isEqualTo(new ShardOffsets(11, 20));
        try (Shard shard = open(shardIn("there"))) {
            advance(shard, 12, 20);
        }
        assertThat(restoring().restore(shardIn("there"), IDENTITY, new Opening()))
                .isFalse();
        assertThat(offsetsIn(shardIn("there"))).isEqualTo(new ShardOffsets(12, 20));
    }

    @Test
    void groupsHaveTheirOwnAndWhoOnlyReadsMayTakeAny() throws IOException {
        twoSnapshots();
        var others = new SnapshotDirectory(place(), "../other group");
        assertThat(others.of(IDENTITY)).isEmpty();
        assertThat(others.ofAnyGroup(IDENTITY)).hasSize(2);
        Files.createDirectories(directory.resolve("there"));
        assertThat(new SnapshotRestoring(others, shared, true).restore(shardIn("there"), IDENTITY, new Opening()))
                .isTrue();
        try (Shard shard = open(shardIn("here"))) {
            advance(shard, 30, 30);
            assertThat(new SnapshotTaking(others, here(), shared, HOUR, 1)
                            .turn(shard, MILLIS_OF_HOUR)
                            .taken())
                    .isTrue();
        }
        assertThat(FileTree.entries(directory)).as("nothing beside it").hasSize(3);
    }

    @Test
    void restoringEndsWhenTheShardIsNotWantedAnyMore() throws IOException {
        twoSnapshots();
        Files.createDirectories(directory.resolve("there"));
        Opening opening = new Opening();
        opening.cancel();
        assertThatThrownBy(() -> restoring().restore(shardIn("there"), IDENTITY, opening))
                .isInstanceOf(CancellationException.class);
        assertThat(shardIn("there")).doesNotExist();
        assertThat(restoring().restore(shardIn("there"), IDENTITY, new Opening()))
                .isTrue();
    }

    @Test
    void shardThatIsToBeCompletedIsOpenedAndNotReplaced() throws IOException {
        try (Shard shard = open(shardIn("here"))) {
            advance(shard, 10, 20);
            assertThat(taking(2).turn(shard, MILLIS_OF_HOUR).taken()).isTrue();
        }
        // What a process leaves that ends while it takes files in, see RocksIngestion.
        Files.writeString(shardIn("here").resolve("ingest.list"), "1\n");
        assertThat(restoring().restore(shardIn("here"), IDENTITY, new Opening()))
                .isFalse();
        assertThat(offsetsIn(shardIn("here"))).isEqualTo(new ShardOffsets(10, 20));
    }

    @Test
    void damagedShardIsNotReplacedUnasked() throws IOException {
        twoSnapshots();
        try (Stream<Path> files = Files.list(shardIn("here"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sst")).toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> restoring().restore(shardIn("here"), IDENTITY, new Opening()))
                .isInstanceOf(ShardStoreException.class)
                .hasMessageContaining("has a damaged file")
                .hasMessageContaining(".sst")
                .hasMessageContaining("move the directory away");
    }

    @Test
    void directoryThatIsNotThereAnyMoreFailsTheTurn() throws IOException {
        Files.writeString(place(), "a file");
        try (Shard shard = open(shardIn("here"))) {
            advance(shard, 1, 1);
            assertThatThrownBy(() -> taking(1).turn(shard, MILLIS_OF_HOUR)).hasMessageContaining("snapshots");
        }
        assertThat(FileTree.entries(here())).containsExactly(shardIn("here"));
    }

    @Test
    void snapshotGoesToAnotherFileSystemAndComesBackFromThere() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(directory)),
                "there is no other file system that anybody may write to");
        Path elsewhere = Files.createTempDirectory(memory, "linkloom-snapshots-");
        try {
            var snapshots = new SnapshotDirectory(elsewhere, "group");
            var taking = new SnapshotTaking(snapshots, here(), shared, HOUR, 1);
            try (Shard shard = open(shardIn("here"))) {
                for (int hour = 1; hour <= 2; hour++) {
                    advance(shard, hour, 20);
                    assertThat(taking.turn(shard, hour * MILLIS_OF_HOUR).taken())
                            .isTrue();
                }
                advance(shard, 3, 20);
            }
            assertThat(FileTree.entries(here()))
                    .as("nothing is left of the copies")
                    .containsExactly(shardIn("here"));
            assertThat(FileTree.entries(elsewhere.resolve("group").resolve("3")))
                    .hasSize(1);
            FileTree.delete(here());
            Files.createDirectories(here());
            assertThat(new SnapshotRestoring(snapshots, shared, false)
                            .restore(shardIn("here"), IDENTITY, new Opening()))
                    .isTrue();
            assertThat(offsetsIn(shardIn("here"))).isEqualTo(new ShardOffsets(2, 20));
        } finally {
            FileTree.delete(elsewhere);
        }
    }
}
