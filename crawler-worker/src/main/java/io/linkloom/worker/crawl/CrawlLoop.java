package io.linkloom.worker.crawl;

import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Loop;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.queue.HostQueues;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives orders, starts threads for the hosts that are ready, and commits what is done every second.
 *
 * <p>No more orders are taken than fit into the hand. A visit that cannot be sent ends the loop with an exception: its
 * order is not completed, and so nothing is lost. When the loop is closed, no new fetch begins; running ones may end within
 * a time and are given up then, to be fetched again after the next start.
 */
public final class CrawlLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlLoop.class);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();
    /** How late an order is noticed that arrives, or a hand that has become free, at most. */
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSED_POLL = Duration.ofMillis(10);
    /** With many hosts one becomes ready every moment; threads that end a turn find those in between. */
    private static final Duration SHORTEST_POLL = Duration.ofMillis(5);

    private static final Duration ABORT_WITHIN = Duration.ofSeconds(2);

    private final CrawlLimits limits;
    private final Time time;
    private final FetchClient client;
    private final VisitSink sink;
    private final Turns turns;
    private final OrderSource source;
    private final TurnRunner runner;
    private final Supplier<Controls> controls;
    private long nextCommitNanos;

    /**
     * A loop that owns its source of orders.
     *
     * @param controls what operators say, asked before each step
     * @param source makes the source, given who has to hear of assignments
     */
    public CrawlLoop(
            CrawlLimits limits,
            CrawlStep step,
            FetchClient client,
            Function<OrderConsumer.Listener, OrderSource> source,
            VisitSink sink,
            CrawlObserver observer,
            Supplier<Controls> controls,
            Time time) {
        this(limits, HostQueues::new, step, client, source, sink, observer, controls, time);
    }

    /**
     * A loop as above, with queues of the caller's making.
     *
     * @param queues makes the queues
     */
    public CrawlLoop(
            CrawlLimits limits,
            HostQueues.Maker queues,
            CrawlStep step,
            FetchClient client,
            Function<OrderConsumer.Listener, OrderSource> source,
            VisitSink sink,
            CrawlObserver observer,
            Supplier<Controls> controls,
            Time time) {
        this.limits = limits;
        this.time = time;
        this.client = client;
        this.sink = sink;
        this.controls = controls;
        this.turns = new Turns(limits, queues, time, observer);
        this.source = source.apply(turns);
        this.runner = new TurnRunner(turns, step, client, this.source, sink, observer, time, limits.pace());
        this.nextCommitNanos = time.nanos() + COMMIT_NANOS;
    }

    @Override
    public String name() {
        return "crawl";
    }

    @Override
    public int doWork() {
        requireHealthy();
        boolean full = turns.inHand() >= limits.ordersInHand();
        source.setPaused(full);
        List<ReceivedOrder> orders = source.poll(pollTimeout(full));
        // After the poll: an order may have come with what lets it be done.
        turns.obey(controls.get());
        turns.add(orders);
        turns.takeNeedless().forEach(source::completed);
        int started = runner.startReady();
        commitInTime();
        return orders.size() + started;
    }

    private void requireHealthy() {
        Throwable failure = runner.failure();
        if (failure != null) {
            throw new IllegalStateException("visits cannot be made safe: " + failure.getMessage(), failure);
        }
    }

    /** Until the next host is ready, since nobody wakes a poll for it. */
    private Duration pollTimeout(boolean full) {
        Duration longest = full ? LONGEST_PAUSED_POLL : LONGEST_POLL;
        long untilTurn = turns.nanosUntilTurn();
        return Duration.ofNanos(Math.clamp(untilTurn, SHORTEST_POLL.toNanos(), longest.toNanos()));
    }

    private void commitInTime() {
        long now = time.nanos();
        if (nextCommitNanos - now <= 0) {
            source.commit();
            client.evictIdle();
            nextCommitNanos = now + COMMIT_NANOS;
        }
    }

    /** What is in hand; any thread. */
    public CrawlGauges gauges() {
        return turns.gauges();
    }

    @Override
    public void onClose() throws InterruptedException {
        turns.stop();
        try {
            if (!turns.awaitThreads(limits.stopWithin())) {
                runner.abort();
                boolean ended = turns.awaitThreads(ABORT_WITHIN);
                LOG.info("fetches that took too long were given up{}", ended ? "" : ", some are still running");
            }
            if (runner.failure() == null) {
                sink.flush();
            }
        } finally {
            source.close();
        }
    }
}
