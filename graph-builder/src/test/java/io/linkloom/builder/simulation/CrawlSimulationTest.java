package io.linkloom.builder.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A crawl from seeds to the end, with workers that answer late and in any order. */
class CrawlSimulationTest {
    private static final int PARTITIONS = 4;
    private static final int RUNS = 150;
    private static final int MOST_STEPS = 20_000;
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(10, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);

    /** One crawl: a web, its topics, the disks, and a worker. */
    private final class Crawl {
        final Random random;
        final Faults faults;
        final ManualTime time = new ManualTime();
        final SimulatedTopics topics = new SimulatedTopics(PARTITIONS);
        final NaiveIndex expected = new NaiveIndex(sites);
        final List<MemoryShardStore.Disk> disks = new ArrayList<>();
        final Map<WebUrl, List<Link>> web = new HashMap<>();
        final Deque<FetchOrder> taken = new ArrayDeque<>();
        final Map<WebUrl, Integer> fetches = new HashMap<>();
        final Set<WebUrl> doneAtStart = new HashSet<>();
        /** How often a page fails before it can be had. */
        final Map<WebUrl, Integer> failuresLeft = new HashMap<>();

        ScheduleLimits limits = LIMITS;
        boolean bad;
        int ordersTaken;

        Crawl(long seed) {
            random = new Random(seed);
            faults = new Faults(random);
            for (int i = 0; i < PARTITIONS; i++) {
                disks.add(new MemoryShardStore.Disk());
            }
            List<WebUrl> pages = new ArrayList<>();
            for (int page = 0; page < 60; page++) {
                pages.add(WebUrl.parse("http://h" + page % 3 + ".s" + page % 7 + ".test/p" + page));
            }
            for (WebUrl page : pages) {
                Map<WebUrl, Link> links = new HashMap<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    WebUrl target = pages.get(random.nextInt(pages.size()));
                    links.put(target, Link.of(target, LinkKind.A, 0, "to " + target.path()));
                }
                web.put(page, List.copyOf(links.values()));
            }
            seed(pages.getFirst());
        }

        void seed(WebUrl url) {
            topics.append(partitionOf(url), new Discoveries(Origin.SEED, time.millis(), List.of(url)));
            expected.discover(List.of(url));
        }

        SimulatedProcess start(Scope scope, CrawlBudget budget) {
            doneAtStart.addAll(fetches.keySet());
            return new SimulatedProcess(
                    topics, partition -> disks.get(partition).open(), faults, time, scope, limits, budget);
        }

        /** A worker takes new orders and finishes some of those it has, in any order. */
        void work() {
            List<FetchOrder> orders = topics.orders();
            for (; ordersTaken < orders.size(); ordersTaken++) {
                FetchOrder order = orders.get(ordersTaken);
                assertThat(doneAtStart).as("ordered again after a restart").doesNotContain(order.url());
                taken.add(order);
            }
            for (int i = random.nextInt(8); i > 0 && !taken.isEmpty(); i--) {
                FetchOrder order = random.nextBoolean() ? taken.removeFirst() : taken.removeLast();
                PageVisit visit = fails(order.url()) ? failed(order) : visit(order);
                if (visit.outcome() == Outcome.FETCHED) {
                    fetches.merge(order.url(), 1, Integer::sum);
                }
                topics.append(partitionOf(order.url()), visit);
                expected.visit(visit);
            }
        }

        private boolean fails(WebUrl url) {
            int left = bad ? failuresLeft.computeIfAbsent(url, _ -> random.nextInt(4) == 0 ? 2 : 0) : 0;
            failuresLeft.put(url, Math.max(0, left - 1));
            return left > 0;
        }

        /** The page takes too long, or its host sends all requests away for some minutes. */
        private PageVisit failed(FetchOrder order) {
            if (random.nextBoolean()) {
                return PageVisit.failed(order, time.millis(), Outcome.TIMEOUT, "too slow");
            }
            HostState busy = HostState.UNKNOWN.blocked(
                    1, time.millis() + Duration.ofMinutes(5).toMillis());
            return new PageVisit(
                            order,
                            time.millis(),
                            Outcome.SERVER_ERROR,
                            "",
                            503,
                            "",
                            null,
                            PageFacts.NONE,
                            Digest.NONE,
                            false,
                            List.of())
                    .with(busy, List.of());
        }

