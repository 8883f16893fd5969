package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeenPagesTest {
    private static final PageKey PAGE = FoldFixture.key("a.test/x");

    private final SeenPages seen = new SeenPages(SeenMemory.unbounded());

    private static PageRow row(PageState state, int depth, int redirects) {
        return new PageRow(state, depth, redirects, Origin.LINK, 1, null, null, PageRow.LinksSeen.NONE);
    }

    @Test
    void whatWasPutIsKnownAndNothingElseIs() {
        int pages = 100_000;
        for (int i = 0; i < pages; i++) {
            seen.put(FoldFixture.key("a.test/" + i), row(PageState.Visited.settled(), i % 300, 0));
        }
        seen.put(FoldFixture.key("a.test/5"), row(PageState.Visited.settled(), 1, 0));
        assertThat(seen.bytes() / (double) pages).isBetween(8.0, 16.0);
        for (int i = 10; i < pages; i++) {
            PageKey known = FoldFixture.key("a.test/" + i);
            int depth = i % 300;
            boolean right = seen.contains(known)
                    && !seen.contains(FoldFixture.key("b.test/" + i))
                    && seen.isSettledAt(known, depth) == (depth < 254)
                    && (depth == 0 || !seen.isSettledAt(known, depth - 1));
            assertThat(right).as("number %d", i).isTrue();
        }
    }

    /** A link from elsewhere may let it in; those of its own site cannot, and are many. */
    @ParameterizedTest
    @ValueSource(strings = {"LOW_YIELD", "DIRECTORY_FULL"})
    void pageThatIsKeptOutForThoseBesideItIsLookedAtWhenAnotherSiteLinksToIt(KnownReason reason) {
        seen.put(PAGE, row(new PageState.Known(reason), 3, 0));
        assertThat(seen.isSettledAt(PAGE, 9)).isFalse();
        assertThat(seen.unsettledAt(List.of(PAGE), 9)).isEmpty();
        seen.put(PAGE, row(new PageState.Queued(1, 1), 3, 0));
        assertThat(seen.isSettledAt(PAGE, 9)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 2, false", "3, 0, 3, true", "3, 0, 4, true", "3, 2, 3, false", "3, 2, 4, true"})
    void wayThatMayBeBetterIsToBeLookedAt(int depth, int redirects, int other, boolean settled) {
        assertThat(seen.isSettledAt(PAGE, other)).isFalse();
        seen.put(PAGE, row(PageState.Visited.settled(), depth, redirects));
        assertThat(seen.isSettledAt(PAGE, other)).isEqualTo(settled);
    }

    @Test
    void pageBehindTooManyRedirectsIsNeverSettled() {
        seen.put(PAGE, row(new PageState.Known(KnownReason.TOO_MANY_REDIRECTS), 3, 11));
        assertThat(seen.isSettledAt(PAGE, 100)).isFalse();
        seen.put(PAGE, row(new PageState.Known(KnownReason.TOO_DEEP), 3, 0));
        assertThat(seen.isSettledAt(PAGE, 100)).isTrue();
    }

    /** Puts and asks at random, beside a map, and with less and less memory. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 200_000, 100_000, 10_000})
    void saysWhatAMapSaysOrThatItDoesNotKnow(long mostBytes) {
        SeenMemory memory = new SeenMemory(mostBytes);
        SeenPages bounded = new SeenPages(memory);
        Map<Integer, Integer> truth = new HashMap<>();
        Random random = new Random(mostBytes);
        int wronglyTakenForKnown = 0;
        int unsettled = 0;
        for (int i = 0; i < 60_000; i++) {
            int number = random.nextInt(30_000);
            PageKey page = FoldFixture.key("a.test/" + number);
            Integer depth = truth.get(number);
            if (depth == null) {
                wronglyTakenForKnown += bounded.contains(page) ? 1 : 0;
                assertThat(bounded.isSettledAt(page, 254)).isFalse();
            } else {
                assertThat(bounded.contains(page)).isTrue();
                unsettled += bounded.isSettledAt(page, depth) ? 0 : 1;
                assertThat(depth > 0 && bounded.isSettledAt(page, depth - 1)).isFalse();
            }
            int now = random.nextInt(200);
            bounded.put(page, row(PageState.Visited.settled(), now, 0));
            truth.put(number, now);
        }

        assertThat(bounded.isExact()).isEqualTo(mostBytes == Long.MAX_VALUE);
        assertThat(memory.bytes()).isEqualTo(bounded.bytes());
        if (bounded.isExact()) {
            assertThat(wronglyTakenForKnown).isZero();
            assertThat(unsettled).isZero();
        } else {
            assertThat(bounded.bytes()).isLessThanOrEqualTo(Math.max(mostBytes, 64 << 10));
        }
        bounded.close();
        assertThat(memory.bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 100_000})
    void manyPagesAreToldApartAsOneByOne(long mostBytes) {
        SeenPages bounded = new SeenPages(new SeenMemory(mostBytes));
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            int depth = random.nextInt(10);
            bounded.put(FoldFixture.key("a.test/" + i), row(PageState.Visited.settled(), depth, 0));
        }
        for (int size = 0; size < 500; size++) {
            List<PageKey> pages = Stream.generate(() -> FoldFixture.key("a.test/" + random.nextInt(40_000)))
                    .limit(size)
                    .toList();
            assertThat(bounded.unsettledAt(pages, 5))
                    .isEqualTo(pages.stream()
                            .filter(page -> !bounded.isSettledAt(page, 5))
                            .toList());
        }
    }

    @Test
    void aFilterOfSixteenBitsAPageTakesFewNewPagesForKnown() {
        SeenFilter filter = new SeenFilter(10_000 * 16 / 8 * 4 / 3);
        for (int i = 0; i < 10_000; i++) {
            filter.put(FoldFixture.key("a.test/" + i).fingerprint(), 1);
        }
        int wrong = 0;
        for (int i = 0; i < 10_000; i++) {
            wrong += filter.mayContain(FoldFixture.key("b.test/" + i).fingerprint()) ? 1 : 0;
        }

        assertThat(wrong).isLessThan(50);
    }
}
