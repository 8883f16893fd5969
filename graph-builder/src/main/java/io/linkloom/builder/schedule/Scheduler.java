package io.linkloom.builder.schedule;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Usage;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the orders of one shard.
 *
 * <p>The queue is on disk; in memory is a small entry for each host with pages waiting or orders outstanding, and a line of
 * those hosts that may have an order now, see {@link ReadyHosts}. A host whose first page goes before those of others has its turn
 * before them, and goes to the end of the line then; a host with a million pages waits its turn like one with a single page. A host that is not to be asked before a time waits apart, and costs nothing until then. Hosts,
 * leases and retries are read from the shard at the start; whoever drops what a tick decided makes a new scheduler.
 *
 * <p>Not thread-safe.
 */
public final class Scheduler {
    private static final int MOST_DUE_PER_TICK = 1000;

    private final Shard shard;
    private final ScheduleLimits limits;
    private final Hosts hosts;
    private final Leases leases;
    private final AgainPass again;
    private final PriorityWeights weights;
    private final Recrawls recrawls;
    private final LowYields yields;
    /** No retry is due before. */
    private long nextRetryMillis = Long.MAX_VALUE;

    private boolean paused;

    /** Reads what waits and what is outstanding from {@code shard}. */
    public Scheduler(Shard shard, ScheduleLimits limits, Sites sites) {
        this(shard, limits, sites, LowYields.of(shard, limits.traps(), sites));
    }

    /**
     * As the other.
     *
     * @param yields of the same shard, told of each visit by whoever folds it
     */
    public Scheduler(Shard shard, ScheduleLimits limits, Sites sites, LowYields yields) {
        this.shard = shard;
        this.limits = limits;
        this.leases = new Leases(limits.lateAfter().toMillis());
        this.hosts = new Hosts(shard, limits, sites);
        this.weights = shard.weights().orElse(PriorityWeights.USUAL);
        this.again = new AgainPass(shard, limits.againSinceMillis());
        this.recrawls = new Recrawls(shard, limits.recrawl());
        this.yields = yields;
        hosts.readAll();
        try (Rows<DueKey, DueRow> due = shard.due(DueKey.leasesAndRetries())) {
            while (due.next()) {
                switch (due.row()) {
                    case LEASE_END -> {
                        hosts.of(due.key().page()).ordered();
                        leases.found(due.key().atMillis());
                    }
                    case RETRY -> retryAt(due.key().atMillis());
                    case RECRAWL -> {}
                }
            }
        }
    }

    /** Pages in the queue, without those that wait until their site may use more. */
    public long waiting() {
        return hosts.waiting();
    }

    /** Orders that are not yet visits. */
    public int outstanding() {
        return leases.outstanding();
    }

    /** Sites that have used what they may for now, and have pages in the queue. */
    public int sitesOverBudget() {
        return hosts.sitesOverBudget();
    }

    /** Hosts with pages in the queue that are not to be asked now. */
    public int blockedHosts() {
        return hosts.blocked();
    }

    /** When the first page waits no longer for its retry or its host, {@link Long#MAX_VALUE} if none waits so. */
    public long nextMillis() {
        return Math.min(hosts.firstBlockedMillis(), nextRetryMillis);
    }

    /**
     * Whether something is to be ordered until then, or is only kept by a host's wish to be asked seldom: not if all pages that
     * are left wait for a retry, for a host that refuses requests for longer, or for one that is blocked. Where pages are visited
     * again and again, and while the crawl pauses, there is always something.
     */
    public boolean isBusyUntil(long millis) {
        boolean hasWork =
                paused || !again.isDone() || leases.outstanding() > 0 || !hosts.noneReady() || hosts.hasSlow();
        return hasWork || nextMillis() <= millis || recrawls.nextMillis() < Long.MAX_VALUE;
    }

    /**
     * Takes what operators say now. While the crawl pauses nothing is ordered, and nothing from hosts that are blocked; orders
     * that come to nothing meanwhile go back to the queue.
     */
    public void obey(Controls controls) {
        paused = controls.isPaused();
        hosts.obey(controls);
    }

    /**
     * Notes what became of pages and hosts, when that is written.
     *
     * @param learned what is known of hosts now
     */
    public void apply(List<PageChanges.Move> moves, Map<HostKey, HostRow> learned) {
        moves.forEach(move -> apply(move, true));
        learned.forEach(hosts::learn);
    }

    /**
     * Notes what became of the allowances of sites, when that is written, and before the same changes are {@linkplain #apply
     * applied}: that may read how much is used.
     *
     * @param usage what is spent on hosts now
     * @param referringSites how many other sites link to sites now, of those of which that is another step
     */
    public void reconsider(Map<HostKey, Usage.Change> usage, Map<CountsKey, Long> referringSites) {
        hosts.spent(usage);
        hosts.linked(referringSites);
    }

