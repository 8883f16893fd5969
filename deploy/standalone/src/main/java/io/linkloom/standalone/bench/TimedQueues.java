package io.linkloom.standalone.bench;

import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.worker.queue.HostQueues;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.queue.QueuedOrder;
import io.linkloom.worker.queue.Turn;
import org.jspecify.annotations.Nullable;

/** The worker's queues, with a clock at each order that comes and each that is taken. */
final class TimedQueues extends HostQueues {
    private final CallTimes adding = new CallTimes();
    private final CallTimes taking = new CallTimes();

    TimedQueues(int connectionsPerHost, int ordersPerTurn, Pace pace) {
        super(connectionsPerHost, ordersPerTurn, pace);
    }

    /** How long orders took to be added. */
    CallTimes adding() {
        return adding;
    }

    /** How long it took to find the host whose turn it was, and its order. */
    CallTimes taking() {
        return taking;
    }

    @Override
    public void add(ReceivedOrder received, long nowNanos, long nowMillis) {
        long begin = System.nanoTime();
        super.add(received, nowNanos, nowMillis);
        adding.add(System.nanoTime() - begin);
    }

    @Override
    public @Nullable Turn nextTurn(long nowNanos) {
        long begin = System.nanoTime();
        Turn turn = super.nextTurn(nowNanos);
        if (turn != null) {
            taking.add(System.nanoTime() - begin);
        }
        return turn;
    }

    @Override
    public @Nullable QueuedOrder nextOrder(Turn turn, long nowNanos) {
        long begin = System.nanoTime();
        QueuedOrder order = super.nextOrder(turn, nowNanos);
        if (order != null) {
            taking.add(System.nanoTime() - begin);
        }
        return order;
    }
}
