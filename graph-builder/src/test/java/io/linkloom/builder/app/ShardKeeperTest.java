package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.simulation.ManualTime;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.url.Sites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShardKeeperTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final Sites sites = new Sites();
    private final Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
    private final Map<Integer, MemoryShardStore.Disk> disks = new TreeMap<>();
    private final OpenShards open = new OpenShards(2);
    private final Health health = new Health();
    private final ManualTime time = new ManualTime();
    private final Begun feed = new Begun();
    private final ShardTasks tasks = ShardTasks.inBackground(2, Duration.ofSeconds(20));
    private final CountDownLatch slow = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private volatile @Nullable RuntimeException broken;

    private final ShardKeeper keeper = new ShardKeeper(this::open, open, health, tasks, time);

    /** Shard 0 opens when it is let. */
    private ActiveShard open(int partition, Opening opening) {
        RuntimeException why = broken;
        if (why != null) {
            throw why;
        }
        if (partition == 0) {
            opening.says("takes its time");
            awaitQuietly(slow);
        }
        opened.incrementAndGet();
        MemoryShardStore.Disk disk;
        synchronized (disks) {
            disk = disks.computeIfAbsent(partition, _ -> new MemoryShardStore.Disk());
        }
        var identity = new ShardIdentity(partition, 2, "murmur2", "psl", "none", "visits id", "links id");
        return new ActiveShard(Shard.open(disk.open(), identity, "test"), sites, discovery, FoldRules.USUAL, LIMITS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void tickUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            keeper.tick(feed);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        slow.countDown();
        keeper.revoked(0);
        keeper.revoked(1);
        keeper.close();
    }

    @Test
    void shardThatTakesLongToOpenKeepsNobodyWaiting() {
        keeper.assigned(0);
        keeper.assigned(1);
        tickUntil(() -> keeper.active(1) != null);
        assertThat(keeper.active(0)).isNull();
        assertThat(feed.begun).containsExactly(1);
        assertThat(keeper.failure()).isNull();
        tickUntil(() -> keeper.resting().equals(List.of(new BuilderStatus.Resting(0, false, "takes its time"))));
        slow.countDown();
        tickUntil(() -> keeper.active(0) != null);
        assertThat(keeper.resting()).isEmpty();
        assertThat(open.all()).hasSize(2);
    }

    @Test
    @Timeout(60)
    void shardsThatBecomeReadyInAnyOrderAllWork() {
        keeper.assigned(0);
        for (int partition = 1; partition < 8; partition++) {
            keeper.assigned(partition);
        }
        while (opened.get() < 7) {
            Thread.onSpinWait();
        }
        tickUntil(() -> keeper.active().size() == 7);
        slow.countDown();
        tickUntil(() -> keeper.active().size() == 8);
        assertThat(feed.begun).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        for (int partition = 2; partition < 8; partition++) {
            keeper.revoked(partition);
        }
    }

    @Test
    void shardThatGoesWhileItOpensIsClosedWhenItHasAndCanComeBack() {
        keeper.assigned(0);
        keeper.revoked(0);
        assertThat(keeper.resting()).isEmpty();
        keeper.assigned(0);
        slow.countDown();
        tickUntil(() -> keeper.active(0) != null);
        ActiveShard shard = keeper.active(0);
        assertThat(shard).isNotNull();
        assertThat(feed.begun).containsExactly(0);
        if (shard != null) {
            assertThat(shard.shard().totals()).isNotNull();
        }
    }

    @Test
    void shardThatDoesNotOpenIsTriedAgainLaterAndSaysSoMeanwhile() {
        broken = new ShardStoreException("the disk is full");
        keeper.assigned(1);
        tickUntil(() -> keeper.failure() != null);
        assertThat(keeper.failure()).isEqualTo("shard 1 does not work: the disk is full");
        assertThat(health.json()).contains("the disk is full");
        broken = null;
        keeper.tick(feed);
        assertThat(opened).hasValue(0);
        time.advance(Duration.ofSeconds(6));
        tickUntil(() -> keeper.active(1) != null);
        assertThat(keeper.failure()).isNull();
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void shardThatFailsAgainAndAgainIsTriedLessAndLess() {
        broken = new ShardStoreException("the disk is full");
        keeper.assigned(1);
        tickUntil(() -> keeper.failure() != null);
        FailedShards failed = new FailedShards();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(failed.failed(1, "no", 0).toSeconds());
        }
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
        assertThat(failed.works(1, 0)).isTrue();
        assertThat(failed.failed(1, "no", 1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(failed.works(1, 2)).isTrue();
        assertThat(failed.failed(1, "no", Duration.ofMinutes(11).toNanos())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shardOfWhichRecordsAreGoneRestsUntilItComesAnew() {
        feed.missing = "offsets 2 to 5 were deleted";
        keeper.assigned(1);
        tickUntil(() -> keeper.failure() != null);
        assertThat(keeper.failure()).contains("offsets 2 to 5 were deleted");
        assertThat(open.all()).isEmpty();
        time.advance(Duration.ofDays(1));
        keeper.tick(feed);
        assertThat(opened).hasValue(1);
        feed.missing = null;
        keeper.revoked(1);
        keeper.assigned(1);
        tickUntil(() -> keeper.active(1) != null);
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void shardWaitsWhileKafkaDoesNotAnswer() {
        feed.away = true;
        keeper.assigned(1);
        tickUntil(() ->
                keeper.resting().stream().anyMatch(shard -> shard.sentence().contains("no answer")));
        assertThat(keeper.active()).isEmpty();
        assertThat(open.all()).as("readable all the same").hasSize(1);
        feed.away = false;
        tickUntil(() -> keeper.active(1) != null);
        assertThat(opened).hasValue(1);
    }

    @Test
    void shardThatMustNotBeOpenedEndsTheBuilder() {
        broken = new ShardRefusedException("made for 64 partitions, not 2");
        keeper.assigned(1);
        assertThatThrownBy(() -> tickUntil(() -> false))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("64");
        broken = null;
    }

    @Test
    void shardIsReadAnewWithoutBeingClosed() {
        keeper.assigned(1);
        tickUntil(() -> keeper.active(1) != null);
        ActiveShard before = keeper.active(1);
        Shard shard = open.shard(1);
        assertThat(before).isNotNull();
        if (before != null) {
            keeper.reload(before, feed, "is read anew");
        }
        assertThat(feed.held).contains(1);
        tickUntil(() -> keeper.active(1) != null);
        assertThat(keeper.active(1)).isNotSameAs(before);
        assertThat(open.shard(1)).isSameAs(shard);
        assertThat(opened).hasValue(1);
    }

    private static final class Begun implements Feed {
        private final List<Integer> begun = new ArrayList<>();
        private final List<Integer> held = new ArrayList<>();
        private @Nullable String missing;
        private boolean away;

        @Override
        public Map<Integer, News> poll(Duration timeout) {
            return Map.of();
        }

        @Override
        public Optional<String> begin(int shard, ShardOffsets from) {
            if (away) {
                throw new TopicException("no answer");
            }
            begun.add(shard);
            return Optional.ofNullable(missing);
        }

        @Override
        public void hold(int shard) {
            held.add(shard);
        }

        @Override
        public Map<Integer, ShardOffsets> endOffsets() {
            return Map.of();
        }

        @Override
        public long lag() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
