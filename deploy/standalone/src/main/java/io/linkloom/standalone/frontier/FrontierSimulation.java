package io.linkloom.standalone.frontier;

import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.SteppedBuilder;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.ProgressLine;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.testkit.frontier.EndlessSites;
import io.linkloom.testkit.frontier.ManyHosts;
import io.linkloom.worker.queue.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A crawl of a web of very many hosts in a time that is made up, from event to event: a request ends, a host's gap is over, the
 * builder looks what came. The builder is real with its loop, folds, scheduler and store; so are the worker's queues. For one thread.
 */
public final class FrontierSimulation {
    /** How often the builder looks; visits and orders are on their way for so long. */
    private static final Duration STEP = Duration.ofMillis(100);

    /** The worker's usual manners. */
    static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), 5, Duration.ofSeconds(30));

    /** The builder's usual bounds. */
    static final ScheduleLimits LIMITS =
            new ScheduleLimits(1000, Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(1));

    private static final int ORDERS_IN_HAND = 20_000;
    private static final int LINKS_AT_ONCE = 1_000_000;
    private static final long INGEST_FROM_BYTES = 16 << 20;

    private final FrontierPlan plan;
    private final Path directory;
    private final Terminal terminal;
    private final BooleanSupplier stopped;
    private final Time real = Time.system();
    private final VirtualTime time = new VirtualTime();
    private final SimulatedWeb web;
    private final Sites sites = new Sites();
    private final SitePartitioner partitioner;
    private final ProgressLine progress;
    private long loaded;

    /** In an empty directory. */
    public FrontierSimulation(FrontierPlan plan, Path directory, Terminal terminal, BooleanSupplier stopped) {
        this.plan = plan;
        this.directory = directory;
        this.terminal = terminal;
        this.stopped = stopped;
        this.web = new SimulatedWeb(
                new ManyHosts(plan.seed(), plan.hosts(), plan.pages()), new EndlessSites(plan.farmSites()));
        this.partitioner = new SitePartitioner(plan.shards());
        this.progress = new ProgressLine(terminal, real.nanos());
    }

    /** Runs it to its end, or to where it is stopped. */
    public FrontierFigures run() {
        FrontierFigures figures = new FrontierFigures();
        new DecisionTimes(plan, directory.resolve("decisions"), real, this::say).run(figures);
        try (RocksShared memory = new RocksShared(MemoryBudget.of(plan.memoryBytes()), INGEST_FROM_BYTES)) {
            long begun = real.nanos();
            load(memory);
            long atLoaded = real.nanos();
            crawl(memory, figures);
            figures.took("pages loaded in", atLoaded - begun);
        }
        progress.clear();
        return figures;
    }

    private Path shardDirectory(int partition) {
        return directory.resolve("shard-" + partition);
    }

    private void load(RocksShared memory) {
        for (int partition = 0; partition < plan.shards(); partition++) {
            RocksShardStore store = RocksShardStore.open(shardDirectory(partition), memory);
            try (Shard shard = Shard.open(store, SteppedBuilder.identity(partition, plan.shards()), "simulation")) {
                load(shard, partition);
            }
        }
    }

    private void load(Shard shard, int partition) {
        FrontierLoad load = new FrontierLoad(shard, web.hosts(), time.millis(), more -> {
            loaded += more;
            say("loading: " + Figures.count(loaded) + " of "
                    + Figures.count(web.hosts().pagesInAll()) + " pages");
        });
        load.hosts(host -> partitioner.partitionOf(web.hosts().name(host)) == partition);
        EndlessSites endless = web.endless();
        if (partitionOf(endless.trapUrl()) == partition) {
            load.page(endless.trapUrl());
        }
        for (int site = 0; site < endless.farmSites(); site++) {
            if (partitionOf(endless.farmUrl(site)) == partition) {
                load.page(endless.farmUrl(site));
            }
        }
        load.end(Scope.EVERYTHING.digest());
    }

    private int partitionOf(String url) {
        return partitioner.partitionOf(sites.siteOf(WebUrl.parse(url)));
    }

    private void say(String what) {
        if (progress.due(real.nanos())) {
            progress.show(what, real.nanos());
        }
    }

    private void crawl(RocksShared memory, FrontierFigures figures) {
        Wires wires = new Wires(plan.shards());
        SteppedBuilder builder = new SteppedBuilder(
                plan.shards(),
                wires,
                partition -> RocksShardStore.open(shardDirectory(partition), memory),
                time,
                Scope.EVERYTHING,
                LIMITS.with(plan.budgets()),
                CrawlBudget.NONE,
                Duration.ZERO,
                LINKS_AT_ONCE);
        Witness witness = new Witness(web, PACE, plan.concurrency(), time);
        SimulatedWorker worker = new SimulatedWorker(
                web,
                new SimulatedWorker.Limits(plan.concurrency(), ORDERS_IN_HAND, PACE),
                IntStream.range(0, plan.shards()).boxed().collect(Collectors.toSet()),
                plan.seed(),
                time,
                witness,
                wires::send);
        try {
            terminal.tell("opening");
            long begun = real.nanos();
            // Assigned, opened, and told how far it has to come.
            var _ = builder.step();
            figures.took("shards opened in", real.nanos() - begun);
            begun = real.nanos();
            long stepping = run(builder, wires, worker, witness);
            figures.took("simulated in", real.nanos() - begun);
            figures.took("of this the builder", stepping);
            witness.allowance().goOnTo(time.nanos());
            figures.of(plan, witness, worker, time.nanos());
        } finally {
            builder.close();
        }
    }

    /** How long the builder took. */
    private long run(SteppedBuilder builder, Wires wires, SimulatedWorker worker, Witness witness) {
        long nextStep = time.nanos();
        long stepping = 0;
        while (time.nanos() < plan.time().toNanos() && !stopped.getAsBoolean()) {
            worker.startReady();
            time.moveTo(Math.min(nextStep, worker.nextNanos()));
            worker.endRequests();
            if (time.nanos() >= nextStep) {
                long begun = real.nanos();
                int done = builder.step();
                stepping += real.nanos() - begun;
                if (done == 0 || !builder.health().isUp()) {
                    throw new IllegalStateException(
                            "the builder does not work: " + builder.health().json());
                }
                worker.receive(wires.orders());
                nextStep += STEP.toNanos();
                tellHowFar(builder, worker, witness);
            }
        }
        return stepping;
    }

    private static String inWords(BuilderStatus status) {
        return status.queued() + " pages queued, " + status.ordered() + " ordered, " + status.blockedHosts()
                + " hosts blocked";
    }

    private void tellHowFar(SteppedBuilder builder, SimulatedWorker worker, Witness witness) {
        if (progress.due(real.nanos())) {
            Allowance allowance = witness.allowance();
            String text = Figures.clock(Duration.ofNanos(time.nanos())) + " of " + Figures.clock(plan.time()) + ": "
                    + Figures.count(witness.fetched()) + " pages, " + Figures.rate(100 * allowance.share())
                    + " % of what is allowed; " + inWords(builder.shown()) + "; " + worker.inWords() + "; "
                    + allowance.askable() + " addresses might be asked";
            progress.show(text, real.nanos());
        }
    }
}
