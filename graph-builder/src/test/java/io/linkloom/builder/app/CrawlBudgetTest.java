package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.Outcome;
import org.junit.jupiter.api.Test;

class CrawlBudgetTest {
    private final ShardTotals all = new ShardTotals();

    private void visited(int pages, long bytesEach) {
        for (int i = 0; i < pages; i++) {
            all.pageMoved(null, PageState.Name.VISITED);
            all.outcomeMoved(null, Outcome.FETCHED);
            all.addBytesFetched(bytesEach);
        }
    }

    private void ordered(int pages) {
        for (int i = 0; i < pages; i++) {
            all.pageMoved(null, PageState.Name.ORDERED);
        }
    }

    @Test
    void pagesThatAreOrderedCountAsIfTheyWereFetched() {
        visited(10, 1);
        ordered(5);
        assertThat(CrawlBudget.ofPages(20).pagesLeft(all)).isEqualTo(5);
        assertThat(CrawlBudget.ofPages(12).pagesLeft(all)).isZero();
        assertThat(CrawlBudget.NONE.pagesLeft(all)).isPositive();
    }

    @Test
    void bytesLeftAreAsManyPagesAsTheyWereOnAverage() {
        visited(10, 1000);
        CrawlBudget budget = new CrawlBudget(Long.MAX_VALUE, 20_001);
        assertThat(budget.pagesLeft(all)).as("rounded up").isEqualTo(11);
        ordered(4);
        assertThat(budget.pagesLeft(all)).isEqualTo(7);
        visited(11, 1000);
        assertThat(budget.pagesLeft(all)).isZero();
        assertThat(budget.isSpent(21, all.bytesFetched())).isTrue();
    }

    @Test
    void littleIsOrderedBeforeItIsKnownWhatPagesHave() {
        assertThat(new CrawlBudget(Long.MAX_VALUE, 1).pagesLeft(all)).isEqualTo(1);
        assertThat(new CrawlBudget(Long.MAX_VALUE, 10 << 20).pagesLeft(all)).isEqualTo(320);
    }

    @Test
    void pagesWithoutBytesDoNotEndACrawlNorStopIt() {
        visited(10, 0);
        assertThat(new CrawlBudget(Long.MAX_VALUE, 1000).pagesLeft(all)).isEqualTo(1000);
        assertThat(new CrawlBudget(Long.MAX_VALUE, 1000).isSpent(10, 0)).isFalse();
    }

    @Test
    void nothingIsNoBudget() {
        assertThatThrownBy(() -> CrawlBudget.ofPages(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CrawlBudget(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
