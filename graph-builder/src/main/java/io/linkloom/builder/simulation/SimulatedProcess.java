package io.linkloom.builder.simulation;

import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.Feed;
import io.linkloom.builder.app.News;
import io.linkloom.builder.app.OpenShards;
import io.linkloom.builder.app.Outlet;
import io.linkloom.builder.app.SteppedBuilder;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A builder process over topics in memory and stores that outlive it; stepped by hand. */
public final class SimulatedProcess {
    /** Of members of a group. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final SimulatedTopics topics;
    private final Faults faults;
    private final SimulatedGroup.Member member;
    private final String name;
    private final Life life;
    private final Sabotage sabotage;
    private final SteppedBuilder builder;

    /**
     * A process that is alone in its group, with no shard yet, and that folds in each step what came in it.
     *
     * @param stores opens what a shard has on disk
     * @param budget what may be fetched in all
     */
    public SimulatedProcess(
            SimulatedTopics topics,
            IntFunction<ShardStore> stores,
            Faults faults,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget) {
        this(topics, stores, faults, time, scope, limits, budget, Duration.ZERO);
    }

    /** The same, whose news wait up to {@code longestGathering} for others. */
    public SimulatedProcess(
            SimulatedTopics topics,
            IntFunction<ShardStore> stores,
            Faults faults,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget,
            Duration longestGathering) {
        this(
                topics,
                stores,
                faults,
                time,
                scope,
                limits,
                budget,
                new SimulatedGroup(topics.partitions(), faults).join(),
                "alone",
                Sabotage.NONE,
                longestGathering);
    }

    /** One of several in a group; {@code name} is the same in each of its lives. */
    SimulatedProcess(
            SimulatedTopics topics,
            IntFunction<ShardStore> stores,
            Faults faults,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget,
            SimulatedGroup.Member member,
            String name,
            Sabotage sabotage) {
        this(topics, stores, faults, time, scope, limits, budget, member, name, sabotage, GATHERING);
    }

    private SimulatedProcess(
            SimulatedTopics topics,
            IntFunction<ShardStore> stores,
            Faults faults,
            Time time,
            Scope scope,
            ScheduleLimits limits,
            CrawlBudget budget,
            SimulatedGroup.Member member,
            String name,
            Sabotage sabotage,
            Duration longestGathering) {
        this.topics = topics;
        this.faults = faults;
        this.member = member;
        this.name = name;
        this.life = new Life(faults);
        this.sabotage = sabotage;
        this.builder = new SteppedBuilder(
                topics.partitions(),
                new Simulated(),
                partition -> new KillableStore(stores.apply(partition), faults, life),
                time,
                scope,
                limits,
                budget,
                longestGathering);
    }

    SimulatedGroup.Member member() {
        return member;
    }

    /** Whether it was killed, noticed or not. */
    boolean isOver() {
        return life.isOver();
    }

    /** Ends it where it is. */
    void kill() {
        life.end();
        member.leave();
    }

    /** How far a shard has come, null if it is not at work. */
    @Nullable
    ShardOffsets offsets(int partition) {
        return builder.offsets(partition);
    }

    /** Does one step of the builder's loop. */
    public int step() {
        return builder.step();
    }

    /** Whether nothing is left to do. */
    public boolean isIdle() {
        return builder.isIdle();
    }

    /** The status, made for this call. */
    public BuilderStatus shown() {
        return builder.shown();
    }

    /** The status as the loop last showed it. */
    public BuilderStatus status() {
        return builder.status();
    }

    /** What works and what does not. */
    public Health health() {
        return builder.health();
    }

    /** The shards that are open now. */
    public OpenShards shards() {
        return builder.shards();
    }

    /** Ends in good order. */
    public void close() {
        builder.close();
    }

    /** Whether every shard has folded all there is. */
    public boolean isCaughtUp() {
        for (int partition = 0; partition < topics.partitions(); partition++) {
            if (!topics.ends(partition).equals(builder.offsets(partition))) {
                return false;
            }
        }
        return true;
    }

    private final class Simulated implements SteppedBuilder.Connections {
        @Override
        public Feed feed(FoldConsumer.Listener listener) {
            return new SimulatedFeed(listener);
        }

        @Override
        public Outlet outlet() {
            return new SimulatedOutlet();
        }
    }

    private final class SimulatedFeed implements Feed {
        private final FoldConsumer.Listener listener;
        private final Map<Integer, ShardOffsets> positions = new TreeMap<>();

        private SimulatedFeed(FoldConsumer.Listener listener) {
            this.listener = listener;
        }

        @Override
        public Map<Integer, News> poll(Duration timeout) {
            member.meet(listener);
            positions.keySet().retainAll(member.shards());
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

        @Override
        public Optional<String> begin(int shard, ShardOffsets from) {
            positions.put(shard, from);
            return Optional.empty();
        }

        @Override
        public void hold(int shard) {
            positions.remove(shard);
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
            member.close(listener);
        }
    }

    private final class SimulatedOutlet implements Outlet {
        private SimulatedOutlet() {
            life.goOn();
            faults.mayFail();
            topics.settle(name);
        }

        @Override
        public void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied) {
            life.goOn();
            List<Outgoing> sent = sabotage.sent(links);
            boolean fenced = !member.isCurrent();
            boolean refused = fenced || faults.strikes(Faults.Fault.ROLL_BACK);
            boolean late = !refused && faults.strikes(Faults.Fault.LATE_COMMIT);
            SimulatedTopics.Transaction transaction = topics.begin(name, late && faults.upTo(1) == 0, sent);
            life.mayEnd();
            if (fenced) {
                faults.note(Faults.Fault.FENCED);
            }
            if (!late) {
                topics.end(transaction, !refused);
            }
            life.mayEnd();
            // The answer to a commit that took effect can be lost too.
            faults.mayFail();
            if (refused || late) {
                throw new InjectedFailure(late ? "no answer" : "rolled back");
            }
        }

        @Override
        public void order(Map<Integer, List<FetchOrder>> byPartition) {
            byPartition
                    .values()
                    .forEach(batch -> batch.forEach(order -> {
                        topics.append(order);
                        life.mayEnd();
                    }));
            faults.mayFail();
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
