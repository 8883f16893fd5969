package io.linkloom.builder.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.check.CheckReport.Kind;
import io.linkloom.builder.query.FoldedIndex;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An index that was folded is in order, and whatever is damaged in it is named. */
class CheckTest {
    private static final int SHARDS = 3;

    private final Sites sites = new Sites();
    private final FoldedIndex index = index(InternalLinks.ROWS);

    private static FoldedIndex index(InternalLinks internalLinks) {
        return new FoldedIndex(SHARDS, internalLinks, _ -> new MemoryShardStore.Disk().open())
                .fold(VisitLog.of(7, 600), new Random(7));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private CheckReport check() {
        return new Check(index.all(), sites, _ -> {}).run();
    }

    /** The differences by kind, each with its sentences. */
    private Map<Kind, String> differences() {
        return check().differences().stream()
                .collect(Collectors.toMap(CheckReport.Difference::kind, each -> String.join("\n", each.named())));
    }

    /** A row somewhere in the index, with its shard. */
    private record Found<K, R>(Shard shard, K key, R row) {}

    private <K, R> Found<K, R> any(Function<Shard, Rows<K, R>> family, BiPredicate<K, R> which) {
        for (Shard shard : index.all()) {
            try (Rows<K, R> rows = family.apply(shard)) {
                while (rows.next()) {
                    if (which.test(rows.key(), rows.row())) {
                        return new Found<>(shard, rows.key(), rows.row());
                    }
                }
            }
        }
        throw new AssertionError("there is no such row");
    }

    private Found<InlinkKey, InlinkRow> liveLink() {
        return any(shard -> shard.inlinks(Shard.ALL), (_, row) -> row.isLive());
    }

    private static void put(Found<?, ?> at, Family family, byte[] key, byte[] value) {
        WriteSet writes = new WriteSet();
        writes.put(family, key, value);
        at.shard.write(writes);
    }

    private static void delete(Found<?, ?> at, Family family, byte[] key) {
        WriteSet writes = new WriteSet();
        writes.delete(family, key);
        at.shard.write(writes);
    }

    @Test
    void indexThatWasFoldedIsInOrder() {
        CheckReport report = check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.shards()).isEqualTo(SHARDS);
        assertThat(report.links()).isGreaterThan(200);
        assertThat(report.rows())
                .containsKeys("pages", "outlinks", "inlinks", "internal_inlinks", "referrers", "counts", "history")
                .allSatisfy((family, rows) -> assertThat(rows).as(family).isPositive());
        assertThat(report.offsets()).hasSize(SHARDS);
    }

    @Test
    void indexWithoutRowsOfInternalLinksIsInOrder() {
        try (FoldedIndex derived = index(InternalLinks.DERIVED)) {
            CheckReport report = new Check(derived.all(), sites, _ -> {}).run();
            assertThat(report.differences()).isEmpty();
            assertThat(report.rows()).containsEntry("internal_inlinks", 0L);
        }
    }

    @Test
    void shardByItselfIsInOrderSinceLinksToShardsThatAreNotThereCannotBeCompared() {
        List<Shard> one = index.all().subList(1, 2);
        assertThat(new Check(one, sites, _ -> {}).run().differences()).isEmpty();
    }

    @Test
    void itTellsWhatItIsLookingAt() {
        List<String> told = new ArrayList<>();
        new Check(index.all(), sites, told::add).run();
        assertThat(told).anyMatch(each -> each.startsWith("shard 2, counts"));
    }

    @Test
    void linkThatItsTargetLostIsNamedWithAllThatCountedIt() {
        var link = liveLink();
        delete(link, Family.INLINKS, link.key.toBytes());
        Map<Kind, String> differences = differences();
        assertThat(differences)
                .containsOnlyKeys(Kind.LINK, Kind.REFERRERS, Kind.COUNTS, Kind.TOTALS)
                .hasEntrySatisfying(
                        Kind.LINK,
                        named -> assertThat(named)
                                .startsWith("the link from " + link.key.source() + " to " + link.key.target())
                                .endsWith("its target nothing"))
                .hasEntrySatisfying(Kind.COUNTS, named -> assertThat(named).contains(link.key.target() + " has"));
    }

