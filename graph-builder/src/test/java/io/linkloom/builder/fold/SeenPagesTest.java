package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageKey;
import org.junit.jupiter.api.Test;

class SeenPagesTest {
    @Test
    void whatWasAddedMayBeKnownAndNothingElseIs() {
        SeenPages seen = new SeenPages();
        int pages = 100_000;
        for (int i = 0; i < pages; i++) {
            assertThat(seen.add(FoldFixture.key("a.test/" + i))).isTrue();
        }
        assertThat(seen.add(FoldFixture.key("a.test/5"))).isFalse();
        assertThat(seen.size()).isEqualTo(pages);
        for (int i = 0; i < pages; i++) {
            PageKey known = FoldFixture.key("a.test/" + i);
            PageKey unknown = FoldFixture.key("b.test/" + i);
            if (!seen.mayContain(known) || seen.mayContain(unknown)) {
                throw new AssertionError("wrong about number " + i);
            }
        }
    }
}
