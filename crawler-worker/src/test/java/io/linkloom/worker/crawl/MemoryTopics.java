package io.linkloom.worker.crawl;

import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Acknowledgement;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Orders from a list and visits into one, as strict about promises as Kafka is. */
final class MemoryTopics implements OrderSource, VisitSink {
    final Queue<ReceivedOrder> waiting = new ConcurrentLinkedQueue<>();
    final List<PageVisit> visits = new CopyOnWriteArrayList<>();
    final List<OrderReceipt> completed = new CopyOnWriteArrayList<>();
    final List<OrderReceipt> committed = new CopyOnWriteArrayList<>();
    private final Semaphore arrived = new Semaphore(0);
    volatile @Nullable RuntimeException sendFailure;
    volatile boolean flushed;
    volatile boolean closed;
    volatile boolean paused;

    void arrive(ReceivedOrder order) {
        waiting.add(order);
        arrived.release();
    }

    @Override
    public List<ReceivedOrder> poll(Duration timeout) {
        List<ReceivedOrder> orders = new ArrayList<>();
        try {
            if (arrived.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                arrived.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ReceivedOrder order = next(); order != null; order = next()) {
            orders.add(order);
        }
        return orders;
    }

    private @Nullable ReceivedOrder next() {
        return paused ? null : waiting.poll();
    }

    @Override
    public void setPaused(boolean pause) {
        paused = pause;
    }

    @Override
    public void completed(OrderReceipt receipt) {
        completed.add(receipt);
    }

    @Override
    public void commit() {
        committed.clear();
        committed.addAll(completed);
    }

    @Override
    public void close() {
        commit();
        closed = true;
    }

    @Override
    public void send(PageVisit visit, Acknowledgement whenDone) {
        RuntimeException failure = sendFailure;
        if (failure == null) {
            visits.add(visit);
        }
        Thread.ofVirtual().start(() -> whenDone.acknowledged(failure));
    }

    @Override
    public void flush() {
        flushed = true;
    }
}
