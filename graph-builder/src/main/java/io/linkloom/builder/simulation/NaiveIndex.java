package io.linkloom.builder.simulation;

import static io.linkloom.builder.simulation.Claim.assertThat;
import static java.util.Objects.requireNonNull;

import io.linkloom.builder.check.Check;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the index must be after some visits, worked out one by one with maps of everything and no thought for speed. */
public final class NaiveIndex {
    private record Mention(
            Link link,
            long firstSeen,
            long lostAt,
            @Nullable LostReason reason) {
        String shown() {
            return link.kind() + " " + link.rel() + " " + link.place() + " " + link.count() + " " + link.anchor()
                    + " since " + firstSeen + " lost " + lostAt + " " + reason;
        }
    }

    private static final class Page {
        final Map<WebUrl, Mention> mentions = new HashMap<>();
        long asOf = -1;
        Digest digest = Digest.NONE;

        /** Where the page is instead, if it has a link there. */
        @Nullable
        WebUrl movedTo;

        @Nullable
        PageVisit last;

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

    private final Sites sites;
    private final FoldRules rules;
    private final NaiveCounts counts;
    private final Map<WebUrl, Page> visited = new HashMap<>();
    private final Set<WebUrl> known = new HashSet<>();
    private final Map<String, PageVisit> hosts = new HashMap<>();

    /** Empty, by the usual rules. */
    public NaiveIndex(Sites sites) {
        this(sites, FoldRules.USUAL);
    }

    /** Empty. */
    public NaiveIndex(Sites sites, FoldRules rules) {
        this.sites = sites;
        this.rules = rules;
        this.counts = new NaiveCounts(sites);
    }

    /** Makes pages known. */
    public void discover(Collection<WebUrl> urls) {
        known.addAll(urls);
    }

    /** Takes in a visit; those of one page are to come in the order of the log. */
    public void visit(PageVisit visit) {
        String site = sites.siteOf(visit.url());
        List<NaiveCounts.Fact> before = facts(source -> sites.siteOf(source).equals(site));
        fold(visit);
        counts.visit(before, facts(source -> sites.siteOf(source).equals(site)), visit.fetchedAtMillis());
    }

    private void fold(PageVisit visit) {
        known.add(visit.url());
        Page page = visited.computeIfAbsent(visit.url(), _ -> new Page());
        known.addAll(visit.sitemaps());
        noteHost(visit);
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

    private void noteHost(PageVisit visit) {
        if (!visit.host().equals(HostState.UNKNOWN)) {
            hosts.merge(
                    visit.url().host(), visit, (was, is) -> is.fetchedAtMillis() >= was.fetchedAtMillis() ? is : was);
        }
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

    private boolean isExternal(WebUrl source, WebUrl target) {
        return !sites.siteOf(source).equals(sites.siteOf(target));
    }

    /** Asserts that the shards together are exactly this. */
    public void assertSameAs(Collection<Shard> shards) {
        assertThat(storedInlinks(shards)).isEqualTo(inlinks());
        assertThat(storedOutlinks(shards)).isEqualTo(outlinks());
        counts.assertSameAs(shards, facts(_ -> true));
        assertPages(shards);
        assertHosts(shards);
        assertTotals(shards);
        assertThat(new Check(shards, sites, _ -> {}).run().differences())
                .as("differences that a check finds")
                .isEqualTo(List.of());
    }

    private void assertHosts(Collection<Shard> shards) {
        Map<String, HostRow> expected = new TreeMap<>();
        hosts.forEach((host, visit) -> expected.put(host, new HostRow(visit.fetchedAtMillis(), visit.host())));
        Map<String, HostRow> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<HostKey, HostRow> rows = shard.hosts(Shard.ALL)) {
                while (rows.next()) {
                    stored.put(UrlKey.toHost(rows.key().toBytes()), rows.row());
                }
            }
        }
        assertThat(stored).isEqualTo(expected);
    }

    private Map<String, String> inlinks() {
        Map<String, String> rows = new TreeMap<>();
        visited.forEach((source, page) -> page.mentions.forEach((target, mention) -> {
            if (isExternal(source, target)) {
                rows.put(target + " <- " + source, mention.shown());
            }
        }));
        return rows;
    }

