package io.linkloom.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelTokenTest {
    @Test
    void readsTokensInAnyCaseAndOrder() {
        assertThat(RelToken.text(RelToken.bitsOf(" UGC\tnofollow\n  made-up NoOpener ")))
                .isEqualTo("nofollow ugc noopener");
        assertThat(RelToken.bitsOf("")).isZero();
        assertThat(RelToken.text(0)).isEmpty();
    }

    @Test
    void oldNamesMeanTheNewOnes() {
        assertThat(RelToken.text(RelToken.bitsOf("Previous copyright privacy-policy")))
                .isEqualTo("license prev privacy-policy");
    }

    @Test
    void followMeansNoneOfNofollowUgcSponsored() {
        assertThat(RelToken.isFollow(RelToken.bitsOf("noopener external"))).isTrue();
        assertThat(RelToken.isFollow(RelToken.bitsOf("sponsored"))).isFalse();
        assertThat(RelToken.isFollow(RelToken.bitsOf("ugc"))).isFalse();
        assertThat(RelToken.isFollow(RelToken.bitsOf("nofollow"))).isFalse();
    }

    @Test
    void linkOfAPageThatSaysNofollowIsNoFollowLinkAndHasNoTokenOfIt() {
        int bits = RelToken.ME.bit() | RelToken.PAGE_NOFOLLOW | RelToken.PAGE_CANONICAL;
        assertThat(RelToken.isFollow(bits)).isFalse();
        assertThat(RelToken.text(bits)).isEqualTo("me");
        assertThat(RelToken.isFollow(RelToken.PAGE_CANONICAL)).isTrue();
    }

    @Test
    void bitsAreDistinctAndFitAnInt() {
        int all = RelToken.PAGE_NOFOLLOW | RelToken.PAGE_CANONICAL;
        for (RelToken token : RelToken.values()) {
            assertThat(all & token.bit()).isZero();
            all |= token.bit();
        }
    }
}
