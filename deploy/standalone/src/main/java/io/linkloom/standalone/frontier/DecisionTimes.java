package io.linkloom.standalone.frontier;

import io.linkloom.builder.app.SteppedBuilder;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.schedule.Scheduler;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.output.Figures;
import io.linkloom.testkit.frontier.ManyHosts;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How long the scheduler takes for an order, and how much memory for a host, in one shard with few and with very many hosts. Each
 * tick gives as many orders, and as many visits as orders come back. For one thread.
 */
final class DecisionTimes {
    private static final int PAGES_A_HOST = 20;
    private static final int ORDERS_A_TICK = 100;
    private static final int WARM_UP_TICKS = 200;
    private static final int TICKS = 500;
    private static final long MILLIS_A_TICK = 100;
    private static final int TICKS_UNDER_WAY = 8;
    private static final long INGEST_FROM_BYTES = 16 << 20;
    private static final double MOST_BYTES_A_HOST = 1024;
    private static final double MOST_BYTES_AN_IDLE_HOST = 1;
    /** What a thousand times as many hosts may make of it: the logarithm, and rows that are in no cache. */
    private static final double MOST_TIMES_LONGER = 3;

    private final FrontierPlan plan;
    private final Path directory;
    private final Time real;
    private final ScheduleLimits limits;
    private final Sites sites = new Sites();
    private final Consumer<String> progress;

    DecisionTimes(FrontierPlan plan, Path directory, Time real, Consumer<String> progress) {
        this.plan = plan;
        this.directory = directory;
        this.real = real;
        this.limits = FrontierSimulation.LIMITS.with(plan.budgets());
        this.progress = progress;
    }

    private record Measured(double medianMicros, double p99Micros, double bytesAHost) {}

    void run(FrontierFigures figures) {
        double first = 0;
        for (int hosts : plan.decisionHosts()) {
            Measured measured = measure(hosts);
            String among = " among " + Figures.count(hosts) + " hosts";
            String times =
                    String.format(Locale.ROOT, "%.1f µs, p99 %.1f µs", measured.medianMicros, measured.p99Micros);
            if (first == 0) {
                first = measured.medianMicros;
                figures.plain("an order" + among, times);
            } else {
                figures.judged(
                        "an order" + among,
                        times,
                        String.format(Locale.ROOT, "at most %.1f µs", MOST_TIMES_LONGER * first),
                        measured.medianMicros <= MOST_TIMES_LONGER * first);
            }
            figures.judged(
                    "memory of a host with pages" + among,
                    String.format(Locale.ROOT, "%.0f bytes", measured.bytesAHost),
                    "at most 1,024 bytes",
                    measured.bytesAHost <= MOST_BYTES_A_HOST);
        }
        if (!plan.decisionHosts().isEmpty()) {
            idle(figures);
        }
    }

    private Measured measure(int hosts) {
        try (RocksShared memory = new RocksShared(MemoryBudget.of(plan.memoryBytes()), INGEST_FROM_BYTES);
                Shard shard = open("waiting-" + hosts, memory)) {
            ManyHosts web = new ManyHosts(plan.seed(), hosts, (long) PAGES_A_HOST * hosts);
            FrontierLoad load = new FrontierLoad(
                    shard, web, 0, _ -> progress.accept("decisions among " + Figures.count(hosts) + " hosts"));
            load.hosts(_ -> true);
            load.end(Scope.EVERYTHING.digest());
            // What they know is no host's.
            var _ = sites.siteOf("site.test");
            long before = Heap.used();
            Scheduler scheduler = new Scheduler(shard, limits, sites);
            double bytes = (Heap.used() - before) / (double) hosts;
            double[] micros = tick(shard, scheduler);
            return new Measured(RankCorrelation.quantile(micros, 0.5), RankCorrelation.quantile(micros, 0.99), bytes);
        }
    }

    private Shard open(String name, RocksShared memory) {
        RocksShardStore store = RocksShardStore.open(directory.resolve(name), memory);
        return Shard.open(store, SteppedBuilder.identity(0, 1), name);
    }

    private double[] tick(Shard shard, Scheduler scheduler) {
        double[] micros = new double[TICKS];
        Deque<List<FetchOrder>> underWay = new ArrayDeque<>();
        long millis = 1;
        for (int i = -WARM_UP_TICKS; i < TICKS; i++) {
            millis += MILLIS_A_TICK;
            long begun = real.nanos();
            ScheduledOrders orders = scheduler.tick(millis, ORDERS_A_TICK);
            long took = real.nanos() - begun;
            WriteSet writes = new WriteSet();
            orders.changes().writeTo(writes);
            shard.write(writes);
            scheduler.written(orders);
            underWay.add(orders.orders());
            if (underWay.size() > TICKS_UNDER_WAY) {
                visit(shard, scheduler, underWay.remove());
            }
            if (i >= 0) {
                micros[i] = took / 1000.0 / Math.max(1, orders.orders().size());
            }
        }
        return micros;
    }

    private static void visit(Shard shard, Scheduler scheduler, List<FetchOrder> orders) {
        PageChanges changes = new PageChanges(shard);
        for (FetchOrder order : orders) {
            PageKey page = PageKey.of(order.url());
            PageRow row = changes.page(page);
            if (row != null) {
                changes.put(page, row, row.withState(PageState.Visited.settled()));
            }
        }
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        shard.write(writes);
        scheduler.apply(changes.moves(), Map.of());
        scheduler.reconsider(changes.usage(), Map.of());
    }

    /** Hosts of which all pages were visited. */
    private void idle(FrontierFigures figures) {
        int hosts = plan.decisionHosts().getLast();
        try (RocksShared memory = new RocksShared(MemoryBudget.of(plan.memoryBytes()), INGEST_FROM_BYTES);
                Shard shard = open("idle", memory)) {
            FrontierLoad load = new FrontierLoad(
                    shard, new ManyHosts(plan.seed(), hosts, hosts), 0, _ -> progress.accept("idle hosts"));
            load.visited(hosts);
            long before = Heap.used();
            Scheduler scheduler = new Scheduler(shard, limits, sites);
            double bytes = Math.max(0, Heap.used() - before) / (double) hosts;
            figures.judged(
                    "memory of a host without, among " + Figures.count(hosts),
                    String.format(Locale.ROOT, "%.1f bytes", bytes),
                    "0 bytes",
                    bytes < MOST_BYTES_AN_IDLE_HOST && scheduler.waiting() == 0);
        }
    }
}