    private static Map<String, String> storedInlinks(Collection<Shard> shards) {
        Map<String, String> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
                while (rows.next()) {
                    InlinkRow row = rows.row();
                    stored.put(
                            rows.key().target() + " <- " + rows.key().source(),
                            row.kind() + " " + row.rel() + " " + row.place() + " " + row.count() + " " + row.anchor()
                                    + " since " + row.firstSeenMillis() + " lost " + row.lostAtMillis() + " "
                                    + row.lostReason());
                }
            }
        }
        return stored;
    }

    private Map<String, String> outlinks() {
        Map<String, String> rows = new TreeMap<>();
        visited.forEach((source, page) ->
                page.mentions.forEach((target, mention) -> rows.put(source + " -> " + target, mention.shown())));
        return rows;
    }

    private static Map<String, String> storedOutlinks(Collection<Shard> shards) {
        Map<String, String> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
                while (rows.next()) {
                    String source = rows.key().toString();
                    rows.row().live().forEach(link -> stored.put(source + " -> " + link.target(), shown(link)));
                    rows.row().lost().forEach(link -> stored.put(source + " -> " + link.target(), shown(link)));
                }
            }
        }
        return stored;
    }

    private static String shown(OutLink link) {
        OutLink.Lost lost = link.lost();
        return new Mention(
                        link.toLink(),
                        link.firstSeenMillis(),
                        lost == null ? 0 : lost.atMillis(),
                        lost == null ? null : lost.reason())
                .shown();
    }

    private List<NaiveCounts.Fact> facts(Predicate<WebUrl> sources) {
        List<NaiveCounts.Fact> facts = new ArrayList<>();
        visited.forEach((source, page) -> {
            if (sources.test(source)) {
                page.mentions.forEach((target, mention) -> facts.add(
                        new NaiveCounts.Fact(source, target, RelToken.isFollow(mention.link.rel()), mention.reason)));
            }
        });
        return facts;
    }

    private void assertPages(Collection<Shard> shards) {
        Set<String> stored = new TreeSet<>();
        for (Shard shard : shards) {
            Set<String> queue = new TreeSet<>();
            Set<String> leases = new TreeSet<>();
            try (Rows<PageKey, PageRow> rows = shard.pages(Shard.ALL)) {
                while (rows.next()) {
                    PageRow row = rows.row();
                    stored.add(rows.key().toString());
                    assertPage(rows.key().url(), row);
                    if (row.state() instanceof PageState.Queued(int priority, long sequence)) {
                        queue.add(new QueueKey(rows.key(), priority, sequence).toString());
                    } else if (row.state() instanceof PageState.Ordered ordered) {
                        leases.add("LEASE_END " + new DueKey(ordered.leaseUntilMillis(), rows.key()));
                    } else if (row.state() instanceof PageState.Visited visited && visited.isDue()) {
                        leases.add("RETRY " + new DueKey(visited.dueMillis(), rows.key()));
                    }
                }
            }
            assertThat(keysOfQueue(shard)).isEqualTo(queue);
            assertThat(keysOfDue(shard)).isEqualTo(leases);
        }
        Set<String> expected = new TreeSet<>();
        known.forEach(url -> expected.add(url.text()));
        assertThat(stored).isEqualTo(expected);
    }

    private void assertPage(WebUrl url, PageRow row) {
        Page page = visited.get(url);
        assertThat(row.links().asOfMillis()).as("links of", url).isEqualTo(page == null ? -1L : page.asOf);
        PageRow.LastVisit last = row.lastVisit();
        if (page == null || page.last == null) {
            assertThat(last).as("visit of", url).isNull();
            return;
        }
        assertThat(last).as("visit of", url).isNotNull();
        if (last != null) {
            assertThat(last.fetchedAtMillis()).as("visit of", url).isEqualTo(page.last.fetchedAtMillis());
            assertThat(last.outcome()).as("visit of", url).isEqualTo(page.last.outcome());
            assertThat(last.failures()).as("failures of", url).isEqualTo(page.failures);
            assertThat(last.failingSinceMillis()).as("failing of", url).isEqualTo(page.failingSince);
        }
        if (row.state() instanceof PageState.Visited(long due)) {
            assertPlan(url, page, due);
        }
        assertThat(row.links().digest()).as("links of", url).isEqualTo(page.digest);
        assertThat((long) row.links().count())
                .as("links of", url)
                .isEqualTo(page.mentions.values().stream()
                        .filter(mention -> mention.reason == null)
                        .count());
    }

    private void assertPlan(WebUrl url, Page page, long due) {
        PageVisit last = requireNonNull(page.last);
        int failures = page.failures;
        long graceEnd = page.failingSince + rules.grace().toMillis();
        boolean atStake = page.failingSince > 0 && !page.live().isEmpty() && last.fetchedAtMillis() < graceEnd;
        OutcomePolicy policy = OutcomePolicy.of(last.outcome(), last.status());
        boolean sentAway = (last.status() == 429 || last.status() == 503)
                && last.host().blockedUntilMillis() > last.fetchedAtMillis();
        if (sentAway) {
            assertThat(due)
                    .as("retry of", url)
                    .isGreaterThanOrEqualTo(last.host().blockedUntilMillis());
        } else if (failures == 0 || policy.settles(failures)) {
            if (atStake) {
                assertThat(due)
                        .as("last retry of", url)
                        .isBetween(graceEnd, graceEnd + rules.grace().toMillis() / 64);
            } else {
                assertThat(due).as("retry of", url).isEqualTo(PageState.Visited.SETTLED);
            }
        } else {
            long wait = policy.waitAfter(failures).toMillis();
            assertThat(due - last.fetchedAtMillis()).as("wait of", url).isBetween(wait, wait + wait / 4);
        }
    }

    private static Set<String> keysOfQueue(Shard shard) {
        Set<String> keys = new TreeSet<>();
        try (Rows<QueueKey, QueueRow> rows = shard.queue(Shard.ALL)) {
            while (rows.next()) {
                keys.add(rows.key().toString());
            }
        }
        return keys;
    }

    private static Set<String> keysOfDue(Shard shard) {
        Set<String> keys = new TreeSet<>();
        try (Rows<DueKey, DueRow> rows = shard.due(Shard.ALL)) {
            while (rows.next()) {
                keys.add(rows.row() + " " + rows.key());
            }
        }
        return keys;
    }

    private void assertTotals(Collection<Shard> shards) {
        ShardTotals totals = new ShardTotals();
        Map<PageState.Name, Long> states = new TreeMap<>();
        long awaiting = 0;
        long orderedAgain = 0;
        for (Shard shard : shards) {
            totals.plus(shard.totals());
            try (Rows<PageKey, PageRow> rows = shard.pages(Shard.ALL)) {
                while (rows.next()) {
                    PageRow row = rows.row();
                    states.merge(row.state().name(), 1L, Long::sum);
                    awaiting += row.awaitsRetry() ? 1 : 0;
                    orderedAgain += row.isOrderedAgain() ? 1 : 0;
                }
            }
        }
        for (PageState.Name state : PageState.Name.values()) {
            assertThat(totals.pages(state)).as("pages", state).isEqualTo(states.getOrDefault(state, 0L));
        }
        assertThat(totals.awaitingRetry()).isEqualTo(awaiting);
        assertThat(totals.orderedAgain()).isEqualTo(orderedAgain);
        Map<Outcome, Long> outcomes = new HashMap<>();
        for (Page page : visited.values()) {
            if (page.last != null) {
                outcomes.merge(page.last.outcome(), 1L, Long::sum);
            }
        }
        assertThat(totals.visits()).isEqualTo(outcomes);
        assertThat(totals.externalLinks())
                .isEqualTo(facts(_ -> true).stream()
                        .filter(fact -> fact.live() && isExternal(fact.source(), fact.target()))
                        .count());
        long live = visited.values().stream()
                .flatMap(page -> page.mentions.values().stream())
                .filter(mention -> mention.reason == null)
                .count();
        assertThat(totals.internalLinks() + totals.externalLinks()).isEqualTo(live);
    }
}
