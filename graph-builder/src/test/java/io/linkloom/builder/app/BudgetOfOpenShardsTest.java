package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.simulation.Faults;
import io.linkloom.builder.simulation.ManualTime;
import io.linkloom.builder.simulation.SimulatedProcess;
import io.linkloom.builder.simulation.SimulatedTopics;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A bound of a crawl is about all its shards, also while some of them are not open. */
class BudgetOfOpenShardsTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(100, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final SimulatedTopics topics = new SimulatedTopics(2);
    private final ManualTime time = new ManualTime();
    private final MemoryShardStore.Disk[] disks = {new MemoryShardStore.Disk(), new MemoryShardStore.Disk()};
    private boolean secondDiskIsAway;

    private ShardStore store(int partition) {
        if (partition == 1 && secondDiskIsAway) {
            throw new ShardStoreException("the disk is away");
        }
        return disks[partition].open();
    }

    private SimulatedProcess process(CrawlBudget budget) {
        Faults none = new Faults(new Random(1));
        none.disarm();
        return new SimulatedProcess(topics, this::store, none, time, Scope.EVERYTHING, LIMITS, budget);
    }

    private void steps(SimulatedProcess process) {
        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofSeconds(1));
            boolean _ = process.isIdle();
            process.step();
        }
    }

    private void visit(FetchOrder order) {
        PageFacts facts = PageFacts.NONE;
        topics.append(
                1,
                new PageVisit(
                        order,
                        time.millis(),
                        Outcome.FETCHED,
                        "",
                        200,
                        "",
                        null,
                        facts,
                        LinksDigest.of(List.of()),
                        false,
                        List.of()));
    }

    @Test
    void whatAnotherShardHasUsedCountsBeforeItIsOpen() {
        CrawlBudget one = CrawlBudget.ofPages(1);
        topics.append(1, new Discoveries(Origin.SEED, 1, List.of(WebUrl.parse("http://b.test/"))));
        SimulatedProcess process = process(one);
        steps(process);
        visit(topics.orders().getFirst());
        steps(process);
        topics.append(0, new Discoveries(Origin.SEED, 2, List.of(WebUrl.parse("http://a.test/"))));
        steps(process);
        assertThat(topics.orders()).hasSize(1);
        process.close();

        secondDiskIsAway = true;
        SimulatedProcess next = process(one);
        steps(next);
        assertThat(next.status().failure()).contains("the disk is away");
        assertThat(topics.orders()).as("nothing is known yet of what is left").hasSize(1);
        secondDiskIsAway = false;
        steps(next);
        assertThat(next.isIdle()).isTrue();
        assertThat(topics.orders()).hasSize(1);
        next.close();

        SimulatedProcess larger = process(CrawlBudget.ofPages(2));
        steps(larger);
        assertThat(topics.orders()).hasSize(2);
    }
}
