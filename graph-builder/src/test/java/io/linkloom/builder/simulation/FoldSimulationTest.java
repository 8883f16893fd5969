package io.linkloom.builder.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the fold: whatever is killed, fails, comes twice or moves, and wherever batches begin and end, the index is what
 * the visits say.
 */
class FoldSimulationTest {
    /** More of them on request: each is another history. */
    private static final int MEMORY_RUNS = Integer.getInteger("linkloom.simulation.runs", 60);

    private static final int DISK_RUNS = 4;

    @Test
    void indexIsWhatTheVisitsSayWhateverGoesWrong() {
        Map<Faults.Fault, Long> faults = new EnumMap<>(Faults.Fault.class);
        for (long seed = 0; seed < MEMORY_RUNS; seed++) {
            try (Disks disks = new MemoryDisks()) {
                Simulation.run(seed, 120, disks)
                        .faults()
                        .forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            }
        }
        // Otherwise nothing would be proven.
        assertThat(faults.keySet()).containsExactlyInAnyOrder(Faults.Fault.values());
    }

    @Test
    void indexOnDiskIsWhatTheVisitsSay(@TempDir Path directory) {
        for (long seed = 0; seed < DISK_RUNS; seed++) {
            try (Disks disks = new RocksDisks(directory.resolve("run" + seed))) {
                assertThat(Simulation.run(seed, 120, disks).visits()).isGreaterThanOrEqualTo(120);
            }
        }
    }

    /** The shard's first write fails there as it is opened, and it is opened again later. */
    @Test
    void shardThatCannotBeginIsNotLeftOpen(@TempDir Path directory) {
        try (Disks disks = new RocksDisks(directory.resolve("run"))) {
            assertThat(Simulation.run(5060, 120, disks).visits()).isGreaterThanOrEqualTo(120);
        }
    }

    @Test
    void seedSaysAllThatHappens() {
        try (Disks one = new MemoryDisks();
                Disks other = new MemoryDisks()) {
            assertThat(Simulation.run(7, 120, one)).isEqualTo(Simulation.run(7, 120, other));
        }
    }
}
