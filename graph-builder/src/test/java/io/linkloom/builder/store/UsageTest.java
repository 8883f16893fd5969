package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Origin;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is spent on hosts follows from their pages, whoever counts it. */
class UsageTest {
    /** More than are counted before some are written. */
    private static final int HOSTS = 12_000;

    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();
    private final Shard shard = Shard.open(disk.open(), new ShardIdentity(0, 1, "p", "l", "none", "v", "k"), "memory");

    private static PageRow row(int number) {
        PageState state = switch (number % 3) {
            case 0 -> new PageState.Ordered(1, 1, 1000);
            case 1 -> new PageState.Queued(1, 1 + number);
            default -> new PageState.Known(KnownReason.OUT_OF_SCOPE);
        };
        Origin origin = number % 5 == 0 ? Origin.SEED : Origin.LINK;
        return new PageRow(state, 0, 0, origin, 1, null, null, PageRow.LinksSeen.NONE);
    }

    private Map<HostKey, UsageRow> usage() {
        Map<HostKey, UsageRow> all = new HashMap<>();
        try (Rows<HostKey, UsageRow> rows = shard.usage(Shard.ALL)) {
            while (rows.next()) {
                all.put(rows.key(), rows.row());
            }
        }
        return all;
    }

    @Test
    void indexOfAVersionThatDidNotCountIsCountedAsIfItHad() {
        PageChanges changes = new PageChanges(shard);
        for (int i = 0; i < 2 * HOSTS; i++) {
            changes.put(PageKey.of(WebUrl.parse("http://h" + i / 2 + ".test/" + i)), null, row(i));
        }
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        shard.write(writes);
        Map<HostKey, UsageRow> counted = usage();
        assertThat(counted).hasSizeGreaterThan(HOSTS / 2);
        assertThat(counted.get(HostKey.of(PageKey.of(WebUrl.parse("http://h0.test/")))))
                .isEqualTo(new UsageRow(1, 1));

        WriteSet older = new WriteSet();
        counted.keySet().forEach(host -> older.delete(Family.USAGE, host.toBytes()));
        older.delete(Family.META, MetaRows.USAGE);
        shard.write(older);
        assertThat(usage()).isEmpty();
        assertThat(shard.countsUsage()).isFalse();
        Usage.countAll(shard);
        assertThat(usage()).isEqualTo(counted);
        assertThat(shard.countsUsage()).isTrue();
    }
}
