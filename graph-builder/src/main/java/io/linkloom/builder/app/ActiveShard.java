package io.linkloom.builder.app;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.LinkFold;
import io.linkloom.builder.fold.PageIdentity;
import io.linkloom.builder.fold.ScopeReview;
import io.linkloom.builder.fold.ShardMemory;
import io.linkloom.builder.fold.VisitFold;
import io.linkloom.builder.schedule.ActPass;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.schedule.Scheduler;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Usage;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard at work: its rows, what of them is in memory, its folds and its scheduler. For one thread. */
final class ActiveShard {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveShard.class);

    private final Shard shard;
    private final Sites sites;
    private final Discovery discovery;
    private final String judgedBy;
    private final ScheduleLimits limits;
    private final ShardMemory memory;
    private final PageIdentity pageIdentity;
    private VisitFold visitFold;
    private final LinkFold linkFold;
    private final FoldRules wantedRules;
    private final @Nullable RuleChanges ruleChanges;
    /** Those that the shard comes to yet while it folds again what was folded before. */
    private final Deque<RuleChanges.Change> rulesAhead = new ArrayDeque<>();
    /** What the shard has as its rules. */
    private FoldRules rulesKept;

    private boolean saidUnnoted;
    private final Scheduler scheduler;
    private final ActPass acts;
    private Controls obeyed = Controls.NONE;
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
        this(shard, sites, discovery, rules, limits, null);
    }

    /**
     * As above.
     *
     * @param ruleChanges what is known of rules that the shard took in its earlier lives; null where it has no other life than
     *     this one
     */
    ActiveShard(
            Shard shard,
            Sites sites,
            Discovery discovery,
            FoldRules rules,
            ScheduleLimits limits,
            @Nullable RuleChanges ruleChanges) {
        ShardIdentity identity = shard.identity();
        this.shard = shard;
        this.sites = sites;
        this.discovery = discovery;
        this.limits = limits;
        if (!shard.weights().equals(Optional.of(limits.weights()))) {
            Ranking.ofAll(shard, limits.weights());
        }
        if (!shard.countsUsage()) {
            Usage.countAll(shard);
        }
        noteBudgets(shard, limits.budgets());
        this.memory = ShardMemory.of(shard, discovery.memory(), LowYields.of(shard, limits.traps(), sites));
        this.rulesKept = rulesOf(shard, rules);
        this.pageIdentity = new PageIdentity(UrlRules.named(identity.urlRules(), sites));
        this.visitFold = new VisitFold(
                        identity.partition(),
                        identity.visitsTopicId(),
                        sites,
                        new SitePartitioner(identity.partitions()),
                        discovery,
                        rulesKept)
                .planning(limits.recrawl());
        this.wantedRules = rules;
        this.ruleChanges = ruleChanges;
        if (ruleChanges != null) {
            rulesAhead.addAll(changesAfter(memory.offsets().visits(), ruleChanges));
        }
        this.linkFold = new LinkFold(sites, discovery).planning(limits.recrawl());
        // Before the review: should others be taken during it, the shard is read anew.
        this.judgedBy = discovery.scope().digest();
        var _ = ScopeReview.of(shard, memory, discovery, limits.recrawl());
        this.scheduler = new Scheduler(shard, limits, sites, memory.yields());
        this.acts = new ActPass(shard, sites);
    }

    /** The same as it was last written, read again; this one is then not to be used any more. */
    ActiveShard anew() {
        return new ActiveShard(shard, sites, discovery, wantedRules, limits, ruleChanges);
    }

    /** For who explains what waits. */
    private static void noteBudgets(Shard shard, SiteBudgets budgets) {
        if (!shard.budgets().equals(budgets)) {
            WriteSet writes = new WriteSet();
            MetaRows.putBudgets(writes, budgets);
            shard.write(writes);
        }
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

    private static List<RuleChanges.Change> changesAfter(long visit, RuleChanges known) {
        try {
            return known.all().stream()
                    .filter(change -> change.fromVisit() >= visit)
                    .toList();
        } catch (IOException e) {
            throw new ShardStoreException("the rules that are noted in " + known.file() + " cannot be read: " + e, e);
        }
    }

    /** Takes other rules if they are wanted and the shard {@linkplain #mayOrder has caught up}; between two batches. */
    void takeRules() {
        boolean others = !visitFold.rules().equals(wantedRules) || !rulesAhead.isEmpty();
        if (mayOrder() && others && isNoted()) {
            rulesAhead.clear();
            keep(shard, wantedRules);
            rulesKept = wantedRules;
            visitFold = visitFold.by(wantedRules);
        }
    }

    /** Where it could not be noted, an older copy of the shard would come to other links: then it is tried again later. */
    private boolean isNoted() {
        if (ruleChanges == null) {
            return true;
        }
        try {
            if (ruleChanges.all().isEmpty()) {
                ruleChanges.add(new RuleChanges.Change(0, rulesKept));
            }
            ruleChanges.add(new RuleChanges.Change(memory.offsets().visits(), wantedRules));
            return true;
        } catch (IOException e) {
            if (!saidUnnoted) {
                LOG.warn(
                        "shard {} keeps its rules until others can be noted in {}", partition(), ruleChanges.file(), e);
                saidUnnoted = true;
            }
            return false;
        }
    }

    private void takeRulesOf(long visit) {
        while (!rulesAhead.isEmpty() && rulesAhead.getFirst().fromVisit() <= visit) {
            visitFold = visitFold.by(rulesAhead.removeFirst().rules());
        }
    }

    Shard shard() {
        return shard;
    }

    /** Digest of the scope that its pages were judged by. */
    String judgedBy() {
        return judgedBy;
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
        linkFold.foldAll(news.links().stream().map(pageIdentity::ofLinks).toList(), changes);
        List<Positioned<PageVisit>> left = news.visits();
        while (!left.isEmpty()) {
            takeRulesOf(left.getFirst().offset());
            int together = countBeforeOtherRules(left);
            visitFold.foldAll(
                    left.subList(0, together).stream().map(pageIdentity::of).toList(), changes);
            left = left.subList(together, left.size());
        }
        return changes;
    }

    private int countBeforeOtherRules(List<Positioned<PageVisit>> visits) {
        if (rulesAhead.isEmpty()) {
            return visits.size();
        }
        long next = rulesAhead.getFirst().fromVisit();
        return Math.toIntExact(
                visits.stream().takeWhile(visit -> visit.offset() < next).count());
    }

    /** Makes a fold's changes last. */
    void write(ChangeSet changes, ShardOffsets next) {
        WriteSet writes = changes.writes(next);
        if (!rulesKept.equals(visitFold.rules())) {
            MetaRows.putFoldRules(writes, visitFold.rules().text());
            rulesKept = visitFold.rules();
        }
        shard.write(writes);
        changes.written(next);
        scheduler.reconsider(changes.usage(), changes.sitesAtAnotherStep());
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

    /**
     * Hears what operators say now, and does a step of what they want done once, when it {@linkplain #mayOrder has caught up}.
     *
     * @param actsOf id of topic controls, null if nothing is to be done
     * @return whether there was such a step
     */
    boolean obey(Controls now, @Nullable String actsOf) {
        if (now != obeyed) {
            scheduler.obey(now);
            obeyed = now;
        }
        ActPass.Step step = actsOf != null && mayOrder() ? acts.step(now, actsOf) : null;
        if (step == null) {
            return false;
        }
        WriteSet writes = new WriteSet();
        MetaRows.putActs(writes, step.row());
        write(step.changes(), writes);
        acts.written(step);
        scheduler.reconsider(step.changes().usage(), Map.of());
        scheduler.apply(step.changes().moves(), Map.of());
        return true;
    }

    private void write(PageChanges changes, WriteSet writes) {
        changes.writeTo(writes);
        ShardTotals totals = memory.totals();
        changes.countIn(totals);
        MetaRows.putTotals(writes, totals);
        shard.write(writes);
        memory.wroteTotals(totals);
    }

    /** The orders that are due; they are to be sent and then {@linkplain #write(ScheduledOrders) written}. */
    ScheduledOrders order(long nowMillis, long budget) {
        return scheduler.tick(nowMillis, budget);
    }

    /** Makes it last that orders were given. */
    void write(ScheduledOrders orders) {
        write(orders.changes(), new WriteSet());
        orders.refused()
                .forEach(page ->
                        memory.keptOut(page, requireNonNull(orders.changes().page(page))));
        scheduler.written(orders);
    }

    Scheduler scheduler() {
        return scheduler;
    }
}
