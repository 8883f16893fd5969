package io.linkloom.builder.schedule;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Usage;
import io.linkloom.common.model.Controls;
import io.linkloom.common.url.Sites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a shard that have pages in the queue or orders outstanding, and which of them may have an order now. Others take no
 * memory; the pages themselves wait on disk.
 *
 * <p>Neither do hosts of a site that has used its allowance, or that has as many hosts as it may: of these it is only known that
 * there are some, see {@link UnservedHosts}. Pages that were visited before have used their place and are served in any case.
 * Not thread-safe.
 */
final class Hosts {
    private static final int MOST_PAGES_PER_TURN = 16;

    private final Shard shard;
    private final Map<HostKey, WaitingHost> hosts = new HashMap<>();
    private final WaitingSites sites;
    private final ReadyHosts ready = new ReadyHosts();
    private final BlockedHosts blocked = new BlockedHosts();
    private final RestingHosts resting = new RestingHosts();
    private final UnservedHosts unserved;
    /** Hosts whose pages were taken and are not written yet as ordered. */
    private final List<WaitingHost> claiming = new ArrayList<>();
    /** The same of pages from behind others. */
    private final List<WaitingHost> takenBehind = new ArrayList<>();
    /** Whether hosts came to have no orders any more that have some. */
    private boolean ordersToTakeBack;

    private long nowMillis;
    private long waiting;

    Hosts(Shard shard, ScheduleLimits limits, Sites all) {
        this.shard = shard;
        this.sites = new WaitingSites(shard, limits, all);
        this.unserved = new UnservedHosts(shard, sites, resting);
    }

    /** Reads all that waits. */
    void readAll() {
        WaitingHost host = null;
        try (Rows<QueueKey, QueueRow> queue = shard.queue(Shard.ALL)) {
            while (queue.next()) {
                QueueKey key = queue.key();
                HostKey of = HostKey.of(key.page());
                if (host == null || !of.equals(host.key())) {
                    keepIfServed(host);
                    host = sites.host(of);
                }
                boolean _ = host.queued(queue.keyBytes(), key.isAgain());
            }
        }
        keepIfServed(host);
    }

    /** Keeps a host whose queue was counted, if it is to be served. */
    private boolean keepIfServed(@Nullable WaitingHost host) {
        if (host == null) {
            return false;
        }
        if (!sites.serves(host)) {
            sites.leave(host.site());
            resting.put(host);
            return false;
        }
        keep(host);
        offer(host);
        return true;
    }

    /** Lets a host into the line that was held; false if it is not in memory. */
    private boolean offerKept(HostKey key) {
        WaitingHost host = hosts.get(key);
        if (host == null) {
            return false;
        }
        if (!host.isCounted()) {
            HostQueue.count(shard, host);
            host.setCounted(true);
            waiting += host.waiting();
        }
        offer(host);
        return true;
    }

    private void keep(WaitingHost host) {
        hosts.put(host.key(), host);
        host.site().add(host);
        waiting += host.waiting();
    }

    private void drop(WaitingHost host) {
        hosts.remove(host.key());
        resting.put(host);
        waiting -= host.waiting();
        blocked.remove(host);
        ready.remove(host);
        sites.left(host);
        unserved.mayUseMore(host.site(), false);
    }

    /** The host of a page, made if it was idle; then {@link #forgetIfIdle} is to be asked unless it gets something to do. */
    WaitingHost of(PageKey page) {
        HostKey key = HostKey.of(page);
        WaitingHost known = hosts.get(key);
        if (known != null) {
            return known;
        }
        WaitingHost host = sites.host(key);
        comeIn(host);
        return host;
    }

    /** Keeps a host that something is to be done with though it is not served. */
    private void comeIn(WaitingHost host) {
        host.setCounted(resting.resume(host) || !host.site().isUnserved());
        keep(host);
    }

    /** The host of a page if it may be asked now, and have one more order; then it is to be given that. */
    @Nullable
    WaitingHost free(PageKey page) {
        HostKey key = HostKey.of(page);
        WaitingHost known = hosts.get(key);
        WaitingHost host = known == null ? sites.host(key) : known;
        boolean isFree = host.room() > 0 && host.blockedUntilMillis() <= nowMillis;
        if (known == null && isFree) {
            comeIn(host);
        } else if (known == null) {
            sites.forgetIfIdle(host.site());
        }
        return isFree ? host : null;
    }

    /** Takes what operators say of hosts now: those that are blocked leave the line, and come back when they are not. */
    void obey(Controls now) {
        if (!sites.obey(now)) {
            return;
        }
        for (WaitingHost host : hosts.values()) {
            blocked.remove(host);
            ready.remove(host);
            host.setInLine(false);
            sites.obey(host);
            ordersToTakeBack |= host.isHeld() && host.outstanding() > 0;
            offer(host);
        }
    }

    /** Whether orders of hosts that are to have none are outstanding since that was said; once. */
    boolean takeBackOrders() {
        boolean some = ordersToTakeBack;
        ordersToTakeBack = false;
        return some;
    }

    /** A page is in the queue now; that was written. */
    void queued(PageKey page, PageState.Queued state) {
        byte[] at = QueueKey.of(page, state).toBytes();
        HostKey key = HostKey.of(page);
        WaitingHost host = hosts.get(key);
        if (host == null) {
            resting.queued(key, at, state);
            newlyQueued(sites.host(key), at, state.isAgain());
            return;
        }
        if (!host.isCounted()) {
            unserved.mayBeServed(host, state.isAgain());
            return;
        }
        waiting++;
        if (host.queued(at, state.isAgain())) {
            ready.rank(host);
        }
        offer(host);
    }

