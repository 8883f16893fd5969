package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.SeenMemory;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.common.config.Config;
import io.linkloom.common.model.Control.TakenIn;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.LoopRunner;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A graph builder at work: started as a whole, closed as a whole. All methods may be called by any thread. */
public final class Builder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Builder.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);
    /** Clients wait up to a minute for a Kafka that does not answer; what they waited for is folded again later. */
    private static final Duration STEP_DEADLINE = Duration.ofSeconds(3);

    private static final Duration TASKS_DEADLINE = Duration.ofSeconds(15);
    private static final int OPENED_AT_ONCE = 4;
    private static final Duration TOPICS_INTERVAL = Duration.ofSeconds(15);
    private static final Duration TOPICS_DEADLINE = Duration.ofSeconds(10);

    private final DirectoryLock lock;
    private final RocksShared memory;
    private final SeenMemory seen;
    private final DeadLetters deadLetters;
    private final OpenShards open;
    private final StatusBoard status;
    private final FoldLoop loop;
    private final LoopRunner runner;
    private final LoopRunner watch;
    private final Discovery discovery;
    private final ScopeWatch rules;

    private Builder(
            DirectoryLock lock,
            RocksShared memory,
            SeenMemory seen,
            DeadLetters deadLetters,
            OpenShards open,
            StatusBoard status,
            FoldLoop loop,
            LoopRunner runner,
            LoopRunner watch,
            Discovery discovery,
            ScopeWatch rules) {
        this.lock = lock;
        this.memory = memory;
        this.seen = seen;
        this.deadLetters = deadLetters;
        this.open = open;
        this.status = status;
        this.loop = loop;
        this.runner = runner;
        this.watch = watch;
        this.discovery = discovery;
        this.rules = rules;
    }

    /**
     * Starts folding and ordering; shards open as the group assigns them.
     *
     * @param config has all of {@link BuilderSettings#ALL}
     * @param shards directory with a directory for each shard, made where missing
     * @param scope which pages are to be fetched
     * @param budget what may be fetched in all
     * @param controls what operators say while it runs
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
            CrawlBudget budget,
            Supplier<Controls> controls,
            Consumer<String> onFailure) {
        Surroundings around = new Surroundings(
                config, kafka, layout, sites, time, metrics, health, shards, scope, budget, controls, onFailure);
        StartChecks.of(config, kafka, layout);
        DirectoryLock lock = DirectoryLock.acquire(shards);
        try {
            return start(around, lock);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private record Surroundings(
            Config config,
            KafkaConnection kafka,
            TopicLayout layout,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health,
            Path shards,
            Scope scope,
            CrawlBudget budget,
            Supplier<Controls> controls,
            Consumer<String> onFailure) {}

    private static Builder start(Surroundings around, DirectoryLock lock) {
        Config config = around.config;
        TopicLayout layout = around.layout;
        RocksShared memory = BuilderSettings.memory(config);
        OpenShards open = new OpenShards(layout.partitions());
        boolean replica = config.get(BuilderSettings.READ_REPLICA);
        StatusBoard status = new StatusBoard(layout.partitions(), replica);
        BuilderMeters meters = new BuilderMeters(around.metrics.registry(), status::now);
        TopicWatch topics =
                new TopicWatch(around.kafka, layout, around.health, around.time, TOPICS_INTERVAL, TOPICS_DEADLINE);
        SeenMemory seen = new SeenMemory(config.get(BuilderSettings.SEEN_MEMORY));
        MemoryMeters.register(around.metrics.registry(), memory, seen);
        Path scopeFile = config.get(FrontierSettings.SCOPE_FILE).map(Path::of).orElse(null);
        Discovery discovery =
                new Discovery(scope(around, scopeFile), FrontierSettings.feeding(config), around.sites, seen);
        ShardOpener opener = opener(around, memory, discovery, meters, topics);
        ShardKeeper keeper = new ShardKeeper(
                opener, open, around.health, ShardTasks.inBackground(OPENED_AT_ONCE, TASKS_DEADLINE), around.time);
        DeadLetters deadLetters = replica
                ? DeadLetters.onlyCounted(layout.names())
                : new DeadLetters(around.kafka, layout.names(), around.time::millis);
        String group = config.get(BuilderSettings.GROUP);
        FoldConsumer consumer = new FoldConsumer(
                around.kafka, layout, group, config.get(BuilderSettings.INSTANCE), deadLetters, keeper);
        String transactionalId = group + "-" + InstanceName.of(config.get(BuilderSettings.INSTANCE), around.shards);
        Supplier<Outlet> outlet = replica
                ? SilentOutlet::new
                : () -> new KafkaOutlet(around.kafka, layout, transactionalId, consumer, around.sites);
        ScopeWatch rules =
                new ScopeWatch(scopeFile, discovery, around.sites, meters, around.time.nanos(), around.time.millis());
        FoldLoop loop = new FoldLoop(
                new KafkaFeed(consumer),
                new Sender(outlet, around.health, around.time.nanos()),
                keeper,
                around.budget,
                config.get(FrontierSettings.WAIT_FOR_RETRIES),
                around.time,
                meters,
                status,
                new Flushing(config.get(BuilderSettings.FLUSH_INTERVAL)),
                new Snapshots(taking(around, memory), around.health, meters, around.time),
                rules,
                new ControlStep(around.controls, rules, replica ? null : layout.controlsId()),
                config.get(BuilderSettings.BATCH_LINKS),
                config.get(BuilderSettings.BATCH_TIME),
                !replica);
        LoopRunner watch = LoopRunner.start(topics, TopicWatch.IDLE, around.health, around.onFailure);
        LoopRunner runner = LoopRunner.start(loop, Idle.DEFAULT, around.health, around.onFailure);
        return new Builder(lock, memory, seen, deadLetters, open, status, loop, runner, watch, discovery, rules);
    }

    /** With the rules in a file, if there is one, and around the seeds that operators gave. */
    private static Scope scope(Surroundings around, @Nullable Path file) {
        List<WebUrl> seeds =
                around.controls.get().takenIn().stream().map(TakenIn::seed).toList();
        Scope scope = around.scope.with(seeds, around.sites);
        return file == null ? scope : scope.with(ScopeFile.read(file, around.sites));
    }

    private static ShardOpener opener(
            Surroundings around, RocksShared memory, Discovery discovery, BuilderMeters meters, TopicWatch topics) {
        Config config = around.config;
        Optional<SnapshotDirectory> snapshots = BuilderSettings.snapshots(config);
        boolean replica = config.get(BuilderSettings.READ_REPLICA);
        return new RocksShardOpener(
                around.shards,
                memory,
                around.layout,
                around.sites,
                UrlRules.of(config.get(BuilderSettings.URL_RULES), around.sites).name(),
                config.get(BuilderSettings.INTERNAL_LINKS),
                discovery,
                BuilderSettings.foldRules(config),
                FrontierSettings.limits(config),
                snapshots
                        .map(directory -> new SnapshotRestoring(directory, memory, replica))
                        .orElse(null),
                meters.restored,
                topics);
    }

    /** A replica takes none: who restored a builder from them would have lost what is ordered and due. */
    private static @Nullable SnapshotTaking taking(Surroundings around, RocksShared memory) {
        Config config = around.config;
        if (config.get(BuilderSettings.READ_REPLICA)) {
            return null;
        }
        return BuilderSettings.snapshots(config)
                .map(directory -> new SnapshotTaking(
                        directory,
                        around.shards,
                        memory,
                        config.get(BuilderSettings.SNAPSHOT_INTERVAL),
                        config.get(BuilderSettings.SNAPSHOTS_KEPT)))
                .orElse(null);
    }

    /** The shards that are open now, for reading. */
    public OpenShards shards() {
        return open;
    }

    /** How far the builder is, at most a tenth of a second ago; costs nothing. */
    public BuilderStatus status() {
        return status.now();
    }

    /** What is to be fetched now; its exceptions change while the builder runs. */
    public Scope scope() {
        return discovery.scope();
    }

    /** The scope rules that it goes by, null if it was given none. Costs nothing. */
    public @Nullable ScopeInForce scopeRules() {
        return rules.inForce();
    }

    /** What memory is used for; takes a look at each shard. */
    public BuilderMemory memory() {
        return BuilderMemory.of(memory, seen);
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

    /** Finishes the batch at hand unless Kafka does not answer, leaves the group, flushes and closes the shards. */
    @Override
    public void close() {
        boolean ended = runner.close(STEP_DEADLINE, CLOSE_DEADLINE);
        var _ = watch.close(TOPICS_DEADLINE);
        deadLetters.close();
        if (ended) {
            memory.close();
        } else {
            LOG.warn("the builder did not end in time; its memory is not released");
        }
        release(lock);
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the shards' directory could not be given back", e);
        }
    }
}
