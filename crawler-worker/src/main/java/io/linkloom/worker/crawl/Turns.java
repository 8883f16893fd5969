package io.linkloom.worker.crawl;

import io.linkloom.common.model.Controls;
import io.linkloom.common.model.HostState;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.queue.HostQueues;
import io.linkloom.worker.queue.QueuedOrder;
import io.linkloom.worker.queue.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The host queues for many threads, and how many threads take turns from them.
 *
 * <p>A thread that ends a turn asks for the next one at once and leaves if there is none; whether it leaves is decided
 * under the same lock under which orders arrive, so that no order is left without a thread. Every operation takes well
 * under a microsecond.
 */
final class Turns implements OrderConsumer.Listener {
    /** How many orders of a host without delay are done in a row, before others have their turn. */
    private static final int ORDERS_PER_TURN = 16;

    private static final Duration GIVEN_UP_WITHIN = Duration.ofSeconds(2);

    private final HostQueues queues;
    private final Time time;
    private final int maxThreads;
    private final CrawlObserver observer;
    private final Duration revokeWithin;
    private final Map<Turn, Fetching> fetching = new HashMap<>();
    /** Turns whose fetch was interrupted because their partition goes to another worker. */
    private final Set<Turn> givenUp = new HashSet<>();

    private int threads;
    private int inHand;
    private boolean stopping;

    /** An order of a turn under way, and who fetches it. */
    private record Fetching(int partition, Thread thread) {}

    Turns(CrawlLimits limits, HostQueues.Maker queues, Time time, CrawlObserver observer) {
        this.queues = queues.make(limits.connectionsPerHost(), ORDERS_PER_TURN, limits.pace());
        this.time = time;
        this.maxThreads = limits.concurrency();
        this.observer = observer;
        this.revokeWithin = limits.stopWithin();
    }

    @Override
    public synchronized void assigned(Set<Integer> partitions) {
        queues.assigned(partitions, time.nanos());
    }

    /**
     * Returns when nothing is fetched for the partitions any more, so that their next owner finds hosts that are at rest: what
     * is being fetched may end, as when the worker stops, or is given up and fetched by the next owner.
     */
    @Override
    public synchronized void revoked(Set<Integer> partitions) {
        int dropped = queues.dropPartitions(partitions);
        inHand -= dropped;
        observer.dropped(dropped);
        try {
            if (!stopping && !awaitFetches(partitions, revokeWithin)) {
                giveUp(partitions);
                boolean _ = awaitFetches(partitions, GIVEN_UP_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFetching(Set<Integer> partitions) {
        return fetching.values().stream().anyMatch(fetch -> partitions.contains(fetch.partition));
    }

    private boolean awaitFetches(Set<Integer> partitions, Duration within) throws InterruptedException {
        long end = time.nanos() + within.toNanos();
        for (long left = within.toNanos(); isFetching(partitions) && left > 0; left = end - time.nanos()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !isFetching(partitions);
    }

    private void giveUp(Set<Integer> partitions) {
        fetching.forEach((turn, fetch) -> {
            if (partitions.contains(fetch.partition)) {
                givenUp.add(turn);
                fetch.thread.interrupt();
            }
        });
    }

    synchronized void obey(Controls controls) {
        queues.obey(controls);
    }

    synchronized void add(List<ReceivedOrder> orders) {
        long now = time.nanos();
        long nowMillis = time.millis();
        orders.forEach(order -> queues.add(order, now, nowMillis));
        inHand += orders.size();
    }

    /** The orders that need not be done any more: newer ones for the same pages wait, or will come since these expired. */
    synchronized List<OrderReceipt> takeNeedless() {
        List<OrderReceipt> superseded = queues.takeSuperseded();
        List<OrderReceipt> expired = queues.takeExpired();
        inHand -= superseded.size() + expired.size();
        if (expired.isEmpty()) {
            return superseded;
        }
        observer.expired(expired.size());
        List<OrderReceipt> needless = new ArrayList<>(superseded);
        needless.addAll(expired);
        return needless;
    }

    /** A turn for a thread that is to be started for it; null if no host is ready or all threads are there already. */
    synchronized @Nullable Turn nextForNewThread() {
        Turn turn = threads < maxThreads && !stopping ? queues.nextTurn(time.nanos()) : null;
        if (turn != null) {
            threads++;
        }
        return turn;
    }

    /** Another turn for a thread; null if it is to end. */
    synchronized @Nullable Turn nextForThread() {
        return stopping ? null : queues.nextTurn(time.nanos());
    }

    /** A thread has ended, for whatever reason. */
    synchronized void threadEnded() {
        threads--;
        notifyAll();
    }

    /** Whether the turn's requests may go to this address now, null if nobody knows it; if not, the turn is to end. */
    synchronized boolean bind(Turn turn, @Nullable String ip) {
        return queues.bind(turn, ip, time.nanos());
    }

    synchronized @Nullable QueuedOrder nextOrder(Turn turn) {
        QueuedOrder order = stopping || givenUp.contains(turn) ? null : queues.nextOrder(turn, time.nanos());
        if (order != null) {
            fetching.put(turn, new Fetching(order.received().receipt().partition(), Thread.currentThread()));
        }
        return order;
    }

    /** The order of a turn came to nothing; whether because its partition goes to another worker, who will have it. */
    synchronized boolean aborted(Turn turn) {
        boolean dropped = givenUp.contains(turn);
        if (dropped) {
            inHand--;
            observer.dropped(1);
        }
        return dropped;
    }

    /** What is known of the manners of the host whose turn it is. */
    synchronized HostState known(Turn turn) {
        return queues.known(turn);
    }

    /** Notes a request of this turn, and what is known of its host now, which is given back with the gap if that is long. */
    synchronized HostState asked(Turn turn, HostState state, Duration response, String ip) {
        return queues.asked(turn, state, response, ip, time.nanos(), time.millis());
    }

    /** Notes a request to another host than the one whose turn it is. */
    synchronized void askedBesides(WebUrl url, String ip) {
        queues.askedBesides(url, ip, time.nanos());
    }

    /** Gives an order back until the gap of its host is over, whose robots.txt it had to give way to. */
    synchronized void postpone(Turn turn, QueuedOrder order) {
        if (!queues.postpone(turn, order)) {
            inHand--;
            observer.dropped(1);
        }
    }

    /** Ends a turn; how long the host's next order waits at least, in nanoseconds. */
    synchronized long turnOver(Turn turn) {
        fetching.remove(turn);
        givenUp.remove(turn);
        notifyAll();
        return queues.turnOver(turn, time.nanos());
    }

    synchronized void completed() {
        inHand--;
    }

    synchronized long nanosUntilTurn() {
        return threads < maxThreads ? queues.nanosUntilTurn(time.nanos()) : Long.MAX_VALUE;
    }

    synchronized CrawlGauges gauges() {
        return new CrawlGauges(
                inHand,
                queues.queuedOrders(),
                queues.hosts(),
                queues.blockedHosts(),
                queues.hostsInLine(),
                queues.runningTurns());
    }

    synchronized int inHand() {
        return inHand;
    }

    /** From now on nobody gets a turn or an order. */
    synchronized void stop() {
        stopping = true;
    }

    /** Waits until no thread is left; whether that came to be. */
    synchronized boolean awaitThreads(Duration within) throws InterruptedException {
        long end = time.nanos() + within.toNanos();
        for (long left = within.toNanos(); threads > 0 && left > 0; left = end - time.nanos()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return threads == 0;
    }
}
