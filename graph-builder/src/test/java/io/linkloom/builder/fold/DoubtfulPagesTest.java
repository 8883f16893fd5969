package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much memory there is to know pages makes no difference to which pages become known, and how. */
class DoubtfulPagesTest {
    private static final int PAGES = 12_000;
    private static final int BATCHES = 12;

    /** Pages with what is known of them but for the order in which they were queued. */
    private static Map<String, String> pagesFoundWith(SeenMemory memory) {
        FoldFixture shard = new FoldFixture(Scope.EVERYTHING);
        ShardMemory seen = ShardMemory.of(shard.shard, memory);
        Random random = new Random(1);
        long offset = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            ChangeSet changes = new ChangeSet(shard.shard, seen);
            for (int record = 0; record < 20; record++) {
                Origin origin = random.nextBoolean() ? Origin.SITEMAP : Origin.SEED;
                shard.linkFold.fold(new Positioned<>(offset++, new Discoveries(origin, batch, urls(random))), changes);
            }
            ShardOffsets applied = new ShardOffsets(0, offset);
            shard.shard.write(changes.writes(applied));
            changes.written(applied);
        }
        assertThat(shard.shard.totals().pages()).isEqualTo(rows(shard.shard).size());
        return rows(shard.shard);
    }

    private static Map<String, String> rows(Shard shard) {
        Map<String, String> found = new TreeMap<>();
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                PageRow row = pages.row();
                String how = row.state().name() + " " + row.depth() + " " + row.origin() + " " + row.firstSeenMillis();
                found.put(pages.key().toString(), how);
            }
        }
        return found;
    }

    private static List<WebUrl> urls(Random random) {
        List<WebUrl> urls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            urls.add(FoldFixture.url("a.test/" + random.nextInt(PAGES)));
        }
        return urls;
    }

    @Test
    void pagesAreTheSameWhetherTheyAllFitInMemoryOrNot() {
        SeenMemory little = new SeenMemory(20_000);

        Map<String, String> found = pagesFoundWith(little);

        assertThat(found).hasSizeGreaterThan(PAGES / 2).isEqualTo(pagesFoundWith(SeenMemory.unbounded()));
        assertThat(little.bytes()).isLessThan(100_000);
    }
}
