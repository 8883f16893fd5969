package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {
    private static final ShardIdentity IDENTITY =
            new ShardIdentity(3, 8, "murmur2", "abc", "none", "visits-1", "links-1");

    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();

    @Test
    void newShardKeepsWhatItWasMadeFor() {
        Shard.open(disk.open(), IDENTITY, "here").close();
        try (Shard shard = Shard.openAsItIs(disk.open(), "here")) {
            assertThat(shard.identity()).isEqualTo(IDENTITY);
            assertThat(shard.offsets()).isEqualTo(ShardOffsets.START);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, 8, murmur2, abc, none, visits-1, links-1, 3, 4",
        "3, 16, murmur2, abc, none, visits-1, links-1, 8, 16",
        "3, 8, crc32, abc, none, visits-1, links-1, murmur2, crc32",
        "3, 8, murmur2, xyz, none, visits-1, links-1, abc, xyz",
        "3, 8, murmur2, abc, www lists-1, visits-1, links-1, none, www lists-1",
        "3, 8, murmur2, abc, none, visits-2, links-1, visits-1, visits-2",
        "3, 8, murmur2, abc, none, visits-1, links-2, links-1, links-2"
    })
    void shardMadeForSomethingElseIsRefusedWithBothValues(
            int partition,
            int partitions,
            String partitioner,
            String suffixes,
            String urlRules,
            String visits,
            String links,
            String was,
            String is) {
        Shard.open(disk.open(), IDENTITY, "here").close();
        ShardIdentity other = new ShardIdentity(partition, partitions, partitioner, suffixes, urlRules, visits, links);
        assertThatThrownBy(() -> Shard.open(disk.open(), other, "here"))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("the shard in here")
                .hasMessageContaining(was + ", not " + is);
    }

    @Test
    void shardFromBeforeThereWereUrlRulesHasNone() {
        Shard.open(disk.open(), IDENTITY, "here").close();
        MemoryShardStore store = disk.open();
        WriteSet writes = new WriteSet();
        writes.delete(Family.META, "url rules".getBytes(StandardCharsets.US_ASCII));
        store.write(writes);

        assertThat(Shard.open(store, IDENTITY, "here").identity()).isEqualTo(IDENTITY);
    }

    @Test
    void shardThatKeepsLinksWithinASiteInAnotherWayIsRefusedWithBothValues() {
        Shard.open(disk.open(), IDENTITY, "here").close();
        ShardIdentity rows =
                new ShardIdentity(3, 8, "murmur2", "abc", "none", InternalLinks.ROWS, "visits-1", "links-1");

        assertThatThrownBy(() -> Shard.open(disk.open(), rows, "here"))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("the shard in here was made with index.internal-links derived, not rows");
    }

    @Test
    void shardFromBeforeLinksWithinASiteCouldHaveRowsHasNone() {
        ShardIdentity rows =
                new ShardIdentity(3, 8, "murmur2", "abc", "none", InternalLinks.ROWS, "visits-1", "links-1");
        Shard.open(disk.open(), rows, "here").close();
        try (Shard shard = Shard.openAsItIs(disk.open(), "here")) {
            assertThat(shard.identity().internalLinks()).isEqualTo(InternalLinks.ROWS);
        }
        MemoryShardStore store = disk.open();
        WriteSet writes = new WriteSet();
        writes.delete(Family.META, "internal links".getBytes(StandardCharsets.US_ASCII));
        store.write(writes);

        assertThat(Shard.open(store, IDENTITY, "here").identity()).isEqualTo(IDENTITY);
    }

    @Test
    void shardOfANewerFormatIsRefused() {
        MemoryShardStore store = disk.open();
        WriteSet writes = new WriteSet();
        writes.put(Family.META, "identity".getBytes(StandardCharsets.US_ASCII), new byte[] {7, 1, 2});
        store.write(writes);
        assertThatThrownBy(() -> Shard.open(store, IDENTITY, "here"))
                .isInstanceOf(ShardRefusedException.class)
                .hasMessageContaining("has format 7, and this version reads format 3");
    }

    @Test
    void whatItKnowsOfItselfComesBack() {
        Stamp stamp = new Stamp("visits-1", 7, 1234, 2);
        Stamp other = new Stamp("visits-0", 7, 99, 0);
        ShardTotals totals = new ShardTotals();
        totals.pageMoved(null, PageState.Name.QUEUED);
        totals.pageMoved(PageState.Name.QUEUED, PageState.Name.VISITED);
        totals.pageMoved(null, PageState.Name.KNOWN);
        totals.outcomeMoved(null, Outcome.FETCHED);
        totals.outcomeMoved(Outcome.FETCHED, Outcome.GONE);
        totals.addExternalLinks(5);
        totals.addInternalLinks(7);
        try (Shard shard = Shard.open(disk.open(), IDENTITY, "here")) {
            WriteSet writes = new WriteSet();
            MetaRows.putOffsets(writes, new ShardOffsets(10, 20));
            MetaRows.putStamp(writes, stamp);
            MetaRows.putStamp(writes, other);
            MetaRows.putSequence(writes, 77);
            MetaRows.putScope(writes, "any");
            MetaRows.putTotals(writes, totals);
            shard.write(writes);
        }
        try (Shard shard = Shard.open(disk.open(), IDENTITY, "here")) {
            assertThat(shard.offsets()).isEqualTo(new ShardOffsets(10, 20));
            assertThat(shard.stamps().values()).containsExactlyInAnyOrder(stamp, other);
            assertThat(shard.nextSequence()).isEqualTo(77);
            assertThat(shard.scopeDigest()).isEqualTo("any");
            assertThat(shard.totals().pages(PageState.Name.VISITED)).isEqualTo(1);
            assertThat(shard.totals().pages(PageState.Name.QUEUED)).isZero();
            assertThat(shard.totals().pages()).isEqualTo(2);
            assertThat(shard.totals().visits()).containsOnly(Map.entry(Outcome.GONE, 1L));
            assertThat(shard.totals().externalLinks()).isEqualTo(5);
            assertThat(shard.totals().internalLinks()).isEqualTo(7);
        }
    }
}
