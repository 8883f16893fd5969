package io.linkloom.worker.queue;

import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Orders by host, and the hosts by the time at which they may be asked again.
 *
 * <p>Guarantees: a host never has more turns at once than its connections, and neither has an address, whichever of its hosts
 * they are for. Between the end of a turn in which the host was asked and the start of its next one lies at least the host's
 * gap, and the address's gap between two turns of one address. A host that is to be left alone until a time is left alone.
 * With a gap a turn sends one request; without, up to a set number, so that a connection is used well and no host keeps
 * the others waiting. A host with nothing to do costs nothing: the next turn comes from a heap, never from a scan.
 *
 * <p>An order that expires before its host may be asked is given up: the scheduler gives it again, and until then a host that
 * has to be left alone, or an address with very many hosts, does not fill the worker's hand.
 *
 * <p>The memory is that of the orders, which the caller bounds, and of the hosts that were asked within their gap, but
 * {@link #FORGOTTEN_AFTER} at most: longer gaps are told in the state that visits carry and orders bring back. Where a
 * robots.txt asks for one and its page does not wait for so long, there is no visit; then the worker remembers it. For one
 * thread at a time. Not final only so that a benchmark can time what it is asked.
 */
public class HostQueues {
    /** Makes queues. */
    @FunctionalInterface
    public interface Maker {
        /** As the constructor does. */
        HostQueues make(int connectionsPerHost, int ordersPerTurn, Pace pace);
    }

    /** A gap from which on visits tell of it. */
    static final Duration LONG_GAP = Duration.ofMinutes(1);
    /** How long a host without orders is remembered though its gap is not over; long enough for its visit to be folded. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    /** The same of a host whose gap no visit tells of; the scheduler gives such a host one order, so that there are few. */
    static final Duration UNTOLD_FORGOTTEN_AFTER = Duration.ofDays(1);

    private final int connectionsPerHost;
    private final int ordersPerTurn;
    private final HostRules rules;
    private final Map<String, HostQueue> hosts = new HashMap<>();
    /**
     * Hosts with a free connection and either orders or a gap that still has to be remembered, but for those that stand in the
     * line of their address; and addresses with a line or a gap.
     */
    private final Agenda agenda = new Agenda();

    private final Addresses addresses;
    private final Assignments assigned = new Assignments();
    private final WaitingOrders orders = new WaitingOrders();
    private int runningTurns;
    private int hostsInLine;
    private int blockedHosts;

    /**
     * Empty queues.
     *
     * @param connectionsPerHost most turns of one host at once
     * @param ordersPerTurn most orders of one turn where there is no gap
     */
    public HostQueues(int connectionsPerHost, int ordersPerTurn, Pace pace) {
        this.connectionsPerHost = connectionsPerHost;
        this.ordersPerTurn = ordersPerTurn;
        this.rules = new HostRules(pace);
        this.addresses = new Addresses(connectionsPerHost, pace.addressDelay().toNanos(), agenda);
    }

    /** Notes that the hosts of {@code partitions} are this worker's: each first waits one gap for the owner before. */
    public void assigned(Set<Integer> partitions, long nowNanos) {
        assigned.add(partitions, nowNanos);
    }

    /**
     * Forgets the waiting orders of {@code partitions}; those that have their turn just now are not touched.
     *
     * @return how many orders were dropped
     */
    public int dropPartitions(Set<Integer> partitions) {
        assigned.remove(partitions);
        return orders.drop(hosts.values(), partitions);
    }

    /**
     * Lets an order wait for its host's turn.
     *
     * <p>The scheduler gives an order again that takes too long, and a host that wants long gaps makes many of them take too
     * long. So if one for the same page waits, the new one takes its place, and the old one is {@linkplain #takeSuperseded
     * superseded}: else the host would be asked for the same page again and again.
     *
     * @param nowMillis the same moment since the epoch, to which the order's times refer
     */
    public void add(ReceivedOrder received, long nowNanos, long nowMillis) {
        FetchOrder order = received.order();
        if (rules.wasDropped(order)) {
            orders.giveUp(received);
            return;
        }
        HostQueue host = host(order.url(), order.host(), nowNanos);
        host.hear(order.host(), order.orderedAtMillis(), nowMillis);
        stateChanged(host, nowNanos, nowMillis);
        assigned.waitForOwnerBefore(host, received, Math.max(host.gapNanos, addresses.gapNanos()));
        host.touchedNanos = nowNanos;
        orders.add(host, received, nowNanos + nanosUntil(order.expiresAtMillis(), nowMillis));
        giveUpHopeless(host, nowNanos);
        intoHeap(host, nowNanos);
    }

    /**
     * Takes what operators say now: while the crawl pauses no turn begins and a turn under way gets no further order; the
     * orders of hosts that are blocked, and for pages that were dropped, are given up. One that comes for a blocked host waits
     * for {@link HostRules#UNBLOCKED_WITHIN}: who gave it may have heard before us that the host is not blocked any more.
     *
     * <p>A longer delay holds from the next request on, a shorter one when the gap under way is over.
     */
    public void obey(Controls controls) {
        if (!rules.take(controls)) {
            return;
        }
        for (HostQueue host : hosts.values()) {
            host.pace = rules.paceOf(host.name);
            host.paceAnew();
            if (rules.refuseSome()) {
                orders.giveUpIf(host, rules::refuseFromNowOn);
            }
        }
    }

    private HostQueue host(WebUrl page, HostState state, long nowNanos) {
        return hosts.computeIfAbsent(page.host(), name -> new HostQueue(page, state, rules.paceOf(name), nowNanos));
    }

    /** The orders that gave way to newer ones for the same page since the last call; nobody else will complete them. */
    public List<OrderReceipt> takeSuperseded() {
        return orders.takeSuperseded();
    }

    /** The orders that expired, or would have, before their turn, or are not to be done, since the last call; nobody else will complete them. */
    public List<OrderReceipt> takeExpired() {
        return orders.takeExpired();
    }

    /** Brings gap and next time in line with what is known of the host's manners. */
    private void stateChanged(HostQueue host, long nowNanos, long nowMillis) {
        host.paceAnew();
        long block = nanosUntil(host.state.blockedUntilMillis(), nowMillis);
        if (block > 0) {
            host.notBefore(nowNanos + block);
            blockedHosts += host.blocked ? 0 : 1;
            host.blocked = true;
        }
    }

    /** Gives up the orders that expire before the host may be asked. */
    private void giveUpHopeless(HostQueue host, long nowNanos) {
        orders.giveUpBefore(host, Timed.later(host.nextNanos, nowNanos));
    }

    /** The turn of the host that has been ready for longest, or null if none is. */
    public @Nullable Turn nextTurn(long nowNanos) {
        if (rules.isPaused()) {
            return null;
        }
        for (Timed due = agenda.poll(nowNanos); due != null; due = agenda.poll(nowNanos)) {
            Turn turn = switch (due) {
                case HostQueue host -> turnOf(host, nowNanos);
                case AddressLine address -> turnOf(address, nowNanos);
            };
            if (turn != null) {
                return turn;
            }
        }
        return null;
    }

    private @Nullable Turn turnOf(HostQueue host, long nowNanos) {
        if (!isReady(host, nowNanos)) {
            return null;
        }
        AddressLine address = host.ip == null ? null : addresses.of(host.ip, nowNanos);
        if (address != null && !addresses.isFree(address, nowNanos)) {
            intoLine(host, address, nowNanos);
            return null;
        }
        return begin(host, address, nowNanos);
    }

    /** Whether a host that has come up may have a turn as far as it is concerned; if not, it goes where it belongs. */
    private boolean isReady(HostQueue host, long nowNanos) {
        if (host.nextNanos - nowNanos <= 0 && host.blocked) {
            host.blocked = false;
            blockedHosts--;
        }
        giveUpHopeless(host, nowNanos);
        if (host.turns >= connectionsPerHost) {
            return false;
        }
        rules.holdBack(host, orders, nowNanos);
        if (host.orders.isEmpty() && host.turns == 0 && forgettableNanos(host) - nowNanos <= 0) {
            hosts.remove(host.name);
            blockedHosts -= host.blocked ? 1 : 0;
            return false;
        }
        if (host.orders.isEmpty() || host.nextNanos - nowNanos > 0) {
            intoHeap(host, nowNanos);
            return false;
        }
        return true;
    }

    private @Nullable Turn turnOf(AddressLine address, long nowNanos) {
        while (addresses.isOpen(address, nowNanos)) {
            HostQueue host = address.line.poll();
            if (host == null) {
                addresses.forgetIfIdle(address);
                return null;
            }
            host.inLine = false;
            hostsInLine--;
            if (isReady(host, nowNanos)) {
                return begin(host, address, nowNanos);
            }
        }
        addresses.lookAt(address, nowNanos);
        return null;
    }

    private Turn begin(HostQueue host, @Nullable AddressLine address, long nowNanos) {
        Turn turn = new Turn(host, nowNanos);
        host.turns++;
        runningTurns++;
        if (connectionsPerHost > 1) {
            // The host's other connections keep the distance too.
            host.notBefore(nowNanos + host.gapNanos);
            intoHeap(host, nowNanos);
        }
        if (address != null) {
            addresses.occupy(turn, address, nowNanos);
        }
        return turn;
    }

    /**
     * Notes where the requests of this turn will go, which has to be known before the first.
     *
     * @param ip the address, null if nobody knows
     * @return false if the host has to wait for its address; then the turn is to end
     */
    public boolean bind(Turn turn, @Nullable String ip, long nowNanos) {
        HostQueue host = turn.host;
        if (!addresses.matter() || ip == null || (turn.address != null && turn.address.ip.equals(ip))) {
            return true;
        }
        addresses.leave(turn, nowNanos);
        host.ip = ip;
        AddressLine address = addresses.of(ip, nowNanos);
        if (addresses.isFree(address, nowNanos)) {
            addresses.occupy(turn, address, nowNanos);
            return true;
        }
        turn.ordersTaken = ordersPerTurn;
        if (!host.inLine && !host.inHeap) {
            intoLine(host, address, nowNanos);
        }
        return false;
    }

    /** The end of a line may be so far away that the host's last orders expire before it gets to them. */
    private void intoLine(HostQueue host, AddressLine address, long nowNanos) {
        while (!host.orders.isEmpty()) {
            QueuedOrder last = host.orders.lastEntry().getValue();
            double wait = address.nanosUntilServed(host.orders.size());
            if (!last.expiresBefore(nowNanos + (long) Math.min(wait, (double) Pace.LONGEST.toNanos()))) {
                address.line.add(host);
                host.inLine = true;
                hostsInLine++;
                addresses.lookAt(address, nowNanos);
                return;
            }
            orders.giveUpLast(host);
        }
        intoHeap(host, nowNanos);
    }

    /** The next order of a turn, or null if the turn is to end. */
    public @Nullable QueuedOrder nextOrder(Turn turn, long nowNanos) {
        HostQueue host = turn.host;
        boolean gap = turn.asked && (host.gapNanos > 0 || addresses.matter());
        if (gap || host.blocked || rules.isPaused() || turn.ordersTaken >= ordersPerTurn) {
            return null;
        }
        orders.giveUpBefore(host, nowNanos);
        turn.ordersTaken++;
        return orders.poll(host);
    }

    /** What is known of the manners of the host whose turn it is. */
    public HostState known(Turn turn) {
        return turn.host.state;
    }

    /**
     * Notes that the host was sent a request in this turn.
     *
     * @param state what is known of its manners now
     * @param response what the response took, zero if there was none
     * @param ip where the request went, empty if nowhere
     * @return the same state; where the gap that follows is long, it says so
     */
    public HostState asked(Turn turn, HostState state, Duration response, String ip, long nowNanos, long nowMillis) {
        HostQueue host = turn.host;
        turn.asked = true;
        host.untold = false;
        if (!response.isZero()) {
            host.responseNanos = Pace.smoothedNanos(host.responseNanos, response.toNanos());
        }
        long gap = host.pace.gapNanos(state.crawlDelay(), host.responseNanos);
        // No moment too early, though the time now is cut to milliseconds.
        long gapEndMillis = nowMillis + 1 + TimeUnit.NANOSECONDS.toMillis(gap + 999_999);
        boolean tell = gap >= LONG_GAP.toNanos() && state.blockedUntilMillis() < gapEndMillis;
        host.state = tell ? state.blocked(state.failures(), gapEndMillis) : state;
        host.learnedAtMillis = nowMillis;
        stateChanged(host, nowNanos, nowMillis);
        addresses.asked(ip, nowNanos);
        return host.state;
    }

    /** Notes a request that was sent to a host though it was not its turn, such as for a robots.txt elsewhere. */
    public void askedBesides(WebUrl url, String ip, long nowNanos) {
        HostQueue host = host(url, HostState.UNKNOWN, nowNanos);
        host.paceAnew();
        host.notBefore(nowNanos + host.gapNanos);
        host.touchedNanos = nowNanos;
        host.untold = true;
        intoHeap(host, nowNanos);
        addresses.asked(ip, nowNanos);
    }

    /**
     * Gives back an order of this turn, to be the host's next one.
     *
     * @return false if its partition was dropped meanwhile, and the order with it
     */
    public boolean postpone(Turn turn, QueuedOrder order) {
        boolean ours = assigned.has(order.received());
        if (ours && rules.refuse(order.received().order())) {
            orders.giveUp(order.received());
        } else if (ours) {
            orders.postpone(turn.host, order);
        }
        turn.host.untold = turn.asked;
        return ours;
    }

    /**
     * Ends a turn; the gap of its host and its address, if the host was asked, begins now.
     *
     * @return how long the host's next order waits at least, {@link Long#MAX_VALUE} if there is none
     */
    public long turnOver(Turn turn, long nowNanos) {
        HostQueue host = turn.host;
        host.turns--;
        runningTurns--;
        if (turn.asked) {
            host.notBefore(nowNanos + host.gapNanos);
        }
        host.touchedNanos = nowNanos;
        addresses.leave(turn, nowNanos);
        giveUpHopeless(host, nowNanos);
        intoHeap(host, nowNanos);
        return host.orders.isEmpty() ? Long.MAX_VALUE : Math.max(0, host.nextNanos - nowNanos);
    }

    /** How long until {@link #nextTurn} may have one, 0 if it may now, {@link Long#MAX_VALUE} if nothing waits. */
    public long nanosUntilTurn(long nowNanos) {
        return rules.isPaused() ? Long.MAX_VALUE : agenda.nanosUntilFirst(nowNanos);
    }

    /** Orders that wait for a turn. */
    public int queuedOrders() {
        return orders.count();
    }

    /** Turns under way. */
    public int runningTurns() {
        return runningTurns;
    }

    /** Hosts with orders, turns or a gap that is not over. */
    public int hosts() {
        return hosts.size();
    }

    /** Of these, hosts that are ready and wait for their address. */
    public int hostsInLine() {
        return hostsInLine;
    }

    /** Of these, hosts that have to be left alone for longer than a usual gap. */
    public int blockedHosts() {
        return blockedHosts;
    }

    /** Addresses that are asked, have a line or a gap that is not over. */
    public int addresses() {
        return addresses.count();
    }

    private void intoHeap(HostQueue host, long nowNanos) {
        if (host.inHeap || host.inLine || host.turns >= connectionsPerHost) {
            return;
        }
        if (!host.orders.isEmpty()) {
            agenda.add(host, Timed.later(host.nextNanos, nowNanos));
        } else if (host.turns == 0) {
            agenda.add(host, Timed.later(forgettableNanos(host), nowNanos));
        }
    }

    /** Never later than the host's next time, so that an order that comes meanwhile does not wait for longer. */
    private static long forgettableNanos(HostQueue host) {
        Duration longest = host.untold ? UNTOLD_FORGOTTEN_AFTER : FORGOTTEN_AFTER;
        return Timed.earlier(host.nextNanos, host.touchedNanos + longest.toNanos());
    }

    private static long nanosUntil(long atMillis, long nowMillis) {
        long longest = Pace.LONGEST.toMillis();
        return TimeUnit.MILLISECONDS.toNanos(
                Math.clamp(atMillis, nowMillis - longest, nowMillis + longest) - nowMillis);
    }
}
