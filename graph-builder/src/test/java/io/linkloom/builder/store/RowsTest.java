package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rows drawn at random come back as they went in; anything else is refused. */
class RowsTest extends DrawnRows {
    private static final int DRAWS = 400;
    private static final byte[] KEY = {'k'};

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
        assertThat(row.lastVisit())
                .isEqualTo(new PageRow.LastVisit(200, Outcome.TIMEOUT, 0, "too slow", "", 0, 200, List.of()));
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
        byte[] before = Arrays.copyOf(value, value.length - 3 - earlierBytes(row));
        before[0] = 3;
        assertThat(PageRow.decode(KEY, before)).isEqualTo(without);
        assertThat(without.intervalMillis()).isZero();
    }

    @Test
    void pageRowFromBeforeThereWereMarksAndPrioritiesOfSitemapsHasNone() {
        PageRow row = pageRow().withMarks(0).withSitemapPriority(50);
        byte[] value = row.encode();
        byte[] before = Arrays.copyOf(value, value.length - 2 - earlierBytes(row));
        before[0] = 4;
        assertThat(PageRow.decode(KEY, before)).isEqualTo(row);
    }

    /** Of a page that was visited once at most. */
    private static int earlierBytes(PageRow row) {
        return row.lastVisit() == null ? 0 : 1;
    }

    @Test
    void pageRowFromBeforeEarlierVisitsWereKeptHasNone() {
        PageRow row = pageRow();
        byte[] value = row.encode();
        byte[] before = Arrays.copyOf(value, value.length - earlierBytes(row));
        before[0] = 5;
        assertThat(PageRow.decode(KEY, before)).isEqualTo(row);
    }

    @Test
    void pageRowKeepsTheLastOfItsVisits() {
        List<EarlierVisit> expected = List.of();
        PageRow row = pageRow();
        for (int i = 0; i < EarlierVisit.MOST + 3; i++) {
            Outcome outcome = any(Outcome.values());
            PageRow.LastVisit visit =
                    new PageRow.LastVisit(1_000L * i * i, outcome, 200 + i, "", "", 0).after(expected);
            row = row.withVisit(PageState.Visited.settled(), visit, row.links());
            assertThat(PageRow.decode(KEY, row.encode())).isEqualTo(row);
            assertThat(visit.earlier()).hasSize(Math.min(i, EarlierVisit.MOST)).isEqualTo(expected);
            expected = EarlierVisit.before(visit);
        }
        assertThat(expected).extracting(EarlierVisit::status).containsExactly(206, 205, 204, 203);
    }

    @Test
    void anotherIntervalLeavesWhatASitemapSays() {
        assertThat(pageRow().withSitemapPriority(80).withInterval(5).sitemapPriority())
                .isEqualTo(80);
    }

    @Test
    void pageRowKeepsWhatASitemapSays() {
        for (int hundredths : new int[] {0, 49, 50, 51, 100}) {
            PageRow row = pageRow().withSitemapPriority(hundredths);
            assertThat(PageRow.decode(KEY, row.encode())).isEqualTo(row);
        }
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
            value[0] = (byte) (OutlinksRow.WITHOUT_TRAITS + i % 2);
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
}