    /** Notes that what a tick decided is written. */
    public void written(ScheduledOrders decided) {
        hosts.settle(decided.refused());
        hosts.spent(decided.changes().usage());
        decided.requeued().forEach(move -> apply(move, false));
    }

    /**
     * Notes what became of a page.
     *
     * @param folded whether that is what a visit or a link made of it, and not what is decided here
     */
    private void apply(PageChanges.Move move, boolean folded) {
        switch (move.from()) {
            case PageState.Queued queued -> hosts.unqueued(move.page(), queued);
            case PageState.Ordered(long orderedAt, int _, long leaseUntil) -> {
                WaitingHost host = hosts.of(move.page());
                if (folded && move.to() instanceof PageState.Visited) {
                    host.visited();
                    leases.came(orderedAt);
                }
                leases.end(orderedAt, leaseUntil);
                hosts.ended(host);
            }
            case null, default -> {}
        }
        switch (move.to()) {
            case PageState.Queued queued -> hosts.queued(move.page(), queued);
            case PageState.Ordered(long orderedAt, int _, long leaseUntil) -> {
                hosts.of(move.page()).ordered();
                leases.begin(orderedAt, leaseUntil);
            }
            case PageState.Visited visited -> {
                if (visited.isRetry()) {
                    retryAt(visited.dueMillis());
                } else if (visited.isDue()) {
                    recrawls.planned(visited.dueMillis());
                }
            }
            case PageState.Known _ -> {}
        }
    }

    private void retryAt(long millis) {
        nextRetryMillis = Math.min(nextRetryMillis, millis);
    }

    /**
     * Decides what is ordered now: first what was ordered and came to nothing in time, then what waits.
     *
     * @param budget most pages that may be ordered for the first time
     */
    public ScheduledOrders tick(long nowMillis, long budget) {
        hosts.at(nowMillis);
        leases.at(nowMillis);
        PageChanges changes = new PageChanges(shard);
        List<FetchOrder> orders = new ArrayList<>();
        List<PageChanges.Move> requeued = new ArrayList<>();
        lookAtWhatIsDue(nowMillis, changes, orders, requeued);
        takeBackOrders(nowMillis, changes, requeued);
        again.step(nowMillis, changes, requeued);
        rank(changes, requeued);
        int repeated = orders.size();
        hosts.comeBack();
        long room = paused ? 0 : Math.min(budget, limits.room(leases.notLate(), leases.outstanding()));
        boolean bothMayWait = !hosts.noneReady();
        room -= recrawl(bothMayWait ? recrawls.reserved(room) : room, nowMillis, changes, orders);
        List<PageKey> taken = hosts.take(room);
        List<PageKey> refused = order(taken, nowMillis, changes, orders);
        if (bothMayWait) {
            // What pages never seen do not need is for those due again.
            var _ = recrawl(room - taken.size(), nowMillis, changes, orders);
        }
        return new ScheduledOrders(orders, repeated, requeued, refused, changes);
    }

    private void rank(PageChanges changes, List<PageChanges.Move> requeued) {
        if (requeued.isEmpty()) {
            return;
        }
        new Ranking(shard, changes, weights).rankUncertain(_ -> true, _ -> Ranking.ChangedSites.UNCHANGED);
        requeued.replaceAll(move -> new PageChanges.Move(
                move.page(), move.from(), row(move.page(), changes).state()));
    }

    /** Orders pages that are due again, of hosts that may be asked now. */
    private int recrawl(long most, long nowMillis, PageChanges changes, List<FetchOrder> orders) {
        return recrawls.take(most, nowMillis, due -> {
            PageRow row = row(due.page(), changes);
            boolean isDue = row.state().equals(PageState.Visited.recrawlAt(due.atMillis()));
            WaitingHost host = isDue ? hosts.free(due.page()) : null;
            if (host == null) {
                return false;
            }
            host.ordered();
            orders.add(order(due.page(), row, row.failures() + 1, nowMillis, changes));
            return true;
        });
    }

    private void lookAtWhatIsDue(
            long nowMillis, PageChanges changes, List<FetchOrder> orders, List<PageChanges.Move> requeued) {
        long first = Math.min(leases.firstMillis(), nextRetryMillis);
        if (first > nowMillis) {
            return;
        }
        byte[] end = DueKey.until(nowMillis).to();
        byte[] next = end;
        Set<WaitingHost> slow = new HashSet<>();
        try (Rows<DueKey, DueRow> due =
                shard.due(new UrlKey.Range(DueKey.until(first - 1).to(), end))) {
            int left = MOST_DUE_PER_TICK;
            while (due.next()) {
                if (left-- == 0) {
                    next = due.keyBytes();
                    break;
                }
                PageKey page = due.key().page();
                switch (due.row()) {
                    case LEASE_END -> leaseEnded(page, nowMillis, changes, orders, requeued, slow);
                    case RETRY -> requeued.add(requeue(page, row(page, changes), nowMillis, changes));
                    case RECRAWL -> {}
                }
            }
        }
        nextRetryMillis = shard.firstRetryMillis(new UrlKey.Range(next, Shard.ALL.to()));
        // Once, however many of its pages: they were ordered, and came to nothing, together.
        slow.forEach(WaitingHost::slowDown);
    }

