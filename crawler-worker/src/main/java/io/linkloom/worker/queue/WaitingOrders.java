package io.linkloom.worker.queue;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The orders in the queues of all hosts, counted, and the receipts of those that nobody needs to fetch any more. */
final class WaitingOrders {
    private final List<OrderReceipt> superseded = new ArrayList<>();
    private final List<OrderReceipt> expired = new ArrayList<>();
    private int count;

    int count() {
        return count;
    }

    /** Puts an order at the end, or in the place of one for the same page. */
    void add(HostQueue host, ReceivedOrder received, long expiresNanos) {
        WebUrl page = received.order().url();
        QueuedOrder older = host.orders.get(page);
        host.orders.put(page, new QueuedOrder(received, older != null && older.postponed(), expiresNanos));
        if (older == null) {
            count++;
        } else {
            superseded.add(older.received().receipt());
        }
    }

    @Nullable
    QueuedOrder poll(HostQueue host) {
        Map.Entry<WebUrl, QueuedOrder> first = host.orders.pollFirstEntry();
        if (first == null) {
            return null;
        }
        count--;
        return first.getValue();
    }

    /** Puts back an order, to be the next; one for the same page that came meanwhile takes its place. */
    void postpone(HostQueue host, QueuedOrder order) {
        WebUrl page = order.received().order().url();
        QueuedOrder newer = host.orders.remove(page);
        if (newer == null) {
            count++;
        } else {
            superseded.add(order.received().receipt());
        }
        QueuedOrder next = newer == null ? order : newer;
        host.orders.putFirst(page, new QueuedOrder(next.received(), true, next.expiresNanos()));
    }

    /** Gives up the first orders as long as they expire before {@code nanos}; they expire in the order in which they came. */
    void giveUpBefore(HostQueue host, long nanos) {
        for (Map.Entry<WebUrl, QueuedOrder> first = host.orders.firstEntry();
                first != null && first.getValue().expiresBefore(nanos);
                first = host.orders.firstEntry()) {
            giveUp(host.orders.pollFirstEntry());
        }
    }

    /** Gives up those of a host that are not to be done. */
    void giveUpIf(HostQueue host, Predicate<FetchOrder> refused) {
        host.orders.values().removeIf(order -> {
            boolean gone = refused.test(order.received().order());
            if (gone) {
                expired.add(order.received().receipt());
                count--;
            }
            return gone;
        });
    }

    /** Gives up an order that is in no queue. */
    void giveUp(ReceivedOrder received) {
        expired.add(received.receipt());
    }

    void giveUpLast(HostQueue host) {
        giveUp(host.orders.pollLastEntry());
    }

    private void giveUp(Map.Entry<WebUrl, QueuedOrder> order) {
        expired.add(order.getValue().received().receipt());
        count--;
    }

    /** Forgets the orders of partitions; how many they were. */
    int drop(Collection<HostQueue> hosts, Set<Integer> partitions) {
        int before = count;
        for (HostQueue host : hosts) {
            int size = host.orders.size();
            host.orders
                    .values()
                    .removeIf(order ->
                            partitions.contains(order.received().receipt().partition()));
            count -= size - host.orders.size();
        }
        return before - count;
    }

    List<OrderReceipt> takeSuperseded() {
        return taken(superseded);
    }

    List<OrderReceipt> takeExpired() {
        return taken(expired);
    }

    private static List<OrderReceipt> taken(List<OrderReceipt> receipts) {
        if (receipts.isEmpty()) {
            return List.of();
        }
        List<OrderReceipt> taken = List.copyOf(receipts);
        receipts.clear();
        return taken;
    }
}