    @Test
    void linkThatItsTargetHasOtherwiseIsNamed() {
        var link = liveLink();
        InlinkRow was = link.row;
        var now = new InlinkRow(
                was.kind(), was.rel(), was.place(), was.count(), "forged", was.firstSeenMillis(), 0, null);
        put(link, Family.INLINKS, link.key.toBytes(), now.encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.LINK)
                .hasEntrySatisfying(Kind.LINK, named -> assertThat(named).contains("anchor=forged"));
    }

    @Test
    void linkThatWasLostAtAnotherTimeAtItsTargetIsNamed() {
        var link = any(shard -> shard.inlinks(Shard.ALL), (key, row) -> !row.isLive() && sourceRemembers(key));
        InlinkRow was = link.row;
        var now = new InlinkRow(
                was.kind(),
                was.rel(),
                was.place(),
                was.count(),
                was.anchor(),
                was.firstSeenMillis(),
                was.lostAtMillis() + 1,
                was.lostReason());
        put(link, Family.INLINKS, link.key.toBytes(), now.encode());
        assertThat(differences()).containsOnlyKeys(Kind.LINK);
    }

    private boolean sourceRemembers(InlinkKey key) {
        return index.all().stream()
                .anyMatch(shard -> shard.outlinks(key.source()).lost().stream()
                        .anyMatch(lost -> lost.target().equals(key.target())));
    }

    @Test
    void linkThatItsSourceLostIsNamed() {
        var page =
                any(shard -> shard.outlinks(Shard.ALL), (key, row) -> row.live().size() > 1 && isExternal(key, row));
        OutlinksRow less =
                new OutlinksRow(page.row.live().subList(1, page.row.live().size()), page.row.lost());
        put(page, Family.OUTLINKS, page.key.bytes(), less.encode());
        assertThat(differences()).containsOnlyKeys(Kind.LINK, Kind.OUTLINKS);
    }

    private boolean isExternal(PageKey source, OutlinksRow row) {
        WebUrl target = row.live().getFirst().target().url();
        return !sites.siteOf(source.url()).equals(sites.siteOf(target));
    }

    @Test
    void pageThatIsMissingIsNamed() {
        var page = any(shard -> shard.pages(Shard.ALL), (_, row) -> row.links().count() > 0);
        delete(page, Family.PAGES, page.key.bytes());
        assertThat(differences())
                .containsKeys(Kind.OUTLINKS, Kind.TOTALS)
                .hasEntrySatisfying(
                        Kind.OUTLINKS,
                        named -> assertThat(named).isEqualTo("there are links of " + page.key + " and no page"));
    }

    @Test
    void linksThatAreMissingAreNamed() {
        var page =
                any(shard -> shard.outlinks(Shard.ALL), (_, row) -> !row.live().isEmpty());
        delete(page, Family.OUTLINKS, page.key.bytes());
        assertThat(differences()).containsKey(Kind.OUTLINKS);
    }

    @Test
    void wrongRowOfAReferrerIsNamed() {
        var referrer = any(
                shard -> shard.referrers(Shard.ALL), (key, row) -> key.host() == null && row instanceof ReferrerRow);
        ReferrerRow was = (ReferrerRow) referrer.row;
        var now = new ReferrerRow(
                was.links().plus(new Tally(0, 0, 1)),
                was.hosts(),
                was.firstSeenMillis(),
                was.lastChangeMillis(),
                was.onlyHost());
        put(referrer, Family.REFERRERS, referrer.key.toBytes(), now.encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.REFERRERS)
                .hasEntrySatisfying(Kind.REFERRERS, named -> assertThat(named).contains("has to " + referrer.key.to()));
    }

    @Test
    void wrongRowOfFewLinksIsNamedWithThePage() {
        var referrer = any(shard -> shard.referrers(Shard.ALL), (_, row) -> row instanceof FewLinksRow);
        FewLinksRow was = (FewLinksRow) referrer.row;
        FewLinksRow.Part part = was.parts().getFirst();
        List<FewLinksRow.Part> parts = new ArrayList<>(was.parts());
        parts.set(
                0, new FewLinksRow.Part(part.target(), part.host(), part.links().plus(new Tally(0, 0, 1))));
        FewLinksRow now = new FewLinksRow(was.firstSeenMillis(), was.lastChangeMillis(), parts);
        put(referrer, Family.REFERRERS, referrer.key.toBytes(), now.encode(referrer.key.to()));
        assertThat(differences())
                .containsOnlyKeys(Kind.REFERRERS)
                .hasEntrySatisfying(
                        Kind.REFERRERS,
                        named -> assertThat(named)
                                .contains("has to " + part.target(), "host " + part.host() + " has to"));
    }

