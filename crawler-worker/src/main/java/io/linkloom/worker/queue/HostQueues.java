package io.linkloom.worker.queue;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders by host, and the hosts by the time at which they may be asked again.
 *
 * <p>Guarantees: a host never has more turns at once than its connections. Between the end of a turn in which the host was
 * asked and the start of its next one lies at least the host's delay. With a delay a turn sends one request; without, up
 * to a set number, so that a connection is used well and no host keeps the others waiting. A host with nothing to do
 * costs nothing: the next turn comes from a heap, never from a scan.
 *
 * <p>The memory is that of the orders, which the caller bounds, and of the hosts that were asked within their last delay.
 * For one thread at a time.
 */
public final class HostQueues {
    private final int connectionsPerHost;
    private final int ordersPerTurn;
    private final long defaultDelayNanos;
    private final Map<String, HostQueue> hosts = new HashMap<>();
    /**
     * The hosts that need to be looked at: those with a free connection and either orders or a gap that still has to be
     * remembered. A host whose time moves while it is in the heap is put back when it comes up too early.
     */
    private final PriorityQueue<HostQueue> heap = new PriorityQueue<>(HostQueue.BY_WAKE_TIME);

    private final Map<Integer, Long> assignedNanos = new HashMap<>();
    private final List<OrderReceipt> superseded = new ArrayList<>();
    private int queuedOrders;
    private int runningTurns;

    /**
     * Empty queues.
     *
     * @param connectionsPerHost most turns of one host at once
     * @param ordersPerTurn most orders of one turn at a host without delay
     * @param defaultDelay the gap of a host of which nothing else is known
     */
    public HostQueues(int connectionsPerHost, int ordersPerTurn, Duration defaultDelay) {
        this.connectionsPerHost = connectionsPerHost;
        this.ordersPerTurn = ordersPerTurn;
        this.defaultDelayNanos = defaultDelay.toNanos();
    }

    /** Notes that the hosts of {@code partitions} are this worker's: each first waits one gap for the owner before. */
    public void assigned(Set<Integer> partitions, long nowNanos) {
        partitions.forEach(partition -> assignedNanos.put(partition, nowNanos));
    }

    /**
     * Forgets the waiting orders of {@code partitions}; those that have their turn just now are not touched.
     *
     * @return how many orders were dropped
     */
    public int dropPartitions(Set<Integer> partitions) {
        assignedNanos.keySet().removeAll(partitions);
        int before = queuedOrders;
        for (HostQueue host : hosts.values()) {
            int size = host.orders.size();
            host.orders.values().removeIf(order -> partitions.contains(partitionOf(order.received())));
            queuedOrders -= size - host.orders.size();
        }
        return before - queuedOrders;
    }

    /**
     * Lets an order wait for its host's turn.
     *
     * <p>The scheduler gives an order again that takes too long, and a host that wants long gaps makes many of them take too
     * long. So if one for the same page waits, the new one takes its place, and the old one is {@linkplain #takeSuperseded
     * superseded}: else the host would be asked for the same page again and again.
     */
    public void add(ReceivedOrder received, long nowNanos) {
        HostQueue host = hosts.computeIfAbsent(
                received.order().url().host(), name -> new HostQueue(name, nowNanos, delayOf(received.order())));
        if (host.orders.isEmpty()) {
            waitForOwnerBefore(host, partitionOf(received));
        }
        QueuedOrder older = host.orders.get(received.order().url());
        host.orders.put(received.order().url(), new QueuedOrder(received, older != null && older.postponed()));
        if (older == null) {
            queuedOrders++;
        } else {
            superseded.add(older.received().receipt());
        }
        intoHeap(host, nowNanos);
    }

    /** The orders that gave way to newer ones for the same page since the last call; nobody else will complete them. */
    public List<OrderReceipt> takeSuperseded() {
        if (superseded.isEmpty()) {
            return List.of();
        }
        List<OrderReceipt> taken = List.copyOf(superseded);
        superseded.clear();
        return taken;
    }

    private long delayOf(FetchOrder order) {
        return Math.max(defaultDelayNanos, order.host().crawlDelay().toNanos());
    }