    private void newlyQueued(WaitingHost host, byte[] at, boolean again) {
        if (host.site().isUnserved()) {
            // Others of its pages may wait that were never counted.
            unserved.mayBeServed(host, again);
        } else {
            boolean _ = host.queued(at, again);
            boolean _ = keepIfServed(host);
        }
        sites.forgetIfIdle(host.site());
    }

    /** A page is in the queue no more, and was not taken. */
    void unqueued(PageKey page, PageState.Queued state) {
        HostKey key = HostKey.of(page);
        WaitingHost host = hosts.get(key);
        if (host == null) {
            resting.unqueued(key, state);
        } else if (host.isCounted()) {
            host.unqueued(state.isAgain());
            waiting--;
            forgetIfIdle(host);
        }
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
        if (!sites.mayTakeOf(host)) {
            host.site().noteOverBudget(shard);
            return;
        }
        host.setInLine(true);
        if (host.blockedUntilMillis() > nowMillis) {
            blocked.add(host);
        } else {
            ready.add(host);
        }
    }

    /** Lets go of a host that has nothing to do, or nothing that it may do. */
    void forgetIfIdle(WaitingHost host) {
        if (host.outstanding() > 0) {
            return;
        }
        if (host.waiting() == 0) {
            drop(host);
        } else if (!sites.mayTakeOf(host)) {
            sites.leave(host.site());
            drop(host);
        }
    }

    /** It is that late: hosts that come are judged by it. */
    void at(long millis) {
        nowMillis = millis;
    }

    /** Lets those into the line whose time has come, and some of those whose sites may use more. */
    void comeBack() {
        for (WaitingHost host = blocked.poll(nowMillis); host != null; host = blocked.poll(nowMillis)) {
            host.setInLine(false);
            offer(host);
        }
        unserved.read(this::offerKept, this::keepIfServed);
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
            forgetIfIdle(host);
        }
        return taken;
    }

    private void takeFrom(WaitingHost host, int most, List<PageKey> taken) {
        int wanted = Math.min(most, host.waiting());
        int begin = taken.size();
        boolean mayTakeAll = takeFirst(host, wanted, taken);
        int behind = wanted - (taken.size() - begin);
        if (!mayTakeAll && behind > 0 && host.again() > 0) {
            for (QueueKey key : HostQueue.again(shard, host, behind)) {
                host.takenBehind(key.toBytes());
                waiting--;
                taken.add(key.page());
            }
            takenBehind.add(host);
        }
    }

    /** Pages as they come; false if one came that the host may not have. */
    private boolean takeFirst(WaitingHost host, int wanted, List<PageKey> taken) {
        long left = sites.leftFor(host);
        try (Rows<QueueKey, QueueRow> queue = shard.queue(host.queue())) {
            for (int i = 0; i < wanted; i++) {
                if (!queue.next()) {
                    throw new IllegalStateException("a host has fewer pages in the queue than were counted");
                }
                QueueKey key = queue.key();
                if (!key.isAgain() && left-- <= 0) {
                    host.first(queue.keyBytes());
                    return false;
                }
                host.taken(queue.keyBytes(), key.isAgain());
                waiting--;
                taken.add(key.page());
                if (!key.isAgain()) {
                    claiming.add(host);
                }
            }
            if (host.waiting() > 0 && queue.next()) {
                host.first(queue.keyBytes());
            }
        }
        return true;
    }

    /**
     * What was taken is written.
     *
     * @param refused what of it has no order
     */
    void settle(List<PageKey> refused) {
        claiming.forEach(WaitingHost::settle);
        takenBehind.forEach(WaitingHost::settleBehind);
        takenBehind.clear();
        Set<WaitingSite> settled = new LinkedHashSet<>();
        claiming.forEach(host -> settled.add(host.site()));
        claiming.clear();
        refused.forEach(page -> ended(of(page)));
        if (!refused.isEmpty()) {
            // Less is used of them than was claimed.
            settled.forEach(site -> unserved.mayUseMore(site, false));
        }
    }

    /** So much is spent on hosts now; it is written, and has to be told before anything that may read it. */
    void spent(Map<HostKey, Usage.Change> usage) {
        Map<WaitingSite, Boolean> changed = new LinkedHashMap<>();
        usage.forEach((key, change) -> {
            WaitingSite site = sites.spent(key, change, hosts.get(key));
            if (site != null) {
                changed.merge(site, change.now().pages() < change.before().pages(), Boolean::logicalOr);
            }
        });
        changed.forEach(unserved::mayUseMore);
    }

    /** Other sites link to sites, so many of them. */
    void linked(Map<CountsKey, Long> referringSites) {
        referringSites.forEach((key, number) -> {
            WaitingSite site = sites.linked(key.text(), number);
            if (site != null) {
                unserved.mayUseMore(site, false);
            }
        });
    }

    /** Pages in the queue, without those that are over what their sites may use. */
    long waiting() {
        return waiting;
    }

    /** Whether none may have an order now, nor will be found to. */
    boolean noneReady() {
        return ready.isEmpty() && unserved.isEmpty();
    }

    /** Sites with hosts that wait until the site may use more. */
    int sitesOverBudget() {
        return sites.unserved();
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