    @Test
    void missingRowOfFewLinksIsNamed() {
        var referrer = any(shard -> shard.referrers(Shard.ALL), (_, row) -> row instanceof FewLinksRow);
        delete(referrer, Family.REFERRERS, referrer.key.toBytes());
        assertThat(differences())
                .containsKey(Kind.REFERRERS)
                .hasEntrySatisfying(
                        Kind.REFERRERS,
                        named -> assertThat(named)
                                .contains("site " + referrer.key.site() + " has to " + referrer.key.to()));
    }

    @Test
    void missingRowOfAHostIsNamed() {
        var host = any(shard -> shard.referrers(Shard.ALL), (key, _) -> key.host() != null);
        delete(host, Family.REFERRERS, host.key.toBytes());
        assertThat(differences())
                .containsKey(Kind.REFERRERS)
                .hasEntrySatisfying(Kind.REFERRERS, named -> assertThat(named).contains("host " + host.key.host()));
    }

    @Test
    void wrongCountsAreNamed() {
        var page =
                any(shard -> shard.counts(Shard.ALL), (key, row) -> row.sites().live() > 1);
        CountsRow was = page.row;
        var now = new CountsRow(was.links(), was.hosts(), was.sites().plus(new Tally(-1, 0, 0)));
        put(page, Family.COUNTS, page.key.bytes(), now.encode());
        assertThat(differences())
                .containsKey(Kind.COUNTS)
                .hasEntrySatisfying(Kind.COUNTS, named -> assertThat(named).startsWith(page.key + " has links"));
    }

    @Test
    void wrongUsageOfAHostIsNamed() {
        var host = any(shard -> shard.usage(Shard.ALL), (_, row) -> row.pages() > 0);
        put(host, Family.USAGE, host.key.toBytes(), new UsageRow(host.row.pages() + 1, host.row.seeds()).encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.USAGE)
                .hasEntrySatisfying(
                        Kind.USAGE,
                        named -> assertThat(named)
                                .contains(host.row.pages() + " pages ordered or visited")
                                .contains((host.row.pages() + 1) + " pages ordered or visited"));
    }

    @Test
    void wrongHistoryIsNamed() {
        var day = any(shard -> shard.history(Shard.ALL), (_, _) -> true);
        HistoryRow now = day.row.plus(new HistoryRow(1, 0, 0, 0, 0, 0));
        put(day, Family.HISTORY, day.key.toBytes(), now.encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.HISTORY)
                .hasEntrySatisfying(Kind.HISTORY, named -> assertThat(named).startsWith("site " + day.key.site()));
    }

    @Test
    void pageThatIsNotInTheQueueAndOneThatIsThereForNothingAreNamed() {
        var queued = any(shard -> shard.queue(Shard.ALL), (_, _) -> true);
        delete(queued, Family.QUEUE, queued.key.toBytes());
        PageKey stray = PageKey.of(WebUrl.parse("http://stray.test/"));
        put(queued, Family.QUEUE, new QueueKey(stray, 0, 1).toBytes(), new QueueRow(0, 0).encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.QUEUE)
                .hasEntrySatisfying(
                        Kind.QUEUE,
                        named -> assertThat(named)
                                .contains(queued.key.page() + " is queued by its state and not in the queue")
                                .contains("http://stray.test/ is in the queue and not queued by its state"));
    }

    @Test
    void pageThatIsDueInAnotherWayIsNamed() {
        var due = any(shard -> shard.due(Shard.ALL), (_, row) -> row == DueRow.RETRY);
        put(due, Family.DUE, due.key.toBytes(), DueRow.LEASE_END.encode());
        DueKey stray = new DueKey(5, due.key.page());
        put(due, Family.DUE, stray.toBytes(), DueRow.RETRY.encode());
        assertThat(differences())
                .containsOnlyKeys(Kind.DUE)
                .hasEntrySatisfying(
                        Kind.DUE,
                        named -> assertThat(named)
                                .contains("is due in another way than its state says")
                                .contains("is due and not to be looked at by its state at 5"));
    }

    @Test
    void missingRowOfALinkWithinASiteIsNamed() {
        var link = any(shard -> shard.internalInlinks(Shard.ALL), (_, _) -> true);
        delete(link, Family.INTERNAL_INLINKS, link.key.toBytes());
        assertThat(differences()).containsOnlyKeys(Kind.INTERNAL_LINK);
    }

