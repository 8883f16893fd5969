package io.linkloom.builder.fold;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a visit makes of the links of its page, by {@link OutcomePolicy} and {@link FoldRules}; {@code docs/INDEX.md} has it in
 * words. Immutable.
 */
final class LinksFold {
    private final FoldRules rules;
    private final Sites sites;
    private final SitemapFold sitemaps;
    private final LinkNews news;

    LinksFold(FoldRules rules, Sites sites, SitemapFold sitemaps, LinkNews news) {
        this.rules = rules;
        this.sites = sites;
        this.sitemaps = sitemaps;
        this.news = news;
    }

    FoldRules rules() {
        return rules;
    }

    /** Notes what changes, and gives what is then known of the page's links. */
    LinksSeen fold(Visiting at) {
        OutcomePolicy policy = at.visit().policy();
        return switch (policy.links()) {
            case SHOWN -> shown(at, lostAs(policy));
            case STAY -> unchanged(at, lostAs(policy));
            case LOST -> at.isStale() ? at.seen() : none(at, lostAs(policy));
            case UNCONFIRMED -> isLost(at) ? none(at, lostAs(policy)) : at.seen();
        };
    }

    private static LostReason lostAs(OutcomePolicy policy) {
        LostReason reason = policy.lostAs();
        return reason == null ? LostReason.LINK_REMOVED : reason;
    }

    private boolean isLost(Visiting at) {
        return at.seen().count() > 0
                && !at.isStale()
                && Grace.isOver(at.visit(), at.known().lastVisit(), rules.grace());
    }

    private LinksSeen none(Visiting at, LostReason reason) {
        return LinksSeen.toBeShown(at.atMillis(), replace(at, List.of(), reason, null), PageRobots.NONE);
    }

    private LinksSeen shown(Visiting at, LostReason reason) {
        PageVisit visit = at.visit();
        int says = PageSays.of(visit);
        if (isHidden(at, says)) {
            return hidden(at, says);
        }
        if (visit.linksUnchanged()) {
            return unchanged(at, reason);
        }
        if (at.isStale()) {
            widen(at);
            return at.seen();
        }
        if (isSame(at) && saysTheSame(at, says)) {
            return seenAgain(at, says, at.seen().count());
        }
        sitemaps.links(visit, at.known(), at.changes());
        return replaceShown(at, says, reason);
    }

    private LinksSeen replaceShown(Visiting at, int says, LostReason reason) {
        PageVisit visit = at.visit();
        WebUrl newAddress = PageSays.redirectForGood(visit);
        List<Link> links = linksOf(visit);
        List<Link> behindCut = behindCut(at, links);
        if (behindCut.isEmpty()) {
            return seenAgain(at, says, replace(at, PageSays.ofLinks(links, visit), reason, newAddress));
        }
        List<Link> all = new ArrayList<>(links);
        all.addAll(behindCut);
        int live = replace(at, PageSays.ofLinks(all, visit), reason, newAddress);
        // Where links are live that the visit does not show, its digest and validators are not theirs: the next visit
        // is to
        // show its links whatever they are.
        return LinksSeen.toBeShown(at.atMillis(), live, says);
    }

    private boolean isHidden(Visiting at, int says) {
        return rules.linksOf() == FoldRules.LinksOf.INDEXABLE
                && PageSays.isHidden(says)
                && at.visit().outcome() == Outcome.FETCHED
                && !at.isStale();
    }

    /** None of its links counts, but they lead to new pages as ever. What page it is for is no link of its contents, and stays. */
    private LinksSeen hidden(Visiting at, int says) {
        PageVisit visit = at.visit();
        WebUrl canonical = PageSays.canonicalElsewhere(visit);
        if (!visit.linksUnchanged()) {
            sitemaps.links(visit, at.known(), at.changes());
            news.offer(at, linksOf(visit));
        }
        List<Link> links = visit.linksUnchanged() ? stored(at) : linksOf(visit);
        List<Link> only = PageSays.ofLinks(
                links.stream()
                        .filter(link -> link.target().equals(canonical))
                        .limit(1)
                        .toList(),
                visit);
        if ((says & PageRobots.NOINDEX) != 0) {
            int live = replace(at, only, LostReason.PAGE_NOINDEX, null);
            return LinksSeen.toBeShown(at.atMillis(), live, says);
        }
        int live = replace(at, only, LostReason.NOT_CANONICAL, canonical);
        return LinksSeen.toBeShown(at.atMillis(), live, says | LinksSeen.MOVED);
    }

