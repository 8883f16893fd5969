package io.linkloom.builder.app;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Loop;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds what arrives and orders what is next.
 *
 * <p>A step: poll; gather what comes until it is worth a batch; fold each shard's news in memory; send what other shards must know, all or nothing; write each shard's changes
 * with its new offsets as one; give orders. So a crash before the sending leaves nothing behind, and after a later one the same
 * is folded and sent again, which the receivers tell by its stamps. A batch that cannot be sent is dropped: its shards go back
 * to what they have written, while the others go on.
 */
final class FoldLoop implements Loop {
    private static final String READ_ANEW = "is read anew, since what it had folded could not be sent";
    static final String NAME = "fold";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long STATUS_INTERVAL_NANOS = Duration.ofMillis(50).toNanos();

    private record Batch(ActiveShard shard, News news, ChangeSet changes) {}

    private final Feed feed;
    private final Sender sender;
    private final ShardKeeper shards;
    private final CrawlBudget budget;
    private final Duration waitForRetries;
    private final Time time;
    private final BuilderMeters meters;
    private final StatusBoard status;
    private final Flushing flushing;
    private final Snapshots snapshots;
    private final ScopeWatch scope;
    private final ControlStep control;
    /** Of what is folded and written at once in one shard. */
    private final int mostLinks;

    private final Gathering gathering;

    /** Whether pages are ordered; a read replica leaves that to others. */
    private final boolean orders;

    private final IdleCheck idle = new IdleCheck();
    private long statusAtNanos;

