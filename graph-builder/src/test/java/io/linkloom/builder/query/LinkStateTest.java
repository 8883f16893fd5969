package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.LostReason;
import org.junit.jupiter.api.Test;

class LinkStateTest {

    @Test
    void aLinkThatMovedWithItsPageIsNoLostOne() {
        assertThat(LinkState.LOST.takes(LostReason.MOVED)).isFalse();
        assertThat(LinkState.MOVED.takes(LostReason.MOVED)).isTrue();
        assertThat(LinkState.ALL.takes(LostReason.MOVED)).isTrue();
        assertThat(LinkState.LIVE.takes(LostReason.MOVED)).isFalse();
    }

    @Test
    void everyOtherReasonMeansThatItIsLost() {
        for (LostReason reason : LostReason.values()) {
            boolean moved = reason == LostReason.MOVED;
            assertThat(LinkState.LOST.takes(reason)).as("%s", reason).isEqualTo(!moved);
            assertThat(LinkState.LOST.takes(reason.code())).as("%s", reason).isEqualTo(!moved);
            assertThat(LinkState.MOVED.takes(reason.code())).as("%s", reason).isEqualTo(moved);
            assertThat(LinkState.LIVE.takes(reason.code())).as("%s", reason).isFalse();
        }
        assertThat(LinkState.LIVE.takes(null)).isTrue();
        assertThat(LinkState.LIVE.takes(0)).isTrue();
        assertThat(LinkState.LOST.takes(0)).isFalse();
    }
}
