package io.linkloom.builder.schedule;

import io.linkloom.builder.store.PageChanges;
import io.linkloom.common.model.FetchOrder;
import java.util.List;

/**
 * What a tick decided: orders to send and then changes to write.
 *
 * @param repeated how many of the orders were given before and came to nothing in time
 */
public record ScheduledOrders(List<FetchOrder> orders, int repeated, PageChanges changes) {}