    FoldLoop(
            Feed feed,
            Sender sender,
            ShardKeeper shards,
            CrawlBudget budget,
            Duration waitForRetries,
            Time time,
            BuilderMeters meters,
            StatusBoard status,
            Flushing flushing,
            Snapshots snapshots,
            ScopeWatch scope,
            ControlStep control,
            int mostLinks,
            Duration longestGathering,
            boolean orders) {
        this.feed = feed;
        this.sender = sender;
        this.shards = shards;
        this.budget = budget;
        this.waitForRetries = waitForRetries;
        this.time = time;
        this.meters = meters;
        this.status = status;
        this.flushing = flushing;
        this.snapshots = snapshots;
        this.scope = scope;
        this.control = control;
        this.mostLinks = mostLinks;
        this.gathering = new Gathering(mostLinks, longestGathering);
        this.orders = orders;
        this.statusAtNanos = time.nanos() - STATUS_INTERVAL_NANOS;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Whether nothing is left to do, see {@link Builder#idle}. Any thread. */
    boolean isIdle() {
        return idle.isIdle();
    }

    /** A step; the poll in it waits for work, so that none is needed between steps unless Kafka is out of reach. */
    @Override
    public int doWork() {
        boolean ready = sender.isReady(time.nanos());
        if (ready) {
            work();
        }
        flushing.tick(time.nanos(), shards);
        snapshots.tick(shards);
        showStatus();
        return ready ? 1 : 0;
    }

    private void work() {
        Map<Integer, News> news = feed.poll(POLL);
        shards.tick(feed);
        gather(news);
        int folded = gathering.isDue(time.nanos(), ordered()) ? fold(gathering.take(shards)) : 0;
        scope.tick(time.nanos(), time.millis(), shards, feed);
        setTargets();
        shards.active().forEach(this::takeRules);
        int acted = control.tick(shards);
        int ordered = orders ? order() : 0;
        if (folded + acted + ordered > 0 || !news.isEmpty()) {
            idle.worked();
        } else if (idle.isAsked()) {
            idle.looked(nothingLeft());
        }
    }

    private void gather(Map<Integer, News> news) {
        long nowNanos = time.nanos();
        news.forEach((partition, each) -> {
            ActiveShard shard = shards.active(partition);
            if (shard != null) {
                gathering.add(shard, each, nowNanos);
            }
        });
    }

    /** Pages that workers are to fetch for these shards; a read replica cannot tell. */
    private long ordered() {
        return orders
                ? shards.active().stream()
                        .mapToLong(shard -> shard.scheduler().outstanding())
                        .sum()
                : Long.MAX_VALUE;
    }

    /** In parts, if it is much. What of a shard could not be sent or written comes again, and so does what was behind it. */
    private int fold(Map<Integer, News> news) {
        Map<Integer, List<News>> parts = new TreeMap<>();
        news.forEach((partition, all) -> parts.put(partition, all.parts(mostLinks)));
        int records = 0;
        boolean sent = true;
        for (int i = 0; sent && !parts.isEmpty(); i++) {
            Map<Integer, News> next = new TreeMap<>();
            int part = i;
            parts.values().removeIf(all -> all.size() <= part);
            parts.forEach((partition, all) -> next.put(partition, all.get(part)));
            long start = time.nanos();
            List<Batch> batches = foldEach(next);
            sent = batches.isEmpty() || sendAndWrite(batches, start);
            records += batches.stream().mapToInt(batch -> batch.news.size()).sum();
        }
        return records;
    }

    private List<Batch> foldEach(Map<Integer, News> news) {
        List<Batch> batches = new ArrayList<>();
        for (Map.Entry<Integer, News> entry : news.entrySet()) {
            ActiveShard shard = shards.active(entry.getKey());
            ChangeSet changes = shard == null ? null : tryFold(shard, entry.getValue());
            if (shard != null && changes != null) {
                batches.add(new Batch(shard, entry.getValue(), changes));
            }
        }
        return batches;
    }

    private boolean sendAndWrite(List<Batch> batches, long start) {
        if (!send(batches)) {
            return false;
        }
        batches.forEach(this::write);
        meters.batch.record(Duration.ofNanos(time.nanos() - start));
        return true;
    }

    /** A record that cannot be folded stops its own shard only; what cannot be read at all never comes this far. */
    private @Nullable ChangeSet tryFold(ActiveShard shard, News news) {
        try {
            return shard.fold(news);
        } catch (RuntimeException e) {
            shards.fail(shard, e);
            return null;
        }
    }

    private boolean send(List<Batch> batches) {
        List<Outgoing> links = new ArrayList<>();
        Map<Integer, ShardOffsets> applied = new TreeMap<>();
        for (Batch batch : batches) {
            links.addAll(batch.changes.outgoing());
            applied.put(batch.shard.partition(), batch.news.next());
        }
        if (sender.commit(links, applied, time.nanos())) {
            meters.sent.increment(links.size());
            return true;
        }
        goBack(batches.stream().map(Batch::shard).toList());
        return false;
    }

    private void write(Batch batch) {
        try {
            batch.shard.write(batch.changes, batch.news.next());
        } catch (RuntimeException e) {
            shards.fail(batch.shard, e);
            return;
        }
        meters.visits.increment(batch.news.visits().size());
        meters.links.increment((double) batch.changes.linksFolded());
        meters.skipped.increment((double) batch.changes.recordsSkipped());
    }

    /** Everything of these shards is to be as it was last written: rows, memory, scheduler, and the place in the topics. */
    private void goBack(Collection<ActiveShard> dropped) {
        meters.dropped.increment();
        dropped.forEach(shard -> shards.reload(shard, feed, READ_ANEW));
    }

    private void takeRules(ActiveShard shard) {
        try {
            shard.takeRules();
        } catch (RuntimeException e) {
            shards.fail(shard, e);
        }
    }

    private int order() {
        long nowMillis = time.millis();
        long left = budgetLeft();
        // Where few pages are left, each shard's come in.
        long share = Math.max(1, left / Math.max(1, shards.active().size()));
        Map<ActiveShard, ScheduledOrders> scheduled = new LinkedHashMap<>();
        Map<Integer, List<FetchOrder>> orders = new TreeMap<>();
        int repeated = 0;
        for (ActiveShard shard : shards.active()) {
            ScheduledOrders due = shard.mayOrder() ? tryOrder(shard, nowMillis, Math.min(left, share)) : null;
            if (due != null && !due.isEmpty()) {
                scheduled.put(shard, due);
                left -= due.orders().size() - due.repeated();
                repeated += due.repeated();
            }
            if (due != null && !due.orders().isEmpty()) {
                orders.put(shard.partition(), due.orders());
            }
        }
        if (!orders.isEmpty() && !sender.order(orders, time.nanos())) {
            goBack(scheduled.keySet());
            return 0;
        }
        scheduled.forEach(this::write);
        meters.orders.increment(orders.values().stream().mapToInt(List::size).sum());
        meters.repeated.increment(repeated);
        return scheduled.size();
    }

    /** Before its first order, and before it takes other rules, a shard has to know what had been sent to it by then. */
    private void setTargets() {
        if (shards.active().stream().allMatch(ActiveShard::knowsTarget)) {
            return;
        }
        Map<Integer, ShardOffsets> ends = feed.endOffsets();
        for (ActiveShard shard : shards.active()) {
            ShardOffsets end = ends.get(shard.partition());
            if (!shard.knowsTarget() && end != null) {
                shard.setTarget(end);
            }
        }
    }

    private @Nullable ScheduledOrders tryOrder(ActiveShard shard, long nowMillis, long left) {
        try {
            return shard.order(nowMillis, left);
        } catch (RuntimeException e) {
            shards.fail(shard, e);
            return null;
        }
    }

    private void write(ActiveShard shard, ScheduledOrders orders) {
        try {
            shard.write(orders);
        } catch (RuntimeException e) {
            shards.fail(shard, e);
        }
    }

    /** None is known to be left before all shards say what they have used, up to what had been sent to them. */
    private long budgetLeft() {
        if (budget.equals(CrawlBudget.NONE)) {
            return Long.MAX_VALUE;
        }
        if (!allMayOrder()) {
            return 0;
        }
        ShardTotals all = new ShardTotals();
        shards.active().forEach(shard -> all.plus(shard.totals()));
        return budget.pagesLeft(all);
    }

    private boolean allMayOrder() {
        Collection<ActiveShard> active = shards.active();
        return active.size() == status.partitions() && active.stream().allMatch(ActiveShard::mayOrder);
    }

    private boolean nothingLeft() {
        if (!allMayOrder()) {
            return false;
        }
        Collection<ActiveShard> active = shards.active();
        long horizon = time.millis() + waitForRetries.toMillis();
        boolean waiting = budgetLeft() > 0
                && active.stream().anyMatch(shard -> shard.scheduler().isBusyUntil(horizon));
        if (waiting || active.stream().anyMatch(shard -> shard.scheduler().outstanding() > 0)) {
            return false;
        }
        Map<Integer, ShardOffsets> ends = feed.endOffsets();
        return active.stream().allMatch(shard -> {
            ShardOffsets end = ends.get(shard.partition());
            return end != null && shard.reaches(end);
        });
    }

    private void showStatus() {
        if (time.nanos() - statusAtNanos < STATUS_INTERVAL_NANOS) {
            return;
        }
        statusAtNanos = time.nanos();
        showStatusNow();
    }

    void showStatusNow() {
        ShardTotals totals = new ShardTotals();
        Collection<ActiveShard> active = shards.active();
        Waiting waiting = Waiting.NOTHING;
        for (ActiveShard shard : active) {
            totals.plus(shard.totals());
            waiting = waiting.plus(Waiting.of(shard.scheduler(), shard.totals().pages(PageState.Name.QUEUED)));
        }
        status.show(active.size(), totals, waiting, feed.lag() + gathering.records(), shards.resting());
    }

    /** Leaves the group, by which all shards are closed. */
    @Override
    public void onClose() {
        try {
            feed.close();
        } finally {
            shards.close();
            sender.close();
        }
    }
}
