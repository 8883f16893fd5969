package io.linkloom.builder.fold;

import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import java.util.List;

/**
 * Applies a visit to the shard of its page.
 *
 * <p>What it changes in the page's links, and what of that goes to other shards, depends on the visits of this partition
 * alone: on the visit, and on what visits before it left in the page's row and its out-links. Only the discovery of pages in
 * the same shard also looks at what link changes left there.
 *
 * <p>Immutable; one for each shard.
 */
public final class VisitFold {
    private final int partition;
    private final String visitsTopicId;
    private final Sites sites;
    private final SitePartitioner partitioner;
    private final Discovery discovery;

    /**
     * For the visits of one partition.
     *
     * @param visitsTopicId of the topic that offsets belong to, for stamps
     */
    public VisitFold(
            int partition, String visitsTopicId, Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this.partition = partition;
        this.visitsTopicId = visitsTopicId;
        this.sites = sites;
        this.partitioner = partitioner;
        this.discovery = discovery;
    }

    /** Notes in {@code changes} what the visit changes. */
    public void fold(Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        PageKey page = PageKey.of(visit.url());
        PageRow before = changes.page(page);
        PageRow known = before == null ? unheardOf(visit) : before;
        changes.countLinks(visit.links().size());
        LinksSeen links = foldLinks(page, known, positioned, changes);
        changes.putPage(page, before, after(known, visit, links));
    }

    /** A page that was fetched without having been known here, as when somebody else gave the order. */
    private static PageRow unheardOf(PageVisit visit) {
        FetchOrder order = visit.order();
        return new PageRow(
                new PageState.Visited(),
                order.depth(),
                order.redirects(),
                Origin.LINK,
                visit.fetchedAtMillis(),
                null,
                null,
                LinksSeen.NONE);
    }

    /** The page's row after the visit; a visit older than the last one ends no order and takes nobody's place. */
    private static PageRow after(PageRow known, PageVisit visit, LinksSeen links) {
        LastVisit last = known.lastVisit();
        if (last != null && visit.fetchedAtMillis() < last.fetchedAtMillis()) {
            return known.withLinks(links);
        }
        LastVisit now = new LastVisit(
                visit.fetchedAtMillis(),
                visit.outcome(),
                visit.status(),
                visit.detail(),
                visit.facts().contentType());
        return known.withVisit(now, links);
    }

    private LinksSeen foldLinks(PageKey page, PageRow known, Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        LinksSeen seen = known.links();
        boolean stale = visit.fetchedAtMillis() < seen.asOfMillis();
        return switch (visit.outcome()) {
            case FETCHED, REDIRECTED -> {
                if (visit.linksUnchanged()) {
                    yield unchanged(visit, seen, visit.linksDigest());
                }
                if (stale) {
                    widen(page, known, positioned, changes);
                    yield seen;
                }
                if (isSame(visit.linksDigest(), seen)) {
                    yield seenAgain(visit, seen);
                }
                LostReason reason =
                        visit.outcome() == Outcome.REDIRECTED ? LostReason.PAGE_REDIRECTED : LostReason.LINK_REMOVED;
                yield replace(page, known, positioned, reason, changes);
            }
            case NOT_MODIFIED ->
                unchanged(visit, seen, visit.order().validators().linksDigest());
            case GONE -> stale ? seen : replace(page, known, positioned, LostReason.PAGE_GONE, changes);
            default -> seen;
        };
    }

    /** The visit says that links are those with {@code digest}, and does not show them. */
    private static LinksSeen unchanged(PageVisit visit, LinksSeen seen, Digest digest) {
        if (visit.fetchedAtMillis() < seen.asOfMillis()) {
            return seen;
        }
        if (isSame(digest, seen)) {
            return visit.outcome() == Outcome.NOT_MODIFIED
                    ? seen.asOf(visit.fetchedAtMillis())
                    : seenAgain(visit, seen);
        }
        // The order was given before another visit changed the links, so which links the page has now is not known
        // here. Without validators the next fetch will show them.
        return seen.withoutValidators();
    }

    private static boolean isSame(Digest digest, LinksSeen seen) {
        return seen.any() && !digest.isNone() && digest.equals(seen.digest());
    }

    private static LinksSeen seenAgain(PageVisit visit, LinksSeen seen) {
        return new LinksSeen(
                visit.fetchedAtMillis(),
                seen.digest(),
                visit.facts().etag(),
                visit.facts().lastModified(),
                seen.count());
    }

    private void widen(PageKey page, PageRow known, Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        OutlinksDelta delta = OutlinksDelta.widening(visit.links(), changes.outlinks(page), visit.fetchedAtMillis());
        if (!delta.changes().isEmpty()) {
            changes.putOutlinks(page, delta.after());
            apply(page, known, positioned, delta, changes);
        }
    }

    private LinksSeen replace(
            PageKey page, PageRow known, Positioned<PageVisit> positioned, LostReason reason, ChangeSet changes) {
        PageVisit visit = positioned.value();
        OutlinksRow before = known.links().any() ? changes.outlinks(page) : OutlinksRow.NONE;
        OutlinksDelta delta = OutlinksDelta.to(
                visit.outcome().showsLinks() ? visit.links() : List.of(), before, visit.fetchedAtMillis(), reason);
        if (!delta.changes().isEmpty()) {
            changes.putOutlinks(page, delta.after());
            apply(page, known, positioned, delta, changes);
        }
        boolean shown = visit.outcome().showsLinks();
        return new LinksSeen(
                visit.fetchedAtMillis(),
                shown ? visit.linksDigest() : Digest.NONE,
                shown ? visit.facts().etag() : "",
                shown ? visit.facts().lastModified() : "",
                delta.after().live().size());
    }

    /** Links within the site are stored with their page and make pages known here; others go to their targets' shards. */
    private void apply(
            PageKey page, PageRow known, Positioned<PageVisit> positioned, OutlinksDelta delta, ChangeSet changes) {
        PageVisit visit = positioned.value();
        String site = sites.siteOf(visit.url());
        Departures departures = new Departures(visit, partitioner);
        for (OutlinksDelta.Change change : delta.changes()) {
            var target = change.link().target().url();
            String targetSite = sites.siteOf(target);
            if (!targetSite.equals(site)) {
                departures.add(targetSite, change, target);
                continue;
            }
            switch (change.kind()) {
                case ADDED -> changes.addInternalLinks(1);
                case CHANGED -> {}
                case LOST -> changes.addInternalLinks(-1);
            }
            if (change.kind() != OutlinksDelta.Kind.LOST
                    && Discovery.leadsToPage(change.link().kind())) {
                Way way = Way.link(change.link().kind(), page, known.depth(), known.redirects());
                discovery.found(change.link().target(), target, way, visit.fetchedAtMillis(), changes);
            }
        }
        departures
                .stamped(new Stamp(visitsTopicId, partition, positioned.offset(), 0))
                .forEach(changes::send);
    }
}
