package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The builder's own loop over topics, stores and time that somebody else stands behind, stepped by hand: for simulations. For one
 * thread.
 */
public final class SteppedBuilder {
    /** So that what is folded in parts is seen. */
    private static final int FEW_LINKS = 20;

    private static final String CONTROLS_ID = "controls id";

    private final OpenShards open;
    private final ShardKeeper keeper;
    private final Health health = new Health();
    private final FoldLoop loop;
    private final StatusBoard status;
    private volatile Controls controls = Controls.NONE;

    /** What stands in for Kafka. */
    public interface Connections {
        /** Where records come from; it tells {@code listener} which shards to open and to close. */
        Feed feed(FoldConsumer.Listener listener);

        /** Where records go, made anew after each failure. */
        Outlet outlet();
    }

    /** With no shard yet, folding few links at once. */
    public SteppedBuilder(
            int partitions,
            Connections connections,
            IntFunction<ShardStore> stores,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget,
            Duration longestGathering) {
        this(partitions, connections, stores, time, scope, limits, budget, longestGathering, FEW_LINKS);
    }

    /** With no shard yet, folding at most so many links at once. */
    public SteppedBuilder(
            int partitions,
            Connections connections,
            IntFunction<ShardStore> stores,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget,
            Duration longestGathering,
            int mostLinks) {
        this.open = new OpenShards(partitions);
        this.status = new StatusBoard(partitions, false);
        Sites sites = new Sites();
        Discovery discovery = new Discovery(scope, Feeding.USUAL, sites);
        this.keeper = new ShardKeeper(
                (partition, _) -> {
                    Shard shard = Shard.open(stores.apply(partition), identity(partition, partitions), "simulation");
                    try {
                        return new ActiveShard(shard, sites, discovery, FoldRules.USUAL, limits);
                    } catch (RuntimeException | Error e) {
                        shard.close();
                        throw e;
                    }
                },
                open,
                health,
                ShardTasks.atOnce(),
                time);
        BuilderMeters meters = new BuilderMeters(new SimpleMeterRegistry(), status::now);
        ScopeWatch watch = new ScopeWatch(null, discovery, sites, meters, time.nanos(), time.millis());
        this.loop = new FoldLoop(
                connections.feed(keeper),
                new Sender(connections::outlet, health, time.nanos()),
                keeper,
                budget,
                Duration.ofMinutes(2),
                time,
                meters,
                status,
                new Flushing(Duration.ofHours(1)),
                new Snapshots(null, health, meters, time),
                watch,
                new ControlStep(() -> controls, watch, CONTROLS_ID),
                mostLinks,
                longestGathering,
                true);
    }

    /** Operators say this from now on. */
    public void obey(Controls now) {
        controls = now;
    }

    /** What the shard of a partition says that it is. */
    public static ShardIdentity identity(int partition, int partitions) {
        return new ShardIdentity(
                partition, partitions, SitePartitioner.NAME, "psl", UrlRules.NONE.name(), "visits id", "links id");
    }

    /** Does one step of the loop. */
    public int step() {
        return loop.doWork();
    }

    /** Whether nothing is left to do, see {@link Builder#idle}. */
    public boolean isIdle() {
        return loop.isIdle();
    }

    /** The status, made for this call. */
    public BuilderStatus shown() {
        loop.showStatusNow();
        return status.now();
    }

    /** The status as the loop last showed it. */
    public BuilderStatus status() {
        return status.now();
    }

    /** What works and what does not. */
    public Health health() {
        return health;
    }

    /** The shards that are open now. */
    public OpenShards shards() {
        return open;
    }

    /** How far a shard has come, null if it is not at work. */
    public @Nullable ShardOffsets offsets(int partition) {
        ActiveShard shard = keeper.active(partition);
        return shard == null ? null : shard.offsets();
    }

    /** Closes all shards. */
    public void close() {
        loop.onClose();
    }
}
