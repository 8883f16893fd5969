package io.linkloom.builder.fold;

import io.linkloom.builder.store.EarlierVisit;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.List;
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
    private final LinkNews news;
    private final SitemapFold sitemaps;
    private final Sites sites;
    private final Discovery discovery;
    private final LinksFold links;
    private final HintFold hints;
    private final Recrawl recrawl;

    /** For the visits of one partition, by {@link FoldRules#USUAL}; as the other. */
    public VisitFold(
            int partition, String visitsTopicId, Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this(partition, visitsTopicId, sites, partitioner, discovery, FoldRules.USUAL);
    }

    /**
     * For the visits of one partition.
     *
     * @param visitsTopicId of the topic that offsets belong to, for stamps
     */
    public VisitFold(
            int partition,
            String visitsTopicId,
            Sites sites,
            SitePartitioner partitioner,
            Discovery discovery,
            FoldRules rules) {
        this(
                new LinkNews(partition, visitsTopicId, sites, partitioner, discovery),
                new SitemapFold(sites, partitioner, discovery),
                sites,
                discovery,
                rules,
                Recrawl.OFF);
    }

    private VisitFold(
            LinkNews news, SitemapFold sitemaps, Sites sites, Discovery discovery, FoldRules rules, Recrawl recrawl) {
        this.discovery = discovery;
        this.hints = new HintFold(discovery, recrawl);
        this.recrawl = recrawl;
        this.news = news;
        this.sitemaps = sitemaps;
        this.sites = sites;
        this.links = new LinksFold(rules, sites, sitemaps, news);
    }

    /**
     * The same fold, with other plans for pages that did not fail. They go to no other shard, so that a replay may have others than
     * the first time; and so it may where the scope's rules, which bound plans, are others by then.
     */
    public VisitFold planning(Recrawl plan) {
        return new VisitFold(news, sitemaps, sites, discovery, links.rules(), plan);
    }

    /** The fold of the same visits by other rules. */
    public VisitFold by(FoldRules rules) {
        return new VisitFold(news, sitemaps, sites, discovery, rules, recrawl);
    }

    /** What it folds by. */
    public FoldRules rules() {
        return links.rules();
    }

    /** Notes in {@code changes} what the visits change, one after the other; what is known of their pages is read at once. */
    public void foldAll(List<Positioned<PageVisit>> visits, ChangeSet changes) {
        List<PageKey> pages =
                visits.stream().map(visit -> PageKey.of(visit.value().url())).toList();
        changes.expect(pages);
        changes.directories()
                .expect(pages.stream()
                        .filter(page -> isFirstVisit(changes.page(page)))
                        .toList());
        visits.forEach(visit -> fold(visit, changes));
    }

    private static boolean isFirstVisit(@Nullable PageRow page) {
        return page == null || page.lastVisit() == null;
    }

    /** Notes in {@code changes} what the visit changes. */
    public void fold(Positioned<PageVisit> positioned, ChangeSet changes) {
        PageVisit visit = positioned.value();
        PageKey page = PageKey.of(visit.url());
        PageRow before = changes.page(page);
        PageRow known = before == null ? unheardOf(visit) : before;
        changes.countLinks(visit.links().size());
        changes.countBytes(visit.facts().bodyBytes());
        LinksSeen seen = links.fold(new Visiting(page, known, positioned.offset(), visit, changes));
        int marks = known.marks() | changes.directories().visited(page, known, visit);
        changes.putPage(page, before, after(page, known, visit, seen).withMarks(marks));
        foldHints(page, known, visit, changes);
        sitemaps.files(visit, known, changes);
        foldHost(HostKey.of(page), visit, changes);
    }

    /** What a list says of pages of its own site; what it says of others goes with what makes them known. */
    private void foldHints(PageKey page, PageRow known, PageVisit visit, ChangeSet changes) {
        boolean isHeld = known.origin() != Origin.SITEMAP_FILE
                && discovery.isHeld(visit.url(), known.depth(), visit.facts().contentType());
        if (visit.hints().isEmpty() || isHeld || !hints.isOfUse(changes)) {
            return;
        }
        SameSite site = new SameSite(page, sites);
        List<PageKey> listed = visit.links().stream()
                .map(Link::target)
                .filter(visit.hints()::containsKey)
                .map(PageKey::of)
                .filter(site::has)
                .toList();
        hints.fold(listed, visit.hints(), visit.fetchedAtMillis(), changes);
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
                LinksSeen.NONE,
                0,
                UrlShape.marks(visit.url()));
    }

    /** The row with links as they were found late: they are at stake where the page has failed since. */
    private PageRow afterAll(PageKey page, PageRow known, LastVisit last, LinksSeen seen) {
        PageRow row = known.withLinks(seen);
        PageState.Visited settled = PageState.Visited.settled();
        PageState.Visited atEndOfGrace =
                Retry.atEndOfGrace(last.fetchedAtMillis(), last.failingSinceMillis(), page, rules().grace());
        PageState.Visited before = seen.count() > 0 ? settled : atEndOfGrace;
        return row.state().equals(before) ? row.withState(seen.count() > 0 ? atEndOfGrace : settled) : row;
    }

    /** The page's row after the visit; a visit older than the last one ends no order and takes nobody's place. */
    private PageRow after(PageKey page, PageRow known, PageVisit visit, LinksSeen seen) {
        LastVisit last = known.lastVisit();
        if (last != null && visit.fetchedAtMillis() < last.fetchedAtMillis()) {
            return afterAll(page, known, last, seen);
        }
        Retry retry = Retry.after(visit, page, last, seen.count(), rules().grace());
        LastVisit now = new LastVisit(
                visit.fetchedAtMillis(),
                visit.outcome(),
                visit.status(),
                visit.detail(),
                contentType(visit, last),
                retry.failures(),
                Grace.failingSince(visit, last),
                earlier(visit, last));
        if (known.state().equals(new PageState.Known(KnownReason.DROPPED))) {
            // Its order was given before that; there is to be no other.
            return known.withVisit(PageState.Visited.settled(), now, seen, 0);
        }
        Recrawl plan = discovery.planFor(visit.url(), known, now.contentType(), recrawl);
        if (recrawl.on() && retry.atStake()) {
            return unconfirmed(page, known.withVisit(retry.planned(), now, seen), plan);
        }
        if (!recrawl.on() || retry.planned().isDue()) {
            return known.withVisit(retry.planned(), now, seen);
        }
        long interval = Interval.after(visit, known, seen, plan);
        PageRow visited = known.withVisit(PageState.Visited.settled(), now, seen, interval);
        return discovery.refusal(visit.url(), visited) == null
                ? visited.withState(Interval.planned(visit.fetchedAtMillis(), interval, page))
                : visited;
    }

    /** A visit that comes twice is one. */
    private static List<EarlierVisit> earlier(PageVisit visit, @Nullable LastVisit last) {
        if (last == null) {
            return List.of();
        }
        return last.fetchedAtMillis() == visit.fetchedAtMillis() ? last.earlier() : EarlierVisit.before(last);
    }

    /** With a visit before the grace is over, of a page that is to be visited when it is. */
    private PageRow unconfirmed(PageKey page, PageRow visited, Recrawl plan) {
        long at = visited.lastVisit() == null ? 0 : visited.lastVisit().fetchedAtMillis();
        long wait = Interval.unconfirmed(
                at - visited.failingSinceMillis(), visited, rules().grace().toMillis(), plan);
        PageState.Visited sooner = Interval.planned(at, wait, page);
        boolean isSooner = visited.state() instanceof PageState.Visited last && sooner.dueMillis() < last.dueMillis();
        return isSooner && discovery.refusal(page.url(), visited) == null ? visited.withState(sooner) : visited;
    }

    /** A page that is as it was has the type that it had, which the answer does not say again. */
    private static String contentType(PageVisit visit, @Nullable LastVisit last) {
        String shown = visit.facts().contentType();
        return shown.isEmpty() && last != null && visit.outcome() == Outcome.NOT_MODIFIED ? last.contentType() : shown;
    }
}
