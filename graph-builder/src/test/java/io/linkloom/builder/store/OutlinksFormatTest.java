package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What links of a page have in common is written once, and rows of the version before are read by whoever reads rows. */
class OutlinksFormatTest {
    private static final PageKey SOURCE = PageKey.of(WebUrl.parse("http://a.test/"));
    private static final long SEEN = 1_767_225_600_000L;
    /** Shared, length, traits and anchor, each a byte; and the last five bytes of the target. */
    private static final int BYTES_A_LINK = 4 + 5;

    private static OutLink link(int number, int count) {
        PageKey target = PageKey.of(WebUrl.parse("http://a.test/" + (10_000 + number) + "/page"));
        return new OutLink(target, LinkKind.A, 0, Place.NAV, count, "", SEEN, null);
    }

    private static OutlinksRow row(int links, IntUnaryOperator counts) {
        List<OutLink> live = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            live.add(link(i, counts.applyAsInt(i)));
        }
        return new OutlinksRow(live, List.of());
    }

    private static List<InlinkRow> walked(byte[] value) {
        MemoryShardStore store = new MemoryShardStore.Disk().open();
        WriteSet writes = new WriteSet();
        writes.put(Family.OUTLINKS, SOURCE.bytes(), value);
        store.write(writes);
        List<InlinkRow> links = new ArrayList<>();
        try (OutlinksWalk walk = new OutlinksWalk(store.scan(Family.OUTLINKS, Shard.ALL.from(), Shard.ALL.to()))) {
            while (walk.nextPage()) {
                while (walk.nextLink()) {
                    links.add(walk.row());
                }
            }
        }
        return links;
    }

    private static void assertReadable(byte[] value, OutlinksRow row) {
        assertThat(OutlinksRow.decode(SOURCE.bytes(), value)).isEqualTo(row);
        List<InlinkRow> links = new ArrayList<>();
        row.live().forEach(link -> links.add(InlinkRow.of(link)));
        row.lost().forEach(link -> links.add(InlinkRow.of(link)));
        assertThat(walked(value)).isEqualTo(links);
    }

    @Test
    void traitsThatLinksHaveInCommonAreWrittenOnce() {
        OutlinksRow few = row(50, _ -> 1);
        OutlinksRow many = row(60, _ -> 1);
        assertReadable(few.encode(), few);
        int pathBytes = "/page".length();
        assertThat(many.encode().length - few.encode().length)
                .isBetween(10 * BYTES_A_LINK, 10 * (BYTES_A_LINK + pathBytes + 1));
    }

    @Test
    void aPageMayHaveMoreTraitsThanHaveNumbers() {
        for (int traits : new int[] {LinkTraits.MOST - 1, LinkTraits.MOST, LinkTraits.MOST + 1, 500}) {
            OutlinksRow row = row(1000, i -> 1 + i % traits);
            assertReadable(row.encode(), row);
        }
    }

    @Test
    void lostLinksHaveTheTraitsOfLiveOnes() {
        OutLink lost = link(7, 3).firstSeenAt(SEEN + 5).lostAt(SEEN + 9, LostReason.PAGE_GONE);
        OutlinksRow row = new OutlinksRow(List.of(link(1, 3), link(2, 4)), List.of(lost));
        assertReadable(row.encode(), row);
        OutlinksRow without = new OutlinksRow(row.live(), List.of());
        OutlinksRow.Encoder encoder = new OutlinksRow.Encoder();
        assertThat(encoder.encode(row)).isEqualTo(row.encode());
        assertThat(encoder.encode(without)).isEqualTo(without.encode());
    }

    @Test
    void traitsThatNoLinkHasAreRefused() {
        byte[] target = link(0, 1).target().bytes();
        byte[] value = new RowWriter(OutlinksRow.VERSION, 64)
                .number(SEEN)
                .number(1)
                .number(0)
                .block(target)
                .number(2)
                .text("")
                .number(0)
                .toBytes();
        assertThatThrownBy(() -> OutlinksRow.decode(SOURCE.bytes(), value))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("none of its links has traits of number 1");
        assertThatThrownBy(() -> walked(value))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("none of its links has traits of number 1");
    }

    @Test
    void rowsWithoutTraitsAreReadAsBefore() {
        OutLink lost = link(1, 2).lostAt(SEEN + 9, LostReason.LINK_REMOVED);
        OutlinksRow row = new OutlinksRow(List.of(link(0, 1).firstSeenAt(SEEN + 3)), List.of(lost));
        RowWriter out =
                new RowWriter(OutlinksRow.WITHOUT_TRAITS, 64).number(SEEN).number(1);
        inFull(out, row.live().getFirst(), 3);
        inFull(out.number(1), lost, 0);
        assertReadable(out.number(9).number(LostReason.LINK_REMOVED.code()).toBytes(), row);
    }

    private static void inFull(RowWriter out, OutLink link, int later) {
        out.number(0).block(link.target().bytes());
        out.number(link.kind().code())
                .number(link.place().code())
                .number(link.rel())
                .number(link.count());
        out.text(link.anchor()).number(later);
    }
}
