package io.linkloom.builder.simulation;

import static io.linkloom.builder.simulation.Claim.assertThat;
import static java.util.Objects.requireNonNull;

import io.linkloom.builder.fold.Feeding;
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

        @Nullable
        PageVisit last;

        int failures;
    }

    private final Sites sites;
    private final NaiveCounts counts;
    private final Map<WebUrl, Page> visited = new HashMap<>();
    private final Set<WebUrl> known = new HashSet<>();
    private final Map<String, PageVisit> hosts = new HashMap<>();

    /** Empty. */
    public NaiveIndex(Sites sites) {
        this.sites = sites;
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
        noteLast(page, visit);
        boolean late = visit.fetchedAtMillis() < page.asOf;
        Map<WebUrl, String> before = shownOf(page);
        switch (visit.outcome()) {
            case FETCHED, REDIRECTED -> {
                if (visit.linksUnchanged()) {
                    confirm(page, visit, visit.linksDigest());
                } else if (late) {
                    linksOf(visit)
                            .forEach(link ->
                                    page.mentions.computeIfPresent(link.target(), (_, was) -> widened(was, visit)));
                } else {
                    show(page, visit, linksOf(visit));
                    visit.links().stream()
                            .filter(link -> link.kind() == LinkKind.SITEMAP)
                            .forEach(link -> known.add(link.target()));
                }
            }
            case NOT_MODIFIED -> confirm(page, visit, visit.linksDigest());
            case GONE, REDIRECT_LOOP -> {
                if (!late) {
                    show(page, visit, List.of());
                }
            }
            default -> {}
        }
        boolean follows = (visit.facts().pageRobots() & PageRobots.NOFOLLOW) == 0;
        page.mentions.values().stream()
                .filter(mention -> mention.reason == null && !mention.shown().equals(before.get(mention.link.target())))
                .filter(mention -> follows && Feeding.USUAL_KINDS.contains(mention.link.kind()))
                .forEach(mention -> known.add(mention.link.target()));
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
        page.failures = !mayPass ? 0 : again ? page.failures : page.failures + 1;
        page.last = visit;
    }

    private static void confirm(Page page, PageVisit visit, Digest digest) {
        if (!digest.isNone() && digest.equals(page.digest) && visit.fetchedAtMillis() >= page.asOf) {
            page.asOf = visit.fetchedAtMillis();
        }
    }

    private static Mention widened(Mention was, PageVisit visit) {
        return was.reason != null || was.firstSeen <= visit.fetchedAtMillis()
                ? was
                : new Mention(was.link, visit.fetchedAtMillis(), 0, null);
    }

    private static void show(Page page, PageVisit visit, List<Link> links) {
        long now = visit.fetchedAtMillis();
        page.asOf = now;
        Map<WebUrl, Link> shown = new HashMap<>();
        links.forEach(link -> shown.put(link.target(), link));
        LostReason reason = switch (visit.outcome()) {
            case GONE -> LostReason.PAGE_GONE;
            case REDIRECTED, REDIRECT_LOOP -> LostReason.PAGE_REDIRECTED;
            default -> LostReason.LINK_REMOVED;
        };
        boolean whole = !visit.facts().bodyCut() && visit.facts().linksDropped() == 0;
        boolean more = page.mentions.values().stream()
                .anyMatch(was -> was.reason == null && !shown.containsKey(was.link.target()));
        page.digest = !whole && more ? Digest.NONE : visit.linksDigest();
        if (whole) {
            page.mentions.replaceAll((target, was) -> was.reason == null && !shown.containsKey(target)
                    ? new Mention(was.link, was.firstSeen, now, reason)
                    : was);
        }
        shown.forEach((target, link) -> page.mentions.merge(
                target,
                new Mention(link, now, 0, null),
                (was, is) -> new Mention(link, Math.min(was.firstSeen, now), 0, null)));
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
        PageRow.LastVisit last = row.lastVisit();
        if (page == null || page.last == null) {
            assertThat(last).as("visit of %s", url).isNull();
            return;
        }
        assertThat(last).as("visit of %s", url).isNotNull();
        if (last != null) {
            assertThat(last.fetchedAtMillis()).as("visit of %s", url).isEqualTo(page.last.fetchedAtMillis());
            assertThat(last.outcome()).as("visit of %s", url).isEqualTo(page.last.outcome());
            assertThat(last.failures()).as("failures of %s", url).isEqualTo(page.failures);
        }
        if (row.state() instanceof PageState.Visited(long due)) {
            assertPlan(url, page.last, page.failures, due);
        }
        assertThat(row.links().asOfMillis()).as("links of %s", url).isEqualTo(page.asOf);
        assertThat(row.links().digest()).as("links of %s", url).isEqualTo(page.digest);
        assertThat((long) row.links().count())
                .as("links of %s", url)
                .isEqualTo(page.mentions.values().stream()
                        .filter(mention -> mention.reason == null)
                        .count());
    }

    private static void assertPlan(WebUrl url, PageVisit last, int failures, long due) {
        OutcomePolicy policy = OutcomePolicy.of(last.outcome(), last.status());
        boolean sentAway = (last.status() == 429 || last.status() == 503)
                && last.host().blockedUntilMillis() > last.fetchedAtMillis();
        if (sentAway) {
            assertThat(due)
                    .as("retry of %s", url)
                    .isGreaterThanOrEqualTo(last.host().blockedUntilMillis());
        } else if (failures == 0 || policy.settles(failures)) {
            assertThat(due).as("retry of %s", url).isEqualTo(PageState.Visited.SETTLED);
        } else {
            long wait = policy.waitAfter(failures).toMillis();
            assertThat(due - last.fetchedAtMillis()).as("wait of %s", url).isBetween(wait, wait + wait / 4);
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
            assertThat(totals.pages(state)).as("pages %s", state).isEqualTo(states.getOrDefault(state, 0L));
        }
        assertThat(totals.awaitingRetry()).isEqualTo(awaiting);
        assertThat(totals.orderedAgain()).isEqualTo(orderedAgain);
        Map<Outcome, Long> outcomes = new HashMap<>();
        visited.values()
                .forEach(page -> outcomes.merge(requireNonNull(page.last).outcome(), 1L, Long::sum));
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
