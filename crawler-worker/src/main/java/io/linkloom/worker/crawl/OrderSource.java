package io.linkloom.worker.crawl;

import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import java.time.Duration;
import java.util.List;

/**
 * Where orders come from. An order comes again, here or elsewhere, until it was completed and that was committed.
 *
 * <p>One thread polls, pauses, commits and closes; any thread may complete.
 */
public interface OrderSource extends AutoCloseable {
    /** The orders that arrived, waiting up to {@code timeout} for the first. */
    List<ReceivedOrder> poll(Duration timeout);

    /** Stops or lets go on the flow of orders. */
    void setPaused(boolean paused);

    /** Says that the visit of an order is safe. */
    void completed(OrderReceipt receipt);

    /** Makes what is completed known, without waiting. */
    void commit();

    /** Makes what is completed known and leaves. */
    @Override
    void close();
}
