package io.linkloom.builder.schedule;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.HostState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hosts of a shard that have pages in the queue or orders outstanding, and which of them may have an order now. Others take no
 * memory; the pages themselves wait on disk. Not thread-safe.
 */
final class Hosts {
    private static final int MOST_PAGES_PER_TURN = 16;

    private final Shard shard;
    private final ScheduleLimits limits;
    private final Map<HostKey, WaitingHost> hosts = new HashMap<>();
    private final ReadyHosts ready = new ReadyHosts();
    private final BlockedHosts blocked = new BlockedHosts();
    private long nowMillis;
    private long waiting;

    Hosts(Shard shard, ScheduleLimits limits) {
        this.shard = shard;
        this.limits = limits;
    }

    /** The host of a page, made if it was idle; then {@link #forgetIfIdle} is to be asked unless it gets something to do. */
    WaitingHost of(PageKey page) {
        return hosts.computeIfAbsent(HostKey.of(page), this::read);
    }

    private WaitingHost read(HostKey key) {
        HostRow row = shard.host(key);
        return new WaitingHost(key, row == null ? HostState.UNKNOWN : row.state(), limits);
    }

    /** A page is in the queue now, under this key of it. */
    void queued(PageKey page, byte[] queueKey) {
        WaitingHost host = of(page);
        waiting++;
        if (host.queued(queueKey)) {
            ready.rank(host);
        }
        offer(host);
    }

    /** A page is in the queue no more, and was not taken. */
    void unqueued(PageKey page) {
        WaitingHost host = of(page);
        host.unqueued();
        waiting--;
        forgetIfIdle(host);
    }

    /** An order of the host is outstanding no more. */
    void ended(WaitingHost host) {
        host.ended();
        offer(host);
        forgetIfIdle(host);
    }

    /** Notes what is known of a host's manners now, if it has anything to do. */
    void learn(HostKey key, HostRow row) {
        WaitingHost host = hosts.get(key);
        if (host == null) {
            return;
        }
        if (blocked.remove(host)) {
            host.setInLine(false);
        }
        host.learn(row.state());
        offer(host);
    }

    private void offer(WaitingHost host) {
        if (host.isInLine() || !host.isReady()) {
            return;
        }
        host.setInLine(true);
        if (host.blockedUntilMillis() > nowMillis) {
            blocked.add(host);
        } else {
            ready.add(host);
        }
    }

    void forgetIfIdle(WaitingHost host) {
        if (host.isIdle()) {
            hosts.remove(host.key());
            blocked.remove(host);
            ready.remove(host);
        }
    }

    /** It is that late: hosts that come are judged by it. */
    void at(long millis) {
        nowMillis = millis;
    }

    /** Lets those into the line whose time has come. */
    void unblock() {
        for (WaitingHost host = blocked.poll(nowMillis); host != null; host = blocked.poll(nowMillis)) {
            host.setInLine(false);
            offer(host);
        }
    }

    /** Takes the pages that come next, of the hosts whose turn it is: at most {@code room}. */
    List<PageKey> take(long room) {
        List<PageKey> taken = new ArrayList<>();
        while (taken.size() < room) {
            int turn = Math.clamp(room / Math.max(1, ready.size()), 1, MOST_PAGES_PER_TURN);
            WaitingHost host = ready.poll();
            if (host == null) {
                break;
            }
            host.setInLine(false);
            if (host.isReady() && host.blockedUntilMillis() <= nowMillis) {
                takeFrom(host, (int) Math.min(Math.min(turn, host.room()), room - taken.size()), taken);
            }
            offer(host);
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
            if (host.waiting() > 0 && queue.next()) {
                host.first(queue.keyBytes());
            }
        }
    }

    /** Pages in the queue. */
    long waiting() {
        return waiting;
    }

    /** Whether none may have an order now. */
    boolean noneReady() {
        return ready.isEmpty();
    }

    /** Hosts with pages in the queue that are not to be asked now. */
    int blocked() {
        return blocked.size();
    }

    /** See {@link BlockedHosts#hasSlow}. */
    boolean hasSlow() {
        return blocked.hasSlow();
    }

    /** See {@link BlockedHosts#firstMillis}. */
    long firstBlockedMillis() {
        return blocked.firstMillis();
    }
}
