package io.linkloom.builder.simulation;

import static io.linkloom.builder.simulation.Claim.assertThat;
import static java.util.Objects.requireNonNull;

import io.linkloom.builder.check.Check;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.EarlierVisit;
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
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the index must be after some visits, worked out one by one with maps of everything and no thought for speed. */
public final class NaiveIndex {
    private final Sites sites;
    private final NaiveCounts counts;
    private final NaiveGraph graph;
    private final Map<String, PageVisit> hosts = new HashMap<>();

    /** Empty, by the usual rules. */
    public NaiveIndex(Sites sites) {
        this(sites, FoldRules.USUAL);
    }

    /** Empty. */
    public NaiveIndex(Sites sites, FoldRules rules) {
        this.sites = sites;
        this.graph = new NaiveGraph(sites, rules);
        this.counts = new NaiveCounts(sites);
    }

    /** Makes pages known. */
    public void discover(Collection<WebUrl> urls) {
        graph.known.addAll(urls);
    }

    /** Takes in a visit; those of one page are to come in the order of the log. */
    public void visit(PageVisit visit) {
        String site = sites.siteOf(visit.url());
        List<NaiveCounts.Fact> before = facts(source -> sites.siteOf(source).equals(site));
        graph.fold(visit);
        noteHost(visit);
        counts.visit(before, facts(source -> sites.siteOf(source).equals(site)), visit.fetchedAtMillis());
    }

    private void noteHost(PageVisit visit) {
        if (!visit.host().equals(HostState.UNKNOWN)) {
            hosts.merge(
                    visit.url().host(), visit, (was, is) -> is.fetchedAtMillis() >= was.fetchedAtMillis() ? is : was);
        }
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
        graph.visited.forEach((source, page) -> page.mentions.forEach((target, mention) -> {
            if (graph.isExternal(source, target)) {
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
        graph.visited.forEach((source, page) ->
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
        return new NaiveGraph.Mention(
                        link.toLink(),
                        link.firstSeenMillis(),
                        lost == null ? 0 : lost.atMillis(),
                        lost == null ? null : lost.reason())
                .shown();
    }

    private List<NaiveCounts.Fact> facts(Predicate<WebUrl> sources) {
        List<NaiveCounts.Fact> facts = new ArrayList<>();
        graph.visited.forEach((source, page) -> {
            if (sources.test(source)) {
                page.mentions.forEach((target, mention) -> facts.add(new NaiveCounts.Fact(
                        source, target, RelToken.isFollow(mention.link().rel()), mention.reason())));
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
                        leases.add((visited.recrawl() ? "RECRAWL " : "RETRY ") + DueKey.of(visited, rows.key()));
                    }
                }
            }
            assertThat(keysOfQueue(shard)).isEqualTo(queue);
            assertThat(keysOfDue(shard)).isEqualTo(leases);
        }
        Set<String> expected = new TreeSet<>();
        graph.known.forEach(url -> expected.add(url.text()));
        assertThat(stored).isEqualTo(expected);
    }

    private static List<EarlierVisit> earlier(NaiveGraph.Page page) {
        return page.earlier.stream()
                .limit(EarlierVisit.MOST)
                .map(visit -> new EarlierVisit(visit.fetchedAtMillis(), visit.outcome(), visit.status()))
                .toList();
    }

    private void assertPage(WebUrl url, PageRow row) {
        NaiveGraph.Page page = graph.visited.get(url);
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
            assertThat(last.earlier()).as("earlier visits of", url).isEqualTo(earlier(page));
        }
        if (row.state() instanceof PageState.Visited visited) {
            assertPlan(url, page, visited);
        }
        assertThat(row.links().digest()).as("links of", url).isEqualTo(page.digest);
        assertThat((long) row.links().count())
                .as("links of", url)
                .isEqualTo(page.mentions.values().stream()
                        .filter(mention -> mention.reason() == null)
                        .count());
    }

    /** Plans to see what has changed are another test's, but for that they come before the links of a page are lost. */
    private void assertPlan(WebUrl url, NaiveGraph.Page page, PageState.Visited plan) {
        long due = plan.recrawl() ? PageState.Visited.SETTLED : plan.dueMillis();
        PageVisit last = requireNonNull(page.last);
        int failures = page.failures;
        long graceEnd = page.failingSince + graph.rules.grace().toMillis();
        boolean atStake = page.failingSince > 0 && !page.live().isEmpty() && last.fetchedAtMillis() < graceEnd;
        OutcomePolicy policy = OutcomePolicy.of(last.outcome(), last.status());
        boolean sentAway = (last.status() == 429 || last.status() == 503)
                && last.host().blockedUntilMillis() > last.fetchedAtMillis();
        if (sentAway) {
            assertThat(due)
                    .as("retry of", url)
                    .isGreaterThanOrEqualTo(last.host().blockedUntilMillis());
        } else if (failures == 0 || policy.settles(failures)) {
            if (atStake && plan.recrawl()) {
                assertThat(plan.dueMillis())
                        .as("visit of", url)
                        .isBetween(
                                last.fetchedAtMillis(),
                                graceEnd + graph.rules.grace().toMillis() / 64);
            } else if (atStake) {
                assertThat(due)
                        .as("last retry of", url)
                        .isBetween(graceEnd, graceEnd + graph.rules.grace().toMillis() / 64);
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
        for (NaiveGraph.Page page : graph.visited.values()) {
            if (page.last != null) {
                outcomes.merge(page.last.outcome(), 1L, Long::sum);
            }
        }
        assertThat(totals.visits()).isEqualTo(outcomes);
        assertThat(totals.externalLinks())
                .isEqualTo(facts(_ -> true).stream()
                        .filter(fact -> fact.live() && graph.isExternal(fact.source(), fact.target()))
                        .count());
        long live = graph.visited.values().stream()
                .flatMap(page -> page.mentions.values().stream())
                .filter(mention -> mention.reason() == null)
                .count();
        assertThat(totals.internalLinks() + totals.externalLinks()).isEqualTo(live);
    }
}
