package io.linkloom.builder.schedule;

import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.UrlKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the orders of one shard.
 *
 * <p>The queue is on disk; in memory is a small entry for each host with pages waiting or orders outstanding, and a ring of
 * those hosts that may have an order now. A tick goes round the ring, so that a host with a million pages waits its turn like
 * one with a single page. Hosts and leases are read from the shard at the start; whoever drops what a tick decided makes a
 * new scheduler.
 *
 * <p>Not thread-safe.
 */
public final class Scheduler {
    private static final int MOST_PAGES_PER_TURN = 16;
    private static final int MOST_REPEATS_PER_TICK = 1000;

    private final Shard shard;
    private final ScheduleLimits limits;
    private final Map<String, WaitingHost> hosts = new HashMap<>();
    private final Queue<WaitingHost> ring = new ArrayDeque<>();
    /** How many leases end at which time: says whether a look into the shard is worth it. */
    private final TreeMap<Long, Integer> leaseEnds = new TreeMap<>();

    private long waiting;
    private int outstanding;

    /** Reads what waits and what is outstanding from {@code shard}. */
    public Scheduler(Shard shard, ScheduleLimits limits) {
        this.shard = shard;
        this.limits = limits;
        try (Rows<QueueKey, QueueRow> queue = shard.queue(Shard.ALL)) {
            while (queue.next()) {
                queued(queue.key().page(), queue.keyBytes());
            }
        }
        try (Rows<DueKey, DueRow> due = shard.due(Shard.ALL)) {
            while (due.next()) {
                DueKey lease = due.key();
                host(lease.page()).ordered();
                leased(lease.atMillis());
            }
        }
    }

    /** Pages in the queue. */
    public long waiting() {
        return waiting;
    }

    /** Orders that are not yet visits. */
    public int outstanding() {
        return outstanding;
    }

    /** Notes what became of pages, when that is written. */
    public void apply(List<PageChanges.Move> moves) {
        for (PageChanges.Move move : moves) {
            switch (move.from()) {
                case PageState.Queued _ -> unqueued(move.page());
                case PageState.Ordered(long _, int _, long leaseUntil) -> {
                    host(move.page()).visited();
                    ended(move.page(), leaseUntil);
                }
                case null, default -> {}
            }
            switch (move.to()) {
                case PageState.Queued queued ->
                    queued(move.page(), QueueKey.of(move.page(), queued).toBytes());
                case PageState.Ordered(long _, int _, long leaseUntil) -> {
                    host(move.page()).ordered();
                    leased(leaseUntil);
                }
                default -> {}
            }
        }
    }

    private void queued(PageKey page, byte[] key) {
        WaitingHost host = host(page);
        host.queued(key);
        waiting++;
        offer(host);
    }

    private void unqueued(PageKey page) {
        WaitingHost host = host(page);
        host.unqueued();
        waiting--;
        forgetIfIdle(page, host);
    }

    private void leased(long leaseUntil) {
        outstanding++;
        leaseEnds.merge(leaseUntil, 1, Integer::sum);
    }

    private void ended(PageKey page, long leaseUntil) {
        WaitingHost host = host(page);
        host.ended();
        outstanding--;
        leaseEnds.computeIfPresent(leaseUntil, (_, count) -> count == 1 ? null : count - 1);
        offer(host);
        forgetIfIdle(page, host);
    }

    private WaitingHost host(PageKey page) {
        byte[] key = page.hostKey();
        return hosts.computeIfAbsent(
                new String(key, StandardCharsets.ISO_8859_1), _ -> new WaitingHost(key, limits.perHost()));
    }

    private void offer(WaitingHost host) {
        if (host.enterRing()) {
            ring.add(host);
        }
    }

