package io.linkloom.builder.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.ScopeRules;
import io.linkloom.builder.query.IndexOnPaper;
import io.linkloom.builder.query.ShardLookup;
import io.linkloom.builder.query.Why;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.EarlierVisit;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static final int PARTITIONS = 4;

    private final Sites sites = new Sites();
    private final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
    private final List<@Nullable Shard> shards = new ArrayList<>();
    private Scope scope = new Scope(Scope.Kind.SITE, Set.of("a.test", "b.test", "c.test"), 9);
    private Controls controls = Controls.NONE;
    private final Why why = new Why(
            new ShardLookup() {
                @Override
                public int partitions() {
                    return PARTITIONS;
                }

                @Override
                public @Nullable Shard shard(int partition) {
                    return shards.get(partition);
                }
            },
            () -> scope,
            () -> controls,
            sites);

    WhyTest() {
        for (int i = 0; i < PARTITIONS; i++) {
            var identity = new ShardIdentity(i, PARTITIONS, "p", "l", "none", "v", "k");
            shards.add(Shard.open(new MemoryShardStore.Disk().open(), identity, "memory"));
        }
    }

    @AfterEach
    void close() {
        for (Shard shard : shards) {
            if (shard != null) {
                shard.close();
            }
        }
    }

    private static WebUrl url(String text) {
        return WebUrl.parse("http://" + text);
    }

    private int partitionOf(String url) {
        return partitioner.partitionOf(sites.siteOf(url(url)));
    }

    private void write(String url, WriteSet writes) {
        Shard shard = shards.get(partitionOf(url));
        if (shard == null) {
            throw new AssertionError("closed");
        }
        shard.write(writes);
    }

    private void page(
            String url, PageState state, Origin origin, @Nullable String from, PageRow.@Nullable LastVisit visit) {
        PageKey source = from == null ? null : PageKey.of(url(from));
        PageRow row = new PageRow(state, 1, 0, origin, 1000, source, visit, PageRow.LinksSeen.NONE);
        WriteSet writes = new WriteSet();
        writes.put(Family.PAGES, PageKey.of(url(url)).bytes(), row.encode());
        write(url, writes);
    }

    private static PageRow.LastVisit visit(Outcome outcome, int status, int failures) {
        return new PageRow.LastVisit(
                5000, outcome, status, "as it was", "text/html", failures, failures > 0 ? 3000 : 0, List.of());
    }

    /** As it travels and is printed. */
    private WhyJson ask(String url) {
        return Json.read(Json.line(WhyJson.of(why.answer(url(url)))), WhyJson.class);
    }

    @Test
    void pageWhoseTypeIsKeptOutNamesTheLineAndIsNotToBeFetchedAgain() {
        scope = scope.with(ScopeRules.parse(
                List.of("deny type text/*", "recrawl type text/html every 1h..2h", "recrawl any every 1d"), sites));
        page("a.test/", PageState.Visited.settled(), Origin.LINK, null, visit(Outcome.FETCHED, 200, 0));
        WhyJson answer = ask("a.test/");
        assertThat(answer.reason()).isEqualTo("denied");
        assertThat(answer.scopeRule()).isEqualTo(new WhyJson.ScopeRuleJson(1, "deny type text/*"));
        assertThat(answer.recrawlRule()).isEqualTo(new WhyJson.ScopeRuleJson(2, "recrawl type text/html every 1h..2h"));

        page("a.test/new", new PageState.Queued(1, 2), Origin.LINK, null, null);
        WhyJson unvisited = ask("a.test/new");
        assertThat(unvisited.reason()).isNull();
        assertThat(unvisited.scopeRule()).isNull();
        assertThat(unvisited.recrawlRule()).isEqualTo(new WhyJson.ScopeRuleJson(3, "recrawl any every 1d"));
    }

    @Test
    void pageOfASiteThatHasUsedItsBudgetSaysSoWithTheNumbers() {
        page("www.a.test/new", new PageState.Queued(1, 2), Origin.LINK, null, null);
        WriteSet writes = new WriteSet();
        MetaRows.putBudgets(writes, new SiteBudgets(100, 1000, 5, 0, 0.5));
        writes.put(Family.USAGE, HostKey.of(PageKey.of(url("b.a.test/"))).toBytes(), new UsageRow(200, 0).encode());
        write("a.test/", writes);
        assertThat(ask("www.a.test/new").budget())
                .isEqualTo(new WhyJson.Budget("a.test", 0, 200, 100L, 1, 5L, 0, null, "site_pages"));

        Tally links = new Tally(16, 16, 16);
        WriteSet linked = new WriteSet();
        linked.put(Family.COUNTS, CountsKey.ofSite("a.test").bytes(), new CountsRow(links, links, links).encode());
        write("a.test/", linked);
        assertThat(ask("www.a.test/new").budget())
                .isEqualTo(new WhyJson.Budget("a.test", 16, 200, 400L, 1, 20L, 0, null, null));
    }

    @Test
    void wayGoesBackOverSitesToTheSeed() {
        page("a.test/", PageState.Visited.settled(), Origin.SEED, null, visit(Outcome.FETCHED, 200, 0));
        page("b.test/x", PageState.Visited.settled(), Origin.LINK, "a.test/", visit(Outcome.FETCHED, 200, 0));
        page("c.test/y", new PageState.Queued(1, 2), Origin.SITEMAP, "b.test/x", null);
        WhyJson answer = ask("c.test/y");
        assertThat(answer.state()).isEqualTo("queued");
        assertThat(answer.path())
                .extracting(step -> step.origin() + " " + step.url())
                .containsExactly("sitemap http://c.test/y", "link http://b.test/x", "seed http://a.test/");
        assertThat(answer.pathComplete()).isTrue();
        assertThat(answer.lastVisit()).isNull();
    }

    @Test
    void wayThatLeadsToAShardOfAnotherProcessIsNotComplete() {
        assertThat(partitionOf("a.test/")).isNotEqualTo(partitionOf("c.test/"));
        page("c.test/y", new PageState.Queued(1, 2), Origin.LINK, "a.test/", null);
        Shard elsewhere = shards.set(partitionOf("a.test/"), null);
        WhyJson answer = ask("c.test/y");
        assertThat(answer.path()).hasSize(1);
        assertThat(answer.pathComplete()).isFalse();
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @Test
    void wayThatGoesRoundInACircleEnds() {
        page("a.test/1", PageState.Visited.settled(), Origin.LINK, "a.test/2", null);
        page("a.test/2", PageState.Visited.settled(), Origin.LINK, "a.test/1", null);
        assertThat(ask("a.test/1").path()).hasSize(2);
        assertThat(ask("a.test/1").pathComplete()).isFalse();
    }

    @Test
    void pageThatIsVisitedAgainSaysWhenAndAtWhichInterval() {
        PageRow row = new PageRow(
                PageState.Visited.recrawlAt(9000),
                0,
                0,
                Origin.SEED,
                1000,
                null,
                visit(Outcome.FETCHED, 200, 0),
                PageRow.LinksSeen.NONE,
                4000);
        WriteSet writes = new WriteSet();
        writes.put(Family.PAGES, PageKey.of(url("a.test/")).bytes(), row.encode());
        write("a.test/", writes);
        assertThat(ask("a.test/").nextDue()).isEqualTo("1970-01-01T00:00:09Z");
        assertThat(ask("a.test/").recrawlSeconds()).isEqualTo(4);
    }

    @Test
    void pageThatFailedSaysHowOftenAndWhenItIsTriedAgain() {
        page("a.test/", new PageState.Visited(9000), Origin.SEED, null, visit(Outcome.SERVER_ERROR, 503, 2));
        WhyJson answer = ask("a.test/");
        assertThat(answer.state()).isEqualTo("visited");
        assertThat(answer.nextDue()).isEqualTo("1970-01-01T00:00:09Z");
        assertThat(answer.lastVisit())
                .isEqualTo(new WhyJson.Visit(
                        "1970-01-01T00:00:05Z",
                        "server_error",
                        503,
                        "as it was",
                        "text/html",
                        2,
                        "1970-01-01T00:00:03Z",
                        null));
    }

    @Test
    void pageThatWasVisitedSeveralTimesSaysWhatCameOfThem() {
        PageRow.LastVisit first = new PageRow.LastVisit(1000, Outcome.TIMEOUT, 0, "", "", 1);
        PageRow.LastVisit second =
                new PageRow.LastVisit(3000, Outcome.SERVER_ERROR, 503, "", "", 2).after(EarlierVisit.before(first));
        PageRow.LastVisit last = visit(Outcome.FETCHED, 200, 0).after(EarlierVisit.before(second));
        page("a.test/", PageState.Visited.settled(), Origin.SEED, null, last);
        WhyJson.Visit answer = Objects.requireNonNull(ask("a.test/").lastVisit());
        assertThat(answer.earlier())
                .containsExactly(
                        new WhyJson.Earlier("1970-01-01T00:00:03Z", "server_error", 503),
                        new WhyJson.Earlier("1970-01-01T00:00:01Z", "timeout", 0));
    }

    @Test
    void pageThatWaitsSaysWhatItsPriorityIsMadeOf() {
        page("a.test/", new PageState.Queued(90, 2), Origin.SITEMAP, null, null);
        Tally sites = new Tally(5, 5, 7);
        WriteSet writes = new WriteSet();
        writes.put(
                Family.COUNTS,
                CountsKey.ofPage(PageKey.of(url("a.test/"))).bytes(),
                new CountsRow(sites, sites, sites).encode());
        write("a.test/", writes);
        assertThat(ask("a.test/").priority()).isEqualTo(new WhyJson.Priority(90, 5, 96, 4, -8, 2, 0, 0));
        page("b.test/x", PageState.Visited.settled(), Origin.LINK, "a.test/", null);
        assertThat(ask("b.test/x").priority()).isNull();
    }

    @Test
    void pageOfATrapSaysWhatWasSeen() {
        assertThat(ask("a.test/calendar/2031/05").marks()).containsExactly("calendar");
        assertThat(ask("a.test/post").marks()).isNull();
        PageRow row = new PageRow(
                        new PageState.Queued(90, 2), 1, 0, Origin.LINK, 1000, null, null, PageRow.LinksSeen.NONE)
                .withMarks(TrapMark.COUNTER.bit() | TrapMark.LOW_YIELD.bit());
        WriteSet writes = new WriteSet();
        writes.put(Family.PAGES, PageKey.of(url("a.test/post")).bytes(), row.encode());
        write("a.test/post", writes);
        assertThat(ask("a.test/post").marks()).containsExactly("counter", "low_yield");
        assertThat(ask("a.test/post").priority())
                .extracting(WhyJson.Priority::traps)
                .isEqualTo(32);
    }

    @Test
    void pageThatIsOnlyKnownSaysWhy() {
        page("a.test/", new PageState.Known(KnownReason.TOO_DEEP), Origin.LINK, null, null);
        assertThat(ask("a.test/").reason()).isEqualTo("too_deep");
    }

    @Test
    void hostIsToldOf() {
        HostState state = new HostState(RobotsState.UNREACHABLE, 1000, 2000, Duration.ofMillis(2500), 4, 7000);
        WriteSet writes = new WriteSet();
        writes.put(Family.HOSTS, HostKey.of(PageKey.of(url("a.test/"))).toBytes(), new HostRow(5000, state).encode());
        write("a.test/", writes);
        assertThat(ask("a.test/other").host())
                .isEqualTo(new WhyJson.Host(
                        "a.test",
                        "unreachable",
                        "1970-01-01T00:00:01Z",
                        "1970-01-01T00:00:02Z",
                        2.5,
                        4,
                        "1970-01-01T00:00:07Z"));
    }

    @Test
    void unknownPageSaysWhetherItWouldBeFetched() {
        assertThat(ask("a.test/nowhere").state()).isEqualTo("unknown");
        assertThat(ask("a.test/nowhere").reason()).isNull();
        assertThat(ask("a.test/nowhere").linked()).isFalse();
        assertThat(ask("z.test/").reason()).isEqualTo("out_of_scope");
    }

    @Test
    void linkThatDoesNotLeadToNewPagesIsMentioned() {
        PageKey target = PageKey.of(url("a.test/picture"));
        WriteSet writes = new WriteSet();
        writes.put(
                Family.INLINKS,
                new InlinkKey(target, PageKey.of(url("b.test/"))).toBytes(),
                InlinkRow.live(IndexOnPaper.a("http://a.test/picture", "text"), 1)
                        .encode());
        write("a.test/", writes);
        assertThat(ask("a.test/picture").linked()).isTrue();
    }
}
