package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TotalsRowTest {
    private final ShardStore store = new MemoryShardStore.Disk().open();

    @AfterEach
    void close() {
        store.close();
    }

    /** As an earlier version wrote it. */
    private ShardTotals read(RowWriter row) {
        WriteSet writes = new WriteSet();
        writes.put(Family.META, "totals".getBytes(StandardCharsets.US_ASCII), row.toBytes());
        store.write(writes);
        return MetaRows.totals(store);
    }

    private ShardTotals writtenAndRead(ShardTotals totals) {
        WriteSet now = new WriteSet();
        MetaRows.putTotals(now, totals);
        store.write(now);
        return MetaRows.totals(store);
    }

    private static RowWriter pagesAndLinks(int version) {
        RowWriter row = new RowWriter(version, 64);
        return row.number(1).number(2).number(3).number(4).number(50).number(60);
    }

    private static RowWriter fetched(RowWriter row) {
        return row.number(1).number(Outcome.FETCHED.code()).number(4);
    }

    @Test
    void totalsFromBeforeThereWereRetriesHaveNone() {
        ShardTotals totals = read(fetched(pagesAndLinks(1)));
        assertThat(totals.pages()).isEqualTo(10);
        assertThat(totals.internalLinks()).isEqualTo(60);
        assertThat(totals.awaitingRetry()).isZero();
        assertThat(totals.everOrdered()).isEqualTo(4 + 3);
        totals.addAwaitingRetry(5);
        totals.addOrderedAgain(2);
        assertThat(writtenAndRead(totals).awaitingRetry()).isEqualTo(5);
        assertThat(writtenAndRead(totals).everOrdered()).isEqualTo(4 + 3 - 2);
    }

    @Test
    void totalsFromBeforeBytesWereCountedBeginAtNone() {
        ShardTotals totals = read(fetched(pagesAndLinks(2).number(5).number(2)));
        assertThat(totals.awaitingRetry()).isEqualTo(5);
        assertThat(totals.everOrdered()).isEqualTo(4 + 3 - 2);
        assertThat(totals.bytesFetched()).isZero();
        totals.addBytesFetched(1L << 40);
        assertThat(writtenAndRead(totals).bytesFetched()).isEqualTo(1L << 40);
        assertThat(new ShardTotals().plus(totals).plus(totals.copy()).bytesFetched())
                .isEqualTo(1L << 41);
    }

    @Test
    void totalsFromBeforePagesWereVisitedAgainCountNone() {
        ShardTotals totals = read(fetched(pagesAndLinks(3).number(5).number(2).number(77)));
        assertThat(totals.bytesFetched()).isEqualTo(77);
        assertThat(totals.awaitingRecrawl()).isZero();
        totals.addAwaitingRecrawl(6);
        assertThat(new ShardTotals().plus(writtenAndRead(totals)).awaitingRecrawl())
                .isEqualTo(6);
    }
}
