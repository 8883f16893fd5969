package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.simulation.DelegatingStore;
import io.linkloom.builder.simulation.Faults;
import io.linkloom.builder.simulation.KillableStore;
import io.linkloom.builder.simulation.ManualTime;
import io.linkloom.builder.simulation.SimulatedProcess;
import io.linkloom.builder.simulation.SimulatedTopics;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardClosedException;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.url.WebUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsOfAProcessTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final SimulatedTopics topics = new SimulatedTopics(2);
    private final ManualTime time = new ManualTime();

    private SimulatedProcess process(IntFunction<ShardStore> stores) {
        Faults none = new Faults(new Random(1));
        none.disarm();
        return new SimulatedProcess(topics, stores, none, time, Scope.EVERYTHING, LIMITS, CrawlBudget.NONE);
    }

    private static void steps(SimulatedProcess process, int steps, ManualTime time) {
        for (int i = 0; i < steps; i++) {
            time.advance(Duration.ofMillis(100));
            process.step();
        }
    }

    private void seed(int partition, String url) {
        topics.append(partition, new Discoveries(Origin.SEED, 1, List.of(WebUrl.parse(url))));
    }

    /** A memory store whose disk can be made to fail. */
    private static ShardStore failing(ShardStore store, AtomicBoolean broken) {
        Faults faults = new Faults(new Random(1));
        faults.disarm();
        KillableStore inner = new KillableStore(store, faults);
        return new DelegatingStore(inner) {
            @Override
            public void write(WriteSet writes) {
                if (broken.get()) {
                    throw new ShardStoreException("the disk is full");
                }
                super.write(writes);
            }
        };
    }

    @Test
    void shardThatFailsIsSaidToAndTheOthersGoOn() {
        AtomicBoolean broken = new AtomicBoolean();
        SimulatedProcess process = process(partition -> {
            ShardStore store = new MemoryShardStore.Disk().open();
            return partition == 0 ? failing(store, broken) : store;
        });
        steps(process, 5, time);
        assertThat(process.status().shards()).isEqualTo(2);
        broken.set(true);
        seed(0, "http://a.test/");
        seed(1, "http://b.test/");
        steps(process, 20, time);
        assertThat(process.health().isUp()).isFalse();
        assertThat(process.status().failure()).contains("shard 0").contains("the disk is full");
        assertThat(process.status().shards()).isEqualTo(1);
        assertThat(topics.orders()).hasSize(1);
        assertThat(process.shards().shard(0)).isNull();
        assertThat(process.isIdle()).isFalse();
        steps(process, 5, time);
        assertThat(process.isIdle()).isFalse();
    }

    @Test
    void shardMadeForSomethingElseStopsTheLoopWithItsSentence() {
        MemoryShardStore.Disk disk = new MemoryShardStore.Disk();
        Shard.open(disk.open(), new ShardIdentity(0, 64, "murmur2", "psl", "none", "visits id", "links id"), "there")
                .close();
        SimulatedProcess process =
                process(partition -> partition == 0 ? disk.open() : new MemoryShardStore.Disk().open());
        assertThatThrownBy(process::step)
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("64, not 2");
    }

    @Test
    void readersAreToldWhenAShardMoves() {
        SimulatedProcess process = process(_ -> new MemoryShardStore.Disk().open());
        steps(process, 3, time);
        assertThat(process.shards().all()).hasSize(2);
        @Nullable Shard shard = process.shards().shard(1);
        assertThat(shard).isNotNull();
        process.close();
        assertThat(process.shards().all()).isEmpty();
        if (shard != null) {
            assertThatThrownBy(shard::totals).isInstanceOf(ShardClosedException.class);
        }
    }

    @Test
    void whatABuilderLeavesBehindCanBeRead(@TempDir Path directory) {
        assertThatThrownBy(() -> OfflineShards.open(directory))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("there is no index in");
        seed(0, "http://a.test/");
        seed(1, "http://b.test/");
        try (RocksShared shared = new RocksShared(4 << 20, 4 << 20)) {
            SimulatedProcess process =
                    process(partition -> RocksShardStore.open(ShardDirectories.of(directory, partition), shared));
            steps(process, 10, time);
            process.close();
        }
        try (OfflineShards offline = OfflineShards.open(directory)) {
            assertThat(offline.partitions()).isEqualTo(2);
            assertThat(offline.all()).hasSize(2);
            assertThat(offline.status(0).ordered()).isEqualTo(2);
            assertThat(offline.shard(1)).isNotNull();
            assertThat(offline.shard(7)).isNull();
        }
    }
}