    /** Workers give up the orders of hosts that are blocked; so their pages need not wait for the ends of their leases. */
    private void takeBackOrders(long nowMillis, PageChanges changes, List<PageChanges.Move> requeued) {
        if (!hosts.takeBackOrders()) {
            return;
        }
        byte[] from = DueKey.until(nowMillis).to();
        byte[] to = DueKey.until(leases.lastMillis()).to();
        try (Rows<DueKey, DueRow> due = shard.due(new UrlKey.Range(from, to))) {
            while (due.next()) {
                PageKey page = due.key().page();
                if (due.row() == DueRow.LEASE_END && hosts.of(page).isHeld()) {
                    requeued.add(requeue(page, row(page, changes), nowMillis, changes));
                }
            }
        }
    }

    private static PageRow row(PageKey page, PageChanges changes) {
        PageRow row = changes.page(page);
        if (row == null) {
            throw new IllegalStateException(page + " is due and not known");
        }
        return row;
    }

    /** Ordered again; but a host that is blocked, or has more orders than it may have by now, gets them when its time comes. */
    private void leaseEnded(
            PageKey page,
            long nowMillis,
            PageChanges changes,
            List<FetchOrder> orders,
            List<PageChanges.Move> requeued,
            Set<WaitingHost> slow) {
        PageRow row = row(page, changes);
        if (!(row.state() instanceof PageState.Ordered(long orderedAt, int attempt, long leaseUntil))) {
            throw new IllegalStateException(page + " has a lease and no order");
        }
        WaitingHost host = hosts.of(page);
        if (paused || host.blockedUntilMillis() > nowMillis || host.isOvercommitted()) {
            requeued.add(requeue(page, row, nowMillis, changes));
            return;
        }
        slow.add(host);
        leases.end(orderedAt, leaseUntil);
        orders.add(order(page, row, attempt + 1, nowMillis, changes));
    }

    /** Behind the pages that were queued: their numbers are counted, and a time is larger. */
    static PageChanges.Move requeue(PageKey page, PageRow row, long nowMillis, PageChanges changes) {
        PageState queued = row.lastVisit() == null
                ? PageState.Queued.breadthFirst(row.depth(), nowMillis)
                : PageState.Queued.again(row.depth(), nowMillis);
        changes.put(page, row, row.withState(queued));
        return new PageChanges.Move(page, row.state(), queued);
    }

    /** Gives those that are not ordered. */
    private List<PageKey> order(List<PageKey> taken, long nowMillis, PageChanges changes, List<FetchOrder> orders) {
        List<PageKey> refused = new ArrayList<>();
        List<@Nullable PageRow> rows = shard.pages(taken);
        for (int i = 0; i < taken.size(); i++) {
            PageRow row = rows.get(i);
            if (row == null || !(row.state() instanceof PageState.Queued)) {
                throw new IllegalStateException(taken.get(i) + " is in the queue and not queued");
            }
            KnownReason reason = reasonAgainst(taken.get(i), row);
            if (reason == null) {
                orders.add(order(taken.get(i), row, row.failures() + 1, nowMillis, changes));
            } else {
                changes.put(taken.get(i), row, row.withState(new PageState.Known(reason)));
                refused.add(taken.get(i));
            }
        }
        return refused;
    }

    /** Why a page is not to be fetched any more that was queued when nothing was known against those beside it; null if it is. */
    private @Nullable KnownReason reasonAgainst(PageKey page, PageRow row) {
        LowYields.Verdict verdict = yields.of(page);
        KnownReason reason = verdict == null ? null : verdict.reason();
        boolean isAskedFor = reason == null
                || row.lastVisit() != null
                || yields.isAskedFor(page.url(), row.origin(), row.discoveredFrom());
        return isAskedFor || shard.counts(CountsKey.ofPage(page)).sites().live() > 0 ? null : reason;
    }

    private FetchOrder order(PageKey page, PageRow row, int attempt, long nowMillis, PageChanges changes) {
        WaitingHost host = hosts.of(page);
        long leaseUntil = nowMillis + host.lease().toMillis();
        changes.put(page, row, row.withState(new PageState.Ordered(nowMillis, attempt, leaseUntil)));
        leases.begin(nowMillis, leaseUntil);
        PageRow.LinksSeen seen = row.links();
        PageKey from = row.discoveredFrom();
        return new FetchOrder(
                page.url(),
                row.depth(),
                row.redirects(),
                attempt,
                nowMillis,
                new Validators(seen.etag(), seen.lastModified(), seen.digest()),
                host.state(),
                row.origin(),
                from == null ? null : from.url(),
                leaseUntil);
    }
}