    @Test
    void wrongTotalsAreNamed() {
        Shard shard = index.all().getFirst();
        ShardTotals totals = shard.totals();
        totals.addInternalLinks(3);
        WriteSet writes = new WriteSet();
        MetaRows.putTotals(writes, totals);
        shard.write(writes);
        assertThat(differences())
                .containsOnlyKeys(Kind.TOTALS)
                .hasEntrySatisfying(
                        Kind.TOTALS,
                        named -> assertThat(named).startsWith("shard 0 has").contains("links within sites"));
    }

    @Test
    void rowInTheWrongShardIsNamed() {
        var host = any(shard -> shard.pages(Shard.ALL), (_, row) -> row.lastVisit() == null);
        Shard other = index.all().get((host.shard.partition() + 1) % SHARDS);
        WriteSet writes = new WriteSet();
        writes.put(Family.PAGES, host.key.bytes(), host.row.encode());
        other.write(writes);
        assertThat(differences())
                .containsKey(Kind.WRONG_SHARD)
                .hasEntrySatisfying(
                        Kind.WRONG_SHARD,
                        named -> assertThat(named).startsWith(host.key + " is in shard " + other.partition()));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void rowOfAnotherVersionIsNamedWithItsShardFamilyAndKey(Family family) {
        Shard shard = index.all().getFirst();
        byte[] key = family == Family.META ? "offsets".getBytes(StandardCharsets.US_ASCII) : keyOf(family);
        WriteSet writes = new WriteSet();
        writes.put(family, key, new byte[] {77, 1, 2});
        shard.write(writes);
        String named = requireNonNull(differences().get(Kind.UNREADABLE));
        assertThat(named).contains("shard 0, " + family.label()).contains("format is 77");
    }

    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"META"})
    void keyThatIsNoneIsNamed(Family family) {
        WriteSet writes = new WriteSet();
        writes.put(family, new byte[] {'!', 1}, new byte[] {1, 2, 3});
        index.all().getFirst().write(writes);
        assertThat(differences().get(Kind.UNREADABLE)).contains("shard 0, " + family.label());
    }

    private static byte[] keyOf(Family family) {
        PageKey page = PageKey.of(WebUrl.parse("http://any.test/page"));
        return switch (family) {
            case INLINKS, INTERNAL_INLINKS -> new InlinkKey(page, page).toBytes();
            case REFERRERS ->
                ReferrerKey.ofSite(CountsKey.ofPage(page), "any.test").toBytes();
            case COUNTS -> CountsKey.ofPage(page).bytes();
            case HISTORY -> new HistoryKey("any.test", 1).toBytes();
            case QUEUE -> new QueueKey(page, 1, 1).toBytes();
            case DUE -> new DueKey(1, page).toBytes();
            case HOSTS, USAGE -> page.hostKey();
            case PAGES, OUTLINKS, META, DIRECTORIES -> page.bytes();
        };
    }

    @Test
    void manyDifferencesAreCountedAndTheFirstOnesNamed() {
        for (Shard shard : index.all()) {
            WriteSet writes = new WriteSet();
            try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
                while (rows.next()) {
                    writes.delete(Family.INLINKS, rows.key().toBytes());
                }
            }
            shard.write(writes);
        }
        CheckReport.Difference links = check().differences().stream()
                .filter(each -> each.kind() == Kind.LINK)
                .findFirst()
                .orElseThrow();
        assertThat(links.number()).isGreaterThan(100);
        assertThat(links.named()).hasSize(100);
    }

    @Test
    void pageThatWaitsAtAnotherPlaceThanItsLinksSayIsNamed() {
        Found<PageKey, PageRow> page =
                any(shard -> shard.pages(Shard.ALL), (_, row) -> row.state() instanceof PageState.Queued);
        if (page.row.state() instanceof PageState.Queued(int priority, long sequence)) {
            PageChanges changes = new PageChanges(page.shard);
            PageRow later = page.row.withState(new PageState.Queued(priority + 1, sequence));
            changes.put(page.key, page.row, later);
            WriteSet writes = new WriteSet();
            changes.writeTo(writes);
            page.shard.write(writes);
            assertThat(differences())
                    .containsOnly(Map.entry(
                            Kind.PRIORITY,
                            page.key + " waits with priority " + (priority + 1) + " and is to have " + priority));
        }
    }
}
