package io.linkloom.builder.schedule;

import io.linkloom.builder.store.ActsRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.Control.Act;
import io.linkloom.common.model.Control.Dropped;
import io.linkloom.common.model.Control.Recrawled;
import io.linkloom.common.model.Control.Restored;
import io.linkloom.common.model.Control.Seeded;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * Does in one shard what operators want done once: visits pages again, drops what waits, lets it wait again.
 *
 * <p>One act after the other in the order of the topic, some pages a step. How far it is, is written with what a step changes, so
 * that a shard does each act once, whoever has it and however often it is killed; a shard that falls back to an older state does
 * again what that state does not show. What an act is about is decided by times in rows: what was visited or found after it was
 * said is left alone, however late the act is done.
 *
 * <p>Not thread-safe.
 */
public final class ActPass {
    private static final int PAGES_PER_STEP = 2000;
    /** That of the first page of a shard, which nearly all others wait behind. */
    private static final long FIRST_SEQUENCE = 1;

    private final Shard shard;
    private final Sites sites;
    private final PriorityWeights weights;
    private final SitePartitioner partitioner;
    private final UrlRules rules;
    private ActsRow row;

    /** Goes on where {@code shard} is. */
    public ActPass(Shard shard, Sites sites) {
        this.shard = shard;
        this.sites = sites;
        this.weights = shard.weights().orElse(PriorityWeights.USUAL);
        this.partitioner = new SitePartitioner(shard.identity().partitions());
        this.rules = UrlRules.named(shard.identity().urlRules(), sites);
        this.row = shard.acts();
    }

    /**
     * What a step decided, to be written as one.
     *
     * @param row how far the shard is then
     */
    public record Step(PageChanges changes, ActsRow row) {}

    /**
     * The next step, null if all is done; {@link #written} is to be called with it when it is written.
     *
     * @param topicId of topic controls; in one that was made anew nothing is done yet
     */
    public @Nullable Step step(Controls controls, String topicId) {
        if (!row.topicId().equals(topicId)) {
            row = ActsRow.ofTopic(topicId);
        }
        for (Controls.Said<Act> said : controls.acts()) {
            if (said.offset() >= row.next()) {
                return step(said.offset(), said.what());
            }
        }
        return null;
    }

    /** Notes that a step is written. */
    public void written(Step step) {
        row = step.row;
    }

    private Step step(long offset, Act act) {
        PageRange pages = rangeOf(act);
        if (pages == null || partitioner.partitionOf(pages.site(sites)) != shard.partition()) {
            return new Step(new PageChanges(shard), row.after(offset, 0));
        }
        PageChanges changes = new PageChanges(shard);
        PageKey end = walk(offset, act, pages, changes);
        new Ranking(shard, changes, weights).rankUncertain(_ -> true, _ -> Ranking.ChangedSites.UNCHANGED);
        int changed = changes.size();
        return new Step(changes, end == null ? row.after(offset, changed) : row.at(offset, end, changed));
    }

    private @Nullable PageRange rangeOf(Act act) {
        return switch (act) {
            case Seeded _ -> null;
            case Recrawled recrawl -> inThisIndex(recrawl.pages());
            case Dropped drop -> inThisIndex(drop.pages());
            case Restored restore -> inThisIndex(restore.pages());
        };
    }

    private PageRange inThisIndex(PageRange pages) {
        return pages.kind() == PageRange.Kind.URL ? PageRange.url(rules.apply(WebUrl.parse(pages.text()))) : pages;
    }

    /** Where the next step is to go on, null if that was all. */
    private @Nullable PageKey walk(long offset, Act act, PageRange pages, PageChanges changes) {
        UrlKey.Range keys = pages.keys();
        PageKey from = offset == row.next() ? row.from() : null;
        try (Rows<PageKey, PageRow> all =
                shard.pages(new UrlKey.Range(from == null ? keys.from() : from.bytes(), keys.to()))) {
            for (int left = PAGES_PER_STEP; all.next(); left--) {
                PageKey page = all.key();
                if (left == 0) {
                    return page;
                }
                boolean meant = pages.kind() != PageRange.Kind.SITE || pages.holds(page.url(), sites);
                PageRow after = meant ? after(act, all.row()) : null;
                if (after != null) {
                    changes.put(page, all.row(), after);
                }
            }
        }
        return null;
    }

    /** What becomes of a page, null if it stays what it is. */
    private static @Nullable PageRow after(Act act, PageRow page) {
        return switch (act) {
            case Seeded _ -> null;
            case Recrawled recrawl -> wasVisitedBefore(page, recrawl.atMillis()) ? queued(page) : null;
            case Dropped drop -> page.firstSeenMillis() < drop.atMillis() ? dropped(page) : null;
            case Restored restore ->
                page.firstSeenMillis() < restore.atMillis() && isDropped(page) ? queued(page) : null;
        };
    }

    private static boolean wasVisitedBefore(PageRow page, long millis) {
        PageRow.LastVisit last = page.lastVisit();
        return page.state() instanceof PageState.Visited && (last == null || last.fetchedAtMillis() < millis);
    }

    private static boolean isDropped(PageRow page) {
        return page.state() instanceof PageState.Known(KnownReason reason) && reason == KnownReason.DROPPED;
    }

    /** Before others of its priority, since somebody waits for it. */
    private static PageRow queued(PageRow page) {
        return page.withState(
                page.lastVisit() == null
                        ? PageState.Queued.breadthFirst(page.depth(), FIRST_SEQUENCE)
                        : PageState.Queued.againNow(page.depth()));
    }

    /** What is ordered may still be fetched; it is not ordered again. */
    private static @Nullable PageRow dropped(PageRow page) {
        boolean waits = page.state() instanceof PageState.Queued || page.state() instanceof PageState.Ordered;
        if (!waits && !page.awaitsRetry()) {
            return null;
        }
        // Without an interval nobody takes it for one that waits for its next visit.
        return page.lastVisit() == null
                ? page.withState(new PageState.Known(KnownReason.DROPPED))
                : page.withState(PageState.Visited.settled()).withInterval(0);
    }
}
