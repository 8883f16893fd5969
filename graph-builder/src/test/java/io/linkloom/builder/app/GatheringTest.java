package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.simulation.DelegatingStore;
import io.linkloom.builder.simulation.Faults;
import io.linkloom.builder.simulation.ManualTime;
import io.linkloom.builder.simulation.SimulatedProcess;
import io.linkloom.builder.simulation.SimulatedTopics;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Visits are folded together, but none waits for long. */
class GatheringTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(100, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final SimulatedTopics topics = new SimulatedTopics(1);
    private final ManualTime time = new ManualTime();
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();
    private boolean diskIsFull;
    private int batches;

    private ShardStore store() {
        return new DelegatingStore(disk.open()) {
            @Override
            public void write(WriteSet writes) {
                if (diskIsFull) {
                    throw new ShardStoreException("the disk is full");
                }
                batches++;
                super.write(writes);
                super.flush();
            }
        };
    }

    private SimulatedProcess process() {
        Faults none = new Faults(new Random(1));
        none.disarm();
        return new SimulatedProcess(
                topics, _ -> store(), none, time, Scope.EVERYTHING, LIMITS, CrawlBudget.NONE, LONGEST);
    }

    private void steps(SimulatedProcess process, int steps) {
        for (int i = 0; i < steps; i++) {
            time.advance(Duration.ofMillis(10));
            process.step();
        }
    }

    /** Has so many pages, each on a host of its own, ordered. */
    private List<FetchOrder> ordered(SimulatedProcess process, int pages) {
        List<WebUrl> urls = IntStream.range(0, pages)
                .mapToObj(page -> WebUrl.parse("http://h" + page + ".test/"))
                .toList();
        topics.append(0, new Discoveries(Origin.SEED, 1, urls));
        steps(process, 10);
        assertThat(topics.orders()).hasSize(pages);
        batches = 0;
        return new ArrayList<>(topics.orders());
    }

    private void visit(FetchOrder order, int links) {
        List<Link> all = IntStream.range(0, links)
                .mapToObj(link -> Link.of(WebUrl.parse(order.url() + "p" + link), LinkKind.IMG, 0, ""))
                .toList();
        topics.append(
                0,
                new PageVisit(
                        order,
                        time.millis(),
                        Outcome.FETCHED,
                        "",
                        200,
                        "",
                        null,
                        PageFacts.NONE,
                        LinksDigest.of(all),
                        false,
                        all));
    }

    @Test
    void slowTrickleIsWrittenTogetherAndWithinTheTime() {
        SimulatedProcess process = process();
        List<FetchOrder> orders = ordered(process, 40);
        for (int i = 0; i < 9; i++) {
            visit(orders.get(i), 1);
            steps(process, 10);
        }
        assertThat(batches).isZero();
        assertThat(process.shown().visited()).isZero();
        assertThat(process.shown().lag())
                .as("what waits here is not folded yet")
                .isEqualTo(9);
        steps(process, 15);
        assertThat(batches).isEqualTo(1);
        assertThat(process.shown().visited()).isEqualTo(9);
        assertThat(process.shown().lag()).isZero();
    }

    @Test
    void whatIsManyIsWrittenAtOnce() {
        SimulatedProcess process = process();
        List<FetchOrder> orders = ordered(process, 40);
        visit(orders.get(0), 5);
        steps(process, 3);
        assertThat(process.shown().visited()).isZero();
        visit(orders.get(1), 15);
        steps(process, 20);
        assertThat(process.shown().visited()).isEqualTo(2);
    }

    @Test
    void nothingWaitsWhileWorkersRunOutOfOrders() {
        SimulatedProcess process = process();
        List<FetchOrder> orders = ordered(process, 10);
        orders.subList(0, 4).forEach(order -> visit(order, 0));
        steps(process, 20);
        assertThat(process.shown().visited()).isZero();
        visit(orders.get(4), 0);
        steps(process, 20);
        assertThat(process.shown().visited()).isEqualTo(5);
    }

    @Test
    void lastPageOfACrawlDoesNotWait() {
        SimulatedProcess process = process();
        visit(ordered(process, 1).getFirst(), 0);
        steps(process, 5);
        assertThat(process.shown().visited()).isEqualTo(1);
    }

    @Test
    void whatWaitsForAShardThatFailsComesAgainOnce() {
        SimulatedProcess process = process();
        List<FetchOrder> orders = ordered(process, 40);
        visit(orders.get(0), 1);
        steps(process, 3);
        diskIsFull = true;
        topics.append(0, new Discoveries(Origin.SEED, 1, List.of(WebUrl.parse("http://other.test/"))));
        steps(process, 110);
        assertThat(process.status().failure()).contains("the disk is full");
        diskIsFull = false;
        for (int i = 0; i < 8; i++) {
            time.advance(Duration.ofSeconds(1));
            steps(process, 3);
        }
        steps(process, 200);
        assertThat(process.shown().visited()).isEqualTo(1);
        assertThat(process.shown().internalLinks()).isEqualTo(1);
        assertThat(process.shown().lag()).isZero();
        process.close();
        SimulatedProcess next = process();
        steps(next, 200);
        assertThat(next.shown().visited()).isEqualTo(1);
    }

    @Test
    void whatWaitsWhenTheProcessEndsIsFoldedByTheNext() {
        SimulatedProcess process = process();
        List<FetchOrder> orders = ordered(process, 40);
        visit(orders.get(0), 1);
        steps(process, 3);
        process.close();
        SimulatedProcess next = process();
        steps(next, 120);
        assertThat(next.shown().visited()).isEqualTo(1);
        assertThat(next.shown().internalLinks()).isEqualTo(1);
    }
}
