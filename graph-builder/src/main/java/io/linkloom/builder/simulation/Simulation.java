package io.linkloom.builder.simulation;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One history of a few builders that share an index, drawn from a seed: visits arrive, machines and Kafka fail, shards move; and
 * in the end the index has to be what the visits say. The same seed gives the same history.
 *
 * <p>The folds, the scheduler, the stores and the loop are the real ones; topics, group, time and faults are made up.
 */
public final class Simulation {
    private static final int PARTITIONS = 4;
    private static final int MOST_STEPS = 50_000;
    private static final int MOST_PROCESSES = 3;
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(1));

    /**
     * What happened in a history that ended well.
     *
     * @param visits sent
     * @param steps of any builder
     * @param faults how often what went wrong
     */
    public record History(long seed, int visits, int steps, Map<Faults.Fault, Long> faults) {}

    private final long seed;
    private final Random random;
    private final Disks disks;
    private final Sabotage sabotage;
    private final Faults faults;
    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
    private final ManualTime time = new ManualTime();
    private final SimulatedTopics topics = new SimulatedTopics(PARTITIONS);
    private final SimulatedGroup group;
    private final NaiveIndex expected;
    private final List<PageVisit> log;
    private final List<PageVisit> delayed = new ArrayList<>();
    private final List<@Nullable SimulatedProcess> processes = new ArrayList<>();
    private final Map<Integer, Map<Integer, ShardOffsets>> reached = new TreeMap<>();
    private int visits;
    private int steps;

    private Simulation(long seed, int visits, Disks disks, Sabotage sabotage) {
        this.seed = seed;
        this.random = new Random(seed);
        this.disks = disks;
        this.sabotage = sabotage;
        this.faults = Faults.drawn(random);
        this.group = new SimulatedGroup(PARTITIONS, faults);
        this.expected = new NaiveIndex(sites);
        this.log = new ArrayList<>(VisitLog.of(seed, visits));
        for (int i = random.nextInt(MOST_PROCESSES); i >= 0; i--) {
            processes.add(null);
        }
    }

    /**
     * Runs a history to its end.
     *
     * @param visits to be sent
     * @param disks empty ones
     * @throws AssertionError that names the seed, if anything is not as it should be
     */
    public static History run(long seed, int visits, Disks disks) {
        return run(seed, visits, disks, Sabotage.NONE);
    }

    static History run(long seed, int visits, Disks disks, Sabotage sabotage) {
        Simulation simulation = new Simulation(seed, visits, disks, sabotage);
        try {
            return simulation.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private History run() {
        seeds();
        Collections.reverse(log);
        int leastSteps = 150 + random.nextInt(300);
        while (steps < leastSteps || !log.isEmpty() || !delayed.isEmpty()) {
            arrive();
            happen();
            step();
        }
        calm();
        compare();
        startAnew();
        compare();
        processes.forEach(process -> {
            if (process != null) {
                process.close();
            }
        });
        return new History(seed, visits, steps, faults.counts());
    }

    private void seeds() {
        for (PageVisit visit : log.subList(0, Math.min(5, log.size()))) {
            WebUrl url = visit.url();
            topics.append(partitionOf(url), new Discoveries(Origin.SEED, 1, List.of(url)));
            expected.discover(List.of(url));
        }
    }

    /** Some visits come, a few late, a few again. */
    private void arrive() {
        for (int i = random.nextInt(3); i > 0 && !log.isEmpty(); i--) {
            PageVisit visit = log.removeLast();
            if (faults.strikes(Faults.Fault.DELAYED)) {
                delayed.add(visit);
            } else {
                append(visit);
            }
            if (faults.strikes(Faults.Fault.TWICE)) {
                delayed.add(visit);
            }
        }
        if (!delayed.isEmpty() && (log.isEmpty() || random.nextInt(6) == 0)) {
            append(delayed.remove(random.nextInt(delayed.size())));
        }
    }

    private void append(PageVisit visit) {
        visits++;
        topics.append(partitionOf(visit.url()), visit);
        expected.visit(visit);
    }

    private int partitionOf(WebUrl url) {
        return partitioner.partitionOf(sites.siteOf(url));
    }

    /** What happens outside of the processes. */
    private void happen() {
        time.advance(Duration.ofMillis(random.nextInt(300)));
        if (random.nextInt(150) == 0) {
            time.advance(Duration.ofMinutes(random.nextInt(200)));
        }
        if (random.nextInt(5) == 0) {
            topics.settleOldest();
        }
        int number = random.nextInt(processes.size());
        SimulatedProcess process = processes.get(number);
        if (process != null && faults.strikes(Faults.Fault.PUT_OUT)) {
            process.member().putOut(random.nextInt(12));
        }
        if (random.nextInt(20) == 0) {
            var _ = disks.keepCopy(number, random.nextInt(PARTITIONS));
        }
        if (faults.strikes(Faults.Fault.LOST_MACHINE)) {
            if (process != null) {
                end(number, process);
            }
            disks.lose(number);
        }
    }

    private void step() {
        step(random.nextInt(processes.size()));
    }

    private void step(int number) {
        if (++steps > MOST_STEPS) {
            throw new AssertionError("after " + MOST_STEPS + " steps it has not come to an end");
        }
        SimulatedProcess process = processes.get(number);
        try {
            if (process == null) {
                process = start(number);
                processes.set(number, process);
            }
            process.step();
            if (!process.isOver()) {
                check(number, process);
            }
        } catch (Killed e) {
            // Below.
        }
        if (process != null && process.isOver()) {
            end(number, process);
        }
    }

    private SimulatedProcess start(int number) {
        return new SimulatedProcess(
                topics,
                partition -> open(number, partition),
                faults,
                time,
                Scope.EVERYTHING,
                LIMITS,
                CrawlBudget.NONE,
                group.join(),
                "builder " + number,
                sabotage);
    }

    private ShardStore open(int number, int partition) {
        if (faults.strikes(Faults.Fault.OPENING)) {
            throw new InjectedFailure("the shard cannot be opened");
        }
        if (!disks.has(number, partition) && random.nextInt(4) > 0 && disks.restore(number, partition)) {
            faults.note(Faults.Fault.FROM_COPY);
        }
        return sabotage.store(number, partition, disks.open(number, partition));
    }

    private void end(int number, SimulatedProcess process) {
        process.kill();
        processes.set(number, null);
        reached.remove(number);
        disks.killed(number);
    }

    /** What has to hold at any time. */
    private void check(int number, SimulatedProcess process) {
        Map<Integer, ShardOffsets> before = reached.computeIfAbsent(number, _ -> new TreeMap<>());
        Map<Integer, ShardOffsets> now = new TreeMap<>();
        for (Shard shard : process.shards().all()) {
            int partition = shard.partition();
            ShardOffsets applied = shard.offsets();
            now.put(partition, applied);
            Invariants.check(shard, applied, before.get(partition), topics);
        }
        reached.put(number, now);
    }

    /** Nothing goes wrong any more, and what was not folded is. */
    private void calm() {
        faults.disarm();
        for (int number = 0; number < processes.size(); number++) {
            SimulatedProcess process = processes.get(number);
            if (process != null && random.nextBoolean()) {
                end(number, process);
            }
        }
        catchUp();
    }

    private void catchUp() {
        for (int number = 0; !isCaughtUp(); number++) {
            time.advance(Duration.ofMillis(500));
            topics.settleOldest();
            step(number % processes.size());
        }
    }

    /** The machines have to do with what they flushed when they last ended well, or with less. */
    private void startAnew() {
        for (int number = 0; number < processes.size(); number++) {
            SimulatedProcess process = processes.get(number);
            if (process != null && random.nextBoolean()) {
                process.close();
                end(number, process);
            } else if (process != null) {
                end(number, process);
            }
        }
        catchUp();
    }

    private boolean isCaughtUp() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            SimulatedProcess owner = ownerOf(partition);
            if (owner == null || !topics.ends(partition).equals(owner.offsets(partition))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable SimulatedProcess ownerOf(int partition) {
        for (SimulatedProcess process : processes) {
            if (process != null && process.member() == group.owner(partition)) {
                return process;
            }
        }
        return null;
    }

    private void compare() {
        List<Shard> shards = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            SimulatedProcess owner = ownerOf(partition);
            Shard shard = owner == null ? null : owner.shards().shard(partition);
            if (shard == null) {
                throw new AssertionError("nobody has shard " + partition);
            }
            shards.add(shard);
        }
        expected.assertSameAs(shards);
    }
}
