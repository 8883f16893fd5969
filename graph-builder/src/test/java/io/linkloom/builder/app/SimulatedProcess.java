package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A builder process over topics in memory and stores that outlive it; stepped by hand. */
final class SimulatedProcess {
    private final SimulatedTopics topics;
    private final Faults faults;
    private final OpenShards open;
    private final ShardKeeper keeper;
    private final Health health = new Health();
    private final FoldLoop loop;
    private final StatusBoard status;

    SimulatedProcess(
            SimulatedTopics topics,
            IntFunction<ShardStore> stores,
            Faults faults,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            @Nullable PageBudget budget) {
        this.topics = topics;
        this.faults = faults;
        this.open = new OpenShards(topics.partitions());
        this.status = new StatusBoard(topics.partitions());
        Sites sites = new Sites();
        Discovery discovery = new Discovery(scope, Feeding.USUAL, sites);
        this.keeper = new ShardKeeper(
                partition -> {
                    var identity = new ShardIdentity(
                            partition, topics.partitions(), "murmur2", "psl", "none", "visits id", "links id");
                    Shard shard =
                            Shard.open(new KillableStore(stores.apply(partition), faults), identity, "simulation");
                    return new ActiveShard(shard, sites, discovery, limits);
                },
                open,
                health);
        this.loop = new FoldLoop(
                new SimulatedFeed(),
                new Sender(SimulatedOutlet::new, health, time.nanos()),
                keeper,
                budget,
                Duration.ofMinutes(2),
                time,
                new BuilderMeters(new SimpleMeterRegistry(), status::now),
                status,
                new Flushing(Duration.ofHours(1)));
    }

    int step() {
        return loop.doWork();
    }

    boolean isIdle() {
        return loop.isIdle();
    }

    /** The status after a step that is certain to show it. */
    BuilderStatus shown() {
        loop.showStatusNow();
        return status.now();
    }

    BuilderStatus status() {
        return status.now();
    }

    Health health() {
        return health;
    }

    OpenShards shards() {
        return open;
    }

    void close() {
        loop.onClose();
    }

    /** Whether every shard has folded all there is. */
    boolean isCaughtUp() {
        for (int partition = 0; partition < topics.partitions(); partition++) {
            ActiveShard shard = keeper.active(partition);
            if (shard == null || !shard.offsets().equals(topics.ends(partition))) {
                return false;
            }
        }
        return true;
    }

    private final class SimulatedFeed implements Feed {
        private final Map<Integer, ShardOffsets> positions = new TreeMap<>();

        @Override
        public Map<Integer, News> poll(Duration timeout) {
            rebalance();
            Map<Integer, News> news = new TreeMap<>();
            positions.replaceAll((partition, from) -> {
                ShardOffsets ends = topics.ends(partition);
                ShardOffsets to = new ShardOffsets(
                        from.visits() + faults.upTo((int) Math.min(20, ends.visits() - from.visits())),
                        from.links() + faults.upTo((int) Math.min(20, ends.links() - from.links())));
                if (!to.equals(from)) {
                    news.put(partition, topics.news(partition, from, to));
                }
                return to;
            });
            return news;
        }

        /** All partitions come at first; later one may go, and comes back with the next poll. */
        private void rebalance() {
            for (int partition = 0; partition < topics.partitions(); partition++) {
                if (!positions.containsKey(partition)) {
                    positions.put(partition, keeper.assigned(partition));
                } else if (faults.once(100)) {
                    keeper.revoked(partition);
                    positions.remove(partition);
                }
            }
        }

        @Override
        public void seek(int shard, ShardOffsets offsets) {
            positions.put(shard, offsets);
        }

        @Override
        public Map<Integer, ShardOffsets> endOffsets() {
            Map<Integer, ShardOffsets> ends = new TreeMap<>();
            positions.keySet().forEach(partition -> ends.put(partition, topics.ends(partition)));
            return ends;
        }

        @Override
        public long lag() {
            return 0;
        }

        @Override
        public void close() {
            positions.keySet().forEach(keeper::revoked);
        }
    }

    private final class SimulatedOutlet implements Outlet {
        private SimulatedOutlet() {
            faults.mayFail();
        }

        @Override
        public void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied) {
            boolean committed = !faults.once(20);
            if (committed) {
                topics.commit(links);
            } else {
                topics.rollBack(links);
            }
            faults.mayKill();
            // The answer to a commit that took effect can be lost too.
            faults.mayFail();
            if (!committed) {
                throw new IllegalStateException("rolled back");
            }
        }

        @Override
        public void order(Map<Integer, List<FetchOrder>> byPartition) {
            byPartition
                    .values()
                    .forEach(batch -> batch.forEach(order -> {
                        topics.append(order);
                        faults.mayKill();
                    }));
            faults.mayFail();
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
