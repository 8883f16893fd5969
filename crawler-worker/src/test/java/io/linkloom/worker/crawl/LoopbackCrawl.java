package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A worker's crawl without Kafka: the real loop, step, robots and client, with orders and visits in memory. */
final class LoopbackCrawl implements AutoCloseable {
    static final int MAX_BODY = 4 << 20;
    /** No test waits for longer, whatever goes wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MemoryTopics topics = new MemoryTopics();
    private final AtomicReference<OrderConsumer.@Nullable Listener> listener = new AtomicReference<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();
    private final FetchClient client;
    private final CrawlLoop loop;
    private long orders;

    /**
     * A crawl that has one partition.
     *
     * @param hosts the lines of its hosts file
     */
    LoopbackCrawl(List<String> hosts, SSLContext tls, FetchLimits limits, Duration gap, int concurrency) {
        this(hosts, tls, limits, Pace.even(gap), concurrency, Time.system());
    }

    /** A crawl that has one partition, and a clock of its own. */
    LoopbackCrawl(List<String> hosts, SSLContext tls, FetchLimits limits, Pace pace, int concurrency, Time time) {
        AddressGuard guard = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
        client = new FetchClient("Test/1", HostsFile.parse(hosts, "hosts"), guard, limits, time, tls);
        CrawlStep step = new CrawlStep(
                new Robots(RobotsTimes.DEFAULT, time),
                new ScannerExtractor(ExtractOptions.of(Robots.AGENT, ExtractLimits.DEFAULT)),
                new Backoff(new Random()),
                MAX_BODY,
                time::millis);
        loop = new CrawlLoop(
                new CrawlLimits(concurrency, 1, 10_000, pace, Duration.ofMillis(200)),
                step,
                client,
                heard -> {
                    listener.set(heard);
                    return topics;
                },
                topics,
                new Observer(),
                () -> Controls.NONE,
                time);
        assign();
    }

    private final class Observer implements CrawlObserver {
        @Override
        public void visited(PageVisit visit, long nanos) {}

        @Override
        public void completed() {}

        @Override
        public void crawlerError() {
            errors.incrementAndGet();
        }

        @Override
        public void expired(int orders) {
            int ignored = expired.addAndGet(orders);
        }

        @Override
        public void dropped(int dropped) {}
    }

    void order(String url) {
        order(url, HostState.UNKNOWN);
    }

    /** Orders a page of a host of which something is known. */
    void order(String url, HostState host) {
        order(new FetchOrder(WebUrl.parse(url), 0, 0, 1, 0, Validators.NONE, host));
    }

    void order(FetchOrder order) {
        topics.arrive(new ReceivedOrder(order, new OrderReceipt(0, orders++)));
    }

    /** The partition is somebody else's from now on. */
    void revoke() {
        Objects.requireNonNull(listener.get()).revoked(Set.of(0));
    }

    /** The partition is this crawl's from now on. */
    void assign() {
        Objects.requireNonNull(listener.get()).assigned(Set.of(0));
    }

    /** Crawls until every order has its visit. */
    void run() {
        runUntil(() -> !isBusy());
        assertThat(errors).as("errors of the crawler itself").hasValue(0);
    }

    /** Whether orders are without their visit. */
    boolean isBusy() {
        return topics.completed.size() < orders;
    }

    void step() {
        int ignored = loop.doWork();
    }

    void runUntil(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            step();
        }
    }

    /** Orders that were completed without a visit, because they expired. */
    int expired() {
        return expired.get();
    }

    CrawlGauges gauges() {
        return loop.gauges();
    }

    /** The visits so far, in the order in which they were made. */
    List<PageVisit> visits() {
        return topics.visits;
    }

    /** The visit of a page that has been visited. */
    PageVisit visit(String url) {
        return visits().stream()
                .filter(visit -> visit.url().text().equals(url))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no visit of " + url));
    }

    @Override
    public void close() {
        try {
            loop.onClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
