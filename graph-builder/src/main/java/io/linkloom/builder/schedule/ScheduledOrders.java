package io.linkloom.builder.schedule;

import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.model.FetchOrder;
import java.util.List;

/**
 * What a tick decided: orders to send and then changes to write; {@link Scheduler#written} is to be called with it after that.
 *
 * @param repeated how many of the orders were given before and came to nothing in time
 * @param requeued pages that go back to the queue: their retry is due, or their order came to nothing and cannot be repeated now
 * @param refused pages whose turn came and that are not fetched, since something speaks against those beside them by now
 */
public record ScheduledOrders(
        List<FetchOrder> orders,
        int repeated,
        List<PageChanges.Move> requeued,
        List<PageKey> refused,
        PageChanges changes) {

    /** Whether nothing was decided. */
    public boolean isEmpty() {
        return orders.isEmpty() && requeued.isEmpty() && refused.isEmpty() && changes.size() == 0;
    }
}
