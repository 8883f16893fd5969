package io.linkloom.builder.simulation;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages and links that visits tell of, worked out one by one by the rules of {@code docs/INDEX.md}. */
final class NaiveGraph {
    record Mention(
            Link link,
            long firstSeen,
            long lostAt,
            @Nullable LostReason reason) {
        String shown() {
            return link.kind() + " " + link.rel() + " " + link.place() + " " + link.count() + " " + link.anchor()
                    + " since " + firstSeen + " lost " + lostAt + " " + reason;
        }
    }

    static final class Page {
        final Map<WebUrl, Mention> mentions = new HashMap<>();
        long asOf = -1;
        Digest digest = Digest.NONE;

        /** Where the page is instead, if it has a link there. */
        @Nullable
        WebUrl movedTo;

        @Nullable
        PageVisit last;

        /** The visits before that, the newest first. */
        final List<PageVisit> earlier = new ArrayList<>();

        int failures;
        long failingSince;

        Set<WebUrl> live() {
            Set<WebUrl> live = new HashSet<>();
            mentions.forEach((target, mention) -> {
                if (mention.reason == null) {
                    live.add(target);
                }
            });
            return live;
        }
    }

    final Map<WebUrl, Page> visited = new HashMap<>();
    final Set<WebUrl> known = new HashSet<>();
    final FoldRules rules;
    private final Sites sites;

    NaiveGraph(Sites sites, FoldRules rules) {
        this.sites = sites;
        this.rules = rules;
    }

    /** Takes in a visit; those of one page are to come in the order of the log. */
    void fold(PageVisit visit) {
        known.add(visit.url());
        Page page = visited.computeIfAbsent(visit.url(), _ -> new Page());
        known.addAll(visit.sitemaps());
        boolean tooLong = hasFailedTooLong(page, visit);
        noteLast(page, visit);
        boolean late = visit.fetchedAtMillis() < page.asOf;
        Map<WebUrl, String> before = shownOf(page);
        OutcomePolicy policy = visit.policy();
        switch (policy.links()) {
            case SHOWN -> show(page, visit, late);
            case STAY -> confirm(page, visit);
            case LOST -> {
                if (!late) {
                    loseAll(page, visit, requireNonNull(policy.lostAs()));
                }
            }
            case UNCONFIRMED -> {
                if (tooLong && !late && !page.live().isEmpty()) {
                    loseAll(page, visit, requireNonNull(policy.lostAs()));
                }
            }
        }
        forget(page, visit, before);
        page.mentions.values().stream()
                .filter(mention -> mention.reason == null && !mention.shown().equals(before.get(mention.link.target())))
                .forEach(mention -> offer(mention.link, visit));
    }

    private void offer(Link link, PageVisit visit) {
        boolean follows = (visit.facts().pageRobots() & PageRobots.NOFOLLOW) == 0;
        if (follows && Feeding.USUAL_KINDS.contains(link.kind())) {
            known.add(link.target());
        }
    }

    private boolean hasFailedTooLong(Page page, PageVisit visit) {
        PageVisit last = page.last;
        if (last != null && visit.fetchedAtMillis() < last.fetchedAtMillis()) {
            return false;
        }
        long since = page.failingSince == 0 ? visit.fetchedAtMillis() : page.failingSince;
        return visit.fetchedAtMillis() - since >= rules.grace().toMillis();
    }

    private void loseAll(Page page, PageVisit visit, LostReason reason) {
        replace(page, visit, List.of(), reason, null);
        page.digest = Digest.NONE;
        page.movedTo = null;
    }

    /** Whatever changes in a page's links, those of its site that it lost too long ago are forgotten. */
    private void forget(Page page, PageVisit visit, Map<WebUrl, String> before) {
        if (!shownOf(page).equals(before)) {
            long since = visit.fetchedAtMillis() - rules.keepLost().toMillis();
            page.mentions
                    .entrySet()
                    .removeIf(mention -> mention.getValue().reason != null
                            && mention.getValue().lostAt < since
                            && !isExternal(visit.url(), mention.getKey()));
        }
    }

    private static List<Link> linksOf(PageVisit visit) {
        return visit.links().stream()
                .filter(link -> link.kind() != LinkKind.SITEMAP)
                .toList();
    }

    private static Map<WebUrl, String> shownOf(Page page) {
        Map<WebUrl, String> shown = new HashMap<>();
        page.mentions.forEach((target, mention) -> shown.put(target, mention.shown()));
        return shown;
    }

