package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Referring;
import io.linkloom.builder.store.Tally;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links from other sites are counted one by one, whatever is at hand and whatever has to be read. */
class ReferralsTest {
    private static final long DAY = 86_400_000;
    private static final int NOFOLLOW = RelToken.NOFOLLOW.bit();

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);
    private ShardMemory memory = shard.memory;
    private ChangeSet changes = new ChangeSet(shard.shard, memory);
    private long offset;

    private void visit(String source, long at, LinkChange... seen) {
        Stamp stamp = new Stamp(FoldFixture.TOPIC, 1, offset, 0);
        LinksRecord record = new LinkChanges(url(source), stamp, at, 1, 0, 0, false, List.of(seen));
        shard.linkFold.fold(new Positioned<>(offset++, record), changes);
    }

    private void write() {
        ShardOffsets applied = new ShardOffsets(0, offset);
        shard.shard.write(changes.writes(applied));
        changes.written(applied);
        changes = new ChangeSet(shard.shard, memory);
    }

    /** As a process that starts anew finds it. */
    private void forget() {
        write();
        memory = ShardMemory.of(shard.shard);
        changes = new ChangeSet(shard.shard, memory);
    }

    private static LinkChange added(String target) {
        return new LinkChange.Added(a(target), 1);
    }

    private static LinkChange lost(String target) {
        return new LinkChange.Lost(a(target), 1, LostReason.LINK_REMOVED);
    }

    private static LinkChange moved(String target, String to, boolean alreadyThere) {
        return new LinkChange.Moved(a(target), 1, url(to), alreadyThere);
    }

    private CountsRow ofPage(String target) {
        write();
        return shard.shard.counts(CountsKey.ofPage(FoldFixture.key(target)));
    }

    private CountsRow ofSite(String site) {
        write();
        return shard.shard.counts(CountsKey.ofSite(site));
    }

    private HistoryRow on(String site, int day) {
        write();
        return shard.shard.history(new HistoryKey(site, day));
    }

    private static CountsRow counts(Tally links, Tally hosts, Tally sites) {
        return new CountsRow(links, hosts, sites);
    }

    private static Tally tally(long live, long follow, long ever) {
        return new Tally(live, follow, ever);
    }

    @Test
    void hostsAndSitesCountOnceHoweverManyLinksTheyHave() {
        visit("www.s.test/1", 5, added("t.test/"));
        visit("www.s.test/2", 6, added("t.test/"));
        visit("blog.s.test/", 7, added("t.test/"));
        visit("r.test/", 8, added("t.test/"), added("www.t.test/other"));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(4, 4, 4), tally(3, 3, 3), tally(2, 2, 2)));
        assertThat(ofSite("t.test")).isEqualTo(counts(tally(5, 5, 5), tally(3, 3, 3), tally(2, 2, 2)));
        assertThat(shard.shard.counts(CountsKey.ofHost("www.t.test")).sites()).isEqualTo(tally(1, 1, 1));
    }

    @Test
    void hostWithoutAFollowLinkIsLiveAndNotFollow() {
        Link nofollow = Link.of(url("t.test/"), LinkKind.A, NOFOLLOW, "x");
        visit("s.test/", 5, new LinkChange.Added(nofollow, 5));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 0, 1), tally(1, 0, 1), tally(1, 0, 1)));
        visit("s.test/", 6, new LinkChange.Changed(a("t.test/"), 5, NOFOLLOW));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 1, 1), tally(1, 1, 1), tally(1, 1, 1)));
        visit("s.test/", 7, new LinkChange.Changed(nofollow, 5, 0));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 0, 1), tally(1, 0, 1), tally(1, 0, 1)));
    }

    @Test
    void whoLostAllLinksHadThemOnce() {
        visit("s.test/", 5, added("t.test/"));
        forget();
        visit("s.test/", 6, lost("t.test/"));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(0, 0, 1), tally(0, 0, 1), tally(0, 0, 1)));
        forget();
        visit("s.test/", 7, new LinkChange.Restored(a("t.test/"), 5));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 1, 1), tally(1, 1, 1), tally(1, 1, 1)));
    }

    @Test
    void linkThatItsSourceHasForgottenIsTheSameWhenItIsAddedAgain() {
        visit("s.test/", 5, added("t.test/"));
        visit("s.test/", 6, lost("t.test/"));
        visit("s.test/", 7, added("t.test/"));
        assertThat(ofPage("t.test/").links()).isEqualTo(tally(1, 1, 1));
        visit("s.test/", 8, lost("t.test/"));
        forget();
        visit("s.test/", 9, added("t.test/"));
        assertThat(ofPage("t.test/").links()).isEqualTo(tally(1, 1, 1));
    }

    @Test
    void linkThatMovesToAnotherHostOfItsSiteIsNeitherGainedNorLost() {
        visit("www.s.test/", DAY, added("t.test/"));
        visit("www.s.test/", 2 * DAY, moved("t.test/", "https://s.test/", false));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 1, 2), tally(1, 1, 2), tally(1, 1, 1)));
        assertThat(on("t.test", 1)).isEqualTo(new HistoryRow(1, 0, 0, 0, 1, 0));
        assertThat(on("t.test", 2)).isEqualTo(new HistoryRow(0, 0, 1, 0, 0, 0));
    }

    @Test
    void linkThatTheOtherAddressHadAlreadyIsMerged() {
        visit("www.s.test/", DAY, added("t.test/"));
        visit("s.test/", DAY, added("t.test/"));
        visit("www.s.test/", 2 * DAY, moved("t.test/", "s.test/", true));
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(1, 1, 2), tally(1, 1, 2), tally(1, 1, 1)));
        assertThat(on("t.test", 2)).isEqualTo(new HistoryRow(0, 0, 1, 1, 0, 0));
    }

    @Test
    void dayIsThatOfTheVisitInUtc() {
        visit("s.test/", DAY - 1, added("t.test/"));
        visit("s.test/2", DAY, added("t.test/"));
        visit("s.test/2", 3 * DAY, lost("t.test/"));
        visit("s.test/", 3 * DAY + 5, lost("t.test/"));
        assertThat(on("t.test", 0)).isEqualTo(new HistoryRow(1, 0, 0, 0, 1, 0));
        assertThat(on("t.test", 1)).isEqualTo(new HistoryRow(1, 0, 0, 0, 0, 0));
        assertThat(on("t.test", 3)).isEqualTo(new HistoryRow(0, 2, 0, 0, 0, 1));
    }

    @Test
    void siteThatLinksBeforeAndAfterAVisitIsNeitherGainedNorLost() {
        visit("s.test/", DAY, added("t.test/b"));
        visit("s.test/", 2 * DAY, lost("t.test/b"), added("t.test/c"));
        assertThat(on("t.test", 2)).isEqualTo(new HistoryRow(1, 1, 0, 0, 0, 0));
    }

    @Test
    void firstSeenAndLastChangeOfASiteAreKept() {
        visit("s.test/", 50, new LinkChange.Added(a("t.test/"), 40));
        visit("s.test/2", 70, new LinkChange.Added(a("t.test/2"), 30));
        forget();
        visit("s.test/", 90, lost("t.test/"));
        write();
        assertThat(toSite("t.test", "s.test"))
                .isEqualTo(new FewLinksRow(
                        1,
                        90,
                        List.of(
                                new FewLinksRow.Part(FoldFixture.key("t.test/"), "s.test", tally(0, 0, 1)),
                                new FewLinksRow.Part(FoldFixture.key("t.test/2"), "s.test", tally(1, 1, 1)))));
    }

    private @Nullable Referring toSite(String site, String from) {
        write();
        return shard.shard.referring(ReferrerKey.ofSite(CountsKey.ofSite(site), from));
    }

    @Test
    void linksToFewPagesTakeOneRowHoweverManyTheyAre() {
        for (int i = 0; i < 40; i++) {
            visit((i % 3 == 0 ? "www" : "blog") + ".s.test/" + i, i, added("t.test/"));
        }
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(40, 40, 40), tally(2, 2, 2), tally(1, 1, 1)));
        assertThat(toSite("t.test", "s.test"))
                .isInstanceOfSatisfying(
                        FewLinksRow.class,
                        row -> assertThat(row.parts())
                                .extracting(FewLinksRow.Part::links)
                                .containsExactly(tally(26, 26, 26), tally(14, 14, 14)));
        for (int i = 0; i < 40; i += 3) {
            forget();
            visit("www.s.test/" + i, 100 + i, lost("t.test/"));
        }
        assertThat(ofPage("t.test/")).isEqualTo(counts(tally(26, 26, 40), tally(1, 1, 2), tally(1, 1, 1)));
    }

    private void linkToManyPages() {
        for (int page = 0; page <= FewLinksRow.MOST_PARTS; page++) {
            visit("www.s.test/from", 40, new LinkChange.Added(a("t.test/" + page), 30));
        }
    }

    @Test
    void linksToManyPagesAreCountedInNumbers() {
        linkToManyPages();
        int most = FewLinksRow.MOST_PARTS + 1;
        assertThat(toSite("t.test", "s.test"))
                .isEqualTo(new ReferrerRow(tally(most, most, most), tally(1, 1, 1), 30, 40, "www.s.test"));
        forget();
        visit("blog.s.test/", 90, added("t.test/0"));
        visit("www.s.test/from", 80, lost("t.test/1"));
        assertThat(ofPage("t.test/0")).isEqualTo(counts(tally(2, 2, 2), tally(2, 2, 2), tally(1, 1, 1)));
        assertThat(ofPage("t.test/1")).isEqualTo(counts(tally(0, 0, 1), tally(0, 0, 1), tally(0, 0, 1)));
        assertThat(ofSite("t.test")).isEqualTo(counts(tally(most, most, most + 1), tally(2, 2, 2), tally(1, 1, 1)));
        assertThat(toSite("t.test", "s.test"))
                .isEqualTo(new ReferrerRow(tally(most, most, most + 1), tally(2, 2, 2), 1, 90, null));
    }

    @Test
    void manyLinksOfASiteToAPageGetARowOfTheirOwn() {
        linkToManyPages();
        for (int i = 0; i < 40; i++) {
            visit((i % 3 == 0 ? "www" : "blog") + ".s.test/" + i, i, added("t.test/0"));
        }
        ReferrerKey key = ReferrerKey.ofSite(CountsKey.ofPage(FoldFixture.key("t.test/0")), "s.test");
        assertThat(ofPage("t.test/0").links()).isEqualTo(tally(41, 41, 41));
        ReferrerRow row = shard.shard.referrer(key);
        assertThat(row).isEqualTo(new ReferrerRow(tally(41, 41, 41), tally(2, 2, 2), 0, 0, null));
        assertThat(shard.shard.referrerHost(key.at("www.s.test"))).isEqualTo(tally(15, 15, 15));
        for (int i = 0; i < 40; i += 3) {
            forget();
            visit("www.s.test/" + i, 100 + i, lost("t.test/0"));
        }
        assertThat(ofPage("t.test/0")).isEqualTo(counts(tally(27, 27, 41), tally(2, 2, 2), tally(1, 1, 1)));
    }

    @Test
    void linksOfAPageThatNeverHadAnyAreNotLookedFor() {
        Stamp stamp = new Stamp(FoldFixture.TOPIC, 1, offset, 0);
        shard.linkFold.fold(
                new Positioned<>(
                        offset++, new LinkChanges(url("s.test/"), stamp, 5, 1, 0, 0, true, List.of(added("t.test/")))),
                changes);
        visit("s.test/", 6, lost("t.test/"));
        visit("s.test/", 7, added("t.test/"));
        assertThat(ofPage("t.test/").links()).isEqualTo(tally(1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensInWhateverBatchesAllCountsAreThoseOfTheLinks(long seed) {
        Random random = new Random(seed);
        Map<String, Boolean> live = new HashMap<>();
        Set<String> forgotten = new HashSet<>();
        for (int step = 0; step < 2500; step++) {
            String source = source(random);
            String target = random.nextInt(3) == 0
                    ? "www.t.test/"
                    : "t.test/" + random.nextInt(random.nextInt(3) == 0 ? 30 : 3);
            String link = source + " -> " + target;
            long at = (long) step * 3_000_000;
            Boolean was = live.get(link);
            if (was == null || forgotten.contains(link)) {
                visit(source, at, added(target));
                forgotten.remove(link);
                live.put(link, true);
            } else if (!was) {
                visit(source, at, new LinkChange.Restored(a(target), 1));
                live.put(link, true);
            } else if (random.nextInt(3) == 0) {
                move(source, target, at, live, forgotten, random);
            } else {
                visit(source, at, lost(target));
                live.put(link, false);
                if (random.nextInt(3) == 0) {
                    forgotten.add(link);
                }
            }
            switch (random.nextInt(40)) {
                case 0, 1, 2 -> write();
                case 3 -> forget();
                default -> {}
            }
        }
        write();
        long expected = live.values().stream().filter(each -> each).count();
        assertThat(ofSite("t.test").links()).isEqualTo(tally(expected, expected, live.size()));
        assertThat(memory.totals().externalLinks()).isEqualTo(expected);
        var ofCounts = EnumSet.of(
                CheckReport.Kind.COUNTS,
                CheckReport.Kind.REFERRERS,
                CheckReport.Kind.HISTORY,
                CheckReport.Kind.TOTALS,
                CheckReport.Kind.UNREADABLE);
        CheckReport report = new Check(List.of(shard.shard), shard.sites, _ -> {}).run();
        assertThat(report.differences())
                .filteredOn(each -> ofCounts.contains(each.kind()))
                .isEmpty();
    }

    private static String source(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "www.s.test/" + random.nextInt(30);
            case 1 -> "r.test/" + random.nextInt(3);
            case 2 -> "bucket.s3.amazonaws.com/" + random.nextInt(5);
            case 3 -> "zone.amazonaws.com/" + random.nextInt(5);
            default -> "s.test/" + random.nextInt(30);
        };
    }

    private void move(
            String source, String target, long at, Map<String, Boolean> live, Set<String> forgotten, Random random) {
        String to = source.substring(0, source.indexOf('/') + 1) + random.nextInt(30);
        String link = source + " -> " + target;
        String there = to + " -> " + target;
        if (!to.equals(source)) {
            visit(source, at, moved(target, to, live.getOrDefault(there, false)));
            live.put(link, false);
            live.put(there, true);
            forgotten.remove(there);
        }
    }
}
