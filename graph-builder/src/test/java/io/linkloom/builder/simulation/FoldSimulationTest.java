package io.linkloom.builder.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the fold: whatever is killed, fails, comes twice or moves, and wherever batches begin and end, the index is what
 * the visits say.
 */
class FoldSimulationTest {
    private static final int PARTITIONS = 4;
    /** More of them on request: each is another history. */
    private static final int MEMORY_RUNS = Integer.getInteger("linkloom.simulation.runs", 300);

    private static final int DISK_RUNS = 3;
    private static final int MOST_STEPS = 20_000;
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);

    @Test
    void indexIsWhatTheVisitsSayWhateverGoesWrong() {
        for (long seed = 0; seed < MEMORY_RUNS; seed++) {
            List<MemoryShardStore.Disk> disks = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                disks.add(new MemoryShardStore.Disk());
            }
            run(seed, 120, partition -> disks.get(partition).open());
        }
    }

    @Test
    void indexOnDiskIsWhatTheVisitsSay(@TempDir Path directory) {
        for (long seed = 0; seed < DISK_RUNS; seed++) {
            Path shards = directory.resolve("run" + seed);
            try (RocksShared shared = new RocksShared(8 << 20, 8 << 20)) {
                run(
                        seed,
                        400,
                        partition -> RocksShardStore.open(shards.resolve(Integer.toString(partition)), shared),
                        false);
            }
        }
    }

    private void run(long seed, int visits, IntFunction<ShardStore> stores) {
        run(seed, visits, stores, true);
    }

    private void run(long seed, int visits, IntFunction<ShardStore> stores, boolean kills) {
        Random random = new Random(seed);
        SimulatedTopics topics = new SimulatedTopics(PARTITIONS);
        NaiveIndex expected = new NaiveIndex(sites);
        List<PageVisit> log = new ArrayList<>(VisitLog.of(seed, visits));
        Faults faults = new Faults(random);
        ManualTime time = new ManualTime();
        if (!kills) {
            faults.disarm();
        }
        seeds(log, topics, expected);
        Collections.reverse(log);
        SimulatedProcess process = null;
        for (int step = 0; ; step++) {
            assertThat(step).as("steps of seed %d", seed).isLessThan(MOST_STEPS);
            time.advance(Duration.ofMillis(random.nextInt(300)));
            for (int i = random.nextInt(4); i > 0 && !log.isEmpty(); i--) {
                append(log.removeLast(), topics, expected);
            }
            if (log.isEmpty() && step > 200) {
                faults.disarm();
            }
            try {
                if (process == null) {
                    process = new SimulatedProcess(topics, stores, faults, time, Scope.EVERYTHING, LIMITS, null);
                }
                process.step();
                if (log.isEmpty() && process.isCaughtUp()) {
                    break;
                }
            } catch (Killed e) {
                process = null;
            }
        }
        try {
            assertThat(process.health().components())
                    .as("health")
                    .allSatisfy((_, state) -> assertThat(state.up()).isTrue());
            expected.assertSameAs(process.shards().all());
            process.close();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void seeds(List<PageVisit> log, SimulatedTopics topics, NaiveIndex expected) {
        for (PageVisit visit : log.subList(0, 5)) {
            WebUrl url = visit.url();
            topics.append(partitionOf(url), new Discoveries(Origin.SEED, 1, List.of(url)));
            expected.discover(List.of(url));
        }
    }

    private void append(PageVisit visit, SimulatedTopics topics, NaiveIndex expected) {
        topics.append(partitionOf(visit.url()), visit);
        expected.visit(visit);
    }

    private int partitionOf(WebUrl url) {
        return partitioner.partitionOf(sites.siteOf(url));
    }
}
