package io.linkloom.standalone.crawl;

import io.linkloom.builder.app.Builder;
import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.FrontierSettings;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.KafkaSettings;
import io.linkloom.common.config.Setting;
import io.linkloom.common.control.ControlDesk;
import io.linkloom.common.control.ControlWatch;
import io.linkloom.common.control.TopicDesk;
import io.linkloom.common.model.Origin;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.ClosingReport;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Lifecycle;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.ServiceServer;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DiscoveryProducer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.BuilderServer;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.worker.app.Worker;
import io.linkloom.worker.app.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole crawl in this process: its parts are opened in the order in which a URL flows through them, and closed in
 * reverse.
 *
 * <p>Everything lasting is in the {@link DataDirectory}: a crawl that is closed, or killed, goes on when it is started
 * again. May be used by any thread.
 */
public final class StandaloneCrawl implements AutoCloseable {

    private static final Duration KAFKA_WITHIN = Duration.ofSeconds(60);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
    private static final Duration FETCHES_END_WITHIN = Duration.ofSeconds(4);

    private final Lifecycle lifecycle;
    private final Builder builder;
    private final ControlWatch controls;
    private final URI api;
    private final CrawlBudget budget;

    private StandaloneCrawl(Lifecycle lifecycle, Builder builder, ControlWatch controls, URI api, CrawlBudget budget) {
        this.lifecycle = lifecycle;
        this.builder = builder;
        this.controls = controls;
        this.api = api;
        this.budget = budget;
    }

