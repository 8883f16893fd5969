package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.url.UrlKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Keys drawn at random come back as they went in, in the order that they are to have. */
class KeysTest extends DrawnRows {
    private static final int DRAWS = 400;

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