    private void waitForOwnerBefore(HostQueue host, int partition) {
        Long assigned = assignedNanos.get(partition);
        if (assigned != null && host.delayNanos > 0) {
            host.nextNanos = later(host.nextNanos, assigned + host.delayNanos);
        }
    }

    /** The turn of the host that has been ready for longest, or null if none is. */
    public @Nullable Turn nextTurn(long nowNanos) {
        for (HostQueue host = heap.peek(); host != null && host.wakeNanos - nowNanos <= 0; host = heap.peek()) {
            heap.remove();
            host.inHeap = false;
            if (host.nextNanos - nowNanos > 0) {
                intoHeap(host, nowNanos);
            } else if (!host.orders.isEmpty()) {
                return begin(host, nowNanos);
            } else if (host.turns == 0) {
                hosts.remove(host.name);
            }
        }
        return null;
    }

    private Turn begin(HostQueue host, long nowNanos) {
        host.turns++;
        runningTurns++;
        if (connectionsPerHost > 1) {
            // The host's other connections keep the distance too.
            host.nextNanos = nowNanos + host.delayNanos;
            intoHeap(host, nowNanos);
        }
        return new Turn(host);
    }

    /** The next order of a turn, or null if the turn is to end. */
    public @Nullable QueuedOrder nextOrder(Turn turn) {
        boolean mayGoOn = !(turn.asked && turn.host.delayNanos > 0) && turn.ordersTaken < ordersPerTurn;
        Map.Entry<WebUrl, QueuedOrder> next = mayGoOn ? turn.host.orders.pollFirstEntry() : null;
        if (next == null) {
            return null;
        }
        turn.ordersTaken++;
        queuedOrders--;
        return next.getValue();
    }

    /** Notes that the host was sent a request in this turn, and the gap that it wants. */
    public void asked(Turn turn, Duration delay) {
        turn.asked = true;
        turn.host.delayNanos = delay.toNanos();
    }

    /**
     * Gives back an order of this turn, to be the host's next one.
     *
     * @return false if its partition was dropped meanwhile, and the order with it
     */
    public boolean postpone(Turn turn, QueuedOrder order) {
        boolean ours = assignedNanos.containsKey(partitionOf(order.received()));
        if (ours) {
            WebUrl page = order.received().order().url();
            QueuedOrder newer = turn.host.orders.remove(page);
            if (newer == null) {
                queuedOrders++;
            } else {
                superseded.add(order.received().receipt());
            }
            turn.host.orders.putFirst(page, new QueuedOrder(newer == null ? order.received() : newer.received(), true));
        }
        return ours;
    }

    /**
     * Ends a turn; the gap of its host, if it was asked, begins now.
     *
     * @return how long the host's next order waits at least, {@link Long#MAX_VALUE} if there is none
     */
    public long turnOver(Turn turn, long nowNanos) {
        HostQueue host = turn.host;
        host.turns--;
        runningTurns--;
        if (turn.asked) {
            host.nextNanos = later(host.nextNanos, nowNanos + host.delayNanos);
        }
        intoHeap(host, nowNanos);
        return host.orders.isEmpty() ? Long.MAX_VALUE : Math.max(0, host.nextNanos - nowNanos);
    }

    /** How long until {@link #nextTurn} may have one, 0 if it may now, {@link Long#MAX_VALUE} if nothing waits. */
    public long nanosUntilTurn(long nowNanos) {
        HostQueue first = heap.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.wakeNanos - nowNanos);
    }

    /** Orders that wait for a turn. */
    public int queuedOrders() {
        return queuedOrders;
    }

    /** Turns under way. */
    public int runningTurns() {
        return runningTurns;
    }

    /** Hosts with orders, turns or a gap that is not over. */
    public int hosts() {
        return hosts.size();
    }

    private void intoHeap(HostQueue host, long nowNanos) {
        if (host.inHeap || host.turns >= connectionsPerHost) {
            return;
        }
        boolean free = host.turns == 0;
        if (free || !host.orders.isEmpty()) {
            host.wakeNanos = later(host.nextNanos, nowNanos);
            host.inHeap = true;
            heap.add(host);
        }
    }

    private static int partitionOf(ReceivedOrder received) {
        return received.receipt().partition();
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
