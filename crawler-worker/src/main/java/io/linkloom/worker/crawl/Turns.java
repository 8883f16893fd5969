package io.linkloom.worker.crawl;

import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.worker.queue.HostQueues;
import io.linkloom.worker.queue.QueuedOrder;
import io.linkloom.worker.queue.Turn;
import java.time.Duration;
import java.util.List;
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

    private final HostQueues queues;
    private final Time time;
    private final int maxThreads;
    private final CrawlObserver observer;
    private int threads;
    private int inHand;
    private boolean stopping;

    Turns(CrawlLimits limits, Time time, CrawlObserver observer) {
        this.queues = new HostQueues(limits.connectionsPerHost(), ORDERS_PER_TURN, limits.delay());
        this.time = time;
        this.maxThreads = limits.concurrency();
        this.observer = observer;
    }

    @Override
    public synchronized void assigned(Set<Integer> partitions) {
        queues.assigned(partitions, time.nanos());
    }

    /** Orders that are being fetched stay: their visits are made twice at worst, which changes nothing. */
    @Override
    public synchronized void revoked(Set<Integer> partitions) {
        int dropped = queues.dropPartitions(partitions);
        inHand -= dropped;
        observer.dropped(dropped);
    }

    synchronized void add(List<ReceivedOrder> orders) {
        long now = time.nanos();
        orders.forEach(order -> queues.add(order, now));
        inHand += orders.size();
    }

    /** The orders that need not be done any more, since newer ones for the same pages wait. */
    synchronized List<OrderReceipt> takeSuperseded() {
        List<OrderReceipt> superseded = queues.takeSuperseded();
        inHand -= superseded.size();
        return superseded;
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

    synchronized @Nullable QueuedOrder nextOrder(Turn turn) {
        return stopping ? null : queues.nextOrder(turn);
    }

    synchronized void asked(Turn turn, Duration delay) {
        queues.asked(turn, delay);
    }

    /** Gives an order back until the gap of its host is over, whose robots.txt it had to give way to. */
    synchronized void postpone(Turn turn, QueuedOrder order, Duration delay) {
        queues.asked(turn, delay);
        if (!queues.postpone(turn, order)) {
            inHand--;
            observer.dropped(1);
        }
    }

    /** Ends a turn; how long the host's next order waits at least, in nanoseconds. */
    synchronized long turnOver(Turn turn) {
        return queues.turnOver(turn, time.nanos());
    }

    synchronized void completed() {
        inHand--;
    }

    synchronized long nanosUntilTurn() {
        return threads < maxThreads ? queues.nanosUntilTurn(time.nanos()) : Long.MAX_VALUE;
    }

    synchronized CrawlGauges gauges() {
        return new CrawlGauges(inHand, queues.queuedOrders(), queues.hosts(), queues.runningTurns());
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
