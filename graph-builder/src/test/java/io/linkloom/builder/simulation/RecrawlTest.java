package io.linkloom.builder.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A web of which one half changes all the time, crawled for half an hour that nobody waits for. */
class RecrawlTest {
    private static final int PARTITIONS = 2;
    private static final int PAGES = 20;
    private static final ScheduleLimits LIMITS = new ScheduleLimits(
                    100, Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(1))
            .with(new Recrawl(true, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(10), 0.3));

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
    private final SimulatedTopics topics = new SimulatedTopics(PARTITIONS);
    private final NaiveIndex expected = new NaiveIndex(sites);
    private final ManualTime time = new ManualTime();
    private final Map<Integer, Integer> fetches = new TreeMap<>();
    private int ordersTaken;

    private static WebUrl page(int number) {
        return WebUrl.parse("http://www.s" + number + ".test/" + number);
    }

    private static int number(WebUrl page) {
        return Integer.parseInt(page.path().substring(1));
    }

    private int partitionOf(WebUrl url) {
        return partitioner.partitionOf(sites.siteOf(url));
    }

    /** Those with even numbers link to another page at every visit. */
    private PageVisit visit(FetchOrder order) {
        int number = number(order.url());
        int visits = fetches.merge(number, 1, Integer::sum);
        int target = number % 2 == 0 ? visits % PAGES : (number + 1) % PAGES;
        List<Link> links = List.of(Link.of(page(target), LinkKind.A, 0, "text"));
        return new PageVisit(
                order,
                time.millis(),
                Outcome.FETCHED,
                "",
                200,
                "",
                null,
                PageFacts.NONE,
                LinksDigest.of(links),
                false,
                links);
    }

    private void work() {
        List<FetchOrder> orders = topics.orders();
        for (; ordersTaken < orders.size(); ordersTaken++) {
            PageVisit visit = visit(orders.get(ordersTaken));
            topics.append(partitionOf(visit.url()), visit);
            expected.visit(visit);
        }
    }

    @Test
    void pagesThatChangeAreVisitedMoreOftenThanPagesThatDoNot() {
        List<MemoryShardStore.Disk> disks = List.of(new MemoryShardStore.Disk(), new MemoryShardStore.Disk());
        Faults none = new Faults(new Random(1));
        none.disarm();
        List<WebUrl> all = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            all.add(page(i));
            topics.append(partitionOf(page(i)), new Discoveries(Origin.SEED, time.millis(), List.of(page(i))));
        }
        expected.discover(all);
        SimulatedProcess process = new SimulatedProcess(
                topics,
                partition -> disks.get(partition).open(),
                none,
                time,
                Scope.EVERYTHING,
                LIMITS,
                CrawlBudget.NONE);
        for (int second = 0; second < 1800; second++) {
            time.advance(Duration.ofSeconds(1));
            process.step();
            work();
            assertThat(process.isIdle() && fetches.size() == PAGES)
                    .as("ended after", second)
                    .isFalse();
        }
        assertThat(fetches).hasSize(PAGES);
        fetches.forEach((page, visits) -> {
            if (page % 2 == 0) {
                assertThat(visits).as("visits of a page that changes").isBetween(100, 180);
            } else {
                assertThat(visits).as("visits of a page that stays as it is").isBetween(4, 10);
            }
        });
        for (int i = 0; i < 20; i++) {
            process.step();
        }
        expected.assertSameAs(process.shards().all());
    }
}
