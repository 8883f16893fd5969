package io.linkloom.builder.fold;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a visit changes in the links of its page to where it counts: what is within the site here, the rest to its targets'
 * shards, stamped; and makes known the pages that links lead to. Immutable.
 */
final class LinkNews {
    private final int partition;
    private final String visitsTopicId;
    private final Sites sites;
    private final SitePartitioner partitioner;
    private final Discovery discovery;
    private final Named named;

    /** For the visits of one partition of that topic. */
    LinkNews(int partition, String visitsTopicId, Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this.partition = partition;
        this.visitsTopicId = visitsTopicId;
        this.sites = sites;
        this.partitioner = partitioner;
        this.discovery = discovery;
        this.named = new Named(sites, partitioner, discovery);
    }

    /**
     * What changed.
     *
     * @param move where links went that moved, null if none did
     */
    void tell(Visiting at, OutlinksDelta delta, @Nullable Move move) {
        PageVisit visit = at.visit();
        SameSite site = new SameSite(at.page(), sites);
        Departures departures =
                new Departures(visit, partitioner, move, !at.seen().any());
        List<OutLink> internal = new ArrayList<>(delta.changes().size());
        for (OutlinksDelta.Change change : delta.changes()) {
            PageKey target = change.link().target();
            String targetSite = site.siteOf(target);
            if (targetSite.equals(site.site())) {
                at.changes().addInternalLinks(more(change.kind()));
                internal.add(change.link());
            } else {
                departures.add(targetSite, change, target.url());
            }
        }
        discover(at, internal);
        if (move != null && move.inherits()) {
            inherit(at, delta, move, site);
        }
        departures.stamped(new Stamp(visitsTopicId, partition, at.offset(), 0)).forEach(at.changes()::send);
    }

    private static int more(OutlinksDelta.Kind kind) {
        return switch (kind) {
            case ADDED, RESTORED -> 1;
            case CHANGED -> 0;
            case LOST, MOVED -> -1;
        };
    }

    /** Makes known where those of the links lead that are live. */
    private void discover(Visiting at, List<OutLink> links) {
        if (links.isEmpty() || isHeld(at)) {
            return;
        }
        int robots = at.visit().facts().pageRobots();
        List<PageKey> byLinks = new ArrayList<>(links.size());
        List<PageKey> byRedirects = new ArrayList<>(0);
        for (OutLink link : links) {
            if (link.isLive() && discovery.follows(link.kind(), link.rel(), robots)) {
                (link.kind() == LinkKind.REDIRECT ? byRedirects : byLinks).add(link.target());
            }
        }
        discover(at, LinkKind.REDIRECT, byRedirects);
        discover(at, LinkKind.A, byLinks);
    }

    private boolean isHeld(Visiting at) {
        PageVisit visit = at.visit();
        return discovery.isHeld(visit.url(), at.known().depth(), visit.facts().contentType());
    }

    private void discover(Visiting at, LinkKind kind, List<PageKey> targets) {
        if (!targets.isEmpty()) {
            Way way = Way.link(kind, at.page(), at.known().depth(), at.known().redirects());
            discovery.foundAll(targets, way, at.atMillis(), at.changes());
        }
    }

    /** The links are now those of the page at the new address, as they were last seen; it is to be visited in any case. */
    private void inherit(Visiting at, OutlinksDelta delta, Move move, SameSite site) {
        ChangeSet changes = at.changes();
        List<OutLink> links = new ArrayList<>();
        for (OutlinksDelta.Change change : delta.changes()) {
            if (change.kind() == OutlinksDelta.Kind.MOVED) {
                links.add(change.link().back());
                changes.addInternalLinks(site.has(change.link().target()) ? 1 : 0);
            }
        }
        if (links.isEmpty()) {
            return;
        }
        LinkKind kind = at.visit().redirectTarget() == null ? LinkKind.CANONICAL : LinkKind.REDIRECT;
        Way way = Way.link(kind, at.page(), at.known().depth(), at.known().redirects());
        PageKey to = move.to();
        discovery.foundForCertain(to, to.url(), way, at.atMillis(), changes);
        PageRow page = requireNonNull(changes.page(to));
        int says = at.seen().says() & PageRobots.NOFOLLOW;
        changes.putOutlinks(to, OutlinksRow.NONE, OutlinksDelta.added(links));
        changes.putPage(to, page, page.withLinks(LinksSeen.toBeShown(at.seen().asOfMillis(), links.size(), says)));
    }

    /** Links that do not count lead to new pages all the same. */
    void offer(Visiting at, List<Link> links) {
        if (isHeld(at)) {
            return;
        }
        int robots = at.visit().facts().pageRobots();
        List<WebUrl> targets = links.stream()
                .filter(link -> discovery.follows(link.kind(), link.rel(), robots))
                .map(Link::target)
                .toList();
        Way way = Way.link(LinkKind.A, at.page(), at.known().depth(), 0);
        named.found(Origin.LINK, targets, way, at.known().depth(), at.visit(), at.changes());
    }
}