    private void forgetIfIdle(PageKey page, WaitingHost host) {
        if (host.isIdle()) {
            hosts.remove(new String(page.hostKey(), StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Decides what is ordered now: first what was ordered and came to nothing in time, then what waits.
     *
     * @param budget most pages that may be ordered for the first time
     */
    public ScheduledOrders tick(long nowMillis, long budget) {
        PageChanges changes = new PageChanges(shard);
        List<FetchOrder> orders = new ArrayList<>();
        repeat(nowMillis, changes, orders);
        int repeated = orders.size();
        long room = Math.min(budget, limits.perPartition() - outstanding);
        order(take(room), nowMillis, changes, orders);
        return new ScheduledOrders(orders, repeated, changes);
    }

    private void repeat(long nowMillis, PageChanges changes, List<FetchOrder> orders) {
        if (leaseEnds.isEmpty() || leaseEnds.firstKey() > nowMillis) {
            return;
        }
        UrlKey.Range past = new UrlKey.Range(
                DueKey.until(leaseEnds.firstKey() - 1).to(),
                DueKey.until(nowMillis).to());
        Set<WaitingHost> slow = new HashSet<>();
        try (Rows<DueKey, DueRow> due = shard.due(past)) {
            while (orders.size() < MOST_REPEATS_PER_TICK && due.next()) {
                PageKey page = due.key().page();
                PageRow row = changes.page(page);
                if (row == null || !(row.state() instanceof PageState.Ordered(long _, int attempt, long leaseUntil))) {
                    throw new IllegalStateException(page + " has a lease and no order");
                }
                ended(page, leaseUntil);
                host(page).ordered();
                slow.add(host(page));
                orders.add(order(page, row, attempt + 1, nowMillis, changes));
            }
        }
        // Once, however many of its pages: they were ordered, and came to nothing, together.
        slow.forEach(WaitingHost::slowDown);
    }

    /** The pages that come next, going round the hosts. */
    private List<PageKey> take(long room) {
        List<PageKey> taken = new ArrayList<>();
        while (taken.size() < room) {
            int turn = Math.clamp(room / Math.max(1, ring.size()), 1, MOST_PAGES_PER_TURN);
            WaitingHost host = ring.poll();
            if (host == null) {
                break;
            }
            host.leaveRing();
            if (host.isReady()) {
                takeFrom(host, (int) Math.min(Math.min(turn, host.room()), room - taken.size()), taken);
                offer(host);
            }
        }
        return taken;
    }

    private void takeFrom(WaitingHost host, int most, List<PageKey> taken) {
        int wanted = Math.min(most, host.waiting());
        try (Rows<QueueKey, QueueRow> queue = shard.queue(host.queue())) {
            for (int i = 0; i < wanted; i++) {
                if (!queue.next()) {
                    throw new IllegalStateException("a host has fewer pages in the queue than were counted");
                }
                host.taken(queue.keyBytes());
                waiting--;
                taken.add(queue.key().page());
            }
        }
    }

    private void order(List<PageKey> taken, long nowMillis, PageChanges changes, List<FetchOrder> orders) {
        List<@Nullable PageRow> rows = shard.pages(taken);
        for (int i = 0; i < taken.size(); i++) {
            PageRow row = rows.get(i);
            if (row == null || !(row.state() instanceof PageState.Queued)) {
                throw new IllegalStateException(taken.get(i) + " is in the queue and not queued");
            }
            orders.add(order(taken.get(i), row, 1, nowMillis, changes));
        }
    }

    private FetchOrder order(PageKey page, PageRow row, int attempt, long nowMillis, PageChanges changes) {
        long leaseUntil = nowMillis + limits.lease().toMillis();
        changes.put(page, row, row.withState(new PageState.Ordered(nowMillis, attempt, leaseUntil)));
        leased(leaseUntil);
        PageRow.LinksSeen seen = row.links();
        Validators validators = new Validators(seen.etag(), seen.lastModified(), seen.digest());
        return new FetchOrder(
                page.url(), row.depth(), row.redirects(), attempt, nowMillis, validators, HostState.UNKNOWN);
    }
}