    private static void noteLast(Page page, PageVisit visit) {
        PageVisit last = page.last;
        if (last != null && visit.fetchedAtMillis() < last.fetchedAtMillis()) {
            return;
        }
        boolean again = last != null
                && visit.fetchedAtMillis() == last.fetchedAtMillis()
                && visit.outcome() == last.outcome()
                && page.failures > 0;
        boolean mayPass = OutcomePolicy.of(visit.outcome(), visit.status()).retries() > 0;
        boolean fails = visit.policy().links() == OutcomePolicy.Links.UNCONFIRMED;
        page.failingSince = !fails ? 0 : page.failingSince == 0 ? visit.fetchedAtMillis() : page.failingSince;
        page.failures = !mayPass ? 0 : again ? page.failures : page.failures + 1;
        if (last != null && visit.fetchedAtMillis() > last.fetchedAtMillis()) {
            page.earlier.addFirst(last);
        }
        page.last = visit;
    }

    private static boolean hasDigestOf(Page page, PageVisit visit) {
        return !visit.linksDigest().isNone() && visit.linksDigest().equals(page.digest);
    }

    private static void confirm(Page page, PageVisit visit) {
        if (hasDigestOf(page, visit) && visit.fetchedAtMillis() >= page.asOf) {
            page.asOf = visit.fetchedAtMillis();
        }
    }

    private static Mention widened(Mention was, PageVisit visit) {
        return was.reason != null || was.firstSeen <= visit.fetchedAtMillis()
                ? was
                : new Mention(was.link, visit.fetchedAtMillis(), 0, null);
    }

    private void show(Page page, PageVisit visit, boolean late) {
        WebUrl canonical = visit.facts().canonical();
        boolean fetched = visit.outcome() == Outcome.FETCHED;
        WebUrl elsewhere = !fetched || visit.url().equals(canonical) ? null : canonical;
        boolean noindex = fetched && (visit.facts().pageRobots() & PageRobots.NOINDEX) != 0;
        boolean hidden = rules.linksOf() == FoldRules.LinksOf.INDEXABLE && (noindex || elsewhere != null);
        if (late && (hidden || !visit.linksUnchanged())) {
            if (!visit.linksUnchanged()) {
                linksOf(visit)
                        .forEach(
                                link -> page.mentions.computeIfPresent(link.target(), (_, was) -> widened(was, visit)));
            }
        } else if (hidden) {
            hide(page, visit, elsewhere, noindex);
            page.movedTo = noindex ? null : elsewhere;
        } else if (!visit.linksUnchanged()) {
            noteListed(visit);
            showAll(page, visit, elsewhere);
            page.movedTo = redirectForGood(visit);
        } else if (!late && hasDigestOf(page, visit)) {
            List<Link> same = page.mentions.values().stream()
                    .filter(mention -> mention.reason == null)
                    .map(mention -> mention.link)
                    .filter(link -> !standsForCanonical(link))
                    .toList();
            replace(page, visit, labelled(same, visit, elsewhere), LostReason.LINK_REMOVED, null);
            page.movedTo = redirectForGood(visit);
        }
    }

    private void noteListed(PageVisit visit) {
        visit.links().stream()
                .filter(link -> link.kind() == LinkKind.SITEMAP)
                .forEach(link -> known.add(link.target()));
    }

    private static @Nullable WebUrl redirectForGood(PageVisit visit) {
        return visit.outcome() == Outcome.REDIRECTED && (visit.status() == 301 || visit.status() == 308)
                ? visit.redirectTarget()
                : null;
    }

    private void hide(Page page, PageVisit visit, @Nullable WebUrl elsewhere, boolean noindex) {
        if (!visit.linksUnchanged()) {
            noteListed(visit);
            linksOf(visit).forEach(link -> offer(link, visit));
        }
        List<Link> links = linksOf(visit);
        if (visit.linksUnchanged()) {
            links = page.live().stream()
                    .map(target -> requireNonNull(page.mentions.get(target)).link)
                    .filter(link -> !standsForCanonical(link))
                    .toList();
        }
        List<Link> only =
                links.stream().filter(link -> link.target().equals(elsewhere)).toList();
        LostReason reason = noindex ? LostReason.PAGE_NOINDEX : LostReason.NOT_CANONICAL;
        replace(page, visit, labelled(only, visit, elsewhere), reason, noindex ? null : elsewhere);
        page.digest = Digest.NONE;
    }