        private PageVisit visit(FetchOrder order) {
            List<Link> links = web.getOrDefault(order.url(), List.of());
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

        Set<WebUrl> reachable(Scope scope) {
            Set<WebUrl> found = new LinkedHashSet<>();
            Deque<WebUrl> next = new ArrayDeque<>(List.of(web.keySet().stream()
                    .filter(url -> url.path().equals("/p0"))
                    .findFirst()
                    .orElseThrow()));
            while (!next.isEmpty()) {
                WebUrl url = next.removeFirst();
                if (scope.refusal(url, 0, sites) == null && found.add(url)) {
                    web.getOrDefault(url, List.of()).forEach(link -> next.add(link.target()));
                }
            }
            return found;
        }

        /** Every page that was visited before now is to be fetched once more. */
        void again() {
            limits = new ScheduleLimits(
                    LIMITS.perPartition(), LIMITS.hostDelay(), LIMITS.lease(), LIMITS.lookahead(), time.millis());
            fetches.clear();
            doneAtStart.clear();
        }

        /** Until the builder finds nothing left to do; started again whenever it is killed. */
        SimulatedProcess run(Scope scope, CrawlBudget budget) {
            return goOn(null, scope, budget);
        }

        SimulatedProcess goOn(@Nullable SimulatedProcess running, Scope scope, CrawlBudget budget) {
            SimulatedProcess process = running;
            for (int step = 0; step == 0 || process == null || !process.isIdle(); step++) {
                assertThat(step).as("steps").isLessThan(MOST_STEPS);
                if (step > 300) {
                    faults.disarm();
                }
                time.advance(Duration.ofMillis(random.nextInt(200)));
                try {
                    if (process == null) {
                        process = start(scope, budget);
                    }
                    process.step();
                } catch (Killed e) {
                    process = null;
                }
                work();
            }
            return process;
        }
    }

    private int partitionOf(WebUrl url) {
        return partitioner.partitionOf(sites.siteOf(url));
    }

    @Test
    void everyPageIsFetchedOnce() {
        for (long seed = 0; seed < RUNS; seed++) {
            Crawl crawl = new Crawl(seed);
            crawl.faults.disarm();
            SimulatedProcess process = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(crawl.reachable(Scope.EVERYTHING));
            assertThat(crawl.fetches.values()).as("seed %d", seed).containsOnly(1);
            crawl.expected.assertSameAs(process.shards().all());
        }
    }

    @Test
    void whateverGoesWrongEveryPageIsFetchedAndNoneThatWasDoneBeforeARestart() {
        for (long seed = 0; seed < RUNS; seed++) {
            Crawl crawl = new Crawl(seed);
            SimulatedProcess process = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(crawl.reachable(Scope.EVERYTHING));
            crawl.expected.assertSameAs(process.shards().all());
        }
    }

    @Test
    void whatWasVisitedIsFetchedOnceMoreWithItsValidatorsWhateverGoesWrong() {
        for (long seed = 0; seed < RUNS / 3; seed++) {
            Crawl crawl = new Crawl(seed);
            crawl.run(Scope.EVERYTHING, CrawlBudget.NONE).close();
            Set<WebUrl> first = Set.copyOf(crawl.fetches.keySet());
            crawl.time.advance(Duration.ofSeconds(1));
            int before = crawl.topics.orders().size();
            crawl.again();
            SimulatedProcess process = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(first);
            assertThat(crawl.topics
                            .orders()
                            .subList(before, crawl.topics.orders().size()))
                    .allSatisfy(
                            order -> assertThat(order.validators().linksDigest().isNone())
                                    .isFalse());
            crawl.expected.assertSameAs(process.shards().all());
        }
    }

    @Test
    void eachPageIsFetchedOnceMoreWhereNothingGoesWrong() {
        Crawl crawl = new Crawl(5);
        crawl.faults.disarm();
        crawl.run(Scope.EVERYTHING, CrawlBudget.NONE).close();
        Set<WebUrl> first = Set.copyOf(crawl.fetches.keySet());
        crawl.time.advance(Duration.ofSeconds(1));
        crawl.again();
        crawl.run(Scope.EVERYTHING, CrawlBudget.NONE).close();
        assertThat(crawl.fetches.keySet()).isEqualTo(first);
        assertThat(crawl.fetches.values()).containsOnly(1);
    }

