package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows and keys drawn at random come back as they went in; anything else is refused. */
class RowsTest {
    private static final int DRAWS = 400;
    private static final byte[] KEY = {'k'};

    private final Random random = new Random(42);

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private String text() {
        int length = random.nextInt(4) == 0 ? 0 : random.nextInt(300);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(any(new Integer[] {65, 0x7F, 0xE9, 0x4E2D, 0x1F600, 0, 10}));
        }
        return text.toString();
    }

    private long time() {
        return random.nextInt(5) == 0 ? 0 : random.nextLong(4_000_000_000_000L);
    }

    private PageKey page() {
        return PageKey.of(WebUrl.parse("http" + any(new String[] {"", "s"}) + "://"
                + any(new String[] {
                    "a.test",
                    "www.a.test",
                    "b.test:8080",
                    "[::1]",
                    "192.0.2.1",
                    "x",
                    "a!b.test",
                    "a.test:81",
                    "a.testing",
                    "test"
                })
                + "/"
                + random.nextInt(50) + any(new String[] {"", "?q=1", "/dir/"})));
    }

    private Digest digest() {
        byte[] bytes = new byte[random.nextBoolean() ? 0 : Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.ofBytes(bytes);
    }

    private PageState state() {
        return switch (random.nextInt(4)) {
            case 0 -> new PageState.Known(any(KnownReason.values()));
            case 1 -> new PageState.Queued(random.nextInt(256), random.nextLong(Long.MAX_VALUE));
            case 2 -> new PageState.Ordered(time(), 1 + random.nextInt(300), time());
            default -> new PageState.Visited(time(), random.nextBoolean());
        };
    }

    private PageRow pageRow() {
        PageRow.@Nullable LastVisit visit = random.nextBoolean()
                ? null
                : new PageRow.LastVisit(
                        time(),
                        any(Outcome.values()),
                        random.nextInt(1000),
                        text(),
                        text(),
                        random.nextInt(20),
                        time());
        PageRow.LinksSeen links = random.nextBoolean()
                ? PageRow.LinksSeen.NONE
                : new PageRow.LinksSeen(
                        time(), digest(), text(), text(), random.nextInt(100_000), random.nextInt(1 << 10));
        return new PageRow(
                state(),
                random.nextInt(1000),
                random.nextInt(11),
                any(Origin.values()),
                time(),
                random.nextBoolean() ? null : page(),
                visit,
                links,
                random.nextBoolean() ? 0 : time(),
                random.nextInt(1 << 9));
    }

    private List<OutLink> outLinks(boolean lost) {
        List<OutLink> links = new ArrayList<>();
        Stream.generate(this::page)
                .limit(random.nextInt(30))
                .distinct()
                .sorted()
                .forEach(target -> {
                    OutLink link = new OutLink(
                            target,
                            any(LinkKind.values()),
                            random.nextInt(1 << 15),
                            any(Place.values()),
                            1 + random.nextInt(500),
                            text(),
                            time(),
                            null);
                    links.add(lost ? link.lostAt(time(), any(LostReason.values())) : link);
                });
        return links;
    }

    private InlinkRow inlinkRow() {
        boolean live = random.nextBoolean();
        return new InlinkRow(
                any(LinkKind.values()),
                random.nextInt(1 << 15),
                any(Place.values()),
                1 + random.nextInt(500),
                text(),
                time(),
                live ? 0 : time(),
                live ? null : any(LostReason.values()));
    }

    private static <R> void checkRow(R row, Function<R, byte[]> encode, BiFunction<byte[], byte[], R> decode) {
        byte[] value = encode.apply(row);
        assertThat(decode.apply(KEY, value)).isEqualTo(row);
        byte[] newer = value.clone();
        newer[0] = 9;
        assertThatThrownBy(() -> decode.apply(KEY, newer))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("format is 9")
                .hasMessageContaining("key 0x6b, value 0x09");
        for (int length = 0; length < value.length; length += 1 + value.length / 20) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> decode.apply(KEY, cut)).isInstanceOf(UnreadableRowException.class);
        }
        byte[] longer = Arrays.copyOf(value, value.length + 1);
        assertThatThrownBy(() -> decode.apply(KEY, longer)).isInstanceOf(UnreadableRowException.class);
    }

    @Test
    void pageRowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            checkRow(pageRow(), PageRow::encode, PageRow::decode);
        }
    }

    @Test
    void outlinksRowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS / 2; i++) {
            checkRow(new OutlinksRow(outLinks(false), outLinks(true)), OutlinksRow::encode, OutlinksRow::decode);
        }
    }

    @Test
    void anEncoderLeavesNothingOfOneRowInTheNext() {
        OutlinksRow.Encoder encoder = new OutlinksRow.Encoder();
        List<OutlinksRow> rows = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            OutLink link = new OutLink(
                    PageKey.of(WebUrl.parse("http://a.test/" + "x".repeat(i))),
                    LinkKind.A,
                    0,
                    Place.NAV,
                    1,
                    "",
                    1,
                    null);
            rows.add(new OutlinksRow(List.of(link), List.of()));
            rows.add(new OutlinksRow(outLinks(false), outLinks(true)));
        }
        rows.forEach(row -> encoded.add(encoder.encode(row)));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(encoded.get(i)).isEqualTo(rows.get(i).encode());
        }
    }

    @Test
    void inlinkRowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            checkRow(inlinkRow(), InlinkRow::encode, InlinkRow::decode);
        }
    }

    @Test
    void smallRowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            checkRow(new QueueRow(random.nextInt(1000), random.nextInt(11)), QueueRow::encode, QueueRow::decode);
        }
        for (DueRow row : DueRow.values()) {
            checkRow(row, DueRow::encode, DueRow::decode);
        }
    }

    private Tally tally() {
        return new Tally(random.nextLong(1000), time(), random.nextLong(1000));
    }

    @Test
    void countsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            checkRow(new CountsRow(tally(), tally(), tally()), CountsRow::encode, CountsRow::decode);
            String only = random.nextBoolean() ? null : page().url().host();
            var referrer = new ReferrerRow(tally(), tally(), time(), time(), only);
            checkRow(referrer, ReferrerRow::encode, ReferrerRow::decode);
            checkRow(tally(), ReferrerRow::encodeHost, ReferrerRow::decodeHost);
            var day = new HistoryRow(time(), time(), time(), time(), time(), time());
            checkRow(day, HistoryRow::encode, HistoryRow::decode);
        }
    }

    @Test
    void hostRowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            HostState state = new HostState(
                    any(RobotsState.values()),
                    time(),
                    time(),
                    Duration.ofMillis(random.nextLong(100_000_000)),
                    random.nextInt(1000),
                    time());
            checkRow(new HostRow(time(), state), HostRow::encode, HostRow::decode);
            HostKey key = HostKey.of(page());
            assertThat(HostKey.ofBytes(key.toBytes())).isEqualTo(key);
        }
    }

    @Test
    void pageRowFromBeforeThereWereRetriesIsSettled() {
        byte[] value = new RowWriter(1, 64)
                .number(4) // visited
                .number(3)
                .number(0)
                .number(Origin.LINK.code())
                .number(100)
                .text("")
                .number(1)
                .number(200)
                .number(Outcome.TIMEOUT.code())
                .number(0)
                .text("too slow")
                .text("")
                .number(0)
                .toBytes();
        PageRow row = PageRow.decode(KEY, value);
        assertThat(row.state()).isEqualTo(PageState.Visited.settled());
        assertThat(row.lastVisit()).isEqualTo(new PageRow.LastVisit(200, Outcome.TIMEOUT, 0, "too slow", "", 0, 200));
        assertThat(PageRow.decode(KEY, row.encode())).isEqualTo(row);
    }

    @Test
    void pageRowFromBeforePagesWereVisitedAgainHasNoInterval() {
        PageRow row = pageRow().withState(new PageState.Visited(70));
        PageRow without = new PageRow(
                row.state(),
                row.depth(),
                row.redirects(),
                row.origin(),
                row.firstSeenMillis(),
                row.discoveredFrom(),
                row.lastVisit(),
                row.links());
        byte[] value = without.encode();
        byte[] before = Arrays.copyOf(value, value.length - 2);
        before[0] = 3;
        assertThat(PageRow.decode(KEY, before)).isEqualTo(without);
        assertThat(without.intervalMillis()).isZero();
    }

    @Test
    void pageRowFromBeforeThereWereMarksHasNone() {
        PageRow row = pageRow().withMarks(0);
        byte[] value = row.encode();
        byte[] before = Arrays.copyOf(value, value.length - 1);
        before[0] = 4;
        assertThat(PageRow.decode(KEY, before)).isEqualTo(row);
    }

    @Test
    void placesOfMarksInRowsStayWhatTheyAre() {
        assertThat(TrapMark.in(0b101010101))
                .containsExactly(
                        TrapMark.REPEATING_SEGMENTS,
                        TrapMark.COUNTER,
                        TrapMark.LONG_QUERY,
                        TrapMark.DUPLICATE,
                        TrapMark.LOW_YIELD);
        assertThat(TrapMark.in(0b010101010))
                .containsExactly(
                        TrapMark.CALENDAR, TrapMark.LONG_URL, TrapMark.MANY_PARAMETERS, TrapMark.NEAR_DUPLICATE);
    }

    @Test
    void pagesThatFailedAreLookedAtBeforePagesThatMayHaveChanged() {
        PageKey page = page();
        DueKey retry = DueKey.of(new PageState.Visited(Long.MAX_VALUE >> 2), page);
        DueKey recrawl = DueKey.of(PageState.Visited.recrawlAt(1), page);
        assertThat(Arrays.compareUnsigned(retry.toBytes(), recrawl.toBytes())).isNegative();
        assertThat(DueKey.ofBytes(recrawl.toBytes())).isEqualTo(recrawl);
        assertThat(DueKey.ofBytes(retry.toBytes())).isEqualTo(retry);
        assertThat(recrawl.atMillis()).isOne();
    }

    @Test
    void pageRowFromBeforeThereWasAGraceFailsSinceItsLastVisitAndSaysNothing() {
        byte[] value = new RowWriter(2, 64)
                .number(4) // visited
                .number(0)
                .number(3)
                .number(0)
                .number(Origin.LINK.code())
                .number(100)
                .text("")
                .number(1)
                .number(200)
                .number(Outcome.CLIENT_ERROR.code())
                .number(403)
                .text("")
                .text("")
                .number(0)
                .number(1)
                .number(150)
                .digest(Digest.NONE)
                .text("")
                .text("")
                .number(7)
                .toBytes();
        PageRow row = PageRow.decode(KEY, value);
        assertThat(row.failingSinceMillis()).isEqualTo(200);
        assertThat(row.links()).isEqualTo(new PageRow.LinksSeen(150, Digest.NONE, "", "", 7, 0));
        assertThat(PageRow.decode(KEY, row.encode())).isEqualTo(row);
    }

    @Test
    void damagedRowsAreRefusedAndNeverHang() {
        for (int i = 0; i < DRAWS; i++) {
            byte[] value = new OutlinksRow(outLinks(false), outLinks(true)).encode();
            value[1 + random.nextInt(value.length - 1)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(OutlinksRow.decode(KEY, value)).isNotNull();
            } catch (UnreadableRowException e) {
                assertThat(e).hasMessageContaining("outlinks");
            }
        }
    }

    @Test
    void bytesThatNobodyWroteAreRefusedOrReadAndNeverHang() {
        for (int i = 0; i < 20 * DRAWS; i++) {
            byte[] value = new byte[1 + random.nextInt(60)];
            random.nextBytes(value);
            value[0] = 2;
            // Numbers without an end, and lengths and counts that lead far behind it.
            Arrays.fill(
                    value, 1 + random.nextInt(value.length), value.length, any(new Byte[] {-1, 0, 1, 0x7F, (byte) 0x80
                    }));
            try {
                assertThat(OutlinksRow.decode(KEY, value)).isNotNull();
            } catch (UnreadableRowException e) {
                assertThat(e).hasMessageContaining("outlinks");
            }
        }
    }

    @Test
    void timesThatLinksHaveInCommonAreWrittenOnce() {
        List<OutLink> links = outLinks(false);
        int size = new OutlinksRow(
                        links.stream()
                                .map(link -> link.firstSeenAt(1_767_225_600_000L))
                                .toList(),
                        List.of())
                .encode()
                .length;
        int timeless =
                new OutlinksRow(links.stream().map(link -> link.firstSeenAt(0)).toList(), List.of()).encode().length;
        assertThat(links).isNotEmpty();
        assertThat(size - timeless).isEqualTo(5);
    }

    @Test
    void aPageHasTheHostNameOfAnotherWhereItsUrlDoes() {
        for (int i = 0; i < DRAWS; i++) {
            PageKey page = page();
            PageKey other = page();
            assertThat(other.hasStartOf(page, page.hostNameLength()))
                    .isEqualTo(page.url().hostName().equals(other.url().hostName()));
            assertThat(page.neighbour(other.url())).isEqualTo(other).hasSameHashCodeAs(other);
        }
    }

    @Test
    void keysComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            InlinkKey inlink = new InlinkKey(page(), page());
            assertThat(InlinkKey.ofBytes(inlink.toBytes())).isEqualTo(inlink);
            assertThat(InlinkKey.to(inlink.target()).contains(inlink.toBytes())).isTrue();
            QueueKey queue = new QueueKey(page(), random.nextInt(256), random.nextLong(Long.MAX_VALUE));
            assertThat(QueueKey.ofBytes(queue.toBytes())).isEqualTo(queue);
            assertThat(QueueKey.at(queue.page().hostKey()).contains(queue.toBytes()))
                    .isTrue();
            DueKey due = new DueKey(time(), page());
            assertThat(DueKey.ofBytes(due.toBytes())).isEqualTo(due);
            assertThat(DueKey.until(due.atMillis()).contains(due.toBytes())).isTrue();
            assertThat(DueKey.until(due.atMillis() - 1).contains(due.toBytes())).isFalse();
        }
    }

    @Test
    void keysOfCountsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            CountsKey counts = countsKey();
            assertThat(CountsKey.ofBytes(counts.bytes())).isEqualTo(counts);
            assertThat(CountsKey.allSites().contains(counts.bytes())).isEqualTo(counts.level() == Level.SITE);
            ReferrerKey site = ReferrerKey.ofSite(counts, "source.test");
            ReferrerKey host = site.at(page().url().host());
            assertThat(ReferrerKey.ofBytes(site.toBytes())).isEqualTo(site);
            assertThat(ReferrerKey.ofBytes(host.toBytes())).isEqualTo(host);
            assertThat(ReferrerKey.to(counts).contains(site.toBytes())).isTrue();
            assertThat(ReferrerKey.to(counts).contains(host.toBytes())).isTrue();
            HistoryKey day = new HistoryKey(page().url().hostName(), HistoryKey.dayOf(time()));
            assertThat(HistoryKey.ofBytes(day.toBytes())).isEqualTo(day);
            assertThat(HistoryKey.days(day.site(), day.day(), day.day() + 1).contains(day.toBytes()))
                    .isTrue();
            assertThat(HistoryKey.days(day.site(), 0, day.day()).contains(day.toBytes()))
                    .isFalse();
        }
    }

    private CountsKey countsKey() {
        PageKey page = page();
        return switch (any(Level.values())) {
            case PAGE -> CountsKey.ofPage(page);
            case HOST -> CountsKey.ofHostOf(page);
            case SITE -> CountsKey.ofSite(page.url().hostName());
        };
    }

    @Test
    void countsOfTheHostOfAPageAreThoseOfItsName() {
        for (int i = 0; i < DRAWS; i++) {
            PageKey page = page();
            assertThat(CountsKey.ofHostOf(page))
                    .isEqualTo(CountsKey.ofHost(page.url().host()));
            assertThat(CountsKey.ofHostOf(page).text()).isEqualTo(page.url().host());
            assertThat(CountsKey.ofPage(page).text()).isEqualTo(page.url().text());
        }
    }

    @Test
    void whatIsNoKeyOfCountsIsRefusedWithItsBytes() {
        assertThatThrownBy(() -> CountsKey.ofBytes(new byte[] {'x', 'y'}))
                .isInstanceOf(ShardStoreException.class)
                .hasMessageContaining("0x7879");
        assertThatThrownBy(() -> HistoryKey.ofBytes(new byte[] {'a', ')', 0, 1}))
                .isInstanceOf(ShardStoreException.class);
    }

    @Test
    void linksToAPageFromASiteAreARange() {
        for (int i = 0; i < DRAWS; i++) {
            InlinkKey link = new InlinkKey(page(), page());
            boolean ofSite = link.source().url().hostName().endsWith("a.test");
            assertThat(InlinkKey.to(link.target(), "a.test").contains(link.toBytes()))
                    .isEqualTo(ofSite);
        }
    }

    @Test
    void hostKeyIsThatOfTheUrl() {
        for (int i = 0; i < DRAWS; i++) {
            PageKey page = page();
            assertThat(page.hostKey()).isEqualTo(UrlKey.ofHost(page.url().host()));
        }
    }

    @Test
    void rangeOfPagesIsTheRangeOfLinksToThem() {
        for (int i = 0; i < DRAWS; i++) {
            InlinkKey link = new InlinkKey(page(), page());
            UrlKey.Range host = UrlKey.host(page().url().host());
            assertThat(host.contains(link.toBytes()))
                    .isEqualTo(host.contains(link.target().bytes()));
        }
    }

    @Test
    void pagesOfAHostWaitByPriorityThenSequence() {
        PageKey page = page();
        byte[] first = new QueueKey(page, 1, 500).toBytes();
        byte[] second = new QueueKey(page, 2, 3).toBytes();
        byte[] third = new QueueKey(page, 200, 0).toBytes();
        assertThat(Arrays.compareUnsigned(first, second)).isNegative();
        assertThat(Arrays.compareUnsigned(second, third)).isNegative();
    }
}
