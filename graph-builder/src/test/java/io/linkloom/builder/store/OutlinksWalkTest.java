package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A walk sees what decoding sees, and takes nothing for a link that is none. */
class OutlinksWalkTest {
    private static final int PAGES = 200;

    private final Random random = new Random(7);
    private final MemoryShardStore store = new MemoryShardStore.Disk().open();

    private PageKey page() {
        return PageKey.of(WebUrl.parse("http://" + (random.nextBoolean() ? "a.test" : "www.b.test:8080") + "/"
                + "x".repeat(random.nextInt(400)) + random.nextInt(100)));
    }

    private List<OutLink> links(NavigableSet<PageKey> targets, boolean lost) {
        List<OutLink> links = new ArrayList<>();
        for (int left = random.nextInt(30); left > 0 && !targets.isEmpty(); left--) {
            boolean isUsual = random.nextBoolean();
            OutLink link = new OutLink(
                    targets.pollFirst(),
                    any(LinkKind.values()),
                    isUsual ? 0 : random.nextInt(1 << 30),
                    isUsual ? Place.MAIN : any(Place.values()),
                    isUsual ? 1 : 1 + random.nextInt(500),
                    "ä".repeat(random.nextInt(3) * 100),
                    isUsual ? 1_700_000_000_000L : random.nextLong(4_000_000_000_000L),
                    null);
            links.add(lost ? link.lostAt(random.nextLong(4_000_000_000_000L), any(LostReason.values())) : link);
        }
        return links;
    }

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private OutlinksRow row() {
        TreeSet<PageKey> live = new TreeSet<>();
        TreeSet<PageKey> lost = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            (random.nextBoolean() ? live : lost).add(page());
        }
        return new OutlinksRow(links(live, false), links(lost, true));
    }

    private OutlinksWalk walk() {
        return new OutlinksWalk(store.scan(Family.OUTLINKS, Shard.ALL.from(), Shard.ALL.to()));
    }

    private void put(PageKey source, byte[] value) {
        WriteSet writes = new WriteSet();
        writes.put(Family.OUTLINKS, source.bytes(), value);
        store.write(writes);
    }

    @Test
    void itSeesEveryLinkOfEveryPageInOrder() {
        Map<PageKey, OutlinksRow> rows = new TreeMap<>();
        for (int i = 0; i < PAGES; i++) {
            rows.put(page(), row());
        }
        rows.forEach((source, row) -> put(source, row.encode()));
        try (OutlinksWalk walk = walk()) {
            rows.forEach((source, row) -> {
                assertThat(walk.nextPage()).isTrue();
                assertThat(walk.source()).isEqualTo(source.bytes());
                row.live().forEach(link -> assertNext(walk, link));
                row.lost().forEach(link -> assertNext(walk, link));
                assertThat(walk.nextLink()).isFalse();
            });
            assertThat(walk.nextPage()).isFalse();
        }
    }

    private void assertNext(OutlinksWalk walk, OutLink link) {
        assertThat(walk.nextLink()).isTrue();
        assertThat(walk.isLive()).isEqualTo(link.isLive());
        assertThat(walk.target()).isEqualTo(link.target().bytes());
        assertThat(walk.row()).isEqualTo(InlinkRow.of(link));
        assertThat(walk.kindCode()).isEqualTo(link.kind().code());
        assertThat(walk.rel()).isEqualTo(link.rel());
        OutLink.Lost lost = link.lost();
        assertThat(walk.reasonCode()).isEqualTo(lost == null ? 0 : lost.reason().code());
        PageKey other = page();
        assertThat(Integer.signum(walk.compareTarget(other.bytes())))
                .isEqualTo(Integer.signum(link.target().compareTo(other)));
        assertThat(walk.isTargetOfHost(other.hostKey()))
                .isEqualTo(link.target().url().host().equals(other.url().host()));
    }

    @Test
    void pagesNeedNotBeWalkedThroughToTheirEnd() {
        put(PageKey.of(WebUrl.parse("http://a.test/")), row().encode());
        OutlinksRow second = row();
        put(PageKey.of(WebUrl.parse("http://b.test/")), second.encode());
        try (OutlinksWalk walk = walk()) {
            assertThat(walk.nextPage()).isTrue();
            assertThat(walk.nextPage()).isTrue();
            second.live().forEach(link -> assertNext(walk, link));
        }
    }

    @Test
    void rowsThatEndTooSoonOrTooLateOrAreOfANewerVersionAreRefused() {
        PageKey source = page();
        byte[] whole = row().encode();
        for (int length = 0; length < whole.length; length++) {
            put(source, Arrays.copyOf(whole, length));
            assertRefused();
        }
        put(source, Arrays.copyOf(whole, whole.length + 1));
        assertRefused();
        byte[] newer = whole.clone();
        newer[0] = 9;
        put(source, newer);
        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> {
                    try (OutlinksWalk walk = walk()) {
                        while (walk.nextPage()) {
                            while (walk.nextLink()) {
                                assertThat(walk.isLive() || walk.reasonCode() != 0)
                                        .isTrue();
                            }
                        }
                    }
                })
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("outlinks");
    }

    @Test
    void damagedRowsAreRefusedAndNeverHang() {
        PageKey source = page();
        for (int i = 0; i < 2 * PAGES; i++) {
            byte[] value = row().encode();
            value[1 + random.nextInt(value.length - 1)] ^= (byte) (1 << random.nextInt(8));
            put(source, value);
            try (OutlinksWalk walk = walk()) {
                while (walk.nextPage()) {
                    while (walk.nextLink()) {
                        assertThat(walk.row()).isNotNull();
                    }
                }
            } catch (UnreadableRowException e) {
                assertThat(e).hasMessageContaining("outlinks");
            }
        }
    }
}