    /** The visit says that links are those with a digest, and does not show them. */
    private LinksSeen unchanged(Visiting at, LostReason reason) {
        if (at.isStale()) {
            return at.seen();
        }
        if (!isSame(at)) {
            // The order was given before another visit changed the links, so which links the page has now is not known
            // here. Without validators the next fetch will show them.
            return at.seen().withoutValidators();
        }
        if (at.visit().outcome() == Outcome.NOT_MODIFIED) {
            return at.seen().asOf(at.atMillis());
        }
        int says = PageSays.of(at.visit());
        return saysTheSame(at, says)
                ? seenAgain(at, says, at.seen().count())
                : seenAgain(at, says, replace(at, PageSays.ofLinks(stored(at), at.visit()), reason, null));
    }

    private static boolean isSame(Visiting at) {
        Digest digest = at.visit().linksDigest();
        return at.seen().any() && !digest.isNone() && digest.equals(at.seen().digest());
    }

    /** Which page is named as canonical is not kept, so it may be another one. */
    private static boolean saysTheSame(Visiting at, int says) {
        return says == at.seen().says() && (says & LinksSeen.ELSEWHERE) == 0;
    }

    private static LinksSeen seenAgain(Visiting at, int says, int live) {
        PageFacts facts = at.visit().facts();
        return new LinksSeen(at.atMillis(), at.visit().linksDigest(), facts.etag(), facts.lastModified(), live, says);
    }

    private static List<Link> linksOf(PageVisit visit) {
        for (Link link : visit.links()) {
            if (!SitemapFold.isLink(link)) {
                return visit.links().stream().filter(SitemapFold::isLink).toList();
            }
        }
        return visit.links();
    }

    /** The page's live links, but for what only stands for the canonical page that it named. */
    private static List<Link> stored(Visiting at) {
        return at.changes().outlinks(at.page()).live().stream()
                .filter(link -> link.kind() != LinkKind.CANONICAL || !link.has(RelToken.PAGE_CANONICAL))
                .map(OutLink::toLink)
                .toList();
    }

    /** Where the visit does not show all links, those that the page had besides: they may be there as before. */
    private static List<Link> behindCut(Visiting at, List<Link> links) {
        PageFacts facts = at.visit().facts();
        if (!at.seen().any() || (!facts.bodyCut() && facts.linksDropped() == 0)) {
            return List.of();
        }
        Set<WebUrl> targets = new HashSet<>();
        links.forEach(link -> targets.add(link.target()));
        return stored(at).stream()
                .filter(link -> !targets.contains(link.target()))
                .toList();
    }

    private void widen(Visiting at) {
        OutlinksRow before = at.changes().outlinks(at.page());
        OutlinksDelta delta = OutlinksDelta.widening(linksOf(at.visit()), before, at.atMillis());
        if (!delta.changes().isEmpty()) {
            at.changes().putOutlinks(at.page(), before, delta);
            news.tell(at, delta, null);
        }
    }

    /**
     * The page's links are now these.
     *
     * @param reason why others are lost
     * @param newAddress where the page has gone for good, null if nowhere
     * @return how many are live
     */
    private int replace(Visiting at, List<Link> now, LostReason reason, @Nullable WebUrl newAddress) {
        OutlinksRow before = at.seen().any() ? at.changes().outlinks(at.page()) : OutlinksRow.NONE;
        Move move = newAddress == null ? null : Move.of(at, newAddress, before, sites);
        OutlinksDelta delta = OutlinksDelta.to(at.page(), now, before, at.atMillis(), reason, move);
        if (!delta.changes().isEmpty()) {
            at.changes().putOutlinks(at.page(), before, remembered(at, delta));
            news.tell(at, delta, move);
        }
        return delta.after().live().size();
    }

    /** Links within the site that were lost long ago are forgotten; what other sites had is with them. */
    private OutlinksDelta remembered(Visiting at, OutlinksDelta delta) {
        long since = at.atMillis() - rules.keepLost().toMillis();
        for (OutLink lost : delta.after().lost()) {
            if (lost.lostAtMillis() < since) {
                String site = sites.siteOf(at.visit().url());
                return delta.remembering(delta.after().lost().stream()
                        .filter(link -> link.lostAtMillis() >= since
                                || !sites.siteOf(link.target().url()).equals(site))
                        .toList());
            }
        }
        return delta;
    }
}
