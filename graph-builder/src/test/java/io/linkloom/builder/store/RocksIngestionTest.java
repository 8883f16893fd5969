package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RocksIngestionTest {
    private static final byte[] OFFSET = bytes("offset");
    private static final List<Family> FAMILIES =
            List.of(Family.PAGES, Family.OUTLINKS, Family.COUNTS, Family.QUEUE, Family.META);

    private final RocksShared shared = new RocksShared(8 << 20, 8 << 20);

    @TempDir
    private Path directory;

    /** The end of a process, as far as one test can have it. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @AfterEach
    void closeShared() {
        shared.close();
    }

    private Path shard() {
        return directory.resolve("shard");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static WriteSet offsetIs(int offset) {
        WriteSet writes = new WriteSet();
        writes.put(Family.META, OFFSET, bytes(Integer.toString(offset)));
        return writes;
    }

    private static int offsetOf(ShardStore store) {
        byte[] value = store.get(Family.META, OFFSET);
        return value == null ? 0 : Integer.parseInt(new String(value, StandardCharsets.ISO_8859_1));
    }

    private static List<String> rows(ShardStore store) {
        List<String> rows = new ArrayList<>();
        for (Family family : Family.values()) {
            try (Cursor cursor = store.scan(family, new byte[0], new byte[] {(byte) 0xFF})) {
                while (cursor.next()) {
                    rows.add(family + " " + new String(cursor.key(), StandardCharsets.ISO_8859_1) + "="
                            + new String(cursor.value(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return rows;
    }

    private static WriteSet drawn(Random random, int offset) {
        WriteSet writes = offsetIs(offset);
        for (int i = random.nextInt(60); i > 0; i--) {
            Family family = FAMILIES.get(random.nextInt(FAMILIES.size()));
            byte[] key = bytes("k" + random.nextInt(40));
            if (random.nextInt(3) == 0) {
                writes.delete(family, key);
            } else {
                writes.put(family, key, bytes("v" + random.nextInt(1000)));
            }
        }
        return writes;
    }

    /** Ends the process after one of its next steps, or not at all. */
    private static RocksIngestion.Steps endingAfter(int steps) {
        int[] left = {steps};
        return _ -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        };
    }

    /**
     * Sets are written in both ways, flushed now and then, and the process ends at any step, also while it completes what the one
     * before it left; what is there afterwards is what a store in memory has that was given the same sets up to one of them, and
     * nothing that was flushed or ingested is lost.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whereverTheProcessEndsTheShardHasAllOfASetOrNothing(long seed) {
        Random random = new Random(seed);
        Map<Integer, List<String>> expected = new HashMap<>();
        int offset = 0;
        int lasting = 0;
        MemoryShardStore memory = new MemoryShardStore.Disk().open();
        expected.put(0, List.of());
        Map<Integer, List<WriteSet>> given = new HashMap<>();
        RocksShardStore store = RocksShardStore.open(shard(), shared, endingAfter(random.nextInt(30)));
        for (int round = 0; round < 40; round++) {
            offset++;
            List<WriteSet> sets = new ArrayList<>(List.of(drawn(random, offset)));
            boolean ingested = random.nextInt(2) == 0;
            for (int more = ingested ? random.nextInt(3) : 0; more > 0; more--) {
                sets.add(drawn(random, offset));
            }
            given.put(offset, sets);
            sets.forEach(memory::write);
            expected.put(offset, rows(memory));
            try {
                if (ingested) {
                    store.ingest(sets);
                    lasting = offset;
                } else {
                    store.write(sets.getFirst());
                    if (random.nextInt(3) == 0) {
                        store.flush();
                        lasting = offset;
                    }
                }
            } catch (Killed e) {
                store.abandon();
                store = opened(random);
                assertThat(offsetOf(store)).isBetween(lasting, offset);
                offset = offsetOf(store);
                lasting = offset;
                memory = new MemoryShardStore.Disk().open();
                for (int i = 1; i <= offset; i++) {
                    given.getOrDefault(i, List.of()).forEach(memory::write);
                }
            }
            assertThat(rows(store)).isEqualTo(expected.get(offset));
        }
        store.close();
    }

    private RocksShardStore opened(Random random) {
        while (true) {
            try {
                return RocksShardStore.open(shard(), shared, endingAfter(random.nextInt(30)));
            } catch (Killed e) {
                assertThat(RocksIngestion.isHalfDone(shard())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RocksIngestion.Step.class)
    void whatWasBegunIsGoneBeforeTheListIsWrittenAndDoneAfterwards(RocksIngestion.Step end) {
        RocksShardStore store = RocksShardStore.open(shard(), shared, step -> {
            if (step == end) {
                throw new Killed();
            }
        });
        WriteSet first = offsetIs(1);
        first.put(Family.PAGES, bytes("stays"), bytes("1"));
        first.put(Family.PAGES, bytes("goes"), bytes("1"));
        store.write(first);
        store.flush();
        WriteSet second = offsetIs(2);
        second.delete(Family.PAGES, bytes("goes"));
        second.put(Family.OUTLINKS, bytes("comes"), bytes("2"));
        assertThatThrownBy(() -> store.ingest(List.of(second))).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> store.write(second))
                .isInstanceOf(ShardStoreException.class)
                .hasMessageContaining("opened again");
        assertThatThrownBy(() -> store.snapshot(directory.resolve("copy")))
                .isInstanceOf(ShardStoreException.class)
                .hasMessageContaining("opened again");
        store.abandon();

        try (RocksShardStore again = RocksShardStore.open(shard(), shared)) {
            if (end.compareTo(RocksIngestion.Step.LIST_WRITTEN) < 0) {
                assertThat(rows(again)).containsExactly("PAGES goes=1", "PAGES stays=1", "META offset=1");
            } else {
                assertThat(rows(again)).containsExactly("PAGES stays=1", "OUTLINKS comes=2", "META offset=2");
            }
            assertThat(filesOfIngestions()).isEmpty();
        }
    }

    private List<String> filesOfIngestions() {
        try (Stream<Path> files = Files.list(shard())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("ingest"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shardThatHasPartOfASetIsNotReadBeforeItIsCompleted() {
        RocksShardStore store = RocksShardStore.open(shard(), shared, step -> {
            if (step == RocksIngestion.Step.FAMILY_TAKEN_IN) {
                throw new Killed();
            }
        });
        WriteSet writes = offsetIs(1);
        writes.put(Family.PAGES, bytes("a"), bytes("1"));
        assertThatThrownBy(() -> store.ingest(List.of(writes))).isInstanceOf(Killed.class);
        store.abandon();
        assertThatThrownBy(() -> RocksShardStore.openReadOnly(shard(), shared))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("start its builder");
        RocksShardStore.open(shard(), shared).close();
        try (ShardStore reader = RocksShardStore.openReadOnly(shard(), shared)) {
            assertThat(rows(reader)).containsExactly("PAGES a=1", "META offset=1");
        }
    }

    @Test
    void snapshotOfThatMomentWaitsAndHasAll() throws InterruptedException {
        Path copy = directory.resolve("copy");
        List<RocksShardStore> stores = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        RocksShardStore store = RocksShardStore.open(shard(), shared, step -> {
            if (step == RocksIngestion.Step.FAMILY_TAKEN_IN && threads.isEmpty()) {
                Thread copying =
                        Thread.ofPlatform().start(() -> stores.getFirst().snapshot(copy));
                threads.add(copying);
                assertThat(endsWithin(copying, 100)).isFalse();
            }
        });
        stores.add(store);
        WriteSet writes = offsetIs(1);
        writes.put(Family.PAGES, bytes("a"), bytes("1"));
        store.ingest(List.of(writes));
        threads.getFirst().join(10_000);
        store.close();
        try (ShardStore reader = RocksShardStore.openReadOnly(copy, shared)) {
            assertThat(rows(reader)).containsExactly("PAGES a=1", "META offset=1");
        }
    }

    private static boolean endsWithin(Thread thread, long millis) {
        try {
            return thread.join(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsTooMuchForMemoryIsOnDiskOnceItIsWritten() {
        try (RocksShared small = new RocksShared(MemoryBudget.of(32 << 20), 100_000)) {
            RocksShardStore store = RocksShardStore.open(shard(), small);
            store.write(numbered(10));
            long before = small.memory().writeBuffers();
            store.write(numbered(20_000));
            assertThat(small.memory().writeBuffers()).isLessThanOrEqualTo(before);
            store.abandon();
            try (RocksShardStore again = RocksShardStore.open(shard(), small)) {
                assertThat(rows(again)).hasSize(20_001).contains("META offset=20000");
            }
        }
    }

    private static WriteSet numbered(int rows) {
        WriteSet writes = offsetIs(rows);
        for (int i = 0; i < rows; i++) {
            writes.put(Family.PAGES, bytes("page " + i), bytes("row " + i));
        }
        return writes;
    }

    @Test
    void listOfAnotherVersionIsRefused() throws IOException {
        RocksShardStore.open(shard(), shared).close();
        Files.writeString(shard().resolve("ingest.list"), "9\nmeta ingest-0-meta.sst\n");
        assertThatThrownBy(() -> RocksShardStore.open(shard(), shared))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("another version (9)");
    }
}