    /**
     * Starts a crawl, or goes on with one.
     *
     * @throws StartException if the directory is in use or cannot be used, or a part cannot start
     */
    public static StandaloneCrawl start(CrawlRequest request, Time time) {
        Lifecycle lifecycle = new Lifecycle();
        try {
            return start(request, time, lifecycle);
        } catch (IOException e) {
            lifecycle.close(CLOSE_WITHIN);
            throw new StartException("the directory " + request.data() + " cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lifecycle.close(CLOSE_WITHIN);
            throw e;
        }
    }

    private static StandaloneCrawl start(CrawlRequest request, Time time, Lifecycle lifecycle) throws IOException {
        DataDirectory data = request.data();
        Sites sites = new Sites();
        Health health = new Health();
        Metrics metrics = lifecycle.add("metrics", new Metrics(Metrics.Service.STANDALONE));

        DirectoryLock lock = lifecycle.add("lock", DirectoryLock.acquire(data.path()));
        CrawlSpec before = CrawlSpec.read(data.crawlFile());
        CrawlSpec spec = request.appliedTo(before);
        spec.requireRules(sites);
        keepAgainSince(spec, before, data);
        Config config = harmonised(request.config(), spec);

        EmbeddedKafka kafka =
                lifecycle.add("kafka", EmbeddedKafka.start(data.kafka(), KAFKA_WITHIN, lifecycle::requestStop));
        KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
        TopicLayout layout = topics(connection, config);

        ControlWatch controls =
                lifecycle.add("controls", ControlWatch.start(connection, layout, health, time, KAFKA_WITHIN));
        Builder builder = lifecycle.add(
                "builder",
                Builder.start(
                        config,
                        connection,
                        layout,
                        sites,
                        time,
                        metrics,
                        health,
                        data.shards(),
                        spec.scope(sites),
                        request.budget(),
                        controls::now,
                        lifecycle::requestStop));
        lifecycle.add(
                "worker",
                Worker.start(
                        config,
                        connection,
                        layout,
                        sites,
                        time,
                        metrics,
                        health,
                        controls::now,
                        lifecycle::requestStop));

        // Before operators can add to them.
        sendSeeds(newSeeds(spec, before), connection, layout, sites, time);
        spec.write(data.crawlFile());

        ControlDesk desk =
                new SeedKeepingDesk(new TopicDesk(controls, connection, layout, sites, time), data.crawlFile());
        Address address = Address.loopback(config.get(OneProcessSettings.HTTP_PORT));
        ServiceServer server =
                lifecycle.add("http", BuilderServer.start(address, builder, desk, sites, time, metrics, health));
        lock.announce(server.uri().toString());
        return new StandaloneCrawl(lifecycle, builder, controls, server.uri(), request.budget());
    }

    /** Before anything is fetched, so that a run that is killed is gone on with. */
    private static void keepAgainSince(CrawlSpec spec, CrawlSpec before, DataDirectory data) {
        if (!spec.againSince().equals(before.againSince())) {
            spec.withSeeds(before.seeds()).write(data.crawlFile());
        }
    }

    /** What two parts have to agree on, and what suits a process that somebody waits for. */
    private static Config harmonised(Config config, CrawlSpec spec) {
        Config agreed = byDefault(config, FrontierSettings.HOST_DELAY, config.get(WorkerSettings.DELAY));
        agreed = byDefault(agreed, FrontierSettings.AGAIN_SINCE, spec.againSince());
        agreed = byDefault(agreed, FrontierSettings.SCOPE_FILE, spec.scopeRules());
        return byDefault(agreed, WorkerSettings.STOP_WITHIN, FETCHES_END_WITHIN);
    }

    private static <T> Config byDefault(Config config, Setting<T> setting, T value) {
        boolean chosen = config.originOf(setting).kind() != io.linkloom.common.config.Origin.Kind.DEFAULT;
        return chosen ? config : config.with(setting, value);
    }

    private static TopicLayout topics(KafkaConnection connection, Config config) {
        try (TopicAdmin admin = new TopicAdmin(connection, KAFKA_WITHIN)) {
            return admin.ensure(KafkaSettings.ONE_PROCESS.names(config), KafkaSettings.ONE_PROCESS.plan(config));
        }
    }

    /** What an earlier run sent is in the index, or on its way there. */
    private static Set<WebUrl> newSeeds(CrawlSpec spec, CrawlSpec before) {
        Set<WebUrl> fresh = new LinkedHashSet<>(spec.seeds());
        fresh.removeAll(before.seeds());
        return fresh;
    }

    private static void sendSeeds(
            Set<WebUrl> seeds, KafkaConnection connection, TopicLayout layout, Sites sites, Time time) {
        if (seeds.isEmpty()) {
            return;
        }
        try (DiscoveryProducer producer = new DiscoveryProducer(connection, layout, sites)) {
            seeds.forEach(seed -> producer.send(Origin.SEED, seed, time.millis()));
            producer.flush();
        }
    }

    /** Where its HTTP API answers. */
    public URI api() {
        return api;
    }

    /** How far it is; cheap. */
    public CrawlStatus status() {
        return CrawlStatus.of(builder.status());
    }

    /** Whether an operator has it pause. */
    boolean isPaused() {
        return controls.now().isPaused();
    }

    /** Whether there is nothing to do any more, or nothing for some time, see {@link Builder#idle}. */
    public boolean isIdle() {
        return builder.idle();
    }

    /** What is left when there is nothing to do. */
    Ending.Rest rest() {
        BuilderStatus last = builder.status();
        CrawlStatus now = CrawlStatus.of(last);
        if (now.queued() + now.awaitingRetry() == 0) {
            return Ending.Rest.NOTHING;
        }
        return budget.isSpent(now.pages(), last.bytesFetched()) ? Ending.Rest.OVER_BUDGET : Ending.Rest.FOR_LATER;
    }

    /** Why it cannot go on, null if it can. Without one of its shards a crawl would never be over. */
    public @Nullable String failure() {
        String reason = lifecycle.stopReason();
        return reason == null ? builder.status().failure() : reason;
    }

    /** Ends it cleanly and says how that went, mostly within seconds; what was not done is done by the next run. */
    public ClosingReport stop() {
        return lifecycle.close(CLOSE_WITHIN);
    }

    @Override
    public void close() {
        ClosingReport ignored = stop();
    }
}
