package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.simulation.Faults;
import io.linkloom.builder.simulation.ManualTime;
import io.linkloom.builder.simulation.NaiveIndex;
import io.linkloom.builder.simulation.SimulatedProcess;
import io.linkloom.builder.simulation.SimulatedTopics;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a crawl when a disk lets a shard down: it is said, the others go on, and nothing is lost. */
class FailingDisksTest {
    private static final int PARTITIONS = 2;
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
    private final SimulatedTopics topics = new SimulatedTopics(PARTITIONS);
    private final NaiveIndex expected = new NaiveIndex(sites);
    private final ManualTime time = new ManualTime();
    private final RocksShared shared = new RocksShared(8 << 20, 8 << 20);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        shared.close();
    }

    private SimulatedProcess process(Path shards) {
        Faults none = new Faults(new Random(1));
        none.disarm();
        return new SimulatedProcess(
                topics,
                partition -> RocksShardStore.open(
                        ShardDirectories.of(partition == 0 ? shards : directory.resolve("sound"), partition), shared),
                none,
                time,
                Scope.EVERYTHING,
                LIMITS,
                CrawlBudget.NONE);
    }

    private void happen(List<PageVisit> visits) {
        for (PageVisit visit : visits) {
            topics.append(partitionOf(visit.url()), visit);
            expected.visit(visit);
        }
    }

    private void seed(List<PageVisit> visits) {
        for (PageVisit visit : visits) {
            topics.append(partitionOf(visit.url()), new Discoveries(Origin.SEED, 1, List.of(visit.url())));
            expected.discover(List.of(visit.url()));
        }
    }

    private int partitionOf(WebUrl url) {
        return partitioner.partitionOf(sites.siteOf(url));
    }

    private void steps(SimulatedProcess process, int steps) {
        for (int i = 0; i < steps; i++) {
            time.advance(Duration.ofMillis(100));
            process.step();
        }
    }

    private void stepUntilCaughtUp(SimulatedProcess process) {
        for (int i = 0; i < 5000 && !process.isCaughtUp(); i++) {
            steps(process, 1);
        }
        assertThat(process.isCaughtUp()).isTrue();
    }

    @Test
    void damagedFileIsNamedAndTheShardIsMadeAgainOnceItsDirectoryIsAway() throws IOException {
        List<PageVisit> visits = VisitLog.of(1, 200);
        Path shards = directory.resolve("shards");
        seed(visits.subList(0, 5));
        happen(visits.subList(0, 100));
        SimulatedProcess before = process(shards);
        stepUntilCaughtUp(before);
        before.close();
        Path shard = ShardDirectories.of(shards, 0);
        damage(shard);
        happen(visits.subList(100, 200));
        SimulatedProcess process = process(shards);
        steps(process, 100);
        assertThat(process.shown().failure())
                .contains("shard 0")
                .contains("has a damaged file")
                .contains(".sst")
                .contains("move the directory away");
        assertThat(process.shown().shards()).isEqualTo(1);
        Files.move(shard, shards.resolve("aside"));
        time.advance(Duration.ofMinutes(5));
        stepUntilCaughtUp(process);
        assertThat(process.shown().failure()).isNull();
        expected.assertSameAs(process.shards().all());
        process.close();
    }

    private static void damage(Path shard) throws IOException {
        try (Stream<Path> files = Files.list(shard)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length; i += 100) {
                    bytes[i] ^= 0x55;
                }
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void fullDiskIsSaidAndTheShardGoesOnWhenThereIsRoomAgain() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()), "may mount");
        try {
            List<PageVisit> visits = VisitLog.of(2, 300);
            seed(visits.subList(0, 5));
            happen(visits.subList(0, 100));
            SimulatedProcess process = process(disk);
            stepUntilCaughtUp(process);
            Path filler = disk.resolve("filler");
            happen(visits.subList(100, 300));
            for (int i = 0; i < 500 && process.shown().failure() == null; i++) {
                fill(filler);
                // A flush is what meets the disk, and the first comes after an hour.
                time.advance(i == 0 ? Duration.ofMinutes(61) : Duration.ofMillis(100));
                process.step();
            }
            assertThat(process.shown().failure()).contains("shard 0").contains("there is no room left");
            assertThat(process.shown().shards()).isEqualTo(1);
            assertThat(process.health().isUp()).isFalse();
            Files.delete(filler);
            time.advance(Duration.ofMinutes(5));
            stepUntilCaughtUp(process);
            assertThat(process.shown().failure()).isNull();
            assertThat(process.health().isUp()).isTrue();
            expected.assertSameAs(process.shards().all());
            process.close();
        } finally {
            assertThat(ran("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static void fill(Path filler) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
