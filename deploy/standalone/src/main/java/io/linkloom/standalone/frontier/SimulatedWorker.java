package io.linkloom.standalone.frontier;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.worker.crawl.Backoff;
import io.linkloom.worker.queue.HostQueues;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.queue.QueuedOrder;
import io.linkloom.worker.queue.Turn;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/**
 * A worker whose queues, pace and backoff are real, and whose requests are events. As a real one it asks for robots.txt before a
 * host's first page and lets the page wait for the host's gap then, takes no more orders than fit into its hand, and gives up
 * what expires. For one thread.
 */
final class SimulatedWorker {
    /**
     * What it may do.
     *
     * @param concurrency most requests under way
     * @param ordersInHand no more orders are taken while so many are not done
     */
    record Limits(int concurrency, int ordersInHand, Pace pace) {}

    /** Takes a visit on its way to its partition. */
    interface Sink {
        void send(int partition, PageVisit visit);
    }

    private static final int ORDERS_PER_TURN = 16;

    private record Request(Turn turn, QueuedOrder order, int address, boolean robots, long tookNanos, long endNanos) {}

    private final SimulatedWeb web;
    private final Limits limits;
    private final VirtualTime time;
    private final Witness witness;
    private final Sink sink;
    private final HostQueues queues;
    private final Backoff backoff;
    private final PriorityQueue<Request> running = new PriorityQueue<>(Comparator.comparingLong(Request::endNanos));
    /** When the robots.txt of a host was read; it is good for as long as the simulation. */
    private final Map<String, Long> robotsReadAt = new HashMap<>();

    private final Map<String, Integer> requestsOf = new HashMap<>();
    private long expired;
    private int robotsRunning;

    SimulatedWorker(
            SimulatedWeb web,
            Limits limits,
            Set<Integer> partitions,
            long seed,
            VirtualTime time,
            Witness witness,
            Sink sink) {
        this.web = web;
        this.limits = limits;
        this.time = time;
        this.witness = witness;
        this.sink = sink;
        this.queues = new HostQueues(1, ORDERS_PER_TURN, limits.pace());
        this.backoff = new Backoff(new Random(seed));
        queues.assigned(partitions, time.nanos());
    }

    /** Takes orders as long as there is room in the hand. */
    void receive(Queue<ReceivedOrder> orders) {
        while (queues.queuedOrders() + running.size() < limits.ordersInHand() && !orders.isEmpty()) {
            queues.add(orders.remove(), time.nanos(), time.millis());
        }
        completeNeedless();
    }

    private void completeNeedless() {
        expired += queues.takeExpired().size();
        var _ = queues.takeSuperseded();
    }

    /** Begins all that may begin now. */
    void startReady() {
        while (running.size() < limits.concurrency()) {
            Turn turn = queues.nextTurn(time.nanos());
            if (turn == null) {
                break;
            }
            begin(turn);
        }
        completeNeedless();
    }

    /** When there is something to do next, {@link Long#MAX_VALUE} if nothing is. */
    long nextNanos() {
        Request first = running.peek();
        long end = first == null ? Long.MAX_VALUE : first.endNanos;
        long wait = running.size() < limits.concurrency() ? queues.nanosUntilTurn(time.nanos()) : Long.MAX_VALUE;
        return wait == Long.MAX_VALUE ? end : Math.min(end, time.nanos() + wait);
    }

    /** Ends the requests whose time has come. */
    void endRequests() {
        for (Request first = running.peek(); first != null && first.endNanos <= time.nanos(); first = running.peek()) {
            running.remove();
            end(first);
        }
    }

    private void begin(Turn turn) {
        int address = web.addressOf(turn.hostName());
        if (!queues.bind(turn, Integer.toString(address), time.nanos())) {
            var _ = queues.turnOver(turn, time.nanos());
            return;
        }
        next(turn, address);
    }

    private void next(Turn turn, int address) {
        QueuedOrder order = queues.nextOrder(turn, time.nanos());
        if (order == null) {
            var _ = queues.turnOver(turn, time.nanos());
            return;
        }
        request(turn, order, address, !robotsReadAt.containsKey(turn.host()));
    }

    private void request(Turn turn, QueuedOrder order, int address, boolean robots) {
        int number = requestsOf.merge(turn.host(), 1, Integer::sum);
        long took = web.response(turn.host(), number).toNanos();
        witness.begins(turn.host(), address, time.nanos());
        robotsRunning += robots ? 1 : 0;
        running.add(new Request(turn, order, address, robots, took, time.nanos() + took));
    }

    private void end(Request request) {
        String host = request.turn.host();
        robotsRunning -= request.robots ? 1 : 0;
        if (web.isDead(host)) {
            PageVisit visit = web.failed(request.order.received().order(), time.millis());
            HostState known = queues.known(request.turn);
            visited(request, visit, backoff.afterFailure(known, visit.outcome(), time.millis()));
        } else if (request.robots) {
            robotsRead(request, host);
        } else {
            FetchOrder order = request.order.received().order();
            HostState answered = told(request.turn).blocked(0, 0);
            visited(request, web.fetched(order, time.millis()), answered);
        }
    }

    private void robotsRead(Request request, String host) {
        robotsReadAt.put(host, time.millis());
        HostState told = told(request.turn);
        var _ = asked(request, told);
        witness.ends(host, request.address, request.tookNanos, told, false, time.nanos());
        if (request.order.postponed()) {
            // A page waits for robots.txt once at most.
            request(request.turn, request.order, request.address, false);
            return;
        }
        boolean _ = queues.postpone(request.turn, request.order);
        var _ = queues.turnOver(request.turn, time.nanos());
    }

    /** What is known of a host, with what its robots.txt says: whoever has the file says that too of a host that the queues forgot. */
    private HostState told(Turn turn) {
        HostState known = queues.known(turn);
        return new HostState(
                RobotsState.READ,
                robotsReadAt.getOrDefault(turn.host(), 0L),
                0,
                web.delayOf(turn.host()),
                known.failures(),
                known.blockedUntilMillis());
    }

    private HostState asked(Request request, HostState state) {
        Duration response = web.isDead(request.turn.host()) ? Duration.ZERO : Duration.ofNanos(request.tookNanos);
        return queues.asked(
                request.turn, state, response, Integer.toString(request.address), time.nanos(), time.millis());
    }

    private void visited(Request request, PageVisit visit, HostState state) {
        HostState told = asked(request, state);
        witness.ends(request.turn.host(), request.address, request.tookNanos, state, true, time.nanos());
        witness.visited(visit, time.nanos());
        sink.send(request.order.received().receipt().partition(), visit.with(told, visit.sitemaps()));
        next(request.turn, request.address);
    }

    /** Orders that were given up since they expired. */
    long expired() {
        return expired;
    }

    /** What is in the hand and what goes on, in a few words. */
    String inWords() {
        return queues.queuedOrders() + " orders of " + queues.hosts() + " hosts wait, " + queues.hostsInLine()
                + " of these for their address; " + running.size() + " requests under way, " + robotsRunning
                + " of these for robots.txt";
    }
}
