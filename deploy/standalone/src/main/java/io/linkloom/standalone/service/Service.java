package io.linkloom.standalone.service;

import io.linkloom.builder.app.Builder;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.common.config.Config;
import io.linkloom.common.control.ControlWatch;
import io.linkloom.common.control.TopicDesk;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.ClosingReport;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Lifecycle;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.ServiceServer;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.BuilderServer;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.worker.app.Worker;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker or a builder as a process of its own: its parts are opened in the order of use, and closed in reverse. May be
 * used by any thread.
 */
public final class Service implements AutoCloseable {

    /** Which of the services. */
    public enum Kind {
        /** Fetches pages. */
        WORKER,
        /** Folds visits and answers questions. */
        BUILDER
    }

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final Lifecycle lifecycle;
    private final URI address;

    private Service(Lifecycle lifecycle, URI address) {
        this.lifecycle = lifecycle;
        this.address = address;
    }

    /** Starts a service; throws with a sentence where it cannot start. */
    public static Service start(Kind kind, Config config, Time time) {
        Lifecycle lifecycle = new Lifecycle();
        try {
            ServiceServer server = switch (kind) {
                case WORKER -> worker(config, time, lifecycle);
                case BUILDER -> builder(config, time, lifecycle);
            };
            return new Service(lifecycle, server.uri());
        } catch (RuntimeException e) {
            ClosingReport ignored = lifecycle.close(CLOSE_WITHIN);
            throw e;
        }
    }

    private static ServiceServer worker(Config config, Time time, Lifecycle lifecycle) {
        Address address = ServiceSettings.address(config, ServiceSettings.WORKER_ADDRESS);
        Worker.check(config);
        Health health = new Health();
        Metrics metrics = lifecycle.add("metrics", new Metrics(Metrics.Service.WORKER));
        Cluster cluster = Cluster.connect(config);
        lifecycle.add(
                "worker",
                Worker.start(
                        config,
                        cluster.connection(),
                        cluster.layout(),
                        new Sites(),
                        time,
                        metrics,
                        health,
                        cluster.controls(config, health, time, lifecycle)::now,
                        lifecycle::requestStop));
        return lifecycle.add("http", ServiceServer.start(address, metrics, health, _ -> {}));
    }

    private static ServiceServer builder(Config config, Time time, Lifecycle lifecycle) {
        Address address = ServiceSettings.address(config, ServiceSettings.BUILDER_ADDRESS);
        Sites sites = new Sites();
        Health health = new Health();
        Metrics metrics = lifecycle.add("metrics", new Metrics(Metrics.Service.BUILDER));
        Cluster cluster = Cluster.connect(config);
        ControlWatch controls = cluster.controls(config, health, time, lifecycle);
        Builder builder = lifecycle.add(
                "builder",
                Builder.start(
                        config,
                        cluster.connection(),
                        cluster.layout(),
                        sites,
                        time,
                        metrics,
                        health,
                        config.get(ServiceSettings.BUILDER_DIRECTORY),
                        ServiceSettings.scope(config),
                        CrawlBudget.NONE,
                        controls::now,
                        lifecycle::requestStop));
        TopicDesk desk = new TopicDesk(controls, cluster.connection(), cluster.layout(), sites, time);
        return lifecycle.add("http", BuilderServer.start(address, builder, desk, sites, time, metrics, health));
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** Waits until it is told to stop, or a part of it fails; says what failed, null if nothing did. */
    public @Nullable String await(StopSignal stop) throws InterruptedException {
        return stop.awaitOr(lifecycle::stopReason);
    }

    /** Ends it cleanly within twenty seconds and says how that went. */
    public ClosingReport stop() {
        return lifecycle.close(CLOSE_WITHIN);
    }

    @Override
    public void close() {
        ClosingReport ignored = stop();
    }
}
