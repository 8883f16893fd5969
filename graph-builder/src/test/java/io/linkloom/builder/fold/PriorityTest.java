package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.key;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport.Kind;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages wait at the places that the links to them say, whenever these come. */
class PriorityTest {
    private static final PriorityWeights WEIGHTS = PriorityWeights.USUAL;

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);
    private long offset;

    private LinkChanges fromSite(int number, LinkChange... changes) {
        return new LinkChanges(
                url("s" + number + ".test/"),
                new Stamp(FoldFixture.TOPIC, 2, offset++, 0),
                100,
                0,
                0,
                0,
                false,
                List.of(changes));
    }

    private static LinkChange added(String target) {
        return new LinkChange.Added(a(target), 50);
    }

    private static LinkChange lost(String target) {
        return new LinkChange.Lost(a(target), 50, LostReason.LINK_REMOVED);
    }

    private int priority(String page) {
        return shard.page(page).state() instanceof PageState.Queued(int priority, long _) ? priority : -1;
    }

    private List<String> queue() {
        List<String> pages = new ArrayList<>();
        try (Rows<QueueKey, QueueRow> queue = shard.shard.queue(Shard.ALL)) {
            while (queue.next()) {
                pages.add(queue.key().page().toString().substring(7));
            }
        }
        return pages;
    }

    private void assertInOrder() {
        assertThat(new Check(List.of(shard.shard), shard.sites, _ -> {}).run().differences())
                .filteredOn(each -> each.kind() == Kind.PRIORITY || each.kind() == Kind.QUEUE)
                .isEmpty();
    }

    private static PageRow page(int depth, Origin origin) {
        return new PageRow(new PageState.Queued(0, 0), depth, 0, origin, 1, null, null, PageRow.LinksSeen.NONE);
    }

    @Test
    void linksClicksAndOriginsAddUpToAPriority() {
        assertThat(WEIGHTS.of(page(0, Origin.LINK), 0).priority()).isEqualTo(96);
        assertThat(WEIGHTS.of(page(0, Origin.SEED), 0).priority()).isEqualTo(88);
        assertThat(WEIGHTS.of(page(1, Origin.SITEMAP), 0).priority()).isEqualTo(102);
        assertThat(WEIGHTS.of(page(2, Origin.LINK), 1000))
                .isEqualTo(new PriorityWeights.Parts(96, 8, -36, 0, 0, 0))
                .extracting(PriorityWeights.Parts::priority)
                .isEqualTo(68);
        assertThat(WEIGHTS.of(page(Integer.MAX_VALUE, Origin.LINK), 0).priority())
                .isEqualTo(255);
        assertThat(WEIGHTS.of(page(0, Origin.SEED), Long.MAX_VALUE).priority()).isZero();
    }

    @Test
    void sitemapMovesItsPagesALittleAndNeverMoreThanLinksOfTwoOtherSitesDo() {
        PageRow page = page(0, Origin.LINK);
        assertThat(List.of(0, 24, 25, 50, 75, 76, 100).stream()
                        .map(hundredths -> WEIGHTS.of(page.withSitemapPriority(hundredths), 0)
                                .listed()))
                .containsExactly(2, 1, 1, 0, -1, -1, -2);
        PriorityWeights credulous = new PriorityWeights(4, 4, 8, 2, 64, 16);
        assertThat(credulous.of(page.withSitemapPriority(100), 0).priority())
                .as("no more than a step")
                .isEqualTo(credulous.of(page, 2).priority());
    }

    @Test
    void pagesThatASitemapCallsImportantGoBeforeOthersThatItListsAlsoWhereLinksCome() {
        Map<WebUrl, PageHint> hints =
                Map.of(url("a.test/high"), new PageHint(0, 100), url("a.test/low"), new PageHint(0, 0));
        List<WebUrl> listed = List.of(url("a.test/low"), url("a.test/usual"), url("a.test/high"));
        shard.fold(new Discoveries(Origin.SITEMAP, 10, url("b.test/map.xml"), listed, 0, hints));
        assertThat(queue()).containsExactly("a.test/high", "a.test/usual", "a.test/low");
        assertThat(priority("a.test/high")).isEqualTo(102 - 2);
        assertInOrder();

        for (int site = 1; site <= 4; site++) {
            shard.fold(fromSite(site, added("a.test/low")));
        }
        assertThat(priority("a.test/low")).isEqualTo(102 + 2 - 8);
        assertThat(queue().getFirst()).isEqualTo("a.test/low");
        assertInOrder();

        shard.fold(new Discoveries(
                Origin.SITEMAP, 20, url("b.test/map.xml"), listed, 0, Map.of(url("a.test/high"), new PageHint(0, 10))));
        assertThat(priority("a.test/high")).isEqualTo(102 + 2);
        assertInOrder();
    }

    @Test
    void whatASitemapSaysOfPagesOfItsOwnSiteCountsAlsoOfThoseThatWaitAlready() {
        shard.fold(fromSite(1, added("a.test/x")), fromSite(2, added("a.test/x")));
        Link listed = Link.of(url("a.test/x"), LinkKind.SITEMAP, 0, "");
        shard.fold(FoldFixture.fetched("a.test/map.xml", 100, listed)
                .withHints(Map.of(url("a.test/x"), new PageHint(0, 100))));
        assertThat(priority("a.test/x")).isEqualTo(96 + 4 - 4 - 2);
        assertInOrder();
        shard.fold(fromSite(1, lost("a.test/x")));
        assertThat(priority("a.test/x")).isEqualTo(96 + 4 - 2);
        assertInOrder();
    }

    @Test
    void marksOfTrapsMakeAPageWaitAndLinksOutweighThem() {
        PageRow marked = page(0, Origin.LINK).withMarks(TrapMark.CALENDAR.bit() | TrapMark.LONG_URL.bit());
        assertThat(WEIGHTS.of(marked, 0)).isEqualTo(new PriorityWeights.Parts(96, 0, 0, 0, 0, 32));
        assertThat(WEIGHTS.of(marked.withMarks(-1), 0).traps()).isEqualTo(3 * 16);
        assertThat(WEIGHTS.of(marked.withMarks(TrapMark.COUNTER.bit()), 16).priority())
                .isEqualTo(WEIGHTS.of(page(0, Origin.LINK), 0).priority());
    }

    @Test
    void pageWithTheUrlOfATrapWaitsBehindOthersThatCameLater() {
        shard.fold(fromSite(1, added("a.test/calendar/2031/05"), added("a.test/other")));
        assertThat(queue()).containsExactly("a.test/other", "a.test/calendar/2031/05");
        assertInOrder();
    }

    @Test
    void referringSitesCountInStepsOfTwiceAsMany() {
        assertThat(List.of(0L, 1L, 2L, 3L, 4L, 7L, 8L, 1_000_000L).stream().map(PriorityWeights::step))
                .containsExactly(0, 0, 1, 1, 2, 2, 3, 19);
    }

    @Test
    void weightsAreKeptAsText() {
        PriorityWeights others = new PriorityWeights(0, 64, 7, 10, 15, 20);
        assertThat(PriorityWeights.ofText(others.text())).contains(others);
        assertThat(PriorityWeights.ofText("click 1 step 2")).isEmpty();
        assertThat(PriorityWeights.ofText("click 99 step 2 seed 0 sitemap 0 listed 0 trap 0"))
                .isEmpty();
        assertThatThrownBy(() -> new PriorityWeights(-1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriorityWeights(0, 65, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pageThatOtherSitesLinkToGoesBeforePagesThatWereThereFirst() {
        shard.fold(fromSite(1, added("a.test/first"), added("a.test/second"), added("a.test/third")));
        shard.fold(fromSite(2, added("a.test/third")), fromSite(3, added("a.test/third")));
        shard.fold(fromSite(4, added("a.test/third")), fromSite(5, added("a.test/second")));
        assertThat(priority("a.test/first") - priority("a.test/third")).isEqualTo(8);
        assertThat(queue()).containsExactly("a.test/third", "a.test/second", "a.test/first");
        assertInOrder();
    }

    @Test
    void pageMovesWhenAStepIsReachedAndNotAtEveryLink() {
        List<Integer> priorities = new ArrayList<>();
        for (int site = 1; site <= 9; site++) {
            shard.fold(fromSite(site, added("a.test/x")));
            priorities.add(96 + 4 - priority("a.test/x"));
        }
        assertThat(priorities).containsExactly(0, 4, 4, 8, 8, 8, 8, 12, 12);
        assertThat(queue()).containsExactly("a.test/x");
        assertInOrder();
    }

    @Test
    void lostLinksMoveAPageBack() {
        shard.fold(fromSite(1, added("a.test/x")), fromSite(2, added("a.test/x")));
        shard.fold(fromSite(2, lost("a.test/x")));
        assertThat(priority("a.test/x")).isEqualTo(96 + 4);
        assertInOrder();
    }

    @Test
    void linksThatLeadNowhereCountOnceThePageBecomesKnown() {
        Link picture = Link.of(url("a.test/x"), LinkKind.IMG, 0, "");
        shard.fold(fromSite(1, new LinkChange.Added(picture, 1)), fromSite(2, new LinkChange.Added(picture, 1)));
        assertThat(shard.shard.page(key("a.test/x"))).isNull();
        shard.fold(new Discoveries(Origin.SEED, 10, List.of(url("a.test/x"))));
        assertThat(priority("a.test/x")).isEqualTo(96 - 8 - 4);
        assertInOrder();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 1})
    void linksThatLeadNowhereAreNotForgottenWhenTheShardIsOpenedAgain(long memoryBytes) {
        Link picture = Link.of(url("a.test/x"), LinkKind.IMG, 0, "");
        shard.fold(fromSite(1, new LinkChange.Added(picture, 1)), fromSite(2, new LinkChange.Added(picture, 1)));
        ChangeSet changes = new ChangeSet(shard.shard, ShardMemory.of(shard.shard, new SeenMemory(memoryBytes)));
        Discoveries found = new Discoveries(Origin.SITEMAP, 10, List.of(url("a.test/x"), url("a.test/y")));
        shard.linkFold.foldAll(List.of(new Positioned<>(99, found)), changes);
        shard.shard.write(changes.writes(new ShardOffsets(99, 99)));
        assertThat(priority("a.test/x")).isEqualTo(96 + 4 + 2 - 4);
        assertThat(priority("a.test/y")).isEqualTo(96 + 4 + 2);
        assertInOrder();
    }

    @Test
    void withoutMemoryAnyNewPageMayBeLinkedTo() {
        LinkedElsewhere linked = new LinkedElsewhere(new SeenMemory(0));
        assertThat(linked.mayContain(7)).isFalse();
        for (long page = 0; page < 100_000; page++) {
            linked.add(page * 0x9E3779B97F4A7C15L);
        }
        assertThat(linked.mayContain(7)).isTrue();
    }

    @Test
    void shorterWayAndLinksCountTogether() {
        shard.fold(fromSite(1, added("a.test/x")), fromSite(2, added("a.test/x")));
        shard.fold(new Discoveries(Origin.SITEMAP_FILE, 10, List.of(url("a.test/x"))));
        assertThat(priority("a.test/x")).isEqualTo(96 - 4);
        assertInOrder();
    }

    @Test
    void neitherOrderNorBatchesMakeADifference() {
        List<List<Integer>> ends = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            FoldFixture other = new FoldFixture(Scope.EVERYTHING);
            Random random = new Random(round);
            List<Integer> sites = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
            Collections.shuffle(sites, random);
            offset = 0;
            List<LinksRecord> batch = new ArrayList<>();
            for (int site : sites) {
                LinkChange[] links = IntStream.rangeClosed(1, site)
                        .mapToObj(page -> added("a.test/" + page))
                        .toArray(LinkChange[]::new);
                batch.add(fromSite(site, links));
                if (random.nextInt(3) == 0) {
                    other.fold(batch.toArray(LinksRecord[]::new));
                    batch.clear();
                }
            }
            other.fold(batch.toArray(LinksRecord[]::new));
            List<Integer> end = new ArrayList<>();
            for (int page = 1; page <= 10; page++) {
                end.add(
                        other.page("a.test/" + page).state() instanceof PageState.Queued(int priority, long _)
                                ? priority
                                : -1);
            }
            ends.add(end);
        }
        assertThat(ends).containsOnly(List.of(88, 88, 88, 92, 92, 92, 92, 96, 96, 100));
    }

    @Test
    void otherWeightsRankAllThatWaits() {
        shard.fold(fromSite(1, added("a.test/first"), added("a.test/second")));
        shard.fold(fromSite(2, added("a.test/second")), new Discoveries(Origin.SEED, 10, List.of(url("a.test/seed"))));
        assertThat(queue()).containsExactly("a.test/seed", "a.test/second", "a.test/first");
        PriorityWeights others = new PriorityWeights(1, 20, 0, 0);
        Ranking.ofAll(shard.shard, others);
        assertThat(queue()).containsExactly("a.test/second", "a.test/seed", "a.test/first");
        assertThat(shard.shard.weights()).contains(others);
        assertThat(shard.shard
                        .counts(CountsKey.ofPage(key("a.test/second")))
                        .sites()
                        .live())
                .isEqualTo(2);
        assertInOrder();
    }

    @Test
    void memoryOfAShardThatIsOpenedAgainHasItsWeights() {
        Ranking.ofAll(shard.shard, new PriorityWeights(0, 1, 0, 0));
        ShardMemory memory = ShardMemory.of(shard.shard);
        assertThat(memory.weights()).isEqualTo(new PriorityWeights(0, 1, 0, 0));
    }
}
