package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.url.WebUrl;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of a directory's pages, and which pages that are. */
class DirectoryRowTest {
    private static final byte[] KEY = {'k'};

    private final Random random = new Random(42);

    @Test
    void directoryRowsComeBackAsTheyWentInAndStaySmall() {
        DirectoryRow row = DirectoryRow.NONE;
        for (int i = 0; i < 400; i++) {
            row = switch (random.nextInt(3)) {
                case 0 -> row.withPage();
                case 1 -> row.withNothing();
                default -> row.with(random.nextLong(), random.nextInt(), random.nextBoolean());
            };
            assertThat(DirectoryRow.decode(KEY, row.encode())).isEqualTo(row);
            assertThat(row.encode().length).isLessThanOrEqualTo(256);
            assertThat(row.lately()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void directoryIsTheFirstSegmentOfAPathOrAScript() {
        assertThat(directory("a.test/")).isEqualTo(directory("a.test/page.html"));
        assertThat(directory("a.test/wiki/one")).isEqualTo(directory("a.test/wiki/two/three"));
        assertThat(directory("a.test/wiki/one")).isNotEqualTo(directory("a.test/wikis/one"));
        assertThat(directory("a.test/wiki/one")).isNotEqualTo(directory("b.test/wiki/one"));
        assertThat(directory("a.test/list?page=1")).isEqualTo(directory("a.test/list?page=2"));
        assertThat(directory("a.test/list?page=1")).isNotEqualTo(directory("a.test/list"));
        assertThat(directory("a.test/forum/list?page=1")).isEqualTo(directory("a.test/forum/list?page=/2/"));
        assertThat(directory("a.test/forum/list?page=1")).isNotEqualTo(directory("a.test/forum/read?page=1"));
        assertThat(directory("a.test/s/session/list?page=1")).isEqualTo(directory("a.test/s/other/page"));
        assertThat(directory("a.test/?q=/x/")).isEqualTo(directory("a.test/?q=y"));
        assertThat(DirectoryKey.ofSite("a.test").isSite()).isTrue();
        DirectoryKey key = directory("a.test/list?page=1");
        assertThat(DirectoryKey.ofBytes(key.toBytes())).isEqualTo(key);
        assertThat(key.isSite()).isFalse();
    }

    private static DirectoryKey directory(String url) {
        return DirectoryKey.of(PageKey.of(WebUrl.parse("http://" + url)));
    }

    @Test
    void contentIsNewUnlessItIsThatOfOneOfTheLastPages() {
        DirectoryRow row = DirectoryRow.NONE.with(0x1234_5678_9ABC_DEF0L, 7, true);
        assertThat(row.likeness(0x1234_5678_9ABC_DEF0L, 7)).isEqualTo(TrapMark.DUPLICATE);
        assertThat(row.likeness(0x1234_5678_9ABC_DEF0L ^ 0x3F, 8)).isEqualTo(TrapMark.NEAR_DUPLICATE);
        assertThat(row.likeness(0x1234_5678_9ABC_DEF0L ^ 0x7F, 8)).isNull();
        assertThat(row.likeness(0, 7))
                .as("a page without text is like none with text")
                .isNull();
        assertThat(row.with(0, 9, true).likeness(0, 9)).isEqualTo(TrapMark.DUPLICATE);
        for (int i = 0; i < 100; i++) {
            row = row.with(random.nextLong(), i + 10, true);
        }
        assertThat(row.likeness(0x1234_5678_9ABC_DEF0L, 7)).isNull();
        assertThat(row.fresh()).isEqualTo(101);
        for (int i = 0; i < 95; i++) {
            row = row.with(0x1234_5678_9ABC_DEF0L, 7, false);
        }
        assertThat(row.lately()).isLessThan(0.06);
        assertThat(row.likeness(0x1234_5678_9ABC_DEF0L, 7)).isEqualTo(TrapMark.DUPLICATE);
    }

    @Test
    void rowThatIsNoneIsRefused() {
        byte[] value = DirectoryRow.NONE.with(5, 6, true).encode();
        byte[] newer = value.clone();
        newer[0] = 9;
        assertThatThrownBy(() -> DirectoryRow.decode(KEY, newer)).isInstanceOf(UnreadableRowException.class);
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> DirectoryRow.decode(KEY, cut)).isInstanceOf(UnreadableRowException.class);
        }
    }
}
