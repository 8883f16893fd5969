package io.linkloom.builder.fold;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final SitemapFold sitemaps;

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
        this.sitemaps = new SitemapFold(sites, partitioner, discovery);
    }

    /** Notes in {@code changes} what the visit changes. */
    public void fold(Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        PageKey page = PageKey.of(visit.url());
        PageRow before = changes.page(page);
        PageRow known = before == null ? unheardOf(visit) : before;
        changes.countLinks(visit.links().size());
        LinksSeen links = foldLinks(page, known, positioned, changes);
        changes.putPage(page, before, after(page, known, visit, links));
        sitemaps.files(visit, known, changes);
        foldHost(HostKey.of(page), visit, changes);
    }

    /** The newest visit that tells of the host's manners counts. */
    private static void foldHost(HostKey host, PageVisit visit, ChangeSet changes) {
        if (visit.host().equals(HostState.UNKNOWN)) {
            return;
        }
        HostRow known = changes.host(host);
        if (known == null || visit.fetchedAtMillis() >= known.asOfMillis()) {
            changes.putHost(host, new HostRow(visit.fetchedAtMillis(), visit.host()));
        }
    }

    /** A page that was fetched without having been known here, as when somebody else gave the order. */
    private static PageRow unheardOf(PageVisit visit) {
        FetchOrder order = visit.order();
        WebUrl from = order.discoveredFrom();
        return new PageRow(
                PageState.Visited.settled(),
                order.depth(),
                order.redirects(),
                order.origin(),
                visit.fetchedAtMillis(),
                from == null ? null : PageKey.of(from),
                null,
                LinksSeen.NONE);
    }

    /** The page's row after the visit; a visit older than the last one ends no order and takes nobody's place. */
    private static PageRow after(PageKey page, PageRow known, PageVisit visit, LinksSeen links) {
        LastVisit last = known.lastVisit();
        if (last != null && visit.fetchedAtMillis() < last.fetchedAtMillis()) {
            return known.withLinks(links);
        }
        Retry retry = Retry.after(visit, page, last);
        LastVisit now = new LastVisit(
                visit.fetchedAtMillis(),
                visit.outcome(),
                visit.status(),
                visit.detail(),
                visit.facts().contentType(),
                retry.failures());
        return known.withVisit(retry.planned(), now, links);
    }

    private LinksSeen foldLinks(PageKey page, PageRow known, Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        LinksSeen seen = known.links();
        boolean stale = visit.fetchedAtMillis() < seen.asOfMillis();
        OutcomePolicy policy = OutcomePolicy.of(visit.outcome(), visit.status());
        return switch (policy.links()) {
            case SHOWN -> {
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
                sitemaps.links(visit, known, changes);
                // What is behind the cut may be there as before.
                LostReason reason = showsAllLinks(visit) ? policy.lostAs() : null;
                yield replace(page, known, positioned, reason, changes);
            }
            case STAY -> unchanged(visit, seen, visit.linksDigest());
            case LOST -> stale ? seen : replace(page, known, positioned, policy.lostAs(), changes);
            case UNCONFIRMED -> seen;
        };
    }

    private static boolean showsAllLinks(PageVisit visit) {
        return !visit.facts().bodyCut() && visit.facts().linksDropped() == 0;
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
        OutlinksDelta delta = OutlinksDelta.widening(linksOf(visit), changes.outlinks(page), visit.fetchedAtMillis());
        if (!delta.changes().isEmpty()) {
            changes.putOutlinks(page, delta.after());
            apply(page, known, positioned, delta, changes);
        }
    }

    /** The links are those that the visit shows, if any; without a reason why others are lost, those too. */
    private LinksSeen replace(
            PageKey page,
            PageRow known,
            Positioned<PageVisit> positioned,
            @Nullable LostReason reason,
            ChangeSet changes) {
        PageVisit visit = positioned.value();
        boolean shown = visit.outcome().showsLinks();
        List<Link> now = shown ? linksOf(visit) : List.of();
        OutlinksRow before = known.links().any() ? changes.outlinks(page) : OutlinksRow.NONE;
        OutlinksDelta delta = OutlinksDelta.to(now, before, visit.fetchedAtMillis(), reason);
        if (!delta.changes().isEmpty()) {
            changes.putOutlinks(page, delta.after());
            apply(page, known, positioned, delta, changes);
        }
        int live = delta.after().live().size();
        // Where links are live that the visit does not show, its digest and validators are not theirs: the next visit
        // is
        // to show its links whatever they are.
        boolean asShown = reason != null || live == targets(now);
        return shown && asShown
                ? new LinksSeen(
                        visit.fetchedAtMillis(),
                        visit.linksDigest(),
                        visit.facts().etag(),
                        visit.facts().lastModified(),
                        live)
                : new LinksSeen(visit.fetchedAtMillis(), Digest.NONE, "", "", live);
    }

    private static List<Link> linksOf(PageVisit visit) {
        return visit.links().stream().filter(SitemapFold::isLink).toList();
    }

    private static int targets(List<Link> links) {
        Set<WebUrl> targets = new HashSet<>();
        links.forEach(link -> targets.add(link.target()));
        return targets.size();
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
                case ADDED, RESTORED -> changes.addInternalLinks(1);
                case CHANGED -> {}
                case LOST -> changes.addInternalLinks(-1);
            }
            OutLink link = change.link();
            if (change.kind() != OutlinksDelta.Kind.LOST
                    && discovery.follows(link.kind(), link.rel(), visit.facts().pageRobots())) {
                Way way = Way.link(link.kind(), page, known.depth(), known.redirects());
                discovery.found(link.target(), target, way, visit.fetchedAtMillis(), changes);
            }
        }
        departures
                .stamped(new Stamp(visitsTopicId, partition, positioned.offset(), 0))
                .forEach(changes::send);
    }
}
