package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.LoopRunner;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.common.url.Sites;
import io.linkloom.worker.crawl.Backoff;
import io.linkloom.worker.crawl.CrawlLoop;
import io.linkloom.worker.crawl.CrawlStep;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.Network;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.sitemap.DocumentReader;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running worker: it takes orders, fetches pages, and sends visits until it is closed or fails. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** The loop waits in its poll; between two polls it need not rest. */
    private static final Idle NO_REST = new Idle(Duration.ofNanos(100_000), Duration.ofNanos(100_000));
    /** On top of the time that running fetches have: flushing visits, committing, leaving the group. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Config config;
    private final FetchClient client;
    private final VisitProducer visits;
    private final DeadLetters deadLetters;
    private final WorkerMeters meters;
    private final CrawlLoop loop;
    private final LoopRunner runner;

    private Worker(
            Config config,
            KafkaConnection connection,
            TopicLayout layout,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health,
            Supplier<Controls> controls,
            Consumer<String> onFailure) {
        this.config = config;
        String userAgent = Admission.userAgent(config);
        Network network = Admission.network(config);
        Admission.warnings(config).forEach(LOG::warn);
        meters = new WorkerMeters(metrics);

        client = new FetchClient(userAgent, network, FetchSettings.limits(config), time);
        CrawlStep step = new CrawlStep(
                new Robots(RobotsSettings.times(config), time),
                ExtractSettings.extractor(config),
                new DocumentReader(
                        Robots.AGENT,
                        ExtractSettings.limits(config),
                        Math.toIntExact(config.get(FetchSettings.MAX_BODY))),
                new Backoff(new Random()),
                Math.toIntExact(config.get(FetchSettings.MAX_BODY)),
                time::millis);
        visits = new VisitProducer(connection, layout, sites);
        deadLetters = new DeadLetters(connection, layout.names(), time::millis);
        loop = new CrawlLoop(
                WorkerSettings.crawlLimits(config),
                step,
                client,
                listener -> new KafkaOrders(
                        new OrderConsumer(connection, layout, config.get(WorkerSettings.GROUP), deadLetters, listener)),
                new KafkaVisits(visits),
                meters,
                controls,
                time);
        meters.watch(loop::gauges, client::idleConnections);
        runner = LoopRunner.start(loop, NO_REST, health, onFailure);
    }

    /**
     * Checks what {@link #start} would refuse, without starting anything.
     *
     * @throws io.linkloom.common.runtime.StartException with one sentence if the contact, an allowed address, the hosts file or the proxy is not as it must be
     */
    public static void check(Config config) {
        var _ = Admission.userAgent(config);
        var _ = Admission.network(config);
    }

    /**
     * Starts a worker against topics that exist. If it fails later, its health component says so.
     *
     * @throws io.linkloom.common.runtime.StartException with a sentence for the user if it cannot start like this
     */
    public static Worker start(
            Config config,
            KafkaConnection connection,
            TopicLayout layout,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health) {
        return start(config, connection, layout, sites, time, metrics, health, () -> Controls.NONE, _ -> {});
    }

    /**
     * Starts a worker as the other method does.
     *
     * @param controls what operators say while it runs
     * @param onFailure gets one sentence if the worker fails later, such as {@code Lifecycle::requestStop}
     */
    public static Worker start(
            Config config,
            KafkaConnection connection,
            TopicLayout layout,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health,
            Supplier<Controls> controls,
            Consumer<String> onFailure) {
        return new Worker(config, connection, layout, sites, time, metrics, health, controls, onFailure);
    }

    /** What it has done and does; any thread. */
    public WorkerStatus status() {
        return meters.status(loop.gauges());
    }

    /**
     * Stops: running fetches may end within {@code worker.stop-within}, their visits are sent, and what is done is
     * committed.
     */
    @Override
    public void close() {
        boolean ignored = runner.close(config.get(WorkerSettings.STOP_WITHIN).plus(LAST_WORDS));
        visits.close();
        deadLetters.close();
        client.close();
    }
}
