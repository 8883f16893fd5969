package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenPagesTest {
    private static final PageKey PAGE = FoldFixture.key("a.test/x");

    private final SeenPages seen = new SeenPages();

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
        assertThat(seen.size()).isEqualTo(pages);
        for (int i = 10; i < pages; i++) {
            PageKey known = FoldFixture.key("a.test/" + i);
            int depth = i % 300;
            boolean right = seen.contains(known)
                    && !seen.contains(FoldFixture.key("b.test/" + i))
                    && seen.isSettledAt(known, depth) == (depth < 255)
                    && (depth == 0 || !seen.isSettledAt(known, depth - 1));
            assertThat(right).as("number %d", i).isTrue();
        }
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
}
