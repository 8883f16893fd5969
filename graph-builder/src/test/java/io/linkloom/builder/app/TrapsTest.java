package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.ChangeSet;
import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.schedule.ScheduledOrders;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sites without end are left after so many pages, and what looks like them from afar is fetched to its end. */
class TrapsTest {
    private static final int CAP = 150;
    private static final int ARTICLES = 1500;
    private static final int MOST_ROUNDS = 400;
    private static final ShardIdentity IDENTITY =
            new ShardIdentity(0, 1, "murmur2", "psl", "none", "visits-id", "links-id");
    private static final HostState ASKED_BEFORE = new HostState(RobotsState.ABSENT, 1, 0, Duration.ZERO, 0, 0);

    private final Sites sites = new Sites();
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();
    private final TreeMap<String, Integer> fetched = new TreeMap<>();
    private ActiveShard shard = open(new TrapLimits(0.05, CAP, 0));
    private long visits;
    private long records;

    private record Page(long profile, List<String> links) {}

    private ActiveShard open(TrapLimits traps) {
        Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
        ScheduleLimits limits =
                new ScheduleLimits(50, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1)).with(traps);
        return new ActiveShard(
                Shard.open(disk.open(), IDENTITY, "test"), sites, discovery, FoldRules.USUAL, limits, null);
    }

    private void seed(String... urls) {
        discovered(Origin.SEED, null, urls);
    }

    private void discovered(Origin origin, @Nullable String from, String... urls) {
        LinksRecord record = new Discoveries(
                origin,
                1,
                from == null ? null : WebUrl.parse(from),
                Stream.of(urls).map(WebUrl::parse).toList());
        fold(new News(List.of(), List.of(new Positioned<>(records++, record)), new ShardOffsets(visits, records)));
    }

    private void fold(News news) {
        ChangeSet changes = shard.fold(news);
        shard.write(changes, news.next());
    }

    /** Fetches what is ordered until nothing is, or as often as is enough to see that there is no end. */
    private void crawl(Function<String, Page> web) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            ScheduledOrders orders = shard.order(1000L * round, 1_000_000);
            if (orders.isEmpty()) {
                return;
            }
            shard.write(orders);
            List<Positioned<PageVisit>> done = new ArrayList<>();
            for (FetchOrder order : orders.orders()) {
                done.add(new Positioned<>(visits++, visit(order, 1000L * round + 10, web)));
            }
            fold(new News(done, List.of(), new ShardOffsets(visits, records)));
        }
    }

    private PageVisit visit(FetchOrder order, long at, Function<String, Page> web) {
        String url = order.url().text();
        fetched.merge(url, 1, Integer::sum);
        Page page = web.apply(url);
        List<Link> links = page.links().stream()
                .distinct()
                .map(target -> Link.of(WebUrl.parse(target), LinkKind.A, 0, ""))
                .toList();
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        PageFacts facts = new PageFacts(
                "text/html",
                9,
                false,
                "",
                "",
                null,
                PageRobots.NONE,
                Digest.of(bytes, bytes.length),
                "",
                "",
                0,
                page.profile());
        return new PageVisit(order, at, Outcome.FETCHED, "", 200, "", null, facts, LinksDigest.of(links), false, links)
                .with(ASKED_BEFORE, List.of());
    }

    private long fetchedFrom(String beginning) {
        return fetched.keySet().stream()
                .filter(url -> url.startsWith(beginning))
                .count();
    }

    /** Pages that differ in a few bits of what they have in common. */
    private static long nearly(String common, String url) {
        return ownText(common) ^ (1L << (url.hashCode() & 31)) ^ (1L << (32 + (url.hashCode() >>> 5 & 31)));
    }

    private static long ownText(String url) {
        return new Random(url.hashCode() * 31L).nextLong();
    }

    private static int numberIn(String url) {
        return Integer.parseInt(url.replaceAll("\\D", ""));
    }

    private static Page page(long profile, String... links) {
        return new Page(profile, List.of(links));
    }

    private static String month(int month) {
        return "http://trap.test/calendar/" + (2000 + month / 12) + "/" + (1 + month % 12);
    }

    /** Four traps on a site, and some articles. */
    private static Page trap(String url) {
        String path = url.substring("http://trap.test".length());
        if (path.equals("/")) {
            return page(
                    1, month(300), "http://trap.test/list?page=1", "http://trap.test/a/b/", "http://trap.test/1/home");
        }
        if (path.startsWith("/calendar/")) {
            String[] parts = path.split("/", -1);
            int month = 12 * (Integer.parseInt(parts[2]) - 2000) + Integer.parseInt(parts[3]) - 1;
            return page(nearly("calendar", url), month(month + 1), month(month - 1), month(month + 12));
        }
        if (path.startsWith("/list")) {
            int page = numberIn(path);
            return page(nearly("list", url), "http://trap.test/list?page=" + (page + 1));
        }
        if (path.startsWith("/a/")) {
            return page(nearly("loop", url), url + "a/", url + "b/");
        }
        if (path.startsWith("/article/")) {
            return page(ownText(url));
        }
        // Each page has the number of a session in front, and begins others.
        int session = Integer.parseInt(path.substring(1, path.indexOf('/', 1)));
        String[] links = IntStream.range(0, 4)
                .mapToObj(i -> "http://trap.test/" + (4L * session + i) % 1_000_000_007L + "/home")
                .toArray(String[]::new);
        links[3] = "http://trap.test/article/" + session % 200;
        return page(nearly("session", url), links);
    }

    /** Articles that link to each other, and a list of them in pages; as many articles as there are pages of the traps. */
    private static Page wiki(String url) {
        if (url.contains("list")) {
            int page = numberIn(url);
            List<String> links = new ArrayList<>();
            IntStream.range(10 * page, Math.min(ARTICLES, 10 * page + 10))
                    .forEach(i -> links.add("http://wiki.test/wiki/" + i));
            if (10 * page + 10 < ARTICLES) {
                links.add("http://wiki.test/list?page=" + (page + 1));
            }
            return new Page(ownText(url), links);
        }
        return page(ownText(url), "http://wiki.test/wiki/" + (numberIn(url) * 7 + 1) % ARTICLES);
    }

    private static Page both(String url) {
        return url.startsWith("http://wiki.test") ? wiki(url) : trap(url);
    }

    @Test
    void trapIsLeftAndAnHonestSiteIsFetchedToItsEnd() {
        seed("http://trap.test/", "http://wiki.test/list?page=0");
        crawl(TrapsTest::both);
        assertThat(shard.order(1L << 40, 1_000_000).orders())
                .as("left to fetch")
                .isEmpty();
        assertThat(fetchedFrom("http://wiki.test/wiki/")).isEqualTo(ARTICLES);
        assertThat(fetchedFrom("http://wiki.test/list")).isEqualTo(ARTICLES / 10);
        for (String part : List.of("calendar/", "list", "a/")) {
            assertThat(fetchedFrom("http://trap.test/" + part)).as(part).isBetween(10L, CAP + 100L);
        }
        assertThat(fetchedFrom("http://trap.test/article/")).isGreaterThan(30);
        assertThat(fetchedFrom("http://trap.test/")).isLessThan(10 * CAP);
    }

    @Test
    void pagesOfATrapSayWhatWasSeenOfThem() {
        seed("http://trap.test/");
        crawl(TrapsTest::trap);
        int near = 0;
        int low = 0;
        int kept = 0;
        try (Rows<PageKey, PageRow> pages = shard.shard().pages(Shard.ALL)) {
            while (pages.next()) {
                var marks = TrapMark.in(pages.row().marks());
                near += marks.contains(TrapMark.NEAR_DUPLICATE) ? 1 : 0;
                low += marks.contains(TrapMark.LOW_YIELD) ? 1 : 0;
                kept += pages.row().state().equals(new PageState.Known(KnownReason.LOW_YIELD)) ? 1 : 0;
            }
        }
        assertThat(near).isGreaterThan(CAP);
        assertThat(low).isGreaterThan(CAP);
        assertThat(kept).isPositive();
    }

    @Test
    void linkFromAnotherSiteLetsAPageInThatWasKeptOut() {
        seed("http://trap.test/list?page=1");
        crawl(TrapsTest::trap);
        String kept = "http://trap.test/list?page=" + (fetchedFrom("http://trap.test/list") + 1);
        PageRow row = shard.shard().page(PageKey.of(WebUrl.parse(kept)));
        assertThat(row).extracting(PageRow::state).isEqualTo(new PageState.Known(KnownReason.LOW_YIELD));
        discovered(Origin.LINK, "http://other.test/", kept);
        crawl(TrapsTest::trap);
        assertThat(fetched).containsKey(kept);
    }

    @Test
    void whatIsKnownOfATrapOutlivesTheProcess() {
        seed("http://trap.test/list?page=1");
        crawl(TrapsTest::trap);
        long before = fetchedFrom("http://trap.test/");
        shard.shard().flush();
        shard = open(new TrapLimits(0.05, CAP, 0));
        String[] more = IntStream.range(0, 100)
                .mapToObj(i -> "http://trap.test/list?page=9" + i)
                .toArray(String[]::new);
        discovered(Origin.LINK, "http://trap.test/", more);
        crawl(TrapsTest::trap);
        assertThat(fetchedFrom("http://trap.test/")).isEqualTo(before);
    }

    @Test
    void noMorePagesOfADirectoryAreFetchedThanItsBound() {
        shard = open(new TrapLimits(0, 0, 40));
        String[] articles = IntStream.range(0, 500)
                .mapToObj(i -> "http://wiki.test/wiki/" + i)
                .toArray(String[]::new);
        discovered(Origin.SITEMAP, "http://wiki.test/", articles);
        discovered(Origin.SITEMAP, "http://wiki.test/", "http://wiki.test/other/1");
        crawl(_ -> page(0));
        assertThat(fetchedFrom("http://wiki.test/wiki/")).isBetween(40L, 40L + 50L);
        assertThat(fetched).containsKey("http://wiki.test/other/1");
        PageRow row = shard.shard().page(PageKey.of(WebUrl.parse("http://wiki.test/wiki/499")));
        assertThat(row).extracting(PageRow::state).isEqualTo(new PageState.Known(KnownReason.DIRECTORY_FULL));
    }

    @Test
    void withoutABoundATrapIsFetchedOnAndOn() {
        shard = open(new TrapLimits(0.05, 0, 0));
        seed("http://trap.test/a/b/");
        crawl(TrapsTest::trap);
        assertThat(fetchedFrom("http://trap.test/")).isGreaterThan(10 * CAP);
    }

    @Test
    void visitsAgainAndVisitsTwiceDoNotCount() {
        seed("http://wiki.test/list?page=0");
        crawl(TrapsTest::wiki);
        FetchOrder order = FetchOrder.first(WebUrl.parse("http://wiki.test/wiki/1"), 3, 0, 5);
        for (int i = 0; i < 2 * CAP; i++) {
            var visit = new Positioned<>(visits++, visit(order, 2_000_000 + i, TrapsTest::wiki));
            fold(new News(List.of(visit), List.of(), new ShardOffsets(visits, records)));
        }
        PageRow row = shard.shard().page(PageKey.of(order.url()));
        assertThat(row).extracting(PageRow::marks).isEqualTo(0);
        discovered(Origin.LINK, "http://wiki.test/", "http://wiki.test/wiki/99999");
        row = shard.shard().page(PageKey.of(WebUrl.parse("http://wiki.test/wiki/99999")));
        assertThat(row).extracting(PageRow::marks).isEqualTo(0);
    }
}