    private void showAll(Page page, PageVisit visit, @Nullable WebUrl elsewhere) {
        List<Link> links = new ArrayList<>(linksOf(visit));
        Set<WebUrl> shown = new HashSet<>();
        links.forEach(link -> shown.add(link.target()));
        boolean whole = !visit.facts().bodyCut() && visit.facts().linksDropped() == 0;
        for (WebUrl target : whole ? Set.<WebUrl>of() : page.live()) {
            Link link = requireNonNull(page.mentions.get(target)).link;
            if (!shown.contains(target) && !standsForCanonical(link)) {
                links.add(link);
            }
        }
        boolean asShown = links.size() == linksOf(visit).size();
        LostReason reason =
                visit.outcome() == Outcome.REDIRECTED ? LostReason.PAGE_REDIRECTED : LostReason.LINK_REMOVED;
        replace(page, visit, labelled(links, visit, elsewhere), reason, redirectForGood(visit));
        page.digest = asShown ? visit.linksDigest() : Digest.NONE;
    }

    private static boolean standsForCanonical(Link link) {
        return link.kind() == LinkKind.CANONICAL && (link.rel() & RelToken.PAGE_CANONICAL) != 0;
    }

    private static List<Link> labelled(List<Link> links, PageVisit visit, @Nullable WebUrl elsewhere) {
        boolean nofollow = (visit.facts().pageRobots() & PageRobots.NOFOLLOW) != 0;
        List<Link> all = new ArrayList<>(links);
        if (elsewhere != null && all.stream().noneMatch(link -> link.target().equals(elsewhere))) {
            all.add(Link.of(elsewhere, LinkKind.CANONICAL, 0, ""));
        }
        all.replaceAll(link -> {
            int rel = link.rel() & ~RelToken.PAGE_NOFOLLOW & ~RelToken.PAGE_CANONICAL;
            rel += nofollow ? RelToken.PAGE_NOFOLLOW : 0;
            return link.withRel(rel + (link.target().equals(elsewhere) ? RelToken.PAGE_CANONICAL : 0));
        });
        return all;
    }

    private void replace(Page page, PageVisit visit, List<Link> now, LostReason reason, @Nullable WebUrl newAddress) {
        long at = visit.fetchedAtMillis();
        Set<WebUrl> shown = new HashSet<>();
        now.forEach(link -> shown.add(link.target()));
        WebUrl to = newAddress == null ? null : lastAddress(visit.url(), newAddress);
        Page there = to == null ? null : visited.get(to);
        boolean inherits = there == null || (there.asOf < 0 && there.last == null);
        Page heir = new Page();
        for (WebUrl target : page.live()) {
            Mention was = requireNonNull(page.mentions.get(target));
            if (shown.contains(target)) {
                continue;
            }
            boolean edge = was.link.kind() == LinkKind.REDIRECT
                    || was.link.kind() == LinkKind.CANONICAL
                    || (was.link.rel() & RelToken.PAGE_CANONICAL) != 0;
            boolean moves = to != null
                    && !edge
                    && (inherits
                            ? !target.equals(to)
                            : requireNonNull(there).live().contains(target));
            page.mentions.put(target, new Mention(was.link, was.firstSeen, at, moves ? LostReason.MOVED : reason));
            if (moves && inherits) {
                heir.mentions.put(target, was);
            }
        }
        if (to != null && !heir.mentions.isEmpty()) {
            heir.asOf = page.asOf;
            visited.put(to, heir);
            known.add(to);
        }
        now.forEach(link -> page.mentions.merge(
                link.target(),
                new Mention(link, at, 0, null),
                (was, _) -> new Mention(link, Math.min(was.firstSeen, at), 0, null)));
        page.asOf = at;
    }

    /** Where a page is that has moved, perhaps several times; null if that is no page of its site. */
    private @Nullable WebUrl lastAddress(WebUrl page, WebUrl first) {
        Set<WebUrl> passed = new HashSet<>(Set.of(page));
        WebUrl now = first;
        while (!isExternal(page, now) && passed.add(now) && passed.size() <= FetchOrder.MOST_REDIRECTS) {
            Page there = visited.get(now);
            if (there == null || there.movedTo == null) {
                return now;
            }
            now = there.movedTo;
        }
        return null;
    }

    boolean isExternal(WebUrl source, WebUrl target) {
        return !sites.siteOf(source).equals(sites.siteOf(target));
    }
}