    @Test
    void budgetEndsTheCrawlAndALargerOneGoesOn() {
        Crawl crawl = new Crawl(1);
        crawl.faults.disarm();
        int all = crawl.reachable(Scope.EVERYTHING).size();
        assertThat(all).isGreaterThan(20);
        crawl.run(Scope.EVERYTHING, CrawlBudget.ofPages(12)).close();
        assertThat(crawl.fetches).hasSize(12);
        SimulatedProcess again = crawl.run(Scope.EVERYTHING, CrawlBudget.ofPages(20));
        assertThat(crawl.fetches).hasSize(20);
        assertThat(crawl.fetches.values()).containsOnly(1);
        again.close();
        crawl.run(Scope.EVERYTHING, CrawlBudget.ofPages(1000)).close();
        assertThat(crawl.fetches).hasSize(all);
        assertThat(crawl.fetches.values()).containsOnly(1);
    }

    @Test
    void widerScopeLetsInWhatWasLeftOut() {
        for (long seed = 0; seed < 20; seed++) {
            Crawl crawl = new Crawl(seed);
            crawl.faults.disarm();
            Scope narrow = new Scope(Scope.Kind.SITE, Set.of("s0.test", "s1.test"), Scope.ANY_DEPTH);
            crawl.run(narrow, CrawlBudget.NONE).close();
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(crawl.reachable(narrow));
            SimulatedProcess wide = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(crawl.reachable(Scope.EVERYTHING));
            assertThat(crawl.fetches.values()).as("seed %d", seed).containsOnly(1);
            crawl.expected.assertSameAs(wide.shards().all());
        }
    }

    @Test
    void pagesThatFailAreTriedLaterWhateverGoesWrongMeanwhile() {
        for (long seed = 0; seed < RUNS / 3; seed++) {
            Crawl crawl = new Crawl(seed);
            crawl.bad = true;
            SimulatedProcess process = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            for (int later = 0; isLeft(process.shown()); later++) {
                assertThat(later).as("runs of seed %d", seed).isLessThan(200);
                long until = process.shown().waitingUntilMillis();
                assertThat(until).as("seed %d", seed).isGreaterThan(crawl.time.millis());
                crawl.time.advance(Duration.ofMillis(until - crawl.time.millis()));
                process = crawl.goOn(process, Scope.EVERYTHING, CrawlBudget.NONE);
            }
            assertThat(crawl.fetches.keySet()).as("seed %d", seed).isEqualTo(crawl.reachable(Scope.EVERYTHING));
            crawl.expected.assertSameAs(process.shards().all());
        }
    }

    private static boolean isLeft(BuilderStatus status) {
        return status.awaitingRetry() + status.queued() > 0;
    }

    @Test
    void whatWaitsStillWaitsAfterAKill() {
        int waiting = 0;
        for (long seed = 0; seed < 20; seed++) {
            Crawl crawl = new Crawl(seed);
            crawl.faults.disarm();
            crawl.bad = true;
            BuilderStatus before = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE).shown();
            // The process is gone without having closed anything; a new one folds again what was not yet on disk.
            SimulatedProcess again = crawl.run(Scope.EVERYTHING, CrawlBudget.NONE);
            assertThat(again.shown()).as("seed %d", seed).isEqualTo(before);
            waiting += isLeft(before) ? 1 : 0;
        }
        assertThat(waiting).isGreaterThan(10);
    }

    @Test
    void retriesLetInNoMorePagesThanTheBudget() {
        Crawl crawl = new Crawl(1);
        crawl.faults.disarm();
        crawl.bad = true;
        SimulatedProcess process = crawl.run(Scope.EVERYTHING, CrawlBudget.ofPages(12));
        for (int hours = 0; hours < 10; hours++) {
            crawl.time.advance(Duration.ofHours(1));
            process = crawl.goOn(process, Scope.EVERYTHING, CrawlBudget.ofPages(12));
            assertThat(process.shown().visits().values().stream()
                            .mapToLong(count -> count)
                            .sum())
                    .isLessThanOrEqualTo(12);
        }
    }

    @Test
    void orderWithoutAVisitIsGivenAgainWhenItsLeaseEnds() {
        Crawl crawl = new Crawl(3);
        crawl.faults.disarm();
        SimulatedProcess process = crawl.start(Scope.EVERYTHING, CrawlBudget.NONE);
        process.step();
        process.step();
        process.step();
        assertThat(crawl.topics.orders()).hasSize(1);
        crawl.time.advance(LIMITS.lease().minusSeconds(1));
        process.step();
        assertThat(crawl.topics.orders()).hasSize(1);
        crawl.time.advance(Duration.ofSeconds(2));
        process.step();
        process.step();
        assertThat(crawl.topics.orders()).hasSize(2);
        assertThat(crawl.topics.orders().getLast().attempt()).isEqualTo(2);
        assertThat(crawl.topics.orders().getLast().url())
                .isEqualTo(crawl.topics.orders().getFirst().url());
    }
}
