package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.LoopRunner;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A graph builder at work: started as a whole, closed as a whole. All methods may be called by any thread. */
public final class Builder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Builder.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);
    private static final Duration TASKS_DEADLINE = Duration.ofSeconds(15);
    private static final int OPENED_AT_ONCE = 4;

    private final RocksShared memory;
    private final DeadLetters deadLetters;
    private final OpenShards open;
    private final StatusBoard status;
    private final FoldLoop loop;
    private final LoopRunner runner;

    private Builder(
            RocksShared memory,
            DeadLetters deadLetters,
            OpenShards open,
            StatusBoard status,
            FoldLoop loop,
            LoopRunner runner) {
        this.memory = memory;
        this.deadLetters = deadLetters;
        this.open = open;
        this.status = status;
        this.loop = loop;
        this.runner = runner;
    }

    /**
     * Starts folding and ordering; shards open as the group assigns them.
     *
     * @param config has all of {@link BuilderSettings#ALL}
     * @param shards directory with a directory for each shard, made where missing
     * @param scope which pages are to be fetched
     * @param budget most pages to be fetched, null for no bound
     * @param onFailure gets one sentence when the builder cannot go on, such as a shard made for another number of
     *     partitions; it is then to be closed. A single shard that fails only shows in health and status
     */
    public static Builder start(
            Config config,
            KafkaConnection kafka,
            TopicLayout layout,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health,
            Path shards,
            Scope scope,
            @Nullable PageBudget budget,
            Consumer<String> onFailure) {
        RocksShared memory =
                new RocksShared(config.get(BuilderSettings.BLOCK_CACHE), config.get(BuilderSettings.WRITE_BUFFERS));
        OpenShards open = new OpenShards(layout.partitions());
        Discovery discovery = new Discovery(scope, BuilderSettings.feeding(config), sites);
        ShardOpener opener = opener(shards, memory, layout, sites, discovery, config);
        ShardKeeper keeper =
                new ShardKeeper(opener, open, health, ShardTasks.inBackground(OPENED_AT_ONCE, TASKS_DEADLINE), time);
        DeadLetters deadLetters = new DeadLetters(kafka, layout.names(), time::millis);
        String group = config.get(BuilderSettings.GROUP);
        FoldConsumer consumer =
                new FoldConsumer(kafka, layout, group, config.get(BuilderSettings.INSTANCE), deadLetters, keeper);
        String transactionalId = group + "-" + InstanceName.of(config.get(BuilderSettings.INSTANCE), shards);
        Sender sender = new Sender(
                () -> new KafkaOutlet(kafka, layout, transactionalId, consumer, sites), health, time.nanos());
        StatusBoard status = new StatusBoard(layout.partitions());
        FoldLoop loop = new FoldLoop(
                new KafkaFeed(consumer),
                sender,
                keeper,
                budget,
                config.get(BuilderSettings.WAIT_FOR_RETRIES),
                time,
                new BuilderMeters(metrics.registry(), status::now),
                status,
                new Flushing(config.get(BuilderSettings.FLUSH_INTERVAL)));
        LoopRunner runner = LoopRunner.start(loop, Idle.DEFAULT, health, onFailure);
        return new Builder(memory, deadLetters, open, status, loop, runner);
    }

    private static ShardOpener opener(
            Path directory, RocksShared memory, TopicLayout layout, Sites sites, Discovery discovery, Config config) {
        ScheduleLimits limits = BuilderSettings.limits(config);
        FoldRules rules = BuilderSettings.foldRules(config);
        String urlRules =
                UrlRules.of(config.get(BuilderSettings.URL_RULES), sites).name();
        return (partition, _) -> {
            Path path = ShardDirectories.of(directory, partition);
            ShardIdentity identity = new ShardIdentity(
                    partition,
                    layout.partitions(),
                    SitePartitioner.NAME,
                    Sites.listDigest(),
                    urlRules,
                    config.get(BuilderSettings.INTERNAL_LINKS),
                    layout.visitsId(),
                    layout.linksId());
            Shard shard = Shard.open(RocksShardStore.open(path, memory), identity, path.toString());
            try {
                return new ActiveShard(shard, sites, discovery, rules, limits);
            } catch (RuntimeException e) {
                shard.close();
                throw e;
            }
        };
    }

    /** The shards that are open now, for reading. */
    public OpenShards shards() {
        return open;
    }

    /** How far the builder is, at most a tenth of a second ago; costs nothing. */
    public BuilderStatus status() {
        return status.now();
    }

    /**
     * Whether the crawl is over: all partitions are open here and have folded all that was sent to them, no page is ordered, and
     * none waits that the budget lets in, but for those that wait longer than is set for a retry or for a host that refuses
     * requests. Found by two looks in a row, the first of them after the first call of this method,
     * so that what was sent before it is counted. Costs nothing.
     */
    public boolean idle() {
        return loop.isIdle();
    }

    /** Finishes the batch at hand, leaves the group, flushes and closes the shards. */
    @Override
    public void close() {
        boolean ended = runner.close(CLOSE_DEADLINE);
        deadLetters.close();
        if (ended) {
            memory.close();
        } else {
            LOG.warn("the builder did not end in time; its memory is not released");
        }
    }
}
