package io.linkloom.standalone.bench;

import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.LoopRunner;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderProducer;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.app.KafkaOrders;
import io.linkloom.worker.app.KafkaVisits;
import io.linkloom.worker.crawl.Backoff;
import io.linkloom.worker.crawl.CrawlLimits;
import io.linkloom.worker.crawl.CrawlLoop;
import io.linkloom.worker.crawl.CrawlStep;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.queue.HostQueues;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.robots.Robots;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Rounds of one worker, which keeps its client and what it knows of robots.txt, and has new queues and topics in each. For one thread. */
final class HostsRound {
    private static final int PARTITIONS = 8;
    private static final int CONCURRENCY = 256;
    private static final int MAX_BODY = 4 << 20;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration KAFKA_WITHIN = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Idle NO_REST = new Idle(Duration.ofNanos(100_000), Duration.ofNanos(100_000));

    private final KafkaConnection connection;
    private final FetchClient client;
    private final Time time;
    private final CrawlStep step;
    private final Sites sites = new Sites();
    private final Random random = new Random(1);
    private int rounds;

    HostsRound(KafkaConnection connection, FetchClient client, Robots robots, Time time) {
        this.connection = connection;
        this.client = client;
        this.time = time;
        this.step = new CrawlStep(
                robots,
                new ScannerExtractor(ExtractOptions.of(Robots.AGENT, ExtractLimits.DEFAULT)),
                new Backoff(new Random()),
                MAX_BODY,
                time::millis);
    }

    /** Fetches each of {@code pages}, while the worker has orders for {@code dead} in its queues too. */
    HostsFigures.Round run(List<WebUrl> pages, List<WebUrl> dead) throws IOException, InterruptedException {
        TopicLayout layout = topics();
        order(layout, pages, dead);
        OtherVisits visits = new OtherVisits(pages, time);
        List<TimedQueues> queues = new ArrayList<>();
        HostQueues.Maker maker = (connections, orders, pace) -> {
            TimedQueues timed = new TimedQueues(connections, orders, pace);
            queues.add(timed);
            return timed;
        };
        try (VisitProducer producer = new VisitProducer(connection, layout, sites);
                DeadLetters deadLetters = DeadLetters.onlyCounted(layout.names())) {
            CrawlLoop loop = new CrawlLoop(
                    new CrawlLimits(
                            CONCURRENCY, 1, pages.size() + dead.size() + 1, Pace.even(DELAY), Duration.ofMillis(100)),
                    maker,
                    step,
                    client,
                    listener -> new KafkaOrders(
                            new OrderConsumer(connection, layout, layout.names().frontier(), deadLetters, listener)),
                    new KafkaVisits(producer),
                    visits,
                    () -> Controls.NONE,
                    time);
            LoopRunner runner = LoopRunner.start(loop, NO_REST, new Health(), _ -> {});
            try {
                awaitAll(visits, runner);
            } finally {
                var _ = runner.close(CLOSE_WITHIN);
            }
        }
        TimedQueues timed = queues.getFirst();
        return visits.figures(timed.adding(), timed.taking());
    }

    private TopicLayout topics() {
        rounds++;
        try (TopicAdmin admin = new TopicAdmin(connection, KAFKA_WITHIN)) {
            return admin.ensure(new TopicNames("round-" + rounds + "."), new TopicPlan(PARTITIONS, 1, DAY, DAY, DAY));
        }
    }

    /** The dead host's orders are anywhere among the others. */
    private void order(TopicLayout layout, List<WebUrl> pages, List<WebUrl> dead) {
        List<WebUrl> all = new ArrayList<>(pages);
        dead.forEach(page -> all.add(random.nextInt(all.size()), page));
        SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
        try (OrderProducer producer = new OrderProducer(connection, layout)) {
            for (WebUrl page : all) {
                String site = sites.siteOf(page);
                producer.send(partitioner.partitionOf(site), site, FetchOrder.first(page, 0, 0, time.millis()));
            }
            producer.flush();
        }
    }

    private void awaitAll(OtherVisits visits, LoopRunner runner) throws IOException, InterruptedException {
        long deadline = time.nanos() + LONGEST.toNanos();
        while (!visits.awaitAll(1, TimeUnit.SECONDS)) {
            if (!runner.isRunning() || time.nanos() - deadline > 0) {
                throw new IOException("a round does not come to its end: " + runner.failure());
            }
        }
    }
}
