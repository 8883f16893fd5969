package io.linkloom.builder.app;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.LinkFold;
import io.linkloom.builder.fold.PageIdentity;
import io.linkloom.builder.fold.ScopeReview;
import io.linkloom.builder.fold.ShardMemory;
import io.linkloom.builder.fold.VisitFold;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.schedule.Scheduler;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import org.jspecify.annotations.Nullable;

/** A shard at work: its rows, what of them is in memory, its folds and its scheduler. For one thread. */
final class ActiveShard {
    private final Shard shard;
    private final Sites sites;
    private final Discovery discovery;
    private final ScheduleLimits limits;
    private final ShardMemory memory;
    private final PageIdentity pageIdentity;
    private VisitFold visitFold;
    private final LinkFold linkFold;
    private final FoldRules wantedRules;
    private final Scheduler scheduler;
    private @Nullable ShardOffsets caughtUpAt;
    private boolean caughtUp;

    /**
     * Reads into memory what has to be there, and judges pages again if the scope is another one.
     *
     * @param rules that visits are to be folded by once all is folded that had been sent before the shard was opened; until then
     *     the shard's own hold, so that whatever it folds again gives what it gave
     * @throws ShardRefusedException if its own rules are not ones that this version knows
     */
    ActiveShard(Shard shard, Sites sites, Discovery discovery, FoldRules rules, ScheduleLimits limits) {
        ShardIdentity identity = shard.identity();
        this.shard = shard;
        this.sites = sites;
        this.discovery = discovery;
        this.limits = limits;
        this.memory = ShardMemory.of(shard, discovery.memory());
        this.pageIdentity = new PageIdentity(UrlRules.named(identity.urlRules(), sites));
        this.visitFold = new VisitFold(
                identity.partition(),
                identity.visitsTopicId(),
                sites,
                new SitePartitioner(identity.partitions()),
                discovery,
                rulesOf(shard, rules));
        this.wantedRules = rules;
        this.linkFold = new LinkFold(sites, discovery);
        var _ = ScopeReview.of(shard, memory, discovery);
        this.scheduler = new Scheduler(shard, limits);
    }

    /** The same as it was last written, read again; this one is then not to be used any more. */
    ActiveShard anew() {
        return new ActiveShard(shard, sites, discovery, wantedRules, limits);
    }

    private static FoldRules rulesOf(Shard shard, FoldRules wanted) {
        String kept = shard.foldRules();
        if (kept == null) {
            keep(shard, wanted);
            return wanted;
        }
        return FoldRules.ofText(kept)
                .orElseThrow(() -> new ShardRefusedException("the visits of shard " + shard.partition()
                        + " are folded by rules that this version does not know (" + kept
                        + "); use the version that made it"));
    }

    /** What is folded by the rules must not outlive the note of them. */
    private static void keep(Shard shard, FoldRules rules) {
        WriteSet writes = new WriteSet();
        MetaRows.putFoldRules(writes, rules.text());
        shard.write(writes);
        shard.flush();
    }

    /** Takes other rules if they are wanted and the shard {@linkplain #mayOrder has caught up}; between two batches. */
    void takeRules() {
        if (mayOrder() && !visitFold.rules().equals(wantedRules)) {
            keep(shard, wantedRules);
            visitFold = visitFold.by(wantedRules);
        }
    }

    Shard shard() {
        return shard;
    }

    int partition() {
        return shard.partition();
    }

    /** How far it has come. */
    ShardOffsets offsets() {
        return memory.offsets();
    }

    ShardTotals totals() {
        return memory.totals();
    }

    /** What the news change; nothing is written. */
    ChangeSet fold(News news) {
        ChangeSet changes = new ChangeSet(shard, memory);
        news.links().forEach(record -> linkFold.fold(pageIdentity.ofLinks(record), changes));
        visitFold.foldAll(news.visits().stream().map(pageIdentity::of).toList(), changes);
        return changes;
    }

    /** Makes a fold's changes last. */
    void write(ChangeSet changes, ShardOffsets next) {
        shard.write(changes.writes(next));
        changes.written(next);
        scheduler.apply(changes.moves(), changes.hosts());
    }

    /** Whether all that had been sent to it when it was opened is folded, so that no order repeats what was done. */
    boolean mayOrder() {
        ShardOffsets target = caughtUpAt;
        if (!caughtUp && target != null) {
            caughtUp = reaches(target);
        }
        return caughtUp;
    }

    /** Whether it is known what had been sent to it when it was opened. */
    boolean knowsTarget() {
        return caughtUpAt != null;
    }

    void setTarget(ShardOffsets ends) {
        caughtUpAt = ends;
    }

    /** Whether everything before {@code ends} is applied. */
    boolean reaches(ShardOffsets ends) {
        ShardOffsets applied = memory.offsets();
        return applied.visits() >= ends.visits() && applied.links() >= ends.links();
    }

    /** The orders that are due; they are to be sent and then {@linkplain #write(ScheduledOrders) written}. */
    ScheduledOrders order(long nowMillis, long budget) {
        return scheduler.tick(nowMillis, budget);
    }

    /** Makes it last that orders were given. */
    void write(ScheduledOrders orders) {
        WriteSet writes = new WriteSet();
        orders.changes().writeTo(writes);
        ShardTotals totals = memory.totals();
        orders.changes().countIn(totals);
        MetaRows.putTotals(writes, totals);
        shard.write(writes);
        memory.wroteTotals(totals);
        scheduler.written(orders);
    }

    /** Pages that count in a budget: visited, or about to be. */
    long fetched() {
        return memory.totals().everOrdered();
    }

    Scheduler scheduler() {
        return scheduler;
    }
}
