package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.SteppedBuilder;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.frontier.ManyHosts;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is loaded is what a crawl would have left. */
class FrontierLoadTest {
    private static final ManyHosts WEB = new ManyHosts(3, 200, 5_000);

    @Test
    void everyPageWaitsWhereItsDepthAndReferringSitesPutIt() {
        AtomicLong told = new AtomicLong();
        try (Shard shard = Shard.open(new MemoryShardStore.Disk().open(), SteppedBuilder.identity(0, 1), "test")) {
            FrontierLoad load = new FrontierLoad(shard, WEB, 1000, told::addAndGet);
            load.hosts(_ -> true);
            load.end("all");

            assertThat(shard.totals().pages(PageState.Name.QUEUED))
                    .isEqualTo(WEB.pagesInAll())
                    .isEqualTo(told.get());
            assertThat(shard.scopeDigest()).isEqualTo("all");
            for (int host = 0; host < WEB.size(); host += 7) {
                PageKey first = PageKey.of(WebUrl.parse("http://" + WEB.name(host) + "/"));
                int last = WEB.pages(host) - 1;
                PageKey other = PageKey.of(WebUrl.parse("http://" + WEB.name(host) + ManyHosts.path(last)));
                PageRow row = shard.page(first);
                assertThat(row).isNotNull();
                assertThat(((PageState.Queued) row.state()).priority())
                        .isEqualTo(PriorityWeights.USUAL
                                .of(row, WEB.referringSites(host))
                                .priority());
                assertThat(shard.page(other)).as("%s", other).isNotNull();
            }
            assertThat(queued(shard)).isEqualTo(WEB.pagesInAll());
        }
    }

    private static long queued(Shard shard) {
        long count = 0;
        try (Rows<QueueKey, QueueRow> queue = shard.queue(Shard.ALL)) {
            while (queue.next()) {
                PageRow page = shard.page(queue.key().page());
                assertThat(page).isNotNull();
                assertThat(queue.keyBytes())
                        .isEqualTo(QueueKey.of(queue.key().page(), (PageState.Queued) page.state())
                                .toBytes());
                count++;
            }
        }
        return count;
    }
}
